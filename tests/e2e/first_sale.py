"""The first sale of a till by its keys: an item, a customer, a reward with its code, the money."""

import os
import sys
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.core.redemption.states import AwaitingCode, Redeemed
from pos_app.screens.window import TillWindow

Key = Qt.Key
Wait = Callable[[], bool]
PATIENCE = 60.0
CODE = "1234"
"""As the sandbox is told to send it."""


def visible(kind: type[QWidget]) -> QWidget | None:
    found = (each for each in QApplication.topLevelWidgets() if isinstance(each, kind))
    return next((each for each in found if each.isVisible()), None)


def sign_in(till: TillWindow, pin: str) -> Iterator[Wait]:
    yield lambda: till._checkout.state.is_locked
    QTest.keyClicks(QApplication.focusWidget() or till, pin)
    QTest.keyClick(QApplication.focusWidget() or till, Key.Key_Return)
    yield lambda: not till._checkout.state.is_locked


def first_sale(till: TillWindow, said: dict[str, object]) -> Iterator[Wait]:
    """Waits for what is yielded, then goes on."""

    def press(key: Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or till, key)

    def enter(text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or till, text)
        press(Key.Key_Return)

    def state() -> object:
        return till._checkout.state.sale.redemption

    press(Key.Key_F2)
    enter("7891000315507")
    yield lambda: bool(till._checkout.state.sale.lines)
    press(Key.Key_F3)
    enter("123.456.789-09")
    yield lambda: getattr(QApplication.focusWidget(), "objectName", str)() == "rewardList"
    press(Key.Key_Return)
    press(Key.Key_F6)
    yield lambda: isinstance(state(), AwaitingCode)
    enter(CODE)
    yield lambda: isinstance(state(), Redeemed)
    press(Key.Key_F8)
    press(Key.Key_Return)
    yield lambda: till._checkout.state.receipt is not None
    receipt = till._checkout.state.receipt
    assert receipt is not None
    said["paid"], said["full"] = receipt.total.minor, receipt.basket.payable.minor
    said["store"] = till._checkout.state.identity.store
    said["operator"] = till._checkout.state.identity.operator
    till.close()


class Somebody(QObject):
    """At the keys, as a script says."""

    def __init__(self, script: Iterator[Wait], parent: QObject) -> None:
        super().__init__(parent)
        self._script = script
        self._wait: Wait = lambda: True
        self._deadline = time.monotonic() + PATIENCE
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(5)

    def _look(self) -> None:
        if time.monotonic() > self._deadline:
            till = visible(TillWindow)
            seen = till._checkout.state if isinstance(till, TillWindow) else "no till"
            print(f"waits in vain at {QApplication.focusWidget()}: {seen}", file=sys.stderr)
            os._exit(1)
        if self._wait():
            self._wait = next(self._script, lambda: False)
