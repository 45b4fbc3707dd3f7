from typing import NamedTuple

import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Marking, TillState
from pos_app.core.money import Money
from pos_app.core.order import Method
from pos_app.core.sale import Sale
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.day import derive_day, derive_detail, value_of
from pos_app.screens.view.elements import Tone
from pos_app.screens.view.pay import derive_pay, next_notes
from pos_app.screens.view.receipt import WIDTH, derive_receipt
from tests.screens.examples import STATES, paid

MONEY = MoneyText("pt_BR")


class Given(NamedTuple):
    typed: str
    change: str
    short: str
    enough: bool


GIVEN = (
    Given("", "", "", enough=True),
    Given("230", "", "", enough=True),
    Given("250", "R$\xa020,00", "", enough=True),
    Given("250,50", "R$\xa020,50", "", enough=True),
    Given("200", "", "R$\xa030,00", enough=False),
    Given("abc", "", "", enough=False),
)


@pytest.mark.parametrize("given", GIVEN, ids=[given.typed or "nothing" for given in GIVEN])
def test_the_change_is_told_while_typing(given: Given) -> None:
    view = derive_pay(STATES["redeemed"], Method.CASH, given.typed, MONEY)
    assert (view.change, view.short) == (given.change, given.short)
    assert view.actions[-1].enabled is given.enough


def test_unreadable_money_is_explained() -> None:
    assert derive_pay(STATES["redeemed"], Method.CASH, "abc", MONEY).problem


def test_a_card_needs_no_sum() -> None:
    view = derive_pay(STATES["redeemed"], Method.CARD, "1", MONEY)
    assert view.actions[-1].enabled
    assert not view.notes
    assert "R$\xa0230,00" in view.card_hint


@pytest.mark.parametrize(
    ("due", "notes"),
    [
        (23000, [24000, 25000, 30000]),
        (25720, [26000, 30000, 40000]),
        (350, [500, 1000, 2000]),
        (10000, [20000]),
    ],
)
def test_suggestions_are_the_next_notes(due: int, notes: list[int]) -> None:
    assert [amount.minor for amount in next_notes(Money(due))] == notes


def receipt(state: TillState) -> str:
    assert state.receipt is not None
    return derive_receipt(state, state.receipt, MONEY).text


def test_the_receipt_fits_its_paper_and_sums_up() -> None:
    text = receipt(STATES["receipt"])
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "TOTAL" in text
    assert "R$ 230,00" in text
    assert "•••.456.789-••" in text
    assert "12345678909" not in text


def test_a_demo_receipt_says_so() -> None:
    state = STATES["receipt"]
    demo = replace(state, identity=replace(state.identity, marking=Marking.DEMO))
    assert "*** DEMO" in receipt(demo)
    assert "DEMO" not in receipt(state)


def test_points_are_told_only_when_the_provider_has_told() -> None:
    sent, queued = STATES["receipt"], STATES["receipt_queued"]
    assert "230 points earned" in receipt(sent)
    assert "Points follow later" in receipt(queued)
    assert queued.receipt is not None
    assert derive_receipt(queued, queued.receipt, MONEY).notice is not None


def test_the_day_tells_how_each_sale_stands() -> None:
    rows = derive_day(STATES["day"], MONEY)
    assert [row.status for row in rows] == [
        "paid",
        "waiting to be sent",
        "partly returned",
        "cancelled",
    ]


class Return(NamedTuple):
    name: str
    pieces: dict[int, int]
    value: int | None


RETURNS = (
    Return("nothing", {}, None),
    Return("more than there is", {1: 9}, None),
    Return("everything", {1: 2, 2: 1, 3: 3}, 23000),
)


@pytest.mark.parametrize("case", RETURNS, ids=[case.name for case in RETURNS])
def test_the_value_of_a_return(case: Return) -> None:
    value = value_of(paid(), case.pieces)
    assert value == (None if case.value is None else Money(case.value))


def test_a_part_is_worth_its_net_share() -> None:
    value = value_of(paid(), {3: 1})
    assert value is not None
    assert 0 < value.minor < 1250


def detail_actions(sale: Sale, chosen: dict[int, int], *, armed: bool) -> list[tuple[str, bool]]:
    view = derive_detail(sale, chosen, MONEY, armed=armed)
    return [(button.name, button.enabled) for button in view.actions]


def test_cancelling_is_asked_twice() -> None:
    assert detail_actions(paid(), {}, armed=False) == [
        ("cancelSaleButton", True),
        ("returnButton", False),
    ]
    assert detail_actions(paid(), {}, armed=True) == [
        ("keepSaleButton", True),
        ("confirmCancelButton", True),
    ]


def test_a_cancelled_sale_offers_nothing_more() -> None:
    cancelled = STATES["day"].today[3]
    view = derive_detail(cancelled, {}, MONEY, armed=False)
    assert view.actions == ()
    assert view.hint == "This sale is cancelled. Its reward went back to the customer."


def test_a_customer_captured_offline_reads_that_the_points_are_credited_later() -> None:
    state = STATES["receipt_offline"]
    text = receipt(state)
    assert "CPF •••.456.789-••" in text
    assert "credited later" in " ".join(text.split())
    assert max(len(line) for line in text.splitlines()) <= WIDTH


def test_nobody_is_promised_points_by_a_code_that_passes() -> None:
    state = STATES["receipt_of_app_code"]
    assert state.receipt is not None
    view = derive_receipt(state, state.receipt, MONEY)
    words = " ".join(view.text.split())
    assert "claim the points with this receipt" in words
    assert "later" not in words
    assert view.notice is not None
    assert "follow" not in view.notice.text


def test_a_purchase_that_waited_too_long_is_told_calmly() -> None:
    state = STATES["receipt_too_old"]
    assert state.receipt is not None
    view = derive_receipt(state, state.receipt, MONEY)
    assert view.notice is not None
    assert (view.notice.tone, view.notice.code) == (Tone.CAUTION, "TOO_OLD")
    assert "follow" not in view.text
