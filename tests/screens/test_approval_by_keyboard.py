"""A manager's approval, and what is done with it, by keys."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_app.checkout.state import TillState
from pos_app.core.decision import Decision
from pos_app.screens.pages.host import Page
from pos_app.screens.parts.pin_entry import PinEntry
from tests.screens.conftest import Till
from tests.screens.examples import MATTERS, NOW, till
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write
from tests.screens.staffings import APPROVING, RUI, TOM, locked, staffed

OpenTill = Callable[..., Till]
pytestmark = pytest.mark.usefixtures("english")
PIN = "2759"


def agree(opened: Till, state: TillState, name: str = RUI.name) -> None:
    assert state.staff is not None
    opened.show(replace(state, staff=replace(state.staff, approved=name)))


def test_only_managers_are_asked_and_the_name_comes_back_once(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    agreed: list[str] = []
    opened.window.desk.staff.approve(agreed.append)
    assert text_of(opened, "approvalSheetTitle") == "A manager's approval"
    assert focused() == "pinInput"
    [entry] = [e for e in opened.window.findChildren(PinEntry) if e.isVisible()]
    assert entry.people.model().rowCount() == 2
    press(Key.Key_Down)
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("approve", TOM.name, PIN)]
    assert agreed == []
    opened.checkout.replies["end_approval"] = staffed()
    agree(opened, staffed(), TOM.name)
    agree(opened, staffed(), TOM.name)
    assert agreed == [TOM.name]
    assert not is_shown(opened, "approvalSheet")
    assert opened.checkout.calls[-1] == ("end_approval",)


def test_a_manager_who_is_signed_in_types_the_pin_all_the_same(open_till: OpenTill) -> None:
    opened = open_till(staffed(present=RUI))
    agreed: list[str] = []
    opened.window.desk.staff.approve(agreed.append)
    assert agreed == []
    assert is_shown(opened, "approvalSheet")


def test_without_people_nobody_is_asked(open_till: OpenTill) -> None:
    opened = open_till(till())
    agreed: list[str] = []
    opened.window.desk.staff.approve(agreed.append)
    assert agreed == [""]
    assert not is_shown(opened, "approvalSheet")


def test_a_locked_till_asks_for_no_approval(open_till: OpenTill) -> None:
    opened = open_till(locked())
    agreed: list[str] = []
    opened.window.desk.staff.approve(agreed.append)
    assert agreed == []
    assert not is_shown(opened, "approvalSheet")


@pytest.mark.parametrize("way_out", ["escape", "beside", "lock"])
def test_whoever_goes_back_has_approved_nothing(open_till: OpenTill, way_out: str) -> None:
    opened = open_till(staffed())
    agreed: list[str] = []
    opened.window.desk.staff.approve(agreed.append)
    write("27")
    if way_out == "escape":
        press(Key.Key_Escape)
    elif way_out == "beside":
        sheet = shown(opened, "approvalSheet")
        QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    else:
        opened.show(locked())
    QApplication.processEvents()
    assert not is_shown(opened, "approvalSheet")
    assert ("end_approval",) in opened.checkout.calls
    agree(opened, staffed())
    assert agreed == []


def test_function_keys_do_nothing_over_it(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    opened.window.desk.staff.approve(print)
    press(Key.Key_F1, Key.Key_F10, Key.Key_F8, Key.Key_F9)
    assert is_shown(opened, "approvalSheet")
    assert not is_shown(opened, "helpSheet")
    assert opened.checkout.calls == []


def test_control_l_locks_over_it(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    opened.window.desk.staff.approve(print)
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ("lock",) in opened.checkout.calls


def test_a_wrong_pin_is_told_on_the_sheet(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    opened.window.desk.staff.approve(print)
    opened.show(APPROVING["approval_wrong"])
    assert text_of(opened, "pinProblem").startswith("That PIN is not right.")
    opened.show(APPROVING["approval_waiting"])
    assert "in 2:00" in text_of(opened, "pinProblem")
    opened.checkout.time = NOW + 61
    opened.window.refresh()
    assert "in 0:59" in text_of(opened, "pinProblem")


# before a supervisor's decisions


def at_the_matters(open_till: OpenTill, manager: str = RUI.name) -> Till:
    state = replace(staffed(), matters=MATTERS)
    opened = open_till(state)
    press(Key.Key_F10, Key.Key_Return)
    assert is_shown(opened, "approvalSheet")
    assert opened.window.pages.current is Page.SALE
    opened.checkout.replies["end_approval"] = state
    agree(opened, state, manager)
    return opened


def test_a_decision_bears_the_name_of_the_manager_who_approved(open_till: OpenTill) -> None:
    opened = at_the_matters(open_till)
    assert opened.window.pages.current is Page.MATTERS
    assert not is_shown(opened, "supervisorInput")
    assert text_of(opened, "mattersApproval") == "Approved by Rui Prado"
    assert focused() == "mattersTable"
    press(Key.Key_Tab)
    assert focused() == "reasonInput"
    write("seen there")
    press(Key.Key_F11)
    expected = ("decide", "m-commit", Decision.IT_HAPPENED, RUI.name, "seen there")
    assert opened.checkout.calls[-1] == expected


def test_one_approval_is_good_for_one_opening_of_the_page(open_till: OpenTill) -> None:
    opened = at_the_matters(open_till)
    press(Key.Key_F6, Key.Key_F6)
    assert [call[3] for call in opened.checkout.calls if call[0] == "decide"] == [RUI.name] * 2
    press(Key.Key_Escape, Key.Key_F10, Key.Key_Return)
    assert is_shown(opened, "approvalSheet")
    assert opened.window.pages.current is Page.SALE


def test_without_people_the_supervisor_types_a_name(open_till: OpenTill) -> None:
    opened = open_till(till(matters=MATTERS))
    press(Key.Key_F10, Key.Key_Return)
    assert is_shown(opened, "supervisorInput")
    assert not is_shown(opened, "mattersApproval")
