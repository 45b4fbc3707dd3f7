"""The window's way to a till that is still being built behind it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState


class Doorway:
    """Shows an empty till until the real one is there, then is that one.

    The window is painted before the journal is read. What is asked of the till meanwhile, as by a
    scanner that does not wait, is kept and handed on in order when the till opens.
    """

    def __init__(self, empty: TillState) -> None:
        self._empty = empty
        self._till: Checkout | None = None
        self._listeners: list[Callable[[], None]] = []
        self._kept: list[Callable[[], None]] = []

    @property
    def state(self) -> TillState:
        return self._empty if self._till is None else self._till.state

    def now(self) -> float:
        return 0.0 if self._till is None else self._till.now()

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def open(self, till: Checkout) -> None:
        self._till = till
        asked, self._kept = self._kept, []
        for ask in asked:
            ask()
        for listener in self._listeners:
            till.subscribe(listener)
            listener()

    def __getattr__(self, intent: str) -> Callable[..., None]:
        if intent.startswith("_") or not hasattr(Checkout, intent):
            raise AttributeError(intent)
        return partial(self._ask, intent)

    def _ask(self, intent: str, *arguments: Any) -> None:  # noqa: ANN401 - whatever it takes
        if self._till is None:
            self._kept.append(partial(self._ask, intent, *arguments))
        else:
            getattr(self._till, intent)(*arguments)
