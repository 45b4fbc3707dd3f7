"""The locked till, by keys and touch: who signs in, and that nothing behind it is seen or moved."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pos_app.checkout.staffing import PinAsked
from pos_app.checkout.state import TillState
from pos_app.core.enrolment.states import Listed
from pos_app.core.loyalty import Refusal
from pos_app.screens.pages.host import Page
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.pin_entry import PinEntry, PinInput
from tests.screens.conftest import Till
from tests.screens.enrolments import listed, showing
from tests.screens.examples import CUSTOMER, KEY, MATTERS, NOW, QUOTE, STATES
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write
from tests.screens.staffings import ANA, BIA, LOCKED, MANY, PEOPLE, RUI, locked, staffed, wrong

OpenTill = Callable[..., Till]
pytestmark = pytest.mark.usefixtures("english")
PIN = "2759"


def pin_of(opened: Till) -> PinInput:
    found = shown(opened, "pinInput")
    assert isinstance(found, PinInput)
    return found


def entry_of(opened: Till) -> PinEntry:
    [entry] = [e for e in opened.window.findChildren(PinEntry) if e.isVisible()]
    return entry


def press_with_control(key: Key) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def at_a_sale(open_till: OpenTill) -> Till:
    """Somebody's sale with a customer, and Ana is there."""
    return open_till(replace(STATES["rewards"], staff=staffed().staff))


def lock(opened: Till) -> None:
    state = opened.checkout.state
    assert state.staff is not None
    opened.show(replace(state, staff=replace(state.staff, present=None)))


def unlock(opened: Till) -> None:
    state = opened.checkout.state
    assert state.staff is not None
    opened.show(replace(state, staff=replace(state.staff, present=ANA)))


def everything_said(opened: Till) -> str:
    """What a reader of the screen could find on it."""
    visible = [w for w in opened.window.findChildren(QWidget) if w.isVisible()]
    texts = [w.text() for w in visible if isinstance(w, QLabel | KeyButton)]
    names = [w.accessibleName() + w.accessibleDescription() for w in visible]
    return "\n".join(texts + names)


def test_a_pin_and_enter_sign_in_whoever_was_there_last(open_till: OpenTill) -> None:
    opened = open_till(locked(chosen=RUI.name))
    assert focused() == "pinInput"
    assert text_of(opened, "lockTitle") == "Who is at the till?"
    assert text_of(opened, "pinAsk") == "PIN of Rui Prado"
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", RUI.name, PIN)]
    assert pin_of(opened).length == 0


