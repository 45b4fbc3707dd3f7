"""Full screen and kiosk, the file for support, what the till is, and its end."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pos_app.screens import standing
from pos_app.screens.upkeep import NotWritten, Written
from tests.screens.conftest import Till
from tests.screens.examples import STATES
from tests.screens.fits import misfits
from tests.screens.hands import Key, press, shown
from tests.screens.upkeep import FakeUpkeep

OpenTill = Callable[..., Till]
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PATH = "/home/caixa/.local/share/pos-app/support/pos-app-support-20310304-140211.zip"


class Counter:
    """A till on its counter."""

    def __init__(self, opened: Till, *, kiosk: bool = False) -> None:
        self.till = opened
        self.upkeep = FakeUpkeep()
        opened.window.settle_in(self.upkeep, kiosk=kiosk)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        target = QApplication.focusWidget() or self.till.window
        QTest.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def text(self, name: str) -> str:
        found = shown(self.till, name)
        assert isinstance(found, QLabel)
        return found.text().replace("\u200b", "")

    def sees(self, name: str) -> bool:
        return any(w.isVisible() for w in self.till.window.findChildren(QWidget, name))

    def is_whole(self) -> bool:
        return self.till.window.isFullScreen()


@pytest.fixture
def counter(open_till: OpenTill) -> Counter:
    return Counter(open_till(STATES["basket"], (1024, 600)))


@pytest.fixture
def kiosk(open_till: OpenTill) -> Counter:
    opened = open_till(STATES["empty"], (1024, 600))
    opened.window.showFullScreen()
    return Counter(opened, kiosk=True)


# --- the whole screen -----------------------------------------------------------------------------


def test_f11_switches_the_whole_screen_also_with_a_sheet_open(counter: Counter) -> None:
    press(Key.Key_F11)
    assert counter.is_whole()
    press(Key.Key_F10, Key.Key_F11)
    assert not counter.is_whole()
    assert not counter.sees("menuSheet")


def test_the_menu_switches_it_by_touch_and_then_offers_the_end(counter: Counter) -> None:
    press(Key.Key_F10)
    assert not counter.sees("endTillButton"), "a window has its own way to be closed"
    QTest.mouseClick(shown(counter.till, "wholeScreenButton"), Qt.MouseButton.LeftButton)
    assert counter.is_whole()
    press(Key.Key_F10)
    QTest.mouseClick(shown(counter.till, "endTillButton"), Qt.MouseButton.LeftButton)
    assert "The open sale is kept" in counter.text("endingText")
    QTest.mouseClick(shown(counter.till, "endButton"), Qt.MouseButton.LeftButton)
    assert counter.upkeep.ended == 1


def test_a_till_that_began_whole_becomes_a_window_one_can_see_past(open_till: OpenTill) -> None:
    opened = open_till(STATES["empty"])
    screen = opened.window.screen().geometry()
    opened.window.setMinimumSize(100, 100)
    opened.window.setGeometry(screen)
    opened.window.showFullScreen()
    counter = Counter(opened)
    press(Key.Key_F11)
    assert not counter.is_whole()
    assert opened.window.width() < screen.width()


def test_f11_belongs_to_the_button_that_shows_it(open_till: OpenTill) -> None:
    counter = Counter(open_till(STATES["matters"]))
    counter.till.window.desk.matters()
    QApplication.processEvents()
    press(Key.Key_F11)
    assert not counter.is_whole()


# --- the kiosk ------------------------------------------------------------------------------------


def test_a_kiosk_keeps_the_whole_screen(kiosk: Counter) -> None:
    press(Key.Key_F11)
    assert kiosk.is_whole()
    press(Key.Key_F10)
    assert not kiosk.sees("wholeScreenButton")
    assert kiosk.sees("endTillButton")


def test_what_minimises_a_kiosk_does_not_last(kiosk: Counter, qtbot: QtBot) -> None:
    kiosk.till.window.showMinimized()
    assert kiosk.till.window.isMinimized()
    qtbot.waitUntil(lambda: kiosk.is_whole() and not kiosk.till.window.isMinimized())


def test_what_comes_in_front_of_a_kiosk_does_not_last(kiosk: Counter, qtbot: QtBot) -> None:
    assert kiosk.till.window.standing is not None
    kiosk.till.window.standing._application_state(Qt.ApplicationState.ApplicationInactive)
    kiosk.till.window.clearFocus()
    qtbot.waitUntil(kiosk.till.window.isActiveWindow)


def test_closing_a_kiosk_asks_and_then_ends_it(kiosk: Counter) -> None:
    kiosk.till.window.close()
    assert kiosk.till.window.isVisible()
    assert kiosk.till.closed == []
    assert kiosk.text("endingText") == "No sale is open. What is still to be sent is kept."
    assert QApplication.focusWidget() is shown(kiosk.till, "stayButton")
    press(Key.Key_Escape)
    assert not kiosk.sees("endingSheet")
    kiosk.till.window.close()
    QTest.mouseClick(shown(kiosk.till, "endButton"), Qt.MouseButton.LeftButton)
    assert kiosk.upkeep.ended == 1


@pytest.mark.parametrize("name", ["basket", "code", "unknown", "redeemed"])
def test_a_kiosk_with_a_sale_on_it_is_not_closed(kiosk: Counter, name: str) -> None:
    kiosk.till.show(STATES[name])
    kiosk.till.window.close()
    assert kiosk.text("endingText").startswith("A sale is open")
    assert not kiosk.sees("endButton")
    press(Key.Key_Return)
    assert kiosk.upkeep.ended == 0


def test_a_window_is_closed_as_ever(counter: Counter) -> None:
    counter.till.window.close()
    assert counter.till.closed == ["asked"]


def moved(window: QWidget, source: Qt.MouseEventSource) -> None:
    place = QPointF(50, 50)
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        place,
        place,
        place,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        source,
        QPointingDevice.primaryPointingDevice(),
    )
    handle = window.windowHandle()
    assert handle is not None
    QApplication.sendEvent(handle, event)


def test_the_pointer_of_a_kiosk_hides_until_a_mouse_moves(
    open_till: OpenTill, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "POINTER_REST", 20)
    kiosk = Counter(open_till(STATES["empty"]), kiosk=True)

    def hidden() -> bool:
        cursor: QCursor | None = QApplication.overrideCursor()
        return cursor is not None and cursor.shape() is Qt.CursorShape.BlankCursor

    qtbot.waitUntil(hidden)
    moved(kiosk.till.window, Qt.MouseEventSource.MouseEventSynthesizedByQt)
    assert hidden(), "a finger is no mouse"
    moved(kiosk.till.window, Qt.MouseEventSource.MouseEventNotSynthesized)
    assert not hidden()
    qtbot.waitUntil(hidden)
    kiosk.till.window.finish()
    assert not hidden()


# --- support and about ----------------------------------------------------------------------------


def test_one_key_writes_the_file_and_the_screen_tells_where_it_is(counter: Counter) -> None:
    counter.press(Key.Key_S, BOTH)
    assert counter.upkeep.asked == 1
    assert counter.text("supportSays").startswith("Being written")
    assert not counter.sees("openFolderButton")
    counter.upkeep.turn(Written(PATH))
    assert counter.text("supportPath") == PATH
    QTest.mouseClick(shown(counter.till, "openFolderButton"), Qt.MouseButton.LeftButton)
    assert counter.upkeep.opened == [PATH]
    press(Key.Key_Escape)
    counter.upkeep.turn(NotWritten("after the sheet has gone"))


def test_the_key_works_over_another_sheet_and_once(counter: Counter) -> None:
    press(Key.Key_F10)
    counter.press(Key.Key_S, BOTH)
    counter.press(Key.Key_S, BOTH)
    assert counter.sees("supportSheet")
    assert not counter.sees("menuSheet")
    assert counter.upkeep.asked == 1


def test_a_file_that_cannot_be_written_is_told(counter: Counter) -> None:
    counter.press(Key.Key_S, BOTH)
    counter.upkeep.turn(NotWritten("No space left on device"))
    assert counter.text("supportSays") == "It could not be written: No space left on device"


def test_a_kiosk_opens_no_folder(kiosk: Counter) -> None:
    kiosk.press(Key.Key_S, BOTH)
    kiosk.upkeep.turn(Written(PATH))
    assert kiosk.text("supportPath") == PATH
    assert not kiosk.sees("openFolderButton")


def test_the_about_sheet_says_what_this_is(counter: Counter) -> None:
    press(Key.Key_F10)
    QTest.mouseClick(shown(counter.till, "aboutButton"), Qt.MouseButton.LeftButton)
    assert counter.text("versionText") == "pos-app 9.8.7 · Qt 6.11.3 · Python 3.13.1"
    assert counter.text("providerText") == "BonifiQ"
    assert counter.text("dataText") == counter.upkeep.facts.data
    assert "GNU LGPL, version 3" in counter.text("licencesText")
    assert "Ctrl+Shift+S" in counter.text("supportText")
    QTest.mouseClick(shown(counter.till, "supportButton"), Qt.MouseButton.LeftButton)
    assert counter.upkeep.asked == 1
    assert counter.sees("supportSheet")


def test_updates_are_the_package_managers(open_till: OpenTill) -> None:
    counter = Counter(open_till(STATES["basket"]))
    counter.upkeep.facts = replace(counter.upkeep.facts, updates_by_apt=True)
    press(Key.Key_F10)
    QTest.mouseClick(shown(counter.till, "aboutButton"), Qt.MouseButton.LeftButton)
    assert counter.text("updatesText") == "Come with the system's own (apt)"


# --- after an interruption ------------------------------------------------------------------------


def test_a_restart_is_told_until_the_next_sale_begins(open_till: OpenTill) -> None:
    counter = Counter(open_till(replace(STATES["empty"], restarted=True)))
    told = "The till was interrupted and has restarted. Everything on record was kept."
    assert counter.text("banner") == told
    counter.till.show(replace(STATES["basket"], restarted=True))
    assert not counter.sees("banner")


def test_an_interrupted_sale_says_so_itself(open_till: OpenTill) -> None:
    counter = Counter(open_till(replace(STATES["restored"], restarted=True)))
    assert counter.text("banner").startswith("This sale was interrupted.")


# --- fits -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("portuguese")
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
def test_every_sheet_fits(open_till: OpenTill, size: tuple[int, int]) -> None:
    counter = Counter(open_till(replace(STATES["basket"], can_enrol=True), size))
    window, found = counter.till.window, []
    for kind in ("help", "menu", "about", "support", "ending"):
        window._overlays.close()
        window._overlays.toggle(kind)
        if kind == "support":
            counter.upkeep.turn(Written(PATH))
        QApplication.processEvents()
        found += [f"{kind}: {each}" for each in misfits(window)]
    assert found == []
