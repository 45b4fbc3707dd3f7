"""From a damaged journal to a sound one: everything that can be read, and a note of what cannot."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pos_app.checkout import kept, people
from pos_app.checkout.damaged_file import Damaged
from pos_app.checkout.incidents import Gap, RecordsLost
from pos_app.checkout.journal_rows import (
    PrivateRow,
    encode,
    events_of,
    facts,
    private_columns,
    private_from,
)
from pos_app.checkout.journal_schema import (
    FAULTS,
    SCHEMA_VERSION,
    DamagedJournalError,
    JournalError,
    Schema,
    migrate,
)
from pos_app.checkout.salvaged_events import SalvagedEvents, new_gaps
from pos_app.core.redemption.events import Answered
from pos_app.core.redemption.states import Committing, Holding, Parked, Releasing, Reversing
from pos_app.core.sale import Sale
from pos_app.core.selling import PostAnswered, RedemptionMoved, SaleEvent
from pos_app.core.value import Value

Fold = Callable[[str, Iterable[SaleEvent]], Sale | None]
"""What the till's provider makes of a sale's events; nothing of another provider's."""

_UNKNOWN_END = 1_000_000
"""Numbers that are left out where nobody knows how many entries are gone."""

_SERIES_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


class GivenUpError(Exception):
    """The till is closed meanwhile: the recovery begins again at the next start."""


class Order(Value, frozen=True):
    source: Path
    target: Path
    fold: Fold
    at: str
    """The instant of the recovery."""
    forgotten: bool = False
    """The write-ahead log is known to have lost its end."""
    given_up: Callable[[], bool] = lambda: False

    def breathe(self) -> None:
        if self.given_up():
            raise GivenUpError


_FIELDS = tuple[str, str, int, int | None]


class SaleRow(Value, frozen=True):
    id: str
    opened: str
    first: int
    last: int | None


def salvage(order: Order) -> RecordsLost:
    """Makes the target in one transaction; raises ``JournalError`` if it cannot be written."""
    try:
        source = Damaged(order.source, order.target.with_suffix(".source"))
        target = sqlite3.connect(order.target, isolation_level=None)
        try:
            target.execute("PRAGMA synchronous = FULL")
            migrate(target)
            target.execute("BEGIN IMMEDIATE")
            lost = _Salvage(order, source, target).run()
            target.execute("COMMIT")
        finally:
            target.close()
            source.close()
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"what can be read of the journal cannot be written: {error}") from error
    return lost


