from typing import NamedTuple

import pytest

from pos_app.checkout.state import Quoted
from pos_app.core.money import Money
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.customer import derive_customer, initials
from pos_app.screens.view.panel import derive_panel
from pos_app.screens.view.redeeming import MessagePanel
from pos_app.screens.view.rewards import COUPON_ROW, derive_amount, derive_rows, round_amount
from tests.screens.examples import NOW, STATES

MONEY = MoneyText("pt_BR")


class Round(NamedTuple):
    name: str
    payable: int
    limit: int
    amount: int | None


ROUNDS = (
    Round("the tens win", 25720, 2000, 1720),
    Round("all is round already", 25000, 2000, None),
    Round("fives when tens use too little", 25400, 700, 400),
    Round("all of a small sale", 1500, 2000, None),
    Round("nothing to spend", 25000, 0, None),
)


@pytest.mark.parametrize("case", ROUNDS, ids=[case.name for case in ROUNDS])
def test_just_enough_leaves_a_round_figure(case: Round) -> None:
    amount = round_amount(Money(case.payable), Money(min(case.limit, case.payable)))
    assert amount == (None if case.amount is None else Money(case.amount))


def test_the_round_figure_never_exceeds_the_limit() -> None:
    for payable in range(1000, 3000, 37):
        for limit in range(0, payable + 1, 113):
            amount = round_amount(Money(payable), Money(limit))
            assert amount is None or 0 < amount.minor < limit


@pytest.mark.parametrize("name", ["rewards", "amount"])
def test_rows_tell_worth_requirements_and_why_not(name: str) -> None:
    state = STATES[name]
    assert isinstance(state.quote, Quoted)
    rows = derive_rows(state, state.quote, MONEY)
    assert [row.worth for row in rows] == ["R$\xa020,00", "−10,00", "gift", "−15%", "−50,00"]
    assert rows[3].detail == "Needs 2.000 points, 500 short. Choose another."
    assert [row.usable for row in rows] == [True, True, True, False, False]
    assert [row.marked for row in rows].count(True) == (name == "amount")


def test_the_amount_tells_what_would_be_left_to_pay() -> None:
    state = STATES["amount"]
    assert state.choice is not None
    choice = derive_amount(state, state.choice, MONEY)
    assert choice is not None
    assert choice.new_total == "To pay with it R$\xa0230,00"
    assert (choice.typed, choice.all_text, choice.round_label) == ("20,00", "20,00", "")


def test_other_rewards_have_no_amount_to_choose() -> None:
    state = STATES["reward_marked"]
    assert state.choice is not None
    assert derive_amount(state, state.choice, MONEY) is None


def test_the_customer_is_shown_masked() -> None:
    card = derive_customer(STATES["rewards"], MONEY)
    assert card is not None
    assert card.details == "CPF •••.456.789-•• · phone •••• 8778"
    assert (card.initials, card.tier) == ("MS", "Ouro")
    assert [figure.amount for figure in card.figures] == ["1.500", "R$\xa025,00", "R$\xa020,00"]
    assert "123" not in card.spoken.replace("1.500", "")


def test_an_unchecked_customer_is_named_as_such() -> None:
    card = derive_customer(STATES["offline"], MONEY)
    assert card is not None
    assert card.name == "Customer not checked"
    assert derive_customer(STATES["basket"], MONEY) is None


def test_initials_of_strange_names() -> None:
    assert initials("José da Silva") == "JS"
    assert initials("Madonna") == "M"
    assert initials("  ") == "?"


def test_a_programme_with_coupons_asks_for_them_last() -> None:
    state = STATES["coupon_marked"]
    assert isinstance(state.quote, Quoted)
    *_, coupon, entry = derive_rows(state, state.quote, MONEY)
    assert (coupon.title, coupon.worth, coupon.marked) == (
        "Coupon NATAL-EM-CASA-2025",
        "after checking",
        True,
    )
    assert (entry.title, entry.usable, entry.marked) == ("Coupon code…", True, False)
    assert entry.reward_id == COUPON_ROW


def test_a_programme_without_coupons_asks_for_none() -> None:
    state = STATES["rewards"]
    assert isinstance(state.quote, Quoted)
    rows = derive_rows(state, state.quote, MONEY)
    assert COUPON_ROW not in [row.reward_id for row in rows]


def test_a_passing_code_noted_offline_is_asked_to_be_replaced() -> None:
    panel = derive_panel(STATES["offline_with_app_code"], NOW, MONEY, searching=False)
    assert isinstance(panel, MessagePanel)
    assert "ask for the phone or e-mail" in panel.text
