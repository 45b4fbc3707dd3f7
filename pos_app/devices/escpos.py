"""ESC/POS, as nearly every till printer speaks it: the few commands that a receipt needs."""

from collections.abc import Iterable

from pos_app.core.paper import PaperCode, PaperLine, PaperPart, Style
from pos_app.devices.letters import Letters

ESC, GS, FS, DLE, EOT = b"\x1b", b"\x1d", b"\x1c", b"\x10", b"\x04"
LINE = b"\n"

_START = ESC + b"@" + FS + b"."
"""Forget the last job; one byte is one character, on printers made for Chinese as well."""
_STYLES = {
    Style.PLAIN: (b"", b""),
    Style.STRONG: (ESC + b"E\x01", ESC + b"E\x00"),
    Style.TALL: (GS + b"!\x01" + ESC + b"E\x01", GS + b"!\x00" + ESC + b"E\x00"),
    Style.INVERSE: (GS + b"B\x01" + ESC + b"E\x01", GS + b"B\x00" + ESC + b"E\x00"),
}
_FEED = ESC + b"d\x05"
"""Past the edge on which paper is torn off."""
_CUT = GS + b"V\x42\x00"
"""After feeding to the knife; a bridge is left, so that nothing falls."""

ASK_OFFLINE = DLE + EOT + b"\x02"
ASK_PAPER = DLE + EOT + b"\x04"
ASK_DONE = GS + b"r\x01"
"""Answered when all that came before has been worked through."""

_FIXED, _FIXED_VALUE = 0x93, 0x12
"""Of an answer to DLE EOT, by which it is told from anything else."""


def encode(parts: Iterable[PaperPart], letters: Letters, *, cut: bool) -> bytes:
    body = b"".join(_part(part, letters) for part in parts)
    table = ESC + b"t" + bytes((letters.table,))
    return _START + table + body + (_CUT if cut else _FEED)


def _part(part: PaperPart, letters: Letters) -> bytes:
    match part:
        case PaperLine(text, style):
            on, off = _STYLES[style]
            return on + letters.encode(text) + off + LINE
        case PaperCode(digits):
            return _barcode(digits)


def _barcode(digits: str) -> bytes:
    """Centred, 10 mm high, its digits below."""
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("not an EAN-13")
    look = GS + b"h\x50" + GS + b"w\x03" + GS + b"H\x02"
    code = GS + b"k\x43\x0d" + digits.encode("ascii")
    return ESC + b"a\x01" + look + code + LINE + ESC + b"a\x00"


def is_status(byte: int) -> bool:
    return byte & _FIXED == _FIXED_VALUE


def cover_open(offline: int) -> bool:
    return bool(offline & 0x04)


def no_paper(offline: int, paper: int) -> bool:
    return bool(offline & 0x20 or paper & 0x60 == 0x60)
