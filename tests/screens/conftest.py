from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.checkout.state import TillState
from pos_app.screens.theme import LIGHT
from pos_app.screens.translation import install, remove
from pos_app.screens.window import TillWindow
from tests.screens.fake_checkout import FakeCheckout


class Till(NamedTuple):
    window: TillWindow
    checkout: FakeCheckout
    closed: list[str]

    def show(self, state: TillState) -> None:
        self.checkout.show(state)
        QApplication.processEvents()


@pytest.fixture
def open_till(qtbot: QtBot) -> Iterator[Callable[..., Till]]:
    made: list[Till] = []

    def opened(state: TillState, size: tuple[int, int] = (1366, 768)) -> Till:
        checkout = FakeCheckout(state)
        closed: list[str] = []
        window = TillWindow(
            checkout, theme=LIGHT, region="pt_BR", on_close=lambda: closed.append("asked")
        )
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        made.append(Till(window, checkout, closed))
        QApplication.processEvents()
        return made[-1]

    yield opened
    for till in made:
        till.window.finish()
        till.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def portuguese(qapp: QApplication) -> Iterator[None]:
    assert qapp is not None
    install("pt")
    yield
    remove()


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    assert qapp is not None
    install("en")
    yield
    remove()
