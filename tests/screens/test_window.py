"""The window itself: names, order of Tab, themes, languages, memory and speed."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from pos_app.checkout.state import Marking, TillState
from pos_app.screens.theme import DARK
from pos_app.screens.translation import install, remove
from tests.screens.conftest import Till
from tests.screens.examples import STATES

OpenTill = Callable[..., Till]
Key = Qt.Key

VISIBLE = {
    "empty": {"productInput", "basketTable", "totalLabel", "customerInput", "connectionBadge"},
    "rewards": {"customerCard", "rewardList", "payButton"},
    "amount": {"amountInput", "sendCodeButton", "payButton"},
    "no_code": {"redeemButton", "payButton"},
    "code": {"codeInput", "codeStatusLabel", "resendButton", "continueWithoutButton"},
    "unknown": {"askNowButton", "parkButton", "continueWithoutButton"},
    "redeemed": {"undoButton", "payButton"},
    "restored": {"banner"},
}


def names_on(opened: Till) -> set[str]:
    return {w.objectName() for w in opened.window.findChildren(QWidget) if w.isVisible()}


def in_demo(state: TillState) -> TillState:
    return replace(state, identity=replace(state.identity, marking=Marking.DEMO))


@pytest.mark.parametrize("name", VISIBLE)
def test_the_promised_names_are_on_the_screen_and_speak(open_till: OpenTill, name: str) -> None:
    opened = open_till(STATES[name])
    assert names_on(opened) >= VISIBLE[name]
    for wanted in VISIBLE[name]:
        widget = opened.window.findChild(QWidget, wanted)
        assert widget is not None
        assert widget.accessibleName()


@pytest.mark.parametrize("name", STATES)
def test_a_name_is_never_on_the_screen_twice(open_till: OpenTill, name: str) -> None:
    opened = open_till(STATES["basket"])
    opened.show(STATES[name])
    shown = [w.objectName() for w in opened.window.findChildren(QWidget) if w.isVisible()]
    buttons = [each for each in shown if each.endswith(("Button", "Input", "Table", "Label"))]
    assert len(buttons) == len(set(buttons))


def test_the_demo_badge_is_on_every_page(open_till: OpenTill) -> None:
    opened = open_till(in_demo(STATES["redeemed"]))
    for key in (None, Key.Key_F8, Key.Key_F9):
        if key is not None:
            QTest.keyClick(opened.window, key)
        badge = opened.window.findChild(QLabel, "demoBadge")
        assert badge is not None
        assert badge.isVisible()
        assert badge.text() == "DEMO · no real points"
        assert opened.window.contentsMargins().left() > 0


def test_a_real_till_has_neither_badge_nor_border(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    assert "demoBadge" not in names_on(opened)
    assert opened.window.contentsMargins().left() == 0


TAB_ORDER = [
    "productInput",
    "basketTable",
    "fewerButton",
    "moreButton",
    "quantityButton",
    "removeButton",
    "discountButton",
    "rewardList",
    "amountInput",
    "amountAllButton",
    "payButton",
    "sendCodeButton",
]


def test_tab_follows_the_eye_and_comes_round(open_till: OpenTill) -> None:
    opened = open_till(STATES["amount"])
    opened.window.pages.sale.product.setFocus()
    walked = []
    for _ in TAB_ORDER:
        widget = QApplication.focusWidget()
        assert widget is not None
        walked.append(widget.objectName())
        QTest.keyClick(widget, Key.Key_Tab)
    assert walked == TAB_ORDER
    back = QApplication.focusWidget()
    assert back is not None
    assert back.objectName() == "productInput"
    QTest.keyClick(back, Key.Key_Backtab)
    last = QApplication.focusWidget()
    assert last is not None
    assert last.objectName() == TAB_ORDER[-1]


def test_what_changes_is_only_what_differs(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    table = opened.window.findChild(QTableView, "basketTable")
    assert table is not None
    resets: list[int] = []
    table.model().modelReset.connect(resets.clear)
    table.model().modelAboutToBeReset.connect(_Counter(resets).count)
    for name in ("rewards", "code", "redeemed", "gift_redeemed", "basket"):
        opened.show(STATES[name])
    assert resets == []


class _Counter(QObject):
    def __init__(self, counted: list[int]) -> None:
        super().__init__()
        self._counted = counted

    def count(self) -> None:
        self._counted.append(1)


def test_the_theme_changes_at_once(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    before = opened.window.grab().toImage().pixelColor(4, 300)
    opened.window.set_theme(DARK)
    after = opened.window.grab().toImage().pixelColor(4, 300)
    assert before.lightness() > 200
    assert after.lightness() < 60


def test_the_language_changes_at_once_on_every_page(open_till: OpenTill) -> None:
    opened = open_till(STATES["day"])
    for key in (Key.Key_F8, Key.Key_F9):
        QTest.keyClick(opened.window, key)
    QTest.keyClick(opened.window, Key.Key_F9)
    try:
        install("pt")
        QApplication.processEvents()
        field = opened.window.pages.sale.product
        assert field.placeholderText() == "Leia ou digite um produto, ou um valor"
        pay = opened.window.findChild(QWidget, "payButton")
        assert pay is not None
        assert pay.accessibleName() == "Pagar R$\xa0250,00"
        install("en")
        QApplication.processEvents()
        assert field.placeholderText() == "Scan or type a product, or an amount"
    finally:
        remove()


def test_the_menu_switches_theme_and_language_and_tells(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    told: list[str] = []
    opened.window.theme_chosen.connect(told.append)
    opened.window.language_chosen.connect(told.append)
    QTest.keyClick(opened.window, Key.Key_F10)
    try:
        for name in ("themeDarkButton", "languagePtButton"):
            button = opened.window.findChild(QWidget, name)
            assert button is not None
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
        title = opened.window.findChild(QLabel, "languageTitle")
        assert title is not None
        assert title.text() == "Idioma"
        assert told == ["dark", "pt"]
    finally:
        remove()


def test_opening_and_closing_everything_leaves_nothing_behind(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    names = [name for name in STATES if not name.startswith("receipt")]

    def round_trip() -> None:
        for key in (Key.Key_F1, Key.Key_F10, Key.Key_F8, Key.Key_F9):
            QTest.keyClick(opened.window, key)
            target = QApplication.focusWidget() or opened.window
            QTest.keyClick(target, Key.Key_Escape)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    for name in names:
        opened.show(STATES[name])
    opened.show(STATES["redeemed"])
    round_trip()
    before = _objects(opened)
    for turn in range(50):
        round_trip()
        opened.show(STATES[names[turn % len(names)]])
        opened.show(STATES["redeemed"])
    assert _objects(opened) == before


def _objects(opened: Till) -> int:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return len(opened.window.findChildren(QObject))


def test_showing_a_change_is_quick(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    for state in STATES.values():
        opened.checkout.show(state)
    taken = []
    for state in STATES.values():
        begun = time.perf_counter()
        opened.checkout.show(state)
        taken.append(time.perf_counter() - begun)
    assert sorted(taken)[len(taken) // 2] < 0.008


START = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from pos_app.screens.theme import LIGHT
from pos_app.screens.window import TillWindow
from tests.screens.examples import STATES
from tests.screens.fake_checkout import FakeCheckout
window = TillWindow(FakeCheckout(STATES["empty"]), theme=LIGHT, region="pt_BR", on_close=print)
window.show()
app.processEvents()
late = ("pages.pay", "pages.day", "pages.receipt", "panels.code", "panels.rewards",
        "overlays.help", "overlays.menu")
print([name for name in late if "pos_app.screens." + name in sys.modules])
print([name for name in sys.modules if name.startswith("PySide6.Qt")])
print([name for name in ("httpx", "asyncio", "qasync", "stdnum", "phonenumbers")
       if name in sys.modules])
window.finish()
"""


def test_the_first_frame_needs_nothing_of_the_later_pages() -> None:
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", START], cwd=root, capture_output=True, text=True, check=True
    )
    late, modules, foreign = run.stdout.strip().splitlines()[-3:]
    assert late == "[]"
    assert modules == "['PySide6.QtCore', 'PySide6.QtGui', 'PySide6.QtWidgets']"
    assert foreign == "[]"
