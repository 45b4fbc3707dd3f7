"""The composition root: settings in, a working till with its window out."""

import asyncio
import logging
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pos_app import people, unlocking
from pos_app.checkout.book import Book
from pos_app.checkout.catalogue import Catalogue, CatalogueError
from pos_app.checkout.catalogue import load as load_catalogue
from pos_app.checkout.clock import Clock
from pos_app.checkout.folding import fold
from pos_app.checkout.journal_check import JournalCheck
from pos_app.checkout.journal_start import Journaled, JournalStart
from pos_app.checkout.state import Link
from pos_app.checkout.till import Till
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Committing, Reversing, is_settled
from pos_app.plan import Plan, profile_from
from pos_app.providers import registry
from pos_app.resources import resource
from pos_app.runtime.tasks import TaskScope
from pos_app.settings.errors import SetupError
from pos_app.settings.model import Settings
from pos_app.settings.secrets import LockedSecretsError, MissingSecretError

if TYPE_CHECKING:
    from pos_app.checkout.doorkeeper import Doorkeeper, Roll
    from pos_app.connection import Loaded

    Staffed = tuple[Doorkeeper, Roll]

log = logging.getLogger("pos_app.station")

KEYS_LOCKED = Refusal("KEYS_LOCKED")
DRAIN_SECONDS = 8.0
"""How long a closing till waits for answers on their way; what is left is taken up at the start."""


class Station:
    """One till with everything behind its window. Built, used and closed on one event loop."""

    def __init__(
        self, plan: Plan, clock: Clock, found: Journaled | None, staffed: "Staffed | None" = None
    ) -> None:
        self.plan = plan
        self.clock = clock
        self.tasks = TaskScope()
        profile = profile_of(plan.settings)
        self.book = Book(
            profile,
            found.journal if found else None,
            self.clock,
            self.tasks.spawn,
            self._next_number,
            plan.settings.currency,
        )
        self._numbered = found.numbered if found else 0
        self.till = Till(
            plan.identity(profile.name),
            self.book,
            _catalogue(plan.settings),
            self.clock,
            self.tasks.spawn,
            region=plan.settings.region.rpartition("_")[2] or "BR",
        )
        self._connect_printer()
        if staffed is not None:
            self.till.staff_up(*staffed, plan.settings.idle_minutes)
        self._moved = asyncio.Event()
        self.till.subscribe(self._moved.set)
        self.till.carrier.landed = self._moved.set
        self.sandbox: Any = None
        self._provider: Any = None
        self._challenger: Any = None
        self._check = JournalCheck(journal_file(plan)) if found else None
        if found:
            self._restore(found)

    def _connect_printer(self) -> None:
        if self.plan.settings.printer:
            from pos_app.printing import TillPrinter  # noqa: PLC0415 - most demos have none

            self.till.connect_printer(TillPrinter(self.plan.settings))

    def _next_number(self) -> str:
        self._numbered += 1
        return f"{self.plan.number_prefix}-{self._numbered:06d}"

    def _restore(self, found: Journaled) -> None:
        self.book.restore(found.records, found.private, found.incidents)
        away = -1.0
        if found.records:
            last = datetime.fromisoformat(found.records[-1].at)
            away = (self.clock.wall() - last).total_seconds()
        self.till.recover(away)

    async def serve(self) -> None:
        """What goes on behind an open till: the provider first, then a look at the old records."""
        await self.connect()
        await self.check_journal()

    async def check_journal(self) -> None:
        if self._check is None:
            return
        if await asyncio.to_thread(self._check.finds_damage, self.clock.stamp()):
            self.book.found_damaged()
        await self.book.wipe_log()

    async def connect(self) -> None:
        """Loads the provider off the UI thread; the till sells meanwhile."""
        is_open = self.plan.demo or await asyncio.to_thread(unlocking.is_open, self.plan.vault)
        if not is_open and self.till.state.staff is not None:
            self.till.keys_locked(self.unlock)
        try:
            loaded = await asyncio.to_thread(self._load)
        except LockedSecretsError as error:
            log.error("keys_locked error=%s", error)  # noqa: TRY400
            self.till.connect_failed(KEYS_LOCKED)
            if not is_open:
                self.till.keys_locked(self.unlock)
            return
        except (MissingSecretError, registry.UnknownProviderError, ValueError) as error:
            log.error("provider_unusable error=%s", error)  # noqa: TRY400
            self.till.connect_failed()
            return
        self.sandbox = loaded.sandbox
        self._provider, self._challenger = loaded.provider, loaded.challenger
        self.till.connect(loaded.provider, loaded.challenger or loaded.provider)

    async def unlock(self, passphrase: TypedCode) -> Refusal | None:
        """With the passphrase of the encrypted file; answers why it does not open."""
        refusal = await asyncio.to_thread(unlocking.open_with, self.plan.vault, passphrase)
        if refusal is None and self._provider is None:
            await self.connect()
        return refusal

    def _load(self) -> "Loaded":
        from pos_app import connection  # noqa: PLC0415 - heavy: after the first frame

        return connection.load(
            self.plan, self._call_ended, self.clock, on_challenge=self._challenge_ended
        )

    def _call_ended(self, operation: str, status: int | None, seconds: float) -> None:
        del operation
        if status is None:
            link = Link.NO_ANSWER
        elif status in {401, 403}:
            link = Link.MISCONFIGURED
        else:
            link = Link.ONLINE if status < 500 else Link.NO_ANSWER
        self.till.link_changed(link, seconds if status is not None else None)

    def _challenge_ended(self, operation: str, status: int | None, seconds: float) -> None:
        """A challenger's 403 is about a challenge, and not about the till."""
        del operation, seconds
        if status is None or status >= 500:
            link = Link.NO_ANSWER
        else:
            link = Link.MISCONFIGURED if status == 401 else Link.ONLINE
        self.till.challenger_link_changed(link)

    async def close(self) -> None:
        """Nothing new, then what is on its way, then the clients, then the journal."""
        if self._check is not None:
            self._check.stop()
        self.till.leave()
        await self._drain()
        self.till.carrier.stop()
        await self.tasks.drain(1.0)
        await self.tasks.cancel_all()
        for far_end in (self._provider, self._challenger):
            if far_end is not None:
                await far_end.aclose()
        await self.book.close()

    async def _drain(self) -> None:
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while self._owes():
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            log.warning("closing_with_open_calls")

    def _owes(self) -> bool:
        if self.till.carrier.busy or self.till.is_printing:
            return True
        leaving = self.till.state.sale.redemption
        if isinstance(leaving, Committing | Reversing) and leaving.submission.lands:
            return False
        return self._provider is not None and not is_settled(leaving)


