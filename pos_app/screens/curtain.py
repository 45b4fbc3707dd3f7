"""Before everything while nobody is signed in: what is behind it is neither seen nor reached."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.core.challenge import TypedCode
from pos_app.screens import focus

if TYPE_CHECKING:
    from pos_app.screens.pages.lock import LockPage


class Curtain(QObject):
    falling = Signal()
    """What lies on top, and what belongs to whoever was there, is put away first."""
    risen = Signal()
    """It is gone, and nothing has the focus yet."""
    unlock_wanted = Signal()

    def __init__(
        self, checkout: Checkout, column: QVBoxLayout, behind: tuple[QWidget, ...], window: QWidget
    ) -> None:
        super().__init__(window)
        self._checkout = checkout
        self._column = column
        self._behind = behind
        self._window = window
        self._page: LockPage | None = None
        self._before: QWidget | None = None
        """What had the focus when it fell."""
        self.is_down = False

    def draw(self, state: TillState, now: float) -> bool:
        """Answers whether it is down now."""
        if state.is_locked:
            page = self._lock_page()
            page.show_lock(state, now)
            if not self.is_down:
                self._fall(page, state)
        elif self.is_down:
            self._rise()
        return self.is_down

    def refocus(self) -> None:
        if self.is_down and self._page is not None:
            focus.give(self._page.first_focus())

    def retranslate(self) -> None:
        if self._page is not None:
            self._page.retranslate()

    def type(self, text: str) -> None:
        if self._page is not None and text.isdigit():
            self._page.entry.type(text)

    @property
    def area(self) -> QWidget | None:
        """In which Tab stays while it is down."""
        return self._page if self.is_down else None

    def _fall(self, page: "LockPage", state: TillState) -> None:
        self.is_down = True
        self.falling.emit()
        self._before = self._window.focusWidget()
        for part in self._behind:
            part.hide()
        page.show()
        page.arrive(state)

    def _rise(self) -> None:
        self.is_down = False
        assert self._page is not None  # noqa: S101 - it has fallen
        self._page.hide()
        for part in self._behind:
            part.show()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus()
        else:
            self.risen.emit()

    def _lock_page(self) -> "LockPage":
        if self._page is None:
            from pos_app.screens.pages.lock import LockPage  # noqa: PLC0415 - few tills have people

            self._page = LockPage(self._window)
            self._page.hide()
            self._page.entry.entered.connect(self._sign_in)
            self._page.unlock_wanted.connect(self.unlock_wanted)
            self._column.addWidget(self._page, 1)
        return self._page

    def _sign_in(self, name: str, pin: TypedCode) -> None:
        self._checkout.sign_in(name, pin)