class _Salvage:
    def __init__(self, order: Order, source: Damaged, target: sqlite3.Connection) -> None:
        self._order = order
        self._source = source
        self._target = target
        self._events = SalvagedEvents()

    def run(self) -> RecordsLost:
        self._order.breathe()
        earlier = self._copy_facts()
        self._events.copy(self._source, self._target, self._order.breathe)
        sales, all_sales = self._read_sales()
        known = max([self._events.last, *(row.last or row.first for row in sales.values())])
        end_is_gone = self._end_is_gone(known)
        resume = max([known + 1, *(loss.next for loss in earlier)])
        found = list(self._events.gaps)
        if end_is_gone:
            resume += _UNKNOWN_END
            found.append(Gap(self._events.last + 1, resume - 1, self._events.last_at))
        gaps = new_gaps(found, [gap for loss in earlier for gap in loss.gaps])
        unsettled = self._write_sales(sales)
        names, private_gone = self._copy_private(unsettled)
        lost = RecordsLost(
            set_aside=self._order.source.name,
            lost=sum(max(0, min(gap.last, known) - gap.first + 1) for gap in gaps),
            gaps=tuple(gaps),
            newest_gone=end_is_gone,
            private_gone=private_gone,
            numbered=self._numbered(
                sales, earlier, exact=not self._order.forgotten and (all_sales or not gaps)
            ),
            next=resume,
        )
        lost = self._with_doubts(lost, unsettled, names)
        put = "INSERT INTO incident (at, body) VALUES (?, ?)"
        self._target.execute(put, (self._order.at, encode(lost)))
        return lost

    def _end_is_gone(self, known: int) -> bool:
        events = self._events
        return events.end_is_gone or self._order.forgotten or known > events.last

    def _copy_facts(self) -> list[RecordsLost]:
        losses = []
        with suppress(*FAULTS, DamagedJournalError, TypeError):
            if self._source.db is not None:
                for noted in facts(self._source.db, self._source.schema):
                    self._target.execute(
                        "INSERT INTO incident (seq, at, body) VALUES (?, ?, ?)",
                        (noted.number, noted.at, encode(noted.fact)),
                    )
                    if isinstance(noted.fact, RecordsLost):
                        losses.append(noted.fact)
        return losses

    def _read_sales(self) -> tuple[dict[str, SaleRow], bool]:
        """And whether none can be missing."""
        rows = self._source.rows("sale", "id, opened, first, last", "rowid")
        sales = {}
        for _, *fields in rows:
            with suppress(msgspec.ValidationError):
                row = SaleRow(*msgspec.convert(fields, _FIELDS))
                if max(row.first, row.last or 0) <= self._events.last + _UNKNOWN_END:
                    sales[row.id] = row
        return sales, not rows.broken

    def _write_sales(self, sales: Mapping[str, SaleRow]) -> dict[str, SaleRow]:
        """A row that does not fit its events, or is not there, is made from them."""
        spans = self._events.spans
        rows = [row for row in sales.values() if row.id not in spans]
        for sale, (first, opened, last) in spans.items():
            row = sales.get(sale)
            if row is None or row.first > first or (row.last is not None and row.last < last):
                row = SaleRow(sale, opened, first, self._end_of(sale, first, last))
            rows.append(row)
        rows.sort(key=lambda row: row.first)
        self._target.executemany(
            "INSERT INTO sale (id, opened, first, last) VALUES (?, ?, ?, ?)",
            [(row.id, row.opened, row.first, row.last) for row in rows],
        )
        return {row.id: row for row in rows if row.last is None}

    def _end_of(self, sale: str, first: int, last: int) -> int | None:
        self._order.breathe()
        events = events_of(self._target, Schema(SCHEMA_VERSION), sale, first, last)
        folded = self._order.fold(sale, events)
        return last if folded is not None and folded.is_settled else None

    def _copy_private(self, unsettled: Iterable[str]) -> tuple[dict[str, set[str]], bool]:
        """The names that are kept of each sale, and whether some are missing."""
        names: dict[str, set[str]] = {}
        gone = self._source.db is None
        for row in self._private_rows(unsettled):
            try:
                sale, name, body = private_from(row)
                kept.decode(name, body)
            except (DamagedJournalError, msgspec.MsgspecError, TypeError, AttributeError):
                gone = True
                continue
            self._target.execute(
                "INSERT OR IGNORE INTO private (sale, name, body, crc) VALUES (?, ?, ?, ?)", row
            )
            names.setdefault(sale, set()).add(name)
        return names, gone

    def _private_rows(self, unsettled: Iterable[str]) -> Iterator[PrivateRow]:
        """A row without anything stands for those that cannot be read."""
        if self._source.db is None:
            return
        select = f"SELECT {private_columns(self._source.schema)} FROM private"
        wheres: list[tuple[str, tuple[str, ...]]] = [("", ())]
        while wheres:
            where, values = wheres.pop()
            try:
                yield from self._source.db.execute(select + where, values).fetchall()
            except FAULTS:
                yield _NOTHING
                if not where:
                    wheres = [(" WHERE sale = ?", (sale,)) for sale in unsettled]

    def _numbered(
        self, sales: Mapping[str, SaleRow], earlier: Iterable[RecordsLost], *, exact: bool
    ) -> int:
        """A number no sale has gone beyond. Where sales may be missing, it is the minutes since a
        day before the first of them: no till sells more often than that all its life."""
        untold = sum(sale not in self._events.opened for sale in sales)
        known = [self._events.highest + untold, len(sales), *(loss.numbered for loss in earlier)]
        if not exact:
            since = datetime.fromisoformat(self._order.at) - _SERIES_BEGAN
            known.append(int(since.total_seconds() // 60))
        return max(known)

    def _with_doubts(
        self, lost: RecordsLost, unsettled: Mapping[str, SaleRow], names: Mapping[str, set[str]]
    ) -> RecordsLost:
        """Which unfinished sales may lack something, and which requests no entry tells of."""
        newest_gap = max((gap.last for gap in lost.gaps), default=0)
        doubtful = {row.id for row in unsettled.values() if row.first <= newest_gap}
        keys = []
        for sale in {*unsettled, *names}:
            requests = self._requests(sale)
            if requests is None:
                continue
            needed, explained = requests
            kept_of = names.get(sale, set())
            if lost.private_gone and not needed <= kept_of:
                doubtful.add(sale)
            if unexplained := {n for n in kept_of if kept.draft_key(n)} - explained:
                doubtful.add(sale)
                keys += [key for name in unexplained if (key := kept.draft_key(name))]
        return replace(lost, sales=tuple(sorted(doubtful)), keys=tuple(sorted(keys)))

    def _requests(self, sale: str) -> tuple[set[str], set[str]] | None:
        """Names of what the sale needs kept to go on, and of the requests its entries tell of."""
        first, _, last = self._events.spans.get(sale, (1, "", 0))
        events = events_of(self._target, Schema(SCHEMA_VERSION), sale, first, last)
        folded = self._order.fold(sale, events)
        if folded is None:
            return None
        posts = {post.submission.key for post in folded.posts}
        under_way = {post.submission.key for post in folded.posts if post.is_open}
        if isinstance(folded.redemption, Holding | Committing | Reversing | Releasing | Parked):
            under_way.add(folded.redemption.submission.key)
        needed = {kept.draft_name(key) for key in under_way}
        needed |= {people.private_name(handle) for handle in folded.concerned}
        told = posts | under_way | _keys_in(events)
        return needed, {kept.draft_name(key) for key in told}


def _keys_in(events: Iterable[SaleEvent]) -> set[str]:
    """The keys of requests that were answered."""
    keys = set()
    for event in events:
        if isinstance(event, PostAnswered):
            keys.add(event.key)
        elif isinstance(event, RedemptionMoved) and isinstance(event.event, Answered):
            keys.add(event.event.key)
    return keys


_NOTHING: PrivateRow = ("", "", b"", 0)
"""Its check sum is wrong."""
