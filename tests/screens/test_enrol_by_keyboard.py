"""The page for authenticators, by keys."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import segno
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.checkout.state import Field, Problem
from pos_app.core.enrolment.states import Enrolled, NoCustomer, Planting, Proving, Unread
from pos_app.core.identifiers import Misread
from pos_app.core.loyalty import Refusal
from pos_app.screens.pages.host import Page
from pos_app.screens.parts.code_input import CodeInput
from pos_app.screens.parts.qr_code import QUIET, QrCode
from pos_app.screens.theme import DARK, LIGHT
from pos_app.screens.view.sale import derive_next_look
from tests.screens.conftest import Till
from tests.screens.enrolments import EVERY_WAY, PHASES, URI, at, listed, showing
from tests.screens.examples import CUSTOMER, NOW, STATES
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write

OpenTill = Callable[..., Till]
pytestmark = pytest.mark.usefixtures("english")
CODE = "012345"


def at_the_page(open_till: OpenTill, phase: Any, **more: Any) -> Till:
    opened = open_till(at(None))
    opened.window.desk.enrol()
    opened.show(at(phase, **more))
    opened.checkout.calls.clear()
    return opened


def page_of(opened: Till) -> Page:
    return opened.window.pages.current


def qr(opened: Till) -> QrCode:
    found = opened.window.findChild(QrCode, "enrolQr")
    assert isinstance(found, QrCode)
    return found


def boxes(opened: Till) -> CodeInput:
    found = shown(opened, "enrolCodeInput")
    assert isinstance(found, CodeInput)
    return found


def test_the_menu_leads_to_the_page_and_escape_back(open_till: OpenTill) -> None:
    opened = open_till(at(None))
    opened.checkout.replies["enrol_open"] = at(NoCustomer())
    press(Key.Key_F10)
    while focused() != "enrolButton":
        press(Key.Key_Tab)
    assert text_of(opened, "enrolButton") == "Enrol an authenticator"
    press(Key.Key_Return)
    assert opened.checkout.calls == [("enrol_open",)]
    assert page_of(opened) is Page.ENROL
    assert focused() == "enrolCustomerInput"
    press(Key.Key_Escape)
    assert opened.checkout.calls[-1] == ("enrol_leave",)
    assert page_of(opened) is Page.SALE
    assert focused() == "productInput"


def test_where_it_is_not_offered_there_is_no_way_to_it(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    press(Key.Key_F10)
    assert is_shown(opened, "mattersButton")
    assert not is_shown(opened, "enrolButton")
    press(Key.Key_Escape)
    opened.window.desk.enrol()
    assert page_of(opened) is Page.SALE
    assert opened.checkout.calls == []


def test_the_customer_is_found_by_enter_or_f6(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, NoCustomer())
    assert shown(opened, "enrolCustomerInput").accessibleName().startswith("CPF")
    write("123")
    press(Key.Key_Return)
    write("456")
    press(Key.Key_F6)
    assert opened.checkout.calls == [("enrol_find", "123"), ("enrol_find", "456")]
    assert opened.window.pages.enrol_page().customer.text() == ""


def test_what_was_misread_stays_to_be_mended(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, NoCustomer())
    problem = Problem(Field.CUSTOMER, Misread.CPF_DIGITS)
    opened.checkout.replies["enrol_find"] = at(NoCustomer(), problem=problem)
    write("12345678900")
    press(Key.Key_Return)
    assert text_of(opened, "enrolCustomerInputProblem").startswith("This CPF does not add up")
    assert opened.window.pages.enrol_page().customer.text() == "12345678900"


def test_the_ways_that_the_customer_has_are_told(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, listed(*EVERY_WAY))
    assert text_of(opened, "enrolCustomer") == "Maria Silva · CPF •••.456.789-••"
    assert text_of(opened, "enrolWays").splitlines() == [
        "Now the customer can confirm by:",
        "• approval on their phone",
        "• authenticator app",
        "• code by SMS",
        "• authenticator app: begun, not verified",
    ]
    opened.show(at(listed()))
    assert "no phone and no authenticator" in text_of(opened, "enrolWays")


def test_whoever_sets_it_up_types_their_name(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, listed())
    assert focused() == "enrolNameInput"
    problem = Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED"))
    opened.checkout.replies["enrol_begin"] = at(listed(), problem=problem)
    press(Key.Key_F6)
    assert opened.checkout.calls == [("enrol_begin", "")]
    assert text_of(opened, "enrolNameInputProblem").startswith("Type your name")
    assert focused() == "enrolNameInput"
    write("Rui P.")
    press(Key.Key_Return)
    assert opened.checkout.calls[-1] == ("enrol_begin", "Rui P.")


def test_another_customer_is_one_key_away(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, listed())
    opened.checkout.replies["enrol_other"] = at(NoCustomer())
    press(Key.Key_F3)
    assert opened.checkout.calls == [("enrol_other",)]
    assert focused() == "enrolCustomerInput"
    assert page_of(opened) is Page.ENROL


def test_what_could_not_be_read_is_asked_again(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, Unread(CUSTOMER, Refusal("ENROLMENT_SILENT")))
    assert text_of(opened, "enrolNoticeText").startswith("No answer came")
    press(Key.Key_F6)
    assert opened.checkout.calls == [("enrol_ask_again",)]


def test_the_first_code_goes_out_once_and_is_not_kept(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing())
    assert focused() == "enrolCodeInput"
    assert text_of(opened, "enrolCodeStatus") == "5 attempts left"
    opened.checkout.replies["enrol_code"] = at(Proving(showing()))
    write(CODE)
    assert opened.checkout.calls == [("enrol_code", CODE)]
    assert boxes(opened).length == 0
    write("1")
    press(Key.Key_Return)
    assert len(opened.checkout.calls) == 1


def test_digits_typed_beside_the_boxes_belong_to_the_code(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing())
    shown(opened, "enrolStopButton").setFocus()
    write("01")
    assert boxes(opened).length == 2
    assert focused() == "enrolCodeInput"


def test_a_longer_code_has_more_boxes(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing(digits=8))
    write(CODE)
    assert opened.checkout.calls == []
    write("67")
    assert opened.checkout.calls == [("enrol_code", CODE + "67")]


def test_a_wrong_code_is_told_with_the_tries_that_are_left(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing("CODE_WRONG", 4))
    assert text_of(opened, "enrolNoticeText").startswith("That code is not right")
    assert text_of(opened, "enrolCodeStatus") == "1 attempt left"
    opened.show(at(listed(notice="ENROLMENT_LOCKED")))
    assert text_of(opened, "enrolNoticeText").startswith("Too many wrong codes")
    assert text_of(opened, "enrolBeginButton") == "Show a new QR code"
    assert qr(opened).is_blank


def test_escape_gives_up_first_and_leaves_then(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing())
    opened.checkout.replies["enrol_stop"] = at(listed())
    press(Key.Key_Escape)
    assert opened.checkout.calls == [("enrol_stop",)]
    assert focused() == "enrolNameInput"
    press(Key.Key_Escape)
    assert opened.checkout.calls == [("enrol_stop",), ("enrol_leave",)]
    assert page_of(opened) is Page.SALE


def test_what_is_being_made_can_be_given_up(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, Planting(listed(), 7))
    press(Key.Key_F6)
    assert opened.checkout.calls == []
    press(Key.Key_Escape)
    assert opened.checkout.calls == [("enrol_stop",)]


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_F3, Key.Key_F8, Key.Key_F9])
def test_whatever_else_is_pressed_takes_the_seed_away(open_till: OpenTill, key: Key) -> None:
    opened = at_the_page(open_till, showing())
    opened.window.pages.enrol_page().name.setText("Rui")
    write("01")
    assert not qr(opened).is_blank
    press(key)
    assert opened.checkout.calls == [("enrol_leave",)]
    assert qr(opened).is_blank
    page = opened.window.pages.enrol_page()
    assert (page.name.text(), page.code.length) == ("", 0)
    assert page_of(opened) is not Page.ENROL


def test_it_is_told_that_it_is_verified(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, Enrolled(CUSTOMER))
    assert text_of(opened, "enrolTitle") == "The authenticator is verified"
    assert focused() == "enrolDoneButton"
    press(Key.Key_F6)
    assert opened.checkout.calls == [("enrol_leave",)]
    assert page_of(opened) is Page.SALE


def test_the_seed_goes_when_its_time_is_over(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing())
    assert "2:41" in text_of(opened, "enrolCaption")
    assert derive_next_look(opened.checkout.state, NOW) == 0.25
    opened.checkout.time = NOW + 161
    opened.window.refresh()
    assert qr(opened).is_blank
    assert not is_shown(opened, "enrolQr")
    assert derive_next_look(at(listed()), NOW) is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
def test_the_qr_code_is_what_a_phone_reads(
    open_till: OpenTill, theme: Any, size: tuple[int, int]
) -> None:
    """Module by module, black on white with its quiet zone, whatever the theme."""
    opened = at_the_page(open_till, showing())
    opened.window.resize(*size)
    opened.window.set_theme(theme)
    QApplication.processEvents()
    widget = qr(opened)
    image = widget.grab().toImage()
    expected = segno.make_qr(URI, error="m", boost_error=False).matrix
    modules = len(expected) + 2 * QUIET
    side = min(widget.width(), widget.height()) // modules
    assert side >= 5, "large enough to be scanned at arm's length"
    left = (widget.width() - modules * side) // 2
    top = (widget.height() - modules * side) // 2
    for y in range(1, modules - 1):
        for x in range(1, modules - 1):
            inside = QUIET <= x < modules - QUIET and QUIET <= y < modules - QUIET
            dark = bool(expected[y - QUIET][x - QUIET]) if inside else False
            place = left + x * side + side // 2, top + y * side + side // 2
            assert image.pixelColor(*place).lightness() == (0 if dark else 255), (x, y)


def test_nothing_that_can_be_read_aloud_tells_the_seed(open_till: OpenTill) -> None:
    opened = at_the_page(open_till, showing())
    told = " ".join(
        text
        for widget in opened.window.findChildren(QWidget)
        for text in (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    )
    assert "otpauth" not in told + repr(opened.checkout.state)
    assert "QR code for the customer's authenticator" in told


def test_a_receipt_on_the_counter_waits_until_it_is_done(open_till: OpenTill) -> None:
    paid = STATES["receipt"].receipt
    opened = open_till(at(None, receipt=paid))
    assert page_of(opened) is Page.RECEIPT
    opened.window.desk.enrol()
    opened.show(at(listed(), receipt=paid))
    assert page_of(opened) is Page.ENROL
    press(Key.Key_Escape)
    assert page_of(opened) is Page.RECEIPT


@pytest.mark.parametrize("phase", PHASES)
def test_every_state_has_one_next_action_or_says_that_it_waits(
    open_till: OpenTill, phase: str
) -> None:
    opened = at_the_page(open_till, PHASES[phase])
    primary = opened.window.pages.enrol_page()._actions.primary()
    assert primary is not None or is_shown(opened, "waitingButton")


def test_the_library_for_it_is_loaded_only_where_one_is_drawn() -> None:
    program = (
        "import sys, pos_app.screens.pages.enrol, pos_app.screens.parts.qr_code as qr\n"
        "print('segno' in sys.modules); qr._matrix('x'); print('segno' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "True"]
