"""The window on a real till with people: from its first frame to a sale in somebody's name."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from pos_app import opening, people
from pos_app.core.staff import Role
from pos_app.people.register import Register
from pos_app.plan import Plan
from pos_app.screens.doorway import Doorway
from pos_app.screens.opening import make_window
from pos_app.screens.window import TillWindow
from pos_app.settings.model import Settings
from pos_app.station import Station, open_station
from tests.screens.hands import focused, write
from tests.unit.people.conftest import ring

__all__ = ["ring"]
MANAGER, CASHIER = ("Rui Prado", "2759"), ("Ana Paula", "80251346")
Key = Qt.Key
pytestmark = pytest.mark.usefixtures("qapp", "ring")


@pytest.fixture
def plan(tmp_path: Path, ring: object) -> Plan:
    del ring
    people.add_manager(tmp_path, *MANAGER)
    Register(tmp_path, cost=2**12).add(CASHIER[0], Role.CASHIER, CASHIER[1])
    return Plan(Settings(address="http://127.0.0.1:9"), tmp_path)


@pytest.fixture
async def station(plan: Plan) -> AsyncIterator[Station]:
    made = await open_station(plan)
    yield made
    await made.close()


@pytest.fixture
async def opened(plan: Plan) -> AsyncIterator[tuple[TillWindow, Doorway]]:
    """Its first frame, before there is a till behind it."""
    window, door = make_window(
        opening.empty_till(plan), theme="light", region="pt_BR", language="en", on_close=print
    )
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield window, door
    window.finish()
    window.deleteLater()


def press(*keys: Qt.Key) -> None:
    """Without a turn of the event loop inside a task, which no task may take."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def text(window: TillWindow, name: str) -> str:
    found = [w for w in window.findChildren(QWidget, name) if w.isVisible()]
    if not found:
        return ""
    assert isinstance(found[0], QLabel | QPlainTextEdit)
    return found[0].text() if isinstance(found[0], QLabel) else found[0].toPlainText()


async def until(station: Station, condition: Callable[[], object]) -> None:
    changed = asyncio.Event()
    station.till.subscribe(changed.set)
    async with asyncio.timeout(20):
        while not condition():
            changed.clear()
            await changed.wait()


async def test_the_till_is_locked_from_its_first_frame_and_sells_in_a_name(
    opened: tuple[TillWindow, Doorway], station: Station
) -> None:
    window, door = opened
    assert focused() == "pinInput"
    assert not window.pages.isVisible()
    write("7891000315507")
    press(Key.Key_Return)
    door.open(station.till)
    assert station.till.state.sale.lines == (), "nothing was scanned before somebody came"

    write("9264")
    press(Key.Key_Return)
    await until(station, lambda: "attempts left" in text(window, "pinProblem"))
    assert station.till.state.is_locked
    write(CASHIER[1])
    press(Key.Key_Return)
    await until(station, window.pages.isVisible)
    assert text(window, "operatorBadge") == "Operator: Ana Paula"
    assert focused() == "productInput"

    write("7891000315507")
    press(Key.Key_Return, Key.Key_F8, Key.Key_Return)
    await until(station, lambda: station.till.state.receipt)
    assert "Operator: Ana Paula" in text(window, "receiptText")
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert text(window, "pinAsk") == "PIN of Ana Paula"

    press(Key.Key_Down)
    write(MANAGER[1])
    press(Key.Key_Return)
    await until(station, window.pages.isVisible)
    assert text(window, "operatorBadge") == "Operator: Rui Prado"
    receipt = station.till.state.receipt
    assert receipt is not None
    assert receipt.order is not None
    assert receipt.order.operator == CASHIER[0]
