"""Sessions that customers have lent the till: kept alive while a code is awaited, then given up."""

import logging
from collections.abc import Awaitable
from functools import partial

from pos_app.checkout.book import Book, Spawn
from pos_app.checkout.clock import Clock
from pos_app.core.errors import ProviderError
from pos_app.core.identifiers import CustomerKey
from pos_app.core.redemption.states import AwaitingCode, CheckingCode
from pos_app.providers.ports import LoyaltyProvider, SessionKeeper

log = logging.getLogger("pos_app.sessions")


class SessionCare:
    """Does nothing with a provider that keeps no sessions."""

    def __init__(self, book: Book, clock: Clock, spawn: Spawn) -> None:
        self._book = book
        self._clock = clock
        self._spawn = spawn
        self._keeper: SessionKeeper | None = None
        book.forgotten = self.part

    def connect(self, provider: LoyaltyProvider) -> None:
        self._keeper = provider if isinstance(provider, SessionKeeper) else None

    def attend(self, sale_id: str, intent: str, send: int) -> None:
        """The code of this send is awaited from now on."""
        every = self._book.profile.touch_every
        if self._keeper is not None and every:
            due = self._clock.monotonic() + every
            self._clock.call_at(due, partial(self._touch, sale_id, intent, send))

    def _touch(self, sale_id: str, intent: str, send: int) -> None:
        """Never beyond the code's own life: a session that nobody waits for is to end."""
        sale = self._book.sales.get(sale_id)
        state = sale.redemption if sale else None
        if not isinstance(state, AwaitingCode | CheckingCode):
            return
        if (state.intent.key, state.tally.sends) != (intent, send):
            return
        person = self._book.person(state.intent.customer)
        if person is None or state.challenge.is_over(self._clock.monotonic()):
            return
        if self._keeper is not None:
            self._spawn(_quietly(self._keeper.touch(person.key)))
        self.attend(sale_id, intent, send)

    def part(self, key: CustomerKey) -> None:
        if self._keeper is not None:
            self._spawn(_quietly(self._keeper.part(key)))


async def _quietly(call: Awaitable[None]) -> None:
    """Whether it came to anything is found out by the next call that matters."""
    try:
        await call
    except ProviderError as error:
        log.info("session_call_failed error=%s", type(error).__name__)
    except Exception as error:
        log.critical("provider_bug error=%s", type(error).__name__, exc_info=error)
