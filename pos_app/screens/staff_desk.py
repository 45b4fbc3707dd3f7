"""Who stands at the till: locking it, and asking a manager first."""

from collections.abc import Callable

from pos_app.checkout.intents import Checkout
from pos_app.screens.overlays.host import Overlays


class StaffDesk:
    def __init__(self, checkout: Checkout, overlays: Overlays) -> None:
        self._checkout = checkout
        self._overlays = overlays

    @property
    def is_locked(self) -> bool:
        return self._checkout.state.is_locked

    def lock(self) -> None:
        if self._checkout.state.staff is not None:
            self._checkout.lock()

    def unlock_keys(self) -> None:
        if self._checkout.state.keys is not None:
            self._overlays.unlock()

    def approve(self, callback: Callable[[str], None]) -> None:
        """A manager is asked, also one who is signed in: the till may have been left open. Where no
        people are set up, nobody is, and the name is empty."""
        if self._checkout.state.staff is None:
            callback("")
        elif not self.is_locked:
            self._overlays.approve(callback)
