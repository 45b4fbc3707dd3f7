"""Events in the pages of a file to which SQLite finds no way any more.

Where a page that only leads to others is broken, the entries on those still stand. They are taken
straight from the pages, by SQLite's file format, and believed for their check sums.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path

from pos_app.checkout.journal_rows import Row

PAGE = 4096
_LEAF = 0x0D
_LARGEST = 1 << 20
"""Bytes; no event comes near it, and a broken length must not make the chain go round for ever."""
_NULL, _FIRST_BLOB, _FIRST_TEXT = 0, 12, 13
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes by serial type."""


def carved(path: Path) -> Iterator[list[Row]]:
    """Page by page, whatever looks like an event, in the order in which it stands there; what it is
    worth is for the caller to check."""
    if path.stat().st_size < PAGE:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as pages:
        for start in range(PAGE, len(pages) - PAGE + 1, PAGE):
            if pages[start] != _LEAF:
                continue
            yield list(_rows(pages, start))


def _rows(pages: mmap.mmap, start: int) -> Iterator[Row]:
    for cell in range(int.from_bytes(pages[start + 3 : start + 5], "big")):
        try:
            row = _row(pages, start, cell)
        except (IndexError, ValueError):
            continue
        if row is not None:
            yield row


def _row(pages: mmap.mmap, start: int, cell: int) -> Row | None:
    pointer = start + 8 + 2 * cell
    if pointer + 2 > start + PAGE:
        raise IndexError
    at = start + int.from_bytes(pages[pointer : pointer + 2], "big")
    size, at = _varint(pages, at)
    number, at = _varint(pages, at)
    return _event(number, _payload(pages, at, size))


def _payload(pages: mmap.mmap, at: int, size: int) -> bytes:
    """What does not fit on a page goes on in a chain of others."""
    if size > _LARGEST:
        raise ValueError(size)
    if size <= PAGE - 35:
        return pages[at : at + size]
    least = (PAGE - 12) * 32 // 255 - 23
    here = least + (size - least) % (PAGE - 4)
    here = here if here <= PAGE - 35 else least
    found = bytearray(pages[at : at + here])
    following = int.from_bytes(pages[at + here : at + here + 4], "big")
    while len(found) < size and following:
        start = (following - 1) * PAGE
        following = int.from_bytes(pages[start : start + 4], "big")
        part = pages[start + 4 : start + PAGE]
        if not part:
            raise IndexError
        found += part
    return bytes(found[:size])


def _event(number: int, payload: bytes) -> Row | None:
    """A row of number, text, text, blob and, from the second schema on, a check sum."""
    end, at = _varint(payload, 0)
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    if len(types) not in {4, 5} or types[0] != _NULL:
        return None
    sale, moment, body, *check = types[1:]
    if not (_is_text(sale) and _is_text(moment) and _is_blob(body)):
        return None
    values = []
    for kind in (sale, moment, body):
        size = (kind - _FIRST_BLOB) // 2
        values.append(payload[at : at + size])
        at += size
    crc = None
    if check and check[0] in _INTEGERS:
        crc = int.from_bytes(payload[at : at + _INTEGERS[check[0]]], "big", signed=True)
    return number, values[0].decode(), values[1].decode(), values[2], crc


def _is_text(kind: int) -> bool:
    return kind >= _FIRST_TEXT and kind % 2 == 1


def _is_blob(kind: int) -> bool:
    return kind >= _FIRST_BLOB and kind % 2 == 0


def _varint(data: bytes | mmap.mmap, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1
