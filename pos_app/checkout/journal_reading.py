"""Reading the journal: what a start goes on from, one sale's events, and whether all is there."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import msgspec

from pos_app.checkout.incidents import Noted, RecordsLost
from pos_app.checkout.journal_rows import (
    Record,
    Row,
    event_columns,
    facts,
    number_in,
    open_to_read,
    private_columns,
    private_from,
    record_from,
)
from pos_app.checkout.journal_schema import (
    FAULTS,
    DamagedJournalError,
    error_from,
    schema_of,
)
from pos_app.core.value import Value

log = logging.getLogger("pos_app.journal")

NOTE_AFTER = 5000
"""Entries of everybody that are looked through for those of unsettled sales, before it is noted
where these lie."""

UNSETTLED_ONLY = "9999"
"""No settled sale was opened after that."""

_ALL = 2**63 - 1


class Places(Value, frozen=True):
    """Where the events of a sale lie, as far as they have been looked for."""

    upto: int
    numbers: tuple[int, ...] = ()


_places = msgspec.json.Decoder(Places)


class JournalReader:
    """Blocking, and used from one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._schema = schema_of(connection)
        self._next = self._first_free()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Opens a file of any version without changing it, even beside a till that is running."""
        try:
            return cls(open_to_read(path))
        except FAULTS as error:
            raise error_from(error, path) from error

    @property
    def version(self) -> int:
        return self._schema.version

    def _first_free(self) -> int:
        if not self._schema.version:
            return 1
        last = self._db.execute("SELECT max(seq) FROM event").fetchone()[0] or 0
        lost = (n.fact for n in facts(self._db, self._schema) if isinstance(n.fact, RecordsLost))
        return max([last + 1, *(fact.next for fact in lost)])

    def records(self, since: str, newest: int = _ALL) -> list[Record]:
        """Events of all unsettled sales, and of at most ``newest`` settled ones opened at or after
        ``since``, in order."""
        rows = {row[0]: row for row in self._settled_rows(since, newest)}
        rows |= {row[0]: row for row in self._unsettled_rows()}
        return [record_from(rows[number]) for number in sorted(rows)]

    def _settled_rows(self, since: str, newest: int) -> list[Row]:
        spans = self._read(
            "SELECT id, first, last FROM sale WHERE last IS NOT NULL AND opened >= ?"
            " ORDER BY opened DESC LIMIT ?",
            (since, newest),
        )
        return [row for span in spans for row in self._rows_of(*span)]

    def _rows_of(self, sale: str, first: int, last: int | None) -> list[Row]:
        """One sale at a time: SQLite would rather make an index of a million events than join."""
        return self._read(
            f"SELECT {event_columns(self._schema)} FROM event"
            " WHERE seq BETWEEN ? AND ? AND sale = ? ORDER BY seq",
            (first, _ALL if last is None else last, sale),
        )

    def _unsettled_rows(self) -> list[Row]:
        """One look through what has come since it was last noted where the events lie."""
        places = self.noted()
        if not places:
            return []
        columns = event_columns(self._schema)
        rows: list[Row] = []
        for sale, place in places.items():
            for number in place.numbers:
                found = self._read(f"SELECT {columns} FROM event WHERE seq = ?", (number,))
                if [row[1] for row in found] != [sale]:
                    raise DamagedJournalError(f"entry {number} is not where it was noted")
                rows += found
        from_here = min(place.upto for place in places.values())
        fresh: list[Row] = self._read(
            f"SELECT {columns} FROM event WHERE seq > ? AND sale IN"
            " (SELECT id FROM sale WHERE last IS NULL) ORDER BY seq",
            (from_here,),
        )
        return rows + [row for row in fresh if row[0] > places[row[1]].upto]

    def noted(self) -> dict[str, Places]:
        noted = "noted" if self._schema.has_checks else "NULL"
        sql = f"SELECT id, first, {noted} FROM sale WHERE last IS NULL ORDER BY first"
        try:
            return {
                sale: _places.decode(body) if body else Places(first - 1)
                for sale, first, body in self._read(sql)
            }
        except (msgspec.MsgspecError, TypeError) as error:
            raise DamagedJournalError(f"a note of a sale cannot be read: {error}") from error

    def unsettled(self) -> list[str]:
        return [row[0] for row in self._read("SELECT id FROM sale WHERE last IS NULL")]

    def find(self, sale: str) -> list[Record]:
        """All events of one sale, by its id."""
        spans = self._read("SELECT id, first, last FROM sale WHERE id = ?", (sale,))
        return [record_from(row) for span in spans for row in self._rows_of(*span)]

    def written(self, sale: str | None = None) -> Iterator[tuple[Record, bytes]]:
        """The events of one sale, or of all, with the very bytes of each: what was not known yet
        when it was written is not among them."""
        if sale is None:
            rows: Iterable[Row] = self._each(
                f"SELECT {event_columns(self._schema)} FROM event ORDER BY seq"
            )
        else:
            spans = self._read("SELECT id, first, last FROM sale WHERE id = ?", (sale,))
            rows = (row for span in spans for row in self._rows_of(*span))
        for row in rows:
            yield record_from(row), row[3]

    def bodies(self) -> Iterator[tuple[str, bytes]]:
        """Sale and body of every event, not decoded; the newest first."""
        yield from self._each("SELECT sale, body FROM event ORDER BY seq DESC")

    def private(self) -> dict[str, dict[str, bytes]]:
        """What is kept of unsettled sales: by sale, then by name."""
        kept: dict[str, dict[str, bytes]] = {}
        for row in self._read(f"SELECT {private_columns(self._schema)} FROM private"):
            sale, name, body = private_from(row)
            kept.setdefault(sale, {})[name] = body
        return kept

    def facts(self) -> tuple[Noted, ...]:
        """What happened to the journal itself, oldest first."""
        try:
            return tuple(facts(self._db, self._schema))
        except FAULTS as error:
            raise error_from(error) from error

    def sales_ever(self) -> int:
        return int(self._read("SELECT count(*) FROM sale")[0][0])

    def last_number(self) -> int:
        """The number of the sale opened last; no sale has a higher one."""
        lost = [n.fact.numbered for n in self.facts() if isinstance(n.fact, RecordsLost)]
        rows: list[Row] = self._read(
            f"SELECT {event_columns(self._schema)} FROM"
            " (SELECT first FROM sale ORDER BY rowid DESC LIMIT 1) AS newest"
            " CROSS JOIN event ON event.seq = newest.first"
        )
        return max([0, *lost, *(number_in(record_from(row)) for row in rows)])

    def entries(self) -> int:
        return int(self._read("SELECT count(*) FROM event")[0][0])

    def check_order(self) -> None:
        """Raises ``DamagedJournalError`` if one of the newest entries is missing: their numbers
        follow one another, and no sale ends after the last of them."""
        newest = int(self._read("SELECT ifnull(max(seq), 0) FROM event")[0][0])
        ends = "SELECT max(first, ifnull(last, 0)) FROM sale ORDER BY rowid DESC LIMIT 50"
        first = max(1, newest - NOTE_AFTER)
        here = "SELECT count(*) FROM event WHERE seq >= ?"
        found = int(self._read(here, (first,))[0][0])
        if found != newest - first + 1 - self._known_missing(first, newest):
            raise DamagedJournalError("entries are missing")
        if any(end >= self._next for (end,) in self._read(ends)):
            raise DamagedJournalError("the newest entries are missing")

    def _known_missing(self, first: int, newest: int) -> int:
        spans = {
            (gap.first, gap.last)
            for noted in self.facts()
            if isinstance(noted.fact, RecordsLost)
            for gap in noted.fact.gaps
        }
        return sum(max(0, min(last, newest) - max(start, first) + 1) for start, last in spans)

    def damage(self) -> str | None:
        """What SQLite's own check finds, or nothing."""
        found = self._read("PRAGMA quick_check(1)")[0][0]
        return None if found == "ok" else str(found).splitlines()[-1]

    def interrupt(self) -> None:
        """Ends a long reading on another thread, with an error there."""
        self._db.interrupt()

    def close(self) -> None:
        try:
            self._db.close()
        except FAULTS as error:
            log.warning("journal_close_failed error=%s", error)

    def _read(self, sql: str, parameters: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
        try:
            return self._db.execute(sql, parameters).fetchall()
        except FAULTS as error:
            raise error_from(error) from error

    def _each(self, sql: str) -> Iterator[Any]:
        try:
            yield from self._db.execute(sql)
        except FAULTS as error:
            raise error_from(error) from error
