"""A coupon's code by keys: from the end of the list of rewards to its mark, or to its reason."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from tests.screens.conftest import Till
from tests.screens.examples import STATES
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write

OpenTill = Callable[..., Till]


def opened_field(open_till: OpenTill) -> Till:
    opened = open_till(STATES["coupons"])
    assert not is_shown(opened, "couponInput")
    press(Key.Key_F4, Key.Key_End, Key.Key_Return)
    assert focused() == "couponInput"
    return opened


def test_a_code_is_typed_and_marked_and_f6_goes_on(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    opened.checkout.replies["enter_coupon"] = STATES["coupon_marked"]
    write("NATAL-EM-CASA-2025")
    press(Key.Key_Return)
    assert not is_shown(opened, "couponInput")
    assert focused() == "sendCodeButton"
    press(Key.Key_F6)
    assert opened.checkout.calls == [
        ("choose_reward", None),
        ("enter_coupon", "NATAL-EM-CASA-2025"),
        ("confirm_reward",),
    ]


def test_the_button_beside_the_field_is_for_touch(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    write("AB12")
    button = shown(opened, "couponButton")
    assert isinstance(button, QPushButton)
    button.click()
    assert opened.checkout.calls[-1] == ("enter_coupon", "AB12")


def test_a_misread_code_stays_to_be_typed_over(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    opened.checkout.replies["enter_coupon"] = STATES["coupon_misread"]
    write("NATAL 10")
    press(Key.Key_Return)
    assert focused() == "couponInput"
    assert "cannot be a coupon" in text_of(opened, "couponInputProblem")
    opened.checkout.replies["enter_coupon"] = STATES["coupon_marked"]
    write("NATAL10")
    press(Key.Key_Return)
    assert opened.checkout.calls[-1] == ("enter_coupon", "NATAL10")


def test_a_new_code_starts_without_the_last_ones_problem(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    opened.checkout.replies["enter_coupon"] = STATES["coupon_misread"]
    opened.checkout.replies["choose_reward"] = STATES["coupons"]
    write("NATAL 10")
    press(Key.Key_Return, Key.Key_Escape, Key.Key_Return)
    assert focused() == "couponInput"
    assert not is_shown(opened, "couponInputProblem")
    assert shown(opened, "couponInput").property("text") == ""


def test_escape_leaves_the_field_and_nothing_else(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    write("NATAL")
    press(Key.Key_Escape)
    assert not is_shown(opened, "couponInput")
    assert focused() == "rewardList"
    assert opened.checkout.calls == [("choose_reward", None)]


def test_another_reward_takes_the_field_away(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    opened.checkout.replies["choose_reward"] = STATES["reward_marked"]
    press(Key.Key_F4, Key.Key_Home, Key.Key_Down, Key.Key_Return)
    assert not is_shown(opened, "couponInput")


def test_the_field_does_not_outlive_its_customer(open_till: OpenTill) -> None:
    opened = opened_field(open_till)
    opened.show(STATES["looking_up"])
    opened.show(STATES["coupons"])
    assert not is_shown(opened, "couponInput")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("coupon_unknown", "Nobody knows this code"),
        ("coupon_over", "This coupon is over"),
        ("coupon_used_up", "This coupon is used up"),
    ],
)
def test_a_bad_coupon_is_told_in_its_own_words(open_till: OpenTill, state: str, said: str) -> None:
    opened = open_till(STATES["coupons"])
    opened.show(STATES[state])
    assert said in text_of(opened, "rewardsNoticeText")
    assert is_shown(opened, "payButton")


def test_without_rewards_a_coupon_can_still_be_brought(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    opened.show(STATES["only_a_coupon"])
    press(Key.Key_F4, Key.Key_Return)
    assert focused() == "couponInput"
    assert is_shown(opened, "payButton")
