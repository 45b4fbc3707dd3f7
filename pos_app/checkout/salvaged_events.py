"""The events of a damaged journal on their way to a sound one, and the gaps between them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from pos_app.checkout.carving import carved
from pos_app.checkout.damaged_file import Damaged
from pos_app.checkout.incidents import Gap
from pos_app.checkout.journal_rows import Row, check_sum, number_in, record_from
from pos_app.checkout.journal_schema import DamagedJournalError

_OFTEN = 5000
"""Entries between two looks at whether to go on."""


class SalvagedEvents:
    """Copies what is sound, each under its own number, and remembers what it passed."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self.last = 0
        self.last_at: str | None = None
        self.end_is_gone = False
        self.spans: dict[str, tuple[int, str, int]] = {}
        """By sale: the first number, its instant, and the last number."""
        self.highest = 0
        """Of the running numbers of sales."""
        self.opened: set[str] = set()
        """Sales whose running number was read."""

    def copy(
        self, source: Damaged, target: sqlite3.Connection, breathe: Callable[[], None]
    ) -> None:
        checked = "crc" if source.schema.has_checks else "NULL"
        rows = source.rows("event", f"sale, at, body, {checked}", "seq")
        put = "INSERT OR IGNORE INTO event (seq, sale, at, body, crc) VALUES (?, ?, ?, ?, ?)"
        target.executemany(put, _in_order(self._sound(rows, breathe)))
        self.end_is_gone = rows.end_is_gone
        if rows.broken:
            for page in carved(source.path):
                target.executemany(put, _in_order(self._sound(page, breathe)))
        self._survey(target.execute("SELECT seq, sale, at FROM event ORDER BY seq"))

    def _sound(self, rows: Iterable[Row], breathe: Callable[[], None]) -> Iterator[Row]:
        for row in rows:
            if row[0] % _OFTEN == 0:
                breathe()
            with suppress(DamagedJournalError, TypeError, AttributeError, UnicodeError):
                self._check(row)
                yield row

    def _check(self, row: Row) -> None:
        number, sale, at, body, crc = row
        if crc is not None and not body.startswith(b'{"type":"Opened"'):
            if crc != check_sum(sale, at, body):
                raise DamagedJournalError(f"entry {number} is not what was written")
        elif running := number_in(record_from(row)):
            self.highest = max(self.highest, running)
            self.opened.add(sale)

    def _survey(self, rows: Iterable[tuple[int, str, str]]) -> None:
        for number, sale, at in rows:
            if number > self.last + 1:
                self.gaps.append(Gap(self.last + 1, number - 1, self.last_at, at))
            first, opened, _ = self.spans.get(sale, (number, at, number))
            self.spans[sale] = (first, opened, number)
            self.last, self.last_at = number, at


def _in_order(rows: Iterable[Row]) -> Iterator[Row]:
    """Entries stand in the order of their numbers, which no check sum covers: whatever is not
    between its neighbours may belong anywhere, and is lost."""
    before, held = 0, None
    for row in rows:
        if held is not None:
            if before < held[0] < row[0]:
                yield held
            before = held[0]
        held = row
    if held is not None and before < held[0]:
        yield held


def new_gaps(found: Iterable[Gap], known: Iterable[Gap]) -> list[Gap]:
    """The gaps that no earlier incident has told of."""
    old = sorted(known, key=lambda gap: gap.first)
    fresh = []
    for gap in found:
        first = gap.first
        for told in old:
            if told.last < first or told.first > gap.last:
                continue
            if told.first > first:
                fresh.append(Gap(first, told.first - 1, gap.after, gap.before))
            first = told.last + 1
        if first <= gap.last:
            fresh.append(Gap(first, gap.last, gap.after, gap.before))
    return fresh
