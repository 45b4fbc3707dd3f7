"""Whether the end of SQLite's write-ahead log is whole.

SQLite takes the log up to the first frame that does not fit its check sum and silently forgets the
rest. That is right for a write that was cut off, and wrong for one that had reached the disk: a
redemption may have left by it.
"""

import struct
from pathlib import Path

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""And the order of bytes in which it sums."""


def forgotten_commits(path: Path) -> int:
    """Commits in the log that SQLite will not read. A write that a crash cut off has none; the cut
    of the power may leave one that nobody had been told of, which is counted all the same."""
    try:
        log = path.read_bytes()
    except FileNotFoundError:
        return 0
    if len(log) < _HEADER.size:
        return 0
    magic, _, size, _, *salts, first, second = _HEADER.unpack_from(log)
    order = _MAGIC.get(magic)
    if order is None or _sum(log[:24], order, (0, 0)) != (first, second):
        return _commits_in_a_headless_log(log)
    sums, whole, forgotten = (first, second), True, 0
    for at in range(_HEADER.size, len(log) - _FRAME.size - size + 1, _FRAME.size + size):
        _, committed, *salt, one, two = _FRAME.unpack_from(log, at)
        if salt != salts:
            whole = False
            continue
        if whole:
            sums = _sum(log[at : at + 8], order, sums)
            sums = _sum(log[at + _FRAME.size : at + _FRAME.size + size], order, sums)
            whole = sums == (one, two)
        forgotten += committed > 0 and not whole
    return forgotten


def _commits_in_a_headless_log(log: bytes) -> int:
    """Without its first bytes nothing of it is read: it held something, if anything is in it."""
    return int(any(log[_HEADER.size :]))


def _sum(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
