"""The customer's window: what fits, what it takes from the cashier's (nothing), and where it is."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from pos_app.checkout.state import Marking, TillState
from pos_app.core.basket import Basket, Line
from pos_app.core.money import Money
from pos_app.screens.customer_screen import CustomerScreen
from pos_app.screens.customer_window import CustomerWindow
from pos_app.screens.opening import make_customer_screen
from pos_app.screens.theme import THEMES
from pos_app.screens.translation import install
from tests.screens.conftest import Till
from tests.screens.examples import STATES, known, sale
from tests.screens.fits import misfits
from tests.screens.test_contrast import contrast

OpenTill = Callable[..., Till]
SIZES = ((800, 480), (1024, 600), (1280, 800), (1366, 768), (1920, 1080))
LONG = "Um produto com um nome muito comprido que ninguém consegue ler até o fim da linha"
MANY = Basket(lines=tuple(Line(n, "S", f"{n} {LONG}", Money(123456), 12) for n in range(1, 31)))


def in_demo(state: TillState) -> TillState:
    return replace(state, identity=replace(state.identity, marking=Marking.DEMO))


class Pair:
    def __init__(self, till: Till) -> None:
        self.till = till
        self.window = CustomerWindow(till.checkout, till.window, theme="light", region="pt_BR")
        self.window.show()

    def show(self, state: TillState) -> None:
        self.till.show(state)
        settle()

    def text(self, name: str) -> str:
        found = self.window.findChild(QLabel, name)
        assert found is not None
        return found.text() if found.isVisible() else ""


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def pair(open_till: OpenTill) -> Iterator[Pair]:
    made = Pair(open_till(STATES["empty"]))
    yield made
    made.window.finish()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.usefixtures("portuguese")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_fits(pair: Pair, size: tuple[int, int]) -> None:
    pair.window.resize(*size)
    found = []
    for name, state in {**STATES, "many": known(sale=sale(basket=MANY))}.items():
        pair.show(in_demo(state))
        found += [f"{name}: {each}" for each in misfits(pair.window)]
    assert found == []


def test_everything_fits_at_150_percent() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.screens.customer_fits", "800", "480"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "fits"


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_what_is_written_on_the_ground_is_readable(pair: Pair, theme: object) -> None:
    """In the scenes, words stand on the ground itself, and not on a card."""
    assert [
        ink
        for ink in ("text", "good", "quiet")
        if contrast(getattr(theme, ink), getattr(theme, "ground")) < 4.5  # noqa: B009
    ] == []
    pair.window.set_theme(getattr(theme, "name"))  # noqa: B009
    settle()
    painted = pair.window.grab().toImage().pixelColor(3, pair.window.height() - 8).name()
    assert painted == getattr(theme, "ground")  # noqa: B009


def test_the_newest_item_is_in_sight(pair: Pair) -> None:
    pair.show(known(sale=sale(basket=MANY)))
    table = pair.window.findChild(QTableView, "customerItemsTable")
    assert table is not None
    last = table.model().index(29, 0)
    assert table.viewport().rect().contains(table.visualRect(last))


def test_it_follows_the_till_by_itself(pair: Pair) -> None:
    pair.show(in_demo(STATES["code"]))
    assert pair.text("customerGreetingLabel") == "Hello, Maria!"
    assert pair.text("customerHintTitle") == "Tell the cashier your code"
    assert pair.text("customerDemoBadge") == "DEMO · no real points"
    pair.show(STATES["receipt"])
    assert pair.text("customerChangeLabel") == "R$\xa020,00"
    assert pair.text("customerDemoBadge") == ""
    pair.show(STATES["empty"])
    assert pair.text("customerStoreLabel") == "Loja Centro"
    assert pair.text("customerChangeLabel") == ""


def test_the_time_left_is_looked_at_again_by_itself(pair: Pair) -> None:
    pair.show(STATES["code"])
    pair.till.checkout.time += 100
    clock = pair.window._clock
    assert clock.isActive()
    assert clock.interval() <= 300
    clock.timeout.emit()
    assert "2:52" in pair.text("customerHintText")


def test_it_takes_neither_focus_nor_keys_nor_touches(pair: Pair) -> None:
    product = pair.till.window.pages.sale.product
    product.setFocus()
    for name in ("basket", "code", "receipt", "empty"):
        pair.show(STATES[name])
    product.setFocus()
    takers = [
        widget.objectName()
        for widget in (pair.window, *pair.window.findChildren(QWidget))
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert takers == []
    assert pair.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert pair.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    QTest.mouseClick(pair.window, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is product


def test_a_window_manager_that_activates_it_all_the_same_gets_the_cashiers_back(
    pair: Pair,
) -> None:
    pair.window.activateWindow()
    settle()
    assert QApplication.activeWindow() is pair.till.window


def test_closing_it_does_not_end_the_till(pair: Pair) -> None:
    assert not pair.window.close()
    assert not pair.window.isVisible()
    assert pair.till.closed == []


def test_it_speaks_the_tills_language_and_has_its_theme(
    open_till: OpenTill, portuguese: None
) -> None:
    assert portuguese is None
    till = open_till(STATES["empty"])
    window = make_customer_screen(
        till.checkout, till.window, theme="light", region="pt_BR", beside=True
    )
    try:
        welcome = window.findChild(QLabel, "customerWelcomeLabel")
        assert welcome is not None
        assert welcome.text() == "Boas-vindas!"
        install("en")
        settle()
        assert welcome.text() == "Welcome"
        till.window.theme_chosen.emit("dark")
        assert window.property("tillTheme") == "dark"
    finally:
        window.finish()
        window.deleteLater()


def test_with_one_screen_it_stays_away(pair: Pair) -> None:
    CustomerScreen(pair.window, pair.till.window)
    assert not pair.window.isVisible()


TWO_SCREENS = Path(__file__).with_name("two_screens.json")


def test_it_fills_the_second_screen_and_comes_back_when_that_is_plugged_in_again() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.screens.plugging", str(TWO_SCREENS)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={TWO_SCREENS}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [
        *("customer:1366,0,800,480", "cashier:active"),
        *("unplugged:hidden", "cashier:active"),
        *("plugged:1366,0,800,480", "cashier:active"),
        "mirrored:hidden",
    ]
