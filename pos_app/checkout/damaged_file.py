"""Reading a file that is broken in places: whatever SQLite can still reach, and nothing else.

The rows of a table are read in the order of their numbers; where that breaks off, the next place
that can be read is looked for, and what lies between is read by ever smaller ranges.
"""

import shutil
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pos_app.checkout.journal_schema import FAULTS, SCHEMA_VERSION, Schema, migrate

_FARTHEST = 2**26
"""How far ahead the next readable row is looked for."""

_A_PAGEFUL = 256

_TABLES = {"sale", "event", "private"}


class Damaged:
    """A connection on what may be read of the file, or none if there is nothing."""

    def __init__(self, path: Path, workplace: Path) -> None:
        self.path = path
        self._copy = workplace
        self.schema = Schema(SCHEMA_VERSION)
        self.db = self._opened(path)
        if self.db is None:
            self.db = self._opened_with_another_first_page(path)

    def _opened(self, path: Path) -> sqlite3.Connection | None:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            db.execute("PRAGMA writable_schema = ON")  # else a file cut short is refused as a whole
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        except FAULTS:
            tables, version = set(), 0
        if not tables >= _TABLES or not 1 <= version <= SCHEMA_VERSION:
            db.close()
            return None
        self.schema = Schema(version)
        return db

    def _opened_with_another_first_page(self, path: Path) -> sqlite3.Connection | None:
        """The first page is the same in every journal but for the size of the file: where only
        that one is lost, a fresh one opens a copy."""
        shutil.copyfile(path, self._copy)
        size = _PAGE.unpack_from(_fresh_first_page(), 16)[0]
        with self._copy.open("r+b") as copy:
            pages = path.stat().st_size // size
            page = bytearray(_fresh_first_page())
            struct.pack_into(">I", page, 28, pages)
            copy.write(page)
        return self._opened(self._copy)

    def rows(self, table: str, columns: str, key: str) -> "Rows":
        return Rows(self.db, f"SELECT {key}, {columns} FROM {table}", key)

    def close(self) -> None:
        if self.db is not None:
            self.db.close()
        self._copy.unlink(missing_ok=True)


_PAGE = struct.Struct(">H")


def _fresh_first_page() -> bytes:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(db)
        return db.serialize()[: _PAGE.unpack_from(db.serialize(), 16)[0]]
    finally:
        db.close()


class Rows:
    """The readable rows of a table with numbers; ``broken`` tells afterwards what was not."""

    def __init__(self, db: sqlite3.Connection | None, select: str, key: str) -> None:
        self._db = db
        self._select = select
        self._key = key
        self.broken = db is None
        self.end_is_gone = db is None
        """There may be any number of rows after the last one."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        at = -(2**62)
        while self._db is not None:
            try:
                for row in self._query(f"{self._key} > ? ORDER BY {self._key}", at):
                    yield row
                    at = row[0]
            except FAULTS:
                self.broken = True
            else:
                return
            upto, resume = self._next_readable(max(at, 0))
            yield from self._between(max(at, 0) + 1, upto)
            if resume is None:
                return
            at = resume - 1

    def _query(self, where: str, *values: int) -> sqlite3.Cursor:
        assert self._db is not None  # noqa: S101 - nothing is iterated without one
        return self._db.execute(f"{self._select} WHERE {where}", values)

    def _next_readable(self, at: int) -> tuple[int, int | None]:
        """The number of a row farther on that can be read, if there is one; and how far the rows
        before it are to be tried piecemeal."""
        step = 1
        while step <= _FARTHEST:
            farther = f"{self._key} > ? ORDER BY {self._key} LIMIT 1"
            try:
                found = self._query(farther, at + step).fetchone()
            except FAULTS:
                step *= 2
                continue
            return (at + step, None) if found is None else (int(found[0]) - 1, int(found[0]))
        self.end_is_gone = True
        return at + _A_PAGEFUL, None

    def _between(self, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        ranges = [(first, last)]
        while ranges:
            low, high = ranges.pop()
            if low > high:
                continue
            # a range would look at the row after it, which may be the broken one
            only = low == high
            where = f"{self._key} = ?" if only else f"{self._key} BETWEEN ? AND ?"
            values = (low,) if only else (low, high)
            try:
                yield from self._query(f"{where} ORDER BY {self._key}", *values).fetchall()
            except FAULTS:
                if not only:
                    middle = (low + high) // 2
                    ranges += [(middle + 1, high), (low, middle)]
