"""The book of sales: applies events at once, writes them down in order, then lets effects go."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec

from pos_app.checkout import kept, people
from pos_app.checkout.clock import Clock
from pos_app.checkout.folding import is_foreign
from pos_app.checkout.incidents import Fact, Incident, RecordsCompared
from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.journal_rows import Record
from pos_app.checkout.journal_schema import JournalError
from pos_app.checkout.matters import keys_aside
from pos_app.checkout.outbox import Place
from pos_app.checkout.people import Person
from pos_app.checkout.state import ForeignSales, Matter
from pos_app.core.identifiers import CustomerKey
from pos_app.core.redemption.effects import Effect
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    BeforeCommit,
    Closed,
    Intent,
    Releasing,
    is_settled,
)
from pos_app.core.sale import Sale, Stage
from pos_app.core.selling import (
    CancelAsked,
    Moved,
    Opened,
    Paid,
    PostAttempt,
    RefundAsked,
    SaleEvent,
    advance,
)
from pos_app.providers.ports import Draft

log = logging.getLogger("pos_app.book")

AnyEffect = Effect | PostAttempt
Spawn = Callable[[Coroutine[Any, Any, None]], object]

WRITE_AGAIN = 5.0
"""Seconds after which entries that could not be written are tried again, if nothing else is."""
KEEP_SETTLED = 200
"""Settled sales of the day that stay in memory for the list; all of them stay in the journal."""


class Book:
    """Memory runs ahead of the disk by one write; effects never do.

    ``perform`` is called with a sale's id and an effect once the event behind it is durable, and
    whether it is: with an unwritable journal the till must sell and may not give value away.
    """

    def __init__(
        self,
        profile: Profile,
        journal: Journal | None,
        clock: Clock,
        spawn: Spawn,
        number: Callable[[], str],
        currency: str,
    ) -> None:
        self.profile = profile
        self.sales: dict[str, Sale] = {}
        self.queue: list[Place] = []
        self.since: dict[str, str] = {}
        """When a step was set aside for a person, by its key; ISO 8601 in UTC."""
        self.beside: tuple[Matter, ...] = ()
        """What a person must see and no sale of this till can tell."""
        self.doubtful: tuple[Sale, ...] = ()
        """Unfinished sales that may lack entries, as far as they are known: only a person can tell
        what became of them."""
        self.incidents: tuple[Incident, ...] = ()
        """What was lost of the journal and has not been compared yet."""
        self.damaged = False
        """Damage was found while the till was running; the next start deals with it."""
        self.writable = journal is not None
        self.draft: Callable[[Sale, AnyEffect], tuple[str, Draft] | None] = lambda *_: None
        self.perform: Callable[[str, AnyEffect, bool], None] = lambda *_: None
        self.changed: Callable[[], None] = lambda: None
        self.forgotten: Callable[[CustomerKey], None] = lambda _: None
        """Called when no sale is about somebody any more."""
        self.given_up: Callable[[Intent], None] = lambda _: None
        """Called when an intent has ended that was never committed."""
        self._journal = journal
        self._clock = clock
        self._spawn = spawn
        self._number = number
        self._currency = currency
        self._people: dict[str, Person] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._pending: deque[tuple[Entry, str, tuple[AnyEffect, ...]]] = deque()
        self._unwritten: list[Entry] = []
        self._writing = False
        self._write_again_at: int | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._thread = ThreadPoolExecutor(1, "journal")

    @property
    def has_journal(self) -> bool:
        """Without one, nothing of this run is ever written."""
        return self._journal is not None

    @property
    def may_redeem(self) -> bool:
        """Nothing may leave that is not on the disk, or that may have left before."""
        hidden = any(incident.lost.may_hide_redemption for incident in self.incidents)
        return self.writable and not self.damaged and not hidden

    def apply(self, sale_id: str, event: SaleEvent, *, private: Mapping[str, bytes] = {}) -> bool:
        """Moves a sale. Answers whether anything changed; what changed nothing is not written."""
        sale = self.sales.get(sale_id) or Sale(sale_id)
        if not sale.number and not isinstance(event, Opened):
            provider = self.profile.name
            opened = Opened(self._number(), self._clock.stamp(), self._currency, provider)
            self.apply(sale_id, opened)
            sale = self.sales[sale_id]
        moved = advance(self.profile, sale, event)
        if not moved.is_written(sale):
            return False
        at = self._clock.stamp()
        self._note(moved, event, at)
        drafts = self._draft_all(moved)
        entry = Entry(
            sale_id,
            at,
            event,
            {**private, **drafts},
            settles=moved.sale.is_settled,
        )
        self._write(entry, moved.effects)
        if entry.settles:
            self._forget(moved.sale)
        if (intent := _given_up(sale, moved.sale)) is not None:
            self.given_up(intent)
        self.changed()
        return True

    def _forget(self, settled: Sale) -> None:
        """A settled sale needs no bytes and nobody's name; old ones leave memory altogether."""
        for key in [key for key in self._drafts if key[0] == settled.id]:
            del self._drafts[key]
        self.queue = [place for place in self.queue if place.sale != settled.id]
        unsettled = [sale for sale in self.sales.values() if not sale.is_settled]
        wanted = frozenset[str]().union(*(sale.concerned for sale in unsettled))
        strangers = self._people.keys() - wanted
        gone = {self._people.pop(handle).key for handle in strangers}
        for parted in gone - {person.key for person in self._people.values()}:
            self.forgotten(parted)
        done = [sale.id for sale in self.sales.values() if sale.is_settled]
        for sale_id in done[:-KEEP_SETTLED]:
            del self.sales[sale_id]

    def _note(self, moved: Moved, event: SaleEvent, at: str) -> None:
        before = self.sales.get(moved.sale.id)
        was, now = keys_aside(before) if before else (), keys_aside(moved.sale)
        if was != now:
            self._date(was, now, at)
        self.sales[moved.sale.id] = moved.sale
        if isinstance(event, Paid | RefundAsked | CancelAsked):
            told = {post.submission.key for post in before.posts} if before else set()
            keys = (post.submission.key for post in moved.sale.posts)
            self.queue += [Place(moved.sale.id, key, at) for key in keys if key not in told]

    def _date(self, before: tuple[str, ...], after: tuple[str, ...], at: str) -> None:
        for key in before:
            if key not in after:
                self.since.pop(key, None)
        for key in after:
            self.since.setdefault(key, at)

    def _draft_all(self, moved: Moved) -> dict[str, bytes]:
        """Exact bytes for what is about to leave for the first time."""
        made = {}
        for effect in moved.effects:
            drafted = self.draft(moved.sale, effect)
            if drafted is not None:
                key, draft = drafted
                self._drafts[moved.sale.id, key] = draft
                made[kept.draft_name(key)] = msgspec.json.encode(draft)
        return made

    def draft_of(self, sale_id: str, key: str) -> Draft | None:
        return self._drafts.get((sale_id, key))

    async def keep_draft(self, sale_id: str, key: str, draft: Draft) -> bool:
        """Answers, once they are written or the disk has failed, whether the bytes are on it."""
        self._drafts[sale_id, key] = draft
        private = {kept.draft_name(key): msgspec.json.encode(draft)}
        self._write(Entry(sale_id, self._clock.stamp(), private=private), ())
        await self.flushed()
        return self.has_journal and not self._unwritten

    def person(self, handle: str | None) -> Person | None:
        return self._people.get(handle or "")

    def remember(self, sale_id: str, handle: str, person: Person) -> None:
        """Keeps a person, in memory and beside the sale's events until it is settled."""
        self._people[handle] = person
        sale = self.sales.get(sale_id)
        if sale is not None and not sale.is_settled:
            self._write(Entry(sale_id, self._clock.stamp(), private=self.record_of(handle)), ())

    def introduce(self, handle: str, person: Person) -> Mapping[str, bytes]:
        """Keeps a person in memory; the answer goes beside the event that names the handle."""
        self._people[handle] = person
        return self.record_of(handle)

    def record_of(self, handle: str) -> Mapping[str, bytes]:
        return {people.private_name(handle): people.encode(self._people[handle])}

    def _write(self, entry: Entry, effects: tuple[AnyEffect, ...]) -> None:
        self._pending.append((entry, entry.sale, effects))
        self._write_soon()

    def _write_soon(self) -> None:
        if not self._writing:
            self._writing = True
            self._idle.clear()
            self._spawn(self._write_all())

    async def _write_all(self) -> None:
        """Groups whatever has come up since the last write into one durable transaction."""
        try:
            await self._write_next()
            while self._pending:
                await self._write_next()
        finally:
            self._writing = False
            self._idle.set()

    async def _write_next(self) -> None:
        batch = list(self._pending)
        self._pending.clear()
        entries = [entry for entry, _, _ in batch]
        durable = await self._write_durably(entries) and not self.damaged
        for _, sale_id, effects in batch:
            for effect in effects:
                self.perform(sale_id, effect, durable)

    async def _write_durably(self, entries: list[Entry]) -> bool:
        if self._journal is None:
            return False
        loop = asyncio.get_running_loop()
        waiting = [*self._unwritten, *entries]
        try:
            await loop.run_in_executor(self._thread, self._journal.write, waiting)
        except JournalError as error:
            log.error("journal_write_failed error=%s", error)  # noqa: TRY400 - the message says it all
            return self._not_written(waiting)
        except Exception as error:
            log.critical("journal_bug error=%s", type(error).__name__, exc_info=error)
            return self._not_written(waiting)
        self._unwritten = []
        self._set_writable(writable=True)
        return True

    def _not_written(self, waiting: list[Entry]) -> bool:
        """They are tried again with the next write, or by themselves; until then nothing is
        redeemed."""
        self._unwritten = waiting
        self._set_writable(writable=False)
        if self._write_again_at is None:
            due = self._clock.monotonic() + WRITE_AGAIN
            self._write_again_at = self._clock.call_at(due, self._write_again)
        return False

    def _write_again(self) -> None:
        self._write_again_at = None
        if self._unwritten:
            self._write_soon()

    def _set_writable(self, *, writable: bool) -> None:
        if self.writable is not writable:
            self.writable = writable
            self.changed()

    async def flushed(self) -> None:
        """Returns when everything applied so far has been written, or could not be."""
        await self._idle.wait()

    def restore(
        self,
        records: list[Record],
        private: Mapping[str, Mapping[str, bytes]],
        incidents: tuple[Incident, ...] = (),
    ) -> None:
        """Replays the journal through the same core, without effects."""
        foreign = {r.sale for r in records if is_foreign(self.profile, r.event)}
        if foreign:
            log.error("journal_of_another_provider sales=%d", len(foreign))
            first = min(record.at for record in records if record.sale in foreign)
            self.beside = (*self.beside, ForeignSales(len(foreign), first))
        for record in records:
            if record.sale in foreign:
                continue
            sale = self.sales.get(record.sale) or Sale(record.sale)
            self._note(advance(self.profile, sale, record.event), record.event, record.at)
        for sale_id, named in private.items():
            for name, body in named.items():
                self._keep(sale_id, name, body)
        self.incidents = incidents
        self._set_doubtful_aside()

    def _keep(self, sale_id: str, name: str, body: bytes) -> None:
        decoded = kept.decode(name, body)
        if isinstance(decoded, Draft):
            self._drafts[sale_id, name.partition(":")[2]] = decoded
        else:
            self._people[name.partition(":")[2]] = decoded

    def _set_doubtful_aside(self) -> None:
        """A paid sale goes on all the same: the messages it has left are only ever repeated, under
        the same keys and with the same bytes."""
        named = {sale for incident in self.incidents for sale in incident.lost.sales}
        lacking = [self.sales.get(sale_id) or Sale(sale_id) for sale_id in sorted(named)]
        self.doubtful = tuple(
            sale for sale in lacking if not (sale.is_settled or self._may_go_on(sale))
        )
        for sale in self.doubtful:
            self.sales.pop(sale.id, None)

    def _may_go_on(self, sale: Sale) -> bool:
        drafted = all(
            (sale.id, post.submission.key) in self._drafts for post in sale.posts if post.is_open
        )
        return sale.stage is Stage.PAID and is_settled(sale.redemption) and drafted

    async def compare(self, incident: Incident, by: str, why: str) -> bool:
        """A person has compared what is lost with the provider's records; the sales that nobody
        else could settle are ended. Answers whether that is on the disk."""
        if self._journal is None:
            return False
        ended = [sale_id for sale_id in incident.lost.sales if sale_id not in self.sales]
        compared = RecordsCompared(incident.number, by, why)
        loop = asyncio.get_running_loop()
        at = self._clock.stamp()
        try:
            await loop.run_in_executor(self._thread, self._journal.compare, compared, at, ended)
        except JournalError as error:
            log.error("journal_write_failed error=%s", error)  # noqa: TRY400
            return False
        self.incidents = tuple(i for i in self.incidents if i.number != incident.number)
        still = {sale for i in self.incidents for sale in i.lost.sales}
        self.doubtful = tuple(sale for sale in self.doubtful if sale.id in still)
        self.changed()
        return True

    async def add(self, fact: Fact) -> bool:
        """Answers whether it is on the disk."""
        if self._journal is None or self.damaged:
            return False
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._journal.add, fact, self._clock.stamp())
        except JournalError as error:
            log.error("journal_write_failed error=%s", error)  # noqa: TRY400
            return False
        return True

    def found_damaged(self) -> None:
        """What may leave leaves no more; what happens is written down as before."""
        self.damaged = True
        self.changed()

    async def wipe_log(self) -> None:
        """Nothing reads the file any more that may have kept what was deleted in the log."""
        if self._journal is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, self._journal.wipe_log)

    async def close(self) -> None:
        await self.flushed()
        if self._unwritten:
            self._write_soon()
            await self.flushed()
        loop = asyncio.get_running_loop()
        if self._journal is not None:
            await loop.run_in_executor(self._thread, self._journal.close)
        self._thread.shutdown(wait=False)


def _given_up(before: Sale, after: Sale) -> Intent | None:
    """Whose challenge nobody waits for any more."""
    was, now = before.redemption, after.redemption
    ended = isinstance(was, BeforeCommit) and isinstance(now, Closed | Releasing)
    return was.intent if ended and isinstance(was, BeforeCommit) else None
