"""An authenticator being set up: what the core decided becomes a call, and the answer an event."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pos_app.checkout.book import Book, Spawn
from pos_app.checkout.clock import Clock
from pos_app.checkout.incidents import AuthenticatorAdded, AuthenticatorBegun
from pos_app.checkout.lookup import reason_of
from pos_app.checkout.runner import DEADLINE, NOT_SENT
from pos_app.core.basket import Basket
from pos_app.core.challenge import (
    Approved,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    TypedCode,
)
from pos_app.core.enrolment import effects, events
from pos_app.core.enrolment.states import NoCustomer, Seed, State, seed_of
from pos_app.core.enrolment.transition import advance
from pos_app.core.errors import MisconfiguredError, NotSentError, ProviderError, RefusedError
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Customer, Refusal
from pos_app.providers.ports import Enrolling, LoyaltyProvider

log = logging.getLogger("pos_app.enrolling")

Answer = TypeVar("Answer")

SILENT = Refusal("ENROLMENT_SILENT")
UNRECORDED = Refusal("JOURNAL_UNWRITABLE")
NOBODY = Refusal("NO_CUSTOMER")


class Enrolment:
    """One at a time. The seed and the code are here in memory only, and no longer than needed."""

    def __init__(
        self,
        ledger: LoyaltyProvider,
        challenger: Enrolling,
        book: Book,
        clock: Clock,
        spawn: Spawn,
    ) -> None:
        self._ledger = ledger
        self._challenger = challenger
        self._book = book
        self._clock = clock
        self._spawn = spawn
        self._state: State = NoCustomer()
        self._basket = Basket()
        self._code = TypedCode("")
        self._turn = 0
        self._alarm: int | None = None
        self._open = False
        self.changed: Callable[[State], None] = lambda _: None
        """Called with what is to be shown, while it is open."""

    # what is asked for

    def open(self, customer: Customer | None) -> None:
        self._open = True
        self._apply(events.Left())
        if customer is not None:
            self._apply(events.Found(customer, self._next_turn()))

    def ask(self, key: CustomerKey, currency: str) -> None:
        self._basket = Basket(currency=currency)
        self._apply(events.Asked(key, self._next_turn(), self._clock.monotonic()))

    def ask_again(self) -> None:
        self._apply(events.AskedAgain(self._next_turn()))

    def begin(self, by: str) -> None:
        self._apply(events.Begun(by, self._next_turn()))

    def type(self, code: TypedCode) -> None:
        self._code = code
        self._apply(events.Typed(self._clock.monotonic()))
        if self._code is code:
            self._take_code().take()

    def stop(self) -> None:
        self._apply(events.Stopped())

    def leave(self) -> None:
        self._open = False
        self._apply(events.Left())

    # what follows

    def _next_turn(self) -> int:
        self._turn += 1
        return self._turn

    def _apply(self, event: events.Event) -> None:
        before = seed_of(self._state)
        self._state, wanted = advance(self._state, event)
        shown = seed_of(self._state)
        brought = event.planted.seed if isinstance(event, events.HasPlanted) else None
        for seed in (before, brought):
            _wipe(seed, unless=shown)
        if shown is None:
            self._sleep_on()
        if self._open:
            self.changed(self._state)
        for effect in wanted:
            self._perform(effect)

    def _perform(self, effect: effects.Effect) -> None:
        match effect:
            case effects.LookUp():
                self._spawn(self._look_up(effect))
            case effects.ReadWays():
                self._spawn(self._read_ways(effect))
            case effects.Plant():
                self._spawn(self._plant(effect))
            case effects.Prove():
                self._spawn(self._prove(effect, self._take_code()))
            case effects.Forget():
                self._spawn(self._forget(effect))
            case effects.WakeAt(at):
                self._sleep_on()
                self._alarm = self._clock.call_at(at, self._tick)

    def _take_code(self) -> TypedCode:
        code, self._code = self._code, TypedCode("")
        return code

    def _tick(self) -> None:
        self._alarm = None
        self._apply(events.Ticked(self._clock.monotonic()))

    def _sleep_on(self) -> None:
        if self._alarm is not None:
            self._clock.cancel(self._alarm)
            self._alarm = None

    async def _look_up(self, effect: effects.LookUp) -> None:
        """As at the sale, about a basket with nothing in it."""
        customer, why = None, NOBODY
        try:
            customer = (await self._ledger.quote(effect.key, self._basket)).customer
        except Exception as error:  # noqa: BLE001 - a fault must not leave the question open
            why, _ = reason_of(error)
        if customer is None:
            self._apply(events.NotFound(effect.turn, why))
        else:
            self._apply(events.Found(customer, effect.turn))

    async def _read_ways(self, effect: effects.ReadWays) -> None:
        try:
            ways = await _within(self._challenger.ways(effect.customer))
        except Exception as error:  # noqa: BLE001 - as above
            self._apply(events.NotRead(effect.turn, _refusal_of(error)))
            return
        self._apply(events.Read(effect.turn, ways))

    async def _plant(self, effect: effects.Plant) -> None:
        """Nothing is made before it is on the disk who had it made."""
        who = self._challenger.opaque_name(effect.customer)
        if not await self._book.add(AuthenticatorBegun(who, effect.by)):
            self._apply(events.NotPlanted(effect.turn, UNRECORDED))
            return
        try:
            planted = await _within(self._challenger.plant(effect.customer))
        except Exception as error:  # noqa: BLE001 - as above
            self._apply(events.NotPlanted(effect.turn, _refusal_of(error)))
            return
        now = self._clock.monotonic()
        self._apply(events.HasPlanted(effect.customer, effect.turn, planted, now))

    async def _prove(self, effect: effects.Prove, code: TypedCode) -> None:
        customer, reference = effect.customer, effect.reference
        answer = await self._answer(customer, reference, code)
        if isinstance(answer, Approved):
            who = self._challenger.opaque_name(customer)
            await self._book.add(AuthenticatorAdded(who, reference))
        now = self._clock.monotonic()
        self._apply(events.Proved(customer, reference, answer, now))

    async def _answer(self, customer: Customer, reference: str, code: TypedCode) -> CheckAnswer:
        try:
            return await _within(self._challenger.prove(customer, reference, code))
        except NotSentError:
            return CheckNotSent()
        except RefusedError as error:
            return CodeDead(_refusal_of(error), final=True)
        except Exception as error:  # noqa: BLE001 - as above
            _refusal_of(error)
            return CheckUnknown()

    async def _forget(self, effect: effects.Forget) -> None:
        """What stays is deleted with the next one that this till sets up, or by its provider."""
        try:
            await _within(self._challenger.forget(effect.customer, effect.reference))
        except Exception as error:  # noqa: BLE001 - as above
            _refusal_of(error)
            log.warning("authenticator_not_given_up error=%s", type(error).__name__)


async def _within(call: Awaitable[Answer]) -> Answer:
    async with asyncio.timeout(DEADLINE):
        return await call


def _refusal_of(error: Exception) -> Refusal:
    match error:
        case MisconfiguredError():
            return Refusal("MISCONFIGURED", error.refusal.text)
        case RefusedError(refusal=refusal):
            return refusal
        case NotSentError():
            return NOT_SENT
        case ProviderError() | TimeoutError():
            return SILENT
    log.critical("provider_bug error=%s", type(error).__name__, exc_info=error)
    return SILENT


def _wipe(seed: Seed | None, *, unless: Seed | None) -> None:
    if seed is not None and seed is not unless:
        seed.wipe()
