"""The stage of a scenario: a cashier's hands on the real window, and eyes at all three levels."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from pos_app.checkout.clock import Clock
from pos_app.checkout.state import Asking, QuoteFailed
from pos_app.checkout.till import Till
from pos_app.core.redemption.states import AwaitingCode, Reversing
from pos_app.tour.control import Control

PATIENCE = 20.0
"""Seconds a scenario waits for something to become true before it is a failure, also on a machine
that is busy with other things."""

wording = QCoreApplication.translate
"""A text of the screens, by its context and English source, in the language of this tour."""

PLAIN = Qt.KeyboardModifier.NoModifier


class MismatchError(AssertionError):
    """The screen, the wire or the books were not what the scenario expects."""


class Stage:
    def __init__(
        self, window: QWidget, till: Till, control: Control, clock: Clock, out: Path | None
    ) -> None:
        self.window = window
        self.till = till
        self.control = control
        self.steps: list[dict[str, Any]] = []
        self._clock = clock
        self._out = out
        self._name = ""

    def begin(self, name: str) -> None:
        self._name = name
        self.steps = []

    # hands

    async def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """A key, wherever the focus is; the loop turns before the next, as at a keyboard."""
        QTest.keyClick(self._focus(), key, modifiers)
        await asyncio.sleep(0)

    async def type(self, text: str) -> None:
        """Text into whatever has the focus."""
        for character in text:
            QTest.keyClicks(self._focus(), character)
            await asyncio.sleep(0)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    enter = Qt.Key.Key_Return
    escape = Qt.Key.Key_Escape
    sales_key = Qt.Key.Key_F9
    menu_key = Qt.Key.Key_F10
    other_way = Qt.Key.Key_F11

    def focus_on(self, name: str) -> QWidget:
        """Gives the focus to a visible widget, as the tab key would."""
        widget = self.widget(name)
        if widget is None:
            raise MismatchError(f"{name} is not on the screen; it says: {self.screen()}")
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        return widget

    async def activate(self, name: str) -> None:
        """Presses a button by the space bar."""
        QTest.keyClick(self.focus_on(name), Qt.Key.Key_Space)
        await asyncio.sleep(0)

    async def clear_field(self) -> None:
        await self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        await self.press(Qt.Key.Key_Delete)

    async def scan(self, *codes: str) -> None:
        """Items by their codes, each confirmed as a scanner does."""
        for code in codes:
            pieces = self.till.state.sale.basket.pieces
            await self.press(Qt.Key.Key_F2)
            await self.type(code)
            await self.press(Qt.Key.Key_Return)
            await self.until(partial(self._sold_more_than, pieces), f"{code} sold")

    def _sold_more_than(self, pieces: int) -> bool:
        return self.till.state.sale.basket.pieces > pieces

    async def find(self, customer: str) -> None:
        await self.press(Qt.Key.Key_F3)
        await self.type(customer)
        await self.press(Qt.Key.Key_Return)
        await asyncio.sleep(0)

    # eyes

    def widget(self, name: str) -> QWidget | None:
        """A visible widget by its object name."""
        return next(
            (w for w in self.window.findChildren(QWidget, name) if w.isVisibleTo(self.window)), None
        )

    def text(self, name: str) -> str:
        """All the words a cashier reads on a widget."""
        widget = self.widget(name)
        return "" if widget is None else " ".join(_words(widget))

    def screen(self) -> str:
        """Every visible word of the window."""
        return " ".join(_words(self.window))

    def current_reward(self) -> str | None:
        """The reward the arrow keys stand on."""
        rewards = self.widget("rewardList")
        if not isinstance(rewards, QListView):
            return None
        row = rewards.currentIndex().data(Qt.ItemDataRole.UserRole)
        return getattr(row, "reward_id", None)

    def is_asking(self) -> bool:
        return isinstance(self.till.state.quote, Asking)

    def is_offline(self) -> bool:
        quote = self.till.state.quote
        return isinstance(quote, QuoteFailed) and quote.offline

    def is_expired(self) -> bool:
        state = self.till.state.sale.redemption
        return isinstance(state, AwaitingCode) and state.challenge.is_over(self.till.now())

    def awaits_fresh_code(self) -> bool:
        state = self.till.state.sale.redemption
        return isinstance(state, AwaitingCode) and not state.challenge.is_over(self.till.now())

    def is_reversal_refused(self) -> bool:
        state = self.till.state.sale.redemption
        return isinstance(state, Reversing) and state.reason is not None

    # the ends of the wire

    async def sent(self, call: str) -> list[Any]:
        """The requests of one kind the provider has received, oldest first."""
        return [c for c in await self.control.calls() if c["call"] == call]

    async def redeems(self) -> list[Any]:
        books = await self.control.books()
        return list(books["redeems"])

    async def orders(self) -> list[Any]:
        books = await self.control.books()
        return list(books["orders"])

    async def advance(self, seconds: float) -> None:
        """Time passes, for the till and for the provider."""
        await self.control.advance(seconds)
        self._clock.advance(seconds)

    async def pause(self, turns: int = 1) -> None:
        """A little of the real time, in which the till goes on."""
        for _ in range(turns):
            await asyncio.sleep(0.002)

    # expectations

    async def until(self, true: Callable[[], bool], what: str) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while not true():
            if loop.time() > deadline:
                raise MismatchError(f"waited in vain for: {what}; the screen says: {self.screen()}")
            await asyncio.sleep(0.002)

    async def shows(self, name: str, *words: str) -> None:
        """Waits until a widget is visible and has all the words on it."""
        await self.until(
            lambda: self.widget(name) is not None and all(w in self.text(name) for w in words),
            f"{name} with {words}, it has {self.text(name)!r}",
        )

    async def enables(self, name: str) -> None:
        """Waits until a widget can be pressed; the screen looks at its clock once a second."""
        await self.until(
            lambda: (widget := self.widget(name)) is not None and widget.isEnabled(),
            f"{name} to press",
        )

    def check(self, true: object, what: str) -> None:
        if not true:
            raise MismatchError(f"{what}; the screen says: {self.screen()}")

    def equal(self, got: object, expected: object, what: str) -> None:
        if got != expected:
            raise MismatchError(f"{what}: expected {expected!r}, got {got!r}")

    async def step(self, title: str) -> None:
        """What was done and seen up to here becomes a line of the transcript, and a picture."""
        await asyncio.sleep(0)
        picture = None
        if self._out is not None:
            picture = f"{self._name}-{len(self.steps) + 1:02}-{_slug(title)}.png"
            self.window.grab().save(str(self._out / picture))
        self.steps.append({"step": title, "picture": picture})


def _words(widget: QWidget) -> list[str]:
    found = []
    for part in [widget, *widget.findChildren(QWidget)]:
        if part is not widget and not part.isVisibleTo(widget):
            continue
        if isinstance(part, QLabel | QAbstractButton):
            found.append(part.text())
        elif isinstance(part, QLineEdit):
            found.append(part.displayText())
        elif isinstance(part, QPlainTextEdit):
            found.append(part.toPlainText())
        elif isinstance(part, QAbstractItemView):
            found += _cells(part)
        elif spoken := part.accessibleDescription():
            found.append(spoken)
    return [text for text in found if text]


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    columns = range(1 if isinstance(view, QListView) else model.columnCount())
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in columns]
    return [str(cell.data()) for cell in cells if cell.data()]


def _slug(title: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in title.lower()).strip("-")
