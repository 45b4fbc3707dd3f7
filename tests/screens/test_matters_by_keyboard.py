"""The supervisor's page, by keys."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Field, OpenMatter, Problem
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.submission import Step
from pos_app.screens.pages.host import Page
from tests.screens.conftest import Till
from tests.screens.examples import MATTERS, STATES, till
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write

OpenTill = Callable[..., Till]
pytestmark = pytest.mark.usefixtures("english")


def at_the_list(open_till: OpenTill, *matters: OpenMatter) -> Till:
    opened = open_till(till(matters=matters or MATTERS))
    press(Key.Key_F10, Key.Key_Return)
    return opened


def of(step: Step) -> OpenMatter:
    return next(m for m in MATTERS if isinstance(m, OpenMatter) and m.step is step)


def test_the_menu_leads_to_the_list_and_escape_back(open_till: OpenTill) -> None:
    opened = open_till(STATES["matters"])
    assert "(F10)" in text_of(opened, "banner")
    press(Key.Key_F10)
    assert focused() == "mattersButton"
    assert text_of(opened, "mattersButton") == "9 cases for a supervisor"
    press(Key.Key_Return)
    assert is_shown(opened, "matterTitle")
    assert focused() == "mattersTable"
    press(Key.Key_Escape)
    assert opened.window.pages.current is Page.SALE
    assert focused() == "productInput"


def test_an_empty_list_says_so_calmly(open_till: OpenTill) -> None:
    opened = open_till(STATES["no_matters"])
    press(Key.Key_F10)
    assert focused() == "themeLightButton"
    assert text_of(opened, "mattersButton") == "Nothing waits for a supervisor"
    press(Key.Key_Backtab)
    while focused() != "mattersButton":
        press(Key.Key_Tab)
    press(Key.Key_Return)
    assert text_of(opened, "mattersTitle") == "Nothing waits for a supervisor"
    assert not is_shown(opened, "supervisorInput")
    press(Key.Key_F6, Key.Key_F11, Key.Key_F12)
    assert opened.checkout.calls == []


def test_a_case_is_decided_by_keys_with_name_and_reason(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    press(Key.Key_Tab)
    assert focused() == "supervisorInput"
    write("Rui P.")
    press(Key.Key_Return)
    assert focused() == "reasonInput"
    write("seen there")
    press(Key.Key_Return)
    assert focused() == "askProviderButton"
    press(Key.Key_F11)
    expected = ("decide", "m-commit", Decision.IT_HAPPENED, "Rui P.", "seen there")
    assert opened.checkout.calls == [expected]


def test_asking_again_takes_one_key(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    press(Key.Key_F6)
    assert opened.checkout.calls == [("decide", "m-commit", Decision.ASK_AGAIN, "", "")]


@pytest.mark.parametrize(
    ("step", "decision"),
    [
        (Step.COMMIT, Decision.IT_DID_NOT),
        (Step.REVERSE, Decision.SETTLED_OTHERWISE),
        (Step.REGISTER, Decision.LEFT_OUT),
    ],
)
def test_what_somebody_could_lose_by_is_asked_twice(
    open_till: OpenTill, step: Step, decision: Decision
) -> None:
    opened = at_the_list(open_till, of(step))
    press(Key.Key_F12, Key.Key_F12)
    assert opened.checkout.calls == []
    assert text_of(opened, "decisionQuestion").endswith("?")
    press(Key.Key_Escape)
    assert opened.window.pages.current is Page.MATTERS
    assert not is_shown(opened, "decisionQuestion")
    press(Key.Key_F12, Key.Key_F6)
    assert [call[2] for call in opened.checkout.calls] == [decision]


def test_another_case_takes_the_question_back(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    press(Key.Key_F12, Key.Key_Down, Key.Key_F6)
    assert [call[1:3] for call in opened.checkout.calls] == [("m-hold", Decision.ASK_AGAIN)]


def test_a_missing_name_is_asked_for_at_its_field_and_nothing_is_lost(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    problem = Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED"))
    opened.checkout.replies["decide"] = till(matters=MATTERS, problem=problem)
    press(Key.Key_Tab, Key.Key_Tab)
    write("nothing there")
    press(Key.Key_F12, Key.Key_F6)
    assert focused() == "supervisorInput"
    assert text_of(opened, "supervisorInputProblem").startswith("Type your name")
    opened.checkout.replies["decide"] = till(matters=MATTERS[1:])
    write("Rui")
    press(Key.Key_F6)
    expected = ("decide", "m-commit", Decision.IT_DID_NOT, "Rui", "nothing there")
    assert opened.checkout.calls[-1] == expected


def test_after_a_decision_the_next_case_is_there_with_the_name_and_no_reason(
    open_till: OpenTill,
) -> None:
    opened = at_the_list(open_till)
    opened.checkout.replies["decide"] = till(matters=MATTERS[1:])
    page = opened.window.pages.matters_page()
    press(Key.Key_Tab)
    write("Rui")
    press(Key.Key_Return)
    write("seen")
    press(Key.Key_F11)
    assert (page.supervisor.text(), page.reason.text()) == ("Rui", "")
    assert focused() == "mattersTable"
    assert text_of(opened, "matterTitle") == "Is it reserved?"


def test_whoever_comes_next_types_a_name_of_their_own(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    press(Key.Key_Tab)
    write("Rui")
    press(Key.Key_Escape, Key.Key_F10, Key.Key_Return)
    assert opened.window.pages.matters_page().supervisor.text() == ""


def test_a_case_that_moves_on_by_itself_keeps_its_place_in_the_list(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    press(Key.Key_Down)
    opened.show(till(matters=MATTERS[1:]))
    assert text_of(opened, "matterTitle") == "Is it reserved?"
    opened.show(till(matters=()))
    assert text_of(opened, "mattersTitle") == "Nothing waits for a supervisor"
    assert not is_shown(opened, "askProviderButton")


def test_a_decision_no_longer_offered_is_not_confirmed(open_till: OpenTill) -> None:
    opened = at_the_list(open_till, of(Step.REGISTER))
    press(Key.Key_F12)
    opened.show(till(matters=(replace(of(Step.REGISTER), decisions=(Decision.ASK_AGAIN,)),)))
    press(Key.Key_F12)
    assert opened.checkout.calls == []
    assert not is_shown(opened, "decisionQuestion")


def test_decisions_have_no_keys_away_from_their_page(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    press(Key.Key_Escape, Key.Key_F11, Key.Key_F12)
    assert opened.checkout.calls == []


def test_the_fields_say_what_they_are_for(open_till: OpenTill) -> None:
    opened = at_the_list(open_till)
    assert shown(opened, "supervisorInput").accessibleName() == "Your name"
    assert shown(opened, "reasonInput").accessibleName() == "Reason: what you saw"
    assert shown(opened, "mattersTable").accessibleName() == "For a supervisor"
