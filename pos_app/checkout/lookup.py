"""Looking a customer up: the newest question wins, older answers are dropped by rule."""

import asyncio
import logging
from collections.abc import Callable

from pos_app.checkout.book import Spawn
from pos_app.core.basket import Basket
from pos_app.core.errors import MisconfiguredError, ProviderError, RefusedError
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Quote, Refusal
from pos_app.providers.ports import LoyaltyProvider

log = logging.getLogger("pos_app.lookup")

SILENT = Refusal("PROVIDER_SILENT")


class Lookup:
    """Asks one question at a time. ``answered`` and ``failed`` are only called for the newest."""

    def __init__(
        self,
        spawn: Spawn,
        answered: Callable[[Quote, Basket], None],
        failed: Callable[[Refusal, bool], None],
    ) -> None:
        self._spawn = spawn
        self._answered = answered
        self._failed = failed
        self._generation = 0
        self._task: asyncio.Task[None] | None = None

    def ask(self, provider: LoyaltyProvider, key: CustomerKey, basket: Basket) -> None:
        self.drop()
        task = self._spawn(self._ask(provider, key, basket, self._generation))
        self._task = task if isinstance(task, asyncio.Task) else None

    def drop(self) -> None:
        """Any answer still on its way belongs to nobody now."""
        self._generation += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _ask(
        self, provider: LoyaltyProvider, key: CustomerKey, basket: Basket, generation: int
    ) -> None:
        try:
            quote = await provider.quote(key, basket)
        except Exception as error:  # noqa: BLE001 - a fault must not leave the question open
            if generation == self._generation:
                self._failed(*reason_of(error))
            return
        if generation == self._generation:
            self._answered(quote, basket)


def reason_of(error: Exception) -> tuple[Refusal, bool]:
    """The refusal to show, and whether the provider was simply not to be had."""
    if not isinstance(error, ProviderError):
        log.critical("provider_bug error=%s", type(error).__name__, exc_info=error)
    match error:
        case MisconfiguredError():
            return Refusal("MISCONFIGURED"), True
        case RefusedError(refusal=refusal):
            return refusal, False
        case _:
            return SILENT, True