def journal_file(plan: Plan) -> Path:
    return plan.folder / "journal.db"


def journal_start(plan: Plan, clock: Clock) -> JournalStart:
    profile = profile_of(plan.settings)
    return JournalStart(
        journal_file(plan), partial(fold, profile), since=clock.midnight(), at=clock.stamp()
    )


async def open_station(
    plan: Plan, clock: Clock | None = None, start: JournalStart | None = None
) -> Station:
    """Reads the journal off the UI thread, whatever it takes to make it sound. Raises
    ``GivenUpError`` when the start is given up meanwhile."""
    clock = clock or Clock()
    found = None
    if plan.journaled:
        found = await asyncio.to_thread((start or journal_start(plan, clock)).run)
    return Station(plan, clock, found, await asyncio.to_thread(_staffed, plan))


def _staffed(plan: Plan) -> "Staffed | None":
    """Nobody signs in to practise. The key of the PINs is among the credentials: where they are
    opened by themselves, they are before anybody signs in."""
    if plan.demo or not people.are_set_up(plan.folder):
        return None
    unlocking.is_open(plan.vault)
    from pos_app.people.keeper import Keeper  # noqa: PLC0415 - few tills have people

    keeper = Keeper(plan.folder)
    roll = keeper.roll()
    return None if roll is None else (keeper, roll)


def profile_of(settings: Settings) -> Profile:
    profile = profile_from(settings)
    own = profile.code
    return replace(
        profile,
        code=replace(
            own,
            life=settings.code_life_seconds or own.life,
            tries=settings.code_tries or own.tries,
            resend_after=settings.resend_seconds or own.resend_after,
            sends=settings.code_sends or own.sends,
        ),
    )


def _catalogue(settings: Settings) -> Catalogue:
    path = settings.catalogue or resource("demo/products.csv")
    try:
        return load_catalogue(path, settings.currency)
    except CatalogueError as error:
        raise SetupError(str(error)) from error
