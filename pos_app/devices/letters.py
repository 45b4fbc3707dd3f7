"""Text in the letters that a printer has: what it lacks becomes the nearest one it has."""

import logging
import unicodedata

log = logging.getLogger("pos_app.devices")

CODE_PAGES = {
    "cp850": ("cp850", 2),
    "cp860": ("cp860", 3),
    "cp858": ("cp858", 19),
    "cp1252": ("cp1252", 16),
    "cp437": ("cp437", 0),
    "ascii": ("ascii", 0),
}
"""By name: Python's codec, and the table's number in ESC/POS."""

GAP = "_"
"""For a letter that has no likeness, so that its absence is seen."""

_LIKE = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{BULLET}": "*",
    "\N{MIDDLE DOT}": "-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{EURO SIGN}": "EUR",
    "\N{POUND SIGN}": "GBP",
    "\N{YEN SIGN}": "JPY",
    "\N{LATIN SMALL LETTER SHARP S}": "ss",
    "\N{LATIN SMALL LETTER AE}": "ae",
    "\N{LATIN CAPITAL LETTER AE}": "AE",
    "\N{LATIN SMALL LIGATURE OE}": "oe",
    "\N{LATIN CAPITAL LIGATURE OE}": "OE",
    "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
    "\N{LATIN CAPITAL LETTER O WITH STROKE}": "O",
    "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
    "\N{LATIN CAPITAL LETTER L WITH STROKE}": "L",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "\N{INVERTED EXCLAMATION MARK}": "!",
    "\N{INVERTED QUESTION MARK}": "?",
}


class Letters:
    def __init__(self, code_page: str) -> None:
        self._codec, self.table = CODE_PAGES[code_page]

    def spell(self, text: str) -> str:
        """As it can be printed: every character has one byte that is no command."""
        spelled = "".join(map(self._letter, unicodedata.normalize("NFC", text)))
        if lost := spelled.count(GAP) - text.count(GAP):
            log.info("printer_lacks_letters count=%d", lost)
        return spelled

    def encode(self, text: str) -> bytes:
        return self.spell(text).encode(self._codec)

    def _letter(self, character: str) -> str:
        if character.isspace():
            return " "
        if unicodedata.category(character)[0] == "C":
            return ""
        if self._has(character):
            return character
        if (like := _LIKE.get(character)) is not None:
            return like
        bare = (c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
        near = "".join(c for c in bare if self._has(c))
        return near or ("" if unicodedata.combining(character) else GAP)

    def _has(self, character: str) -> bool:
        try:
            byte = character.encode(self._codec)
        except UnicodeEncodeError:
            return False
        return len(byte) == 1 and byte[0] >= 0x20 and byte[0] != 0x7F
