"""The journal: every event on disk before its effect is on the wire.

Events hold nothing personal and are only ever added. What is personal, and the exact bytes of
requests, lies in a table beside them and is wiped when the sale is settled.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

import msgspec

from pos_app.core.selling import SaleEvent
from pos_app.core.value import Value

log = logging.getLogger("pos_app.journal")

SCHEMA_VERSION = 1
# A sale's events lie between its first and last number; the last one is set while it is settled.
# With that, an event costs one page of the log and no index has to be kept for a million of them.
SCHEMA = """
CREATE TABLE sale (
    id TEXT PRIMARY KEY,
    opened TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER
) STRICT;
CREATE INDEX sale_unsettled ON sale (first) WHERE last IS NULL;
CREATE INDEX sale_opened ON sale (opened);
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    sale TEXT NOT NULL,
    at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE private (
    sale TEXT NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sale, name)
) STRICT, WITHOUT ROWID;
"""

LAST_POSSIBLE = 2**63 - 1

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[SaleEvent] = msgspec.json.Decoder(SaleEvent)


class JournalError(Exception):
    """The journal cannot be read or written; the message says why, without personal data."""


class Record(Value, frozen=True):
    sale: str
    at: str
    """ISO 8601 in UTC."""
    event: SaleEvent


class Entry(Value, frozen=True):
    """One write: an event, private data beside it, or both; all of it or nothing lands."""

    sale: str
    at: str
    event: SaleEvent | None = None
    private: Mapping[str, bytes] = {}
    settles: bool = False
    """The sale is settled by this: its private data goes."""


class Journal:
    """Blocking, and used from one thread at a time: the checkout gives it a thread of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._unsettled: set[str] = set()
        """Sales whose row is known to stand and to be open, so that it is not written again."""

    @classmethod
    def open(cls, path: Path) -> Self:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                db.execute(f"PRAGMA {pragma}")
            _migrate(db)
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"{path}: {error}") from error
        return cls(db)

    def write(self, entries: Iterable[Entry]) -> None:
        """One durable transaction: on return the entries have reached the disk."""
        entries = list(entries)
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for entry in entries:
                    self._put(entry)
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._remember(entries)
        except sqlite3.Error as error:
            raise JournalError(str(error)) from error
        if any(entry.settles for entry in entries):
            self._wipe_log()

    def _wipe_log(self) -> None:
        """What was deleted must not live on in the write-ahead log. What was written is safe
        whether this succeeds now or with the next settled sale."""
        try:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            log.warning("journal_checkpoint_failed error=%s", error)

    def _put(self, entry: Entry) -> None:
        if entry.event is not None:
            put = self._db.execute(
                "INSERT INTO event (sale, at, body) VALUES (?, ?, ?)",
                (entry.sale, entry.at, _encoder.encode(entry.event)),
            )
            if entry.settles or entry.sale not in self._unsettled:
                self._mark(entry, put.lastrowid)
        for name, body in entry.private.items():
            self._db.execute(
                "INSERT INTO private (sale, name, body) VALUES (?, ?, ?)"
                " ON CONFLICT (sale, name) DO UPDATE SET body = excluded.body",
                (entry.sale, name, body),
            )
        if entry.settles:
            self._db.execute("DELETE FROM private WHERE sale = ?", (entry.sale,))

    def _mark(self, entry: Entry, number: int | None) -> None:
        self._db.execute(
            "INSERT INTO sale (id, opened, first, last) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET last = excluded.last",
            (entry.sale, entry.at, number, number if entry.settles else None),
        )

    def _remember(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.settles:
                self._unsettled.discard(entry.sale)
            elif entry.event is not None:
                self._unsettled.add(entry.sale)

    def records(self, since: str) -> list[Record]:
        """Events of all unsettled sales and of those opened at or after ``since``, in order."""
        rows = self._read(
            "SELECT event.sale, event.at, event.body FROM sale JOIN event"
            " ON event.seq BETWEEN sale.first AND ifnull(sale.last, ?) AND event.sale = sale.id"
            " WHERE sale.last IS NULL OR sale.opened >= ? ORDER BY event.seq",
            (LAST_POSSIBLE, since),
        )
        try:
            return [Record(sale, at, _decoder.decode(body)) for sale, at, body in rows]
        except msgspec.MsgspecError as error:
            raise JournalError(f"an entry cannot be read: {error}") from error

    def private(self) -> dict[str, dict[str, bytes]]:
        """What is kept of unsettled sales: by sale, then by name."""
        kept: dict[str, dict[str, bytes]] = {}
        for sale, name, body in self._read("SELECT sale, name, body FROM private"):
            kept.setdefault(sale, {})[name] = body
        return kept

    def sales_ever(self) -> int:
        return int(self._read("SELECT count(*) FROM sale")[0][0])

    def damage(self) -> str | None:
        """What SQLite's own check finds, or nothing."""
        found = self._read("PRAGMA quick_check(1)")[0][0]
        return None if found == "ok" else str(found)

    def close(self) -> None:
        try:
            self._db.close()
        except sqlite3.Error as error:
            log.warning("journal_close_failed error=%s", error)

    def _read(self, sql: str, parameters: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
        try:
            return self._db.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise JournalError(str(error)) from error


def _migrate(db: sqlite3.Connection) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise JournalError(
            f"the journal was written by a newer pos-app (schema {version}): install that version"
        )
    if version == 0:
        db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