def test_the_arrows_choose_and_what_was_typed_for_another_is_gone(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write("12")
    press(Key.Key_Down)
    assert text_of(opened, "pinAsk") == f"PIN of {BIA.name}"
    assert pin_of(opened).length == 0
    press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", PEOPLE[-2].name, PIN)]


def test_leading_zeros_are_kept(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write("00275900")
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", ANA.name, "00275900")]


def test_too_short_a_pin_stays_and_goes_nowhere(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write("275")
    press(Key.Key_Return)
    assert opened.checkout.calls == []
    assert pin_of(opened).length == 3


def test_eight_digits_go_out_with_enter_only(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write("80251346")
    assert opened.checkout.calls == []


def test_a_held_enter_signs_in_once(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write(PIN)
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert len(opened.checkout.calls) == 1


def test_the_pin_is_shown_to_nobody(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write(PIN)
    assert PIN not in everything_said(opened)
    assert "4 of 8" in pin_of(opened).accessibleDescription()


def test_by_touch_alone(open_till: OpenTill) -> None:
    opened = open_till(locked())
    table = entry_of(opened).people
    row = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    for digit in "27509":
        QTest.mouseClick(shown(opened, f"pinPad{digit}"), Qt.MouseButton.LeftButton)
        if digit == "0":
            QTest.mouseClick(shown(opened, "pinPadErase"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(shown(opened, "pinButton"), Qt.MouseButton.LeftButton)
    assert opened.checkout.calls == [("sign_in", RUI.name, PIN)]


def test_everything_to_touch_is_large_enough(open_till: OpenTill) -> None:
    opened = open_till(locked(), size=(1024, 600))
    for name in (*(f"pinPad{digit}" for digit in range(10)), "pinPadErase", "pinButton"):
        assert min(shown(opened, name).size().toTuple()) >= 44


# what came of it


def test_a_wrong_pin_says_how_many_tries_are_left_and_the_next_can_be_typed(
    open_till: OpenTill,
) -> None:
    opened = open_till(locked())
    write(PIN)
    opened.show(LOCKED["wrong"])
    assert text_of(opened, "pinProblem").endswith("(2 attempts left)")
    assert pin_of(opened).length == 0
    write("1")
    assert pin_of(opened).length == 1


def test_while_a_pin_is_checked_nothing_is_taken(open_till: OpenTill) -> None:
    opened = open_till(LOCKED["checking"])
    assert text_of(opened, "pinButton") == "Checking the PIN…"
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == []


def test_a_wait_counts_down_for_the_one_who_waits_and_keeps_nobody_else_out(
    open_till: OpenTill,
) -> None:
    opened = open_till(LOCKED["waiting"])
    assert "can try again in 15:00" in text_of(opened, "pinProblem")
    opened.checkout.time = NOW + 841
    opened.window.refresh()
    assert "in 0:59" in text_of(opened, "pinProblem")
    write(PIN)
    assert pin_of(opened).length == 0
    press(Key.Key_Down)
    assert not is_shown(opened, "pinProblem")
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", BIA.name, PIN)]


def test_when_the_wait_is_over_the_pin_is_taken(open_till: OpenTill) -> None:
    opened = open_till(LOCKED["waiting"])
    opened.checkout.time = NOW + 900
    opened.window.refresh()
    assert not is_shown(opened, "pinProblem")
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", ANA.name, PIN)]


def test_a_damaged_list_says_what_to_do_and_can_be_looked_at_again(open_till: OpenTill) -> None:
    opened = open_till(LOCKED["damaged"])
    assert "pos-app people" in text_of(opened, "pinNoticeText")
    assert focused() == "pinButton"
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", "", "")]
    opened.show(locked(sign_in=PinAsked(refusal=Refusal("PERSON_GONE"), turn=1)))
    assert not is_shown(opened, "pinProblem")
    assert not is_shown(opened, "pinNotice")
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls[-1] == ("sign_in", ANA.name, PIN)


def test_many_people_can_be_reached_by_arrows(open_till: OpenTill) -> None:
    opened = open_till(LOCKED["many"], size=(1024, 600))
    for _ in MANY:
        press(Key.Key_Down)
    assert text_of(opened, "pinAsk") == f"PIN of {RUI.name}"
    table = entry_of(opened).people
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


# what lies behind


def test_nothing_of_the_sale_is_on_the_locked_screen(open_till: OpenTill) -> None:
    opened = at_a_sale(open_till)
    before = everything_said(opened)
    assert CUSTOMER.name in before
    lock(opened)
    said = everything_said(opened)
    assert QUOTE.rewards[1].title not in said
    for secret in (CUSTOMER.name, KEY.masked, "250,00", "Camiseta"):
        assert secret not in said
    for part in ("basketTable", "customerCard", "banner", "legendF8", "productInput"):
        assert not is_shown(opened, part)


def test_keys_and_scans_do_nothing_behind_it(open_till: OpenTill) -> None:
    opened = at_a_sale(open_till)
    lock(opened)
    for number in range(1, 13):
        press(Key(Key.Key_F1.value + number - 1))
    press(Key.Key_Escape, Key.Key_Plus, Key.Key_Minus, Key.Key_Asterisk, Key.Key_Delete)
    write("abc")
    press(Key.Key_Tab, Key.Key_Backtab)
    assert opened.checkout.calls == []
    assert is_shown(opened, "lockTitle")
    assert not any(is_shown(opened, sheet) for sheet in ("helpSheet", "menuSheet"))


@pytest.mark.parametrize("scanned", ["7891000315507", "789100031550712345", "123456789"])
def test_what_a_scanner_reads_is_no_pin(open_till: OpenTill, scanned: str) -> None:
    opened = at_a_sale(open_till)
    lock(opened)
    write(scanned)
    assert text_of(opened, "pinProblem").startswith("A PIN has 4 to 8 digits")
    press(Key.Key_Return)
    assert opened.checkout.calls == []
    assert not is_shown(opened, "pinProblem")
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", ANA.name, PIN)]


def test_too_many_digits_by_hand_are_taken_back_with_backspace(open_till: OpenTill) -> None:
    opened = open_till(locked())
    write("123456789")
    press(Key.Key_Backspace)
    write(PIN)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("sign_in", ANA.name, PIN)]


def test_the_sale_goes_on_settling_and_is_there_again_as_it_is_then(open_till: OpenTill) -> None:
    opened = at_a_sale(open_till)
    press(Key.Key_F2)
    write("789")
    lock(opened)
    opened.show(replace(STATES["redeemed"], staff=locked().staff))
    assert "Redeemed" not in everything_said(opened)
    unlock(opened)
    assert is_shown(opened, "undoButton")
    assert opened.window.pages.sale.product.text() == "789"


def test_the_focus_comes_back_to_where_it_was(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    press(Key.Key_F3)
    before = focused()
    lock(opened)
    assert focused() == "pinInput"
    unlock(opened)
    assert focused() == before == "customerInput"


def test_the_first_one_to_sign_in_can_scan_at_once(open_till: OpenTill) -> None:
    opened = open_till(locked())
    unlock(opened)
    assert focused() == "productInput"


@pytest.mark.parametrize("page", [Page.PAY, Page.DAY])
def test_a_page_that_was_open_is_there_again(open_till: OpenTill, page: Page) -> None:
    opened = open_till(staffed())
    press(Key.Key_F8 if page is Page.PAY else Key.Key_F9)
    lock(opened)
    assert not opened.window.pages.isVisible()
    unlock(opened)
    assert opened.window.pages.isVisible()
    assert opened.window.pages.current is page


def test_what_belongs_to_the_one_who_left_is_put_away(open_till: OpenTill) -> None:
    opened = open_till(replace(staffed(), can_enrol=True, enrolment=showing()))
    opened.window.desk.enrol()
    lock(opened)
    assert ("enrol_leave",) in opened.checkout.calls
    unlock(opened)
    assert opened.window.pages.current is Page.SALE


def test_an_open_sheet_is_closed_by_the_lock(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    press(Key.Key_F5)
    assert is_shown(opened, "discountSheet")
    lock(opened)
    QApplication.processEvents()
    assert not is_shown(opened, "discountSheet")
    assert focused() == "pinInput"


def test_the_header_names_whoever_is_there_and_nobody_while_it_is_locked(
    open_till: OpenTill,
) -> None:
    opened = open_till(staffed())
    assert text_of(opened, "operatorBadge") == "Operator: Ana Paula"
    opened.show(locked())
    assert not is_shown(opened, "operatorBadge")


def test_the_locked_till_speaks_the_language_that_is_chosen(open_till: OpenTill) -> None:
    from pos_app.screens.translation import install

    opened = open_till(locked())
    install("pt")
    QApplication.processEvents()
    assert text_of(opened, "lockTitle") == "Quem está no caixa?"
    assert text_of(opened, "pinAsk") == "PIN de Ana Paula"


# locking


@pytest.mark.parametrize("first", [Key.Key_F2, Key.Key_F3, Key.Key_F8, Key.Key_F9, Key.Key_F1])
def test_control_l_locks_from_everywhere(open_till: OpenTill, first: Key) -> None:
    opened = open_till(staffed())
    press(first)
    press_with_control(Key.Key_L)
    assert opened.checkout.calls == [("lock",)]


def test_the_menu_locks(open_till: OpenTill) -> None:
    opened = open_till(staffed())
    press(Key.Key_F10)
    while focused() != "lockButton":
        press(Key.Key_Tab)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("lock",)]


def test_without_people_everything_is_as_ever(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    press_with_control(Key.Key_L)
    assert opened.checkout.calls == []
    press(Key.Key_F10)
    assert not is_shown(opened, "lockButton")
    assert text_of(opened, "operatorBadge") == "Operator: Ana P."


# an untouched till


def test_a_till_that_nobody_touches_locks(open_till: OpenTill) -> None:
    opened = open_till(staffed(idle_minutes=5))
    idle = opened.window._idle
    assert idle is not None
    opened.checkout.time = NOW + 299
    idle.look()
    assert opened.checkout.calls == []
    opened.checkout.time = NOW + 300
    idle.look()
    assert opened.checkout.calls == [("lock",)]


def test_a_key_or_a_touch_puts_it_off(open_till: OpenTill) -> None:
    opened = open_till(staffed(idle_minutes=1))
    idle = opened.window._idle
    assert idle is not None
    for moment, touch in ((50, "key"), (100, "mouse")):
        opened.checkout.time = NOW + moment
        if touch == "key":
            press(Key.Key_F2)
        else:
            QTest.mouseClick(opened.window, Qt.MouseButton.LeftButton)
        opened.checkout.time = NOW + moment + 59
        idle.look()
    assert opened.checkout.calls == []
    opened.checkout.time = NOW + 160
    idle.look()
    assert opened.checkout.calls == [("lock",)]


def test_what_goes_on_by_itself_is_no_touch(open_till: OpenTill) -> None:
    opened = open_till(staffed(idle_minutes=1))
    idle = opened.window._idle
    assert idle is not None
    opened.checkout.time = NOW + 50
    opened.show(staffed(idle_minutes=1, sign_in=wrong("PIN_WRONG")))
    opened.checkout.time = NOW + 60
    idle.look()
    assert opened.checkout.calls == [("lock",)]


def test_zero_minutes_lock_by_key_only(open_till: OpenTill) -> None:
    opened = open_till(staffed(idle_minutes=0))
    idle = opened.window._idle
    assert idle is not None
    opened.checkout.time = NOW + 10**6
    idle.look()
    assert opened.checkout.calls == []


def test_a_locked_till_waits_for_nothing(open_till: OpenTill) -> None:
    opened = open_till(staffed(idle_minutes=1))
    idle = opened.window._idle
    assert idle is not None
    lock(opened)
    opened.checkout.time = NOW + 3600
    idle.look()
    assert opened.checkout.calls == []
    unlock(opened)
    opened.checkout.time += 59
    idle.look()
    assert opened.checkout.calls == []


# whose name is on it


def test_an_authenticator_is_set_up_in_the_name_of_whoever_is_there(open_till: OpenTill) -> None:
    def enrolling(phase: Listed) -> TillState:
        return replace(staffed(), can_enrol=True, enrolment=phase)

    opened = open_till(enrolling(listed()))
    opened.window.desk.enrol()
    opened.checkout.calls.clear()
    assert not is_shown(opened, "enrolNameInput")
    assert text_of(opened, "enrolStep2").endswith("your name is kept with it.")
    assert focused() == "enrolBeginButton"
    press(Key.Key_F6)
    assert opened.checkout.calls == [("enrol_begin", "")]


def test_a_supervisors_page_is_left_by_the_lock(open_till: OpenTill) -> None:
    opened = open_till(replace(staffed(), matters=MATTERS))
    opened.window.desk.matters()
    opened.show(replace(staffed(approved=RUI.name), matters=MATTERS))
    assert is_shown(opened, "mattersTable")
    lock(opened)
    unlock(opened)
    assert not is_shown(opened, "mattersTable")
    assert focused() == "productInput"
