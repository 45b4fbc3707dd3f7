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

from pos_app.checkout.incidents import Fact, RecordsCompared
from pos_app.checkout.journal_reading import NOTE_AFTER, JournalReader, Places
from pos_app.checkout.journal_rows import (
    Record,
    check_sum,
    encode,
)
from pos_app.checkout.journal_schema import (
    FAULTS,
    JournalError,
    error_from,
    migrate,
)
from pos_app.core.selling import SaleEvent
from pos_app.core.value import Value

log = logging.getLogger("pos_app.journal")


class Entry(Value, frozen=True):
    """One write: an event, private data beside it, or both; all of it or nothing lands."""

    sale: str
    at: str
    event: SaleEvent | None = None
    private: Mapping[str, bytes] = {}
    settles: bool = False
    """The sale is settled by this: its private data goes."""


class Journal(JournalReader):
    """Blocking, and used from one thread at a time: the checkout gives it a thread of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._unsettled: set[str] = set()
        """Sales whose row is known to stand and to be open, so that it is not written again."""
        self._unwiped = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """Makes the file where there is none. Raises ``DamagedJournalError`` for one that holds
        something else than what was written, and ``JournalError`` for one that cannot be used."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)
        except (sqlite3.Error, OSError) as error:
            raise error_from(error, path) from error
        try:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                db.execute(f"PRAGMA {pragma}")
            migrate(db)
            return cls(db)
        except FAULTS as error:
            db.close()
            raise error_from(error, path) from error
        except JournalError:
            db.close()
            raise

    # writing

    def write(self, entries: Iterable[Entry]) -> None:
        """One durable transaction: on return the entries have reached the disk."""
        entries = list(entries)
        number = self._next
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for entry in entries:
                    self._put(entry, number)
                    number += entry.event is not None
                self._db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except (sqlite3.Error, TypeError) as error:
            raise error_from(error) from error
        self._next = number
        self._remember(entries)
        if self._unwiped or any(entry.settles for entry in entries):
            self.wipe_log()

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def wipe_log(self) -> None:
        """What was deleted must not live on in the write-ahead log. What was written is safe
        whether this succeeds now or with the next write; nobody waits for it."""
        try:
            self._db.execute("PRAGMA busy_timeout = 0")
            busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            self._db.execute("PRAGMA busy_timeout = 2000")
        except sqlite3.Error as error:
            busy = 1
            log.warning("journal_checkpoint_failed error=%s", error)
        self._unwiped = bool(busy)

    def _put(self, entry: Entry, number: int) -> None:
        if entry.event is not None:
            body = encode(entry.event)
            self._db.execute(
                "INSERT INTO event (seq, sale, at, body, crc) VALUES (?, ?, ?, ?, ?)",
                (number, entry.sale, entry.at, body, check_sum(entry.sale, entry.at, body)),
            )
            if entry.settles or entry.sale not in self._unsettled:
                self._mark(entry, number)
        for name, body in entry.private.items():
            self._db.execute(
                "INSERT INTO private (sale, name, body, crc) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (sale, name) DO UPDATE SET body = excluded.body, crc = excluded.crc",
                (entry.sale, name, body, check_sum(entry.sale, name, body)),
            )
        if entry.settles:
            self._db.execute("DELETE FROM private WHERE sale = ?", (entry.sale,))

    def _mark(self, entry: Entry, number: int) -> None:
        self._db.execute(
            "INSERT INTO sale (id, opened, first, last) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET last = excluded.last, noted = NULL",
            (entry.sale, entry.at, number, number if entry.settles else None),
        )

    def _remember(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.settles:
                self._unsettled.discard(entry.sale)
            elif entry.event is not None:
                self._unsettled.add(entry.sale)

    def compare(self, compared: RecordsCompared, at: str, sales: Iterable[str]) -> None:
        """Writes down that a person has compared, and ends the sales that only a person could."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                put = "INSERT INTO incident (at, body) VALUES (?, ?)"
                self._db.execute(put, (at, encode(compared)))
                for sale in sales:
                    ended = "UPDATE sale SET last = max(first, ?) WHERE id = ? AND last IS NULL"
                    self._db.execute(ended, (self._next - 1, sale))
                    self._db.execute("DELETE FROM private WHERE sale = ?", (sale,))
                self._db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except sqlite3.Error as error:
            raise error_from(error) from error
        self.wipe_log()

    def add(self, fact: Fact, at: str) -> None:
        """One durable transaction, as ``write``."""
        try:
            self._db.execute("INSERT INTO incident (at, body) VALUES (?, ?)", (at, encode(fact)))
        except sqlite3.Error as error:
            raise error_from(error) from error

    def note(self, records: Iterable[Record]) -> None:
        """Remembers where the events of unsettled sales lie, if many others had to be looked
        through for them: the next start need not look again."""
        places = self.noted()
        newest = self._next - 1
        if not places or newest - min(place.upto for place in places.values()) < NOTE_AFTER:
            return
        numbers: dict[str, list[int]] = {sale: [] for sale in places}
        for record in records:
            if record.sale in numbers:
                numbers[record.sale].append(record.number)
        try:
            self._db.executemany(
                "UPDATE sale SET noted = ? WHERE id = ?",
                [
                    (msgspec.json.encode(Places(newest, tuple(found))), sale)
                    for sale, found in numbers.items()
                ],
            )
        except sqlite3.Error as error:
            log.warning("journal_note_failed error=%s", error)
