"""Codes that a customer brings: marked like a reward, kept while they and the sale are."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Field, Problem, Quoted
from pos_app.core.challenge import TypedCode
from pos_app.core.errors import RefusedError
from pos_app.core.identifiers import IdentifierKind, Misread
from pos_app.core.loyalty import Computed, Refusal
from pos_app.core.redemption.states import AwaitingCode, Closed, Redeemed
from pos_app.core.submission import Receipt, Step
from pos_app.providers.punchh.coupons import read_coupon
from tests.faults.shapes import PUNCHH
from tests.unit.checkout.shop import (
    CODE,
    FILTER,
    FIXED,
    OTHER_CPF,
    Counter,
    Scripted,
    counter,
)

TAKES = replace(
    PUNCHH.profile, looks_up_by=(IdentifierKind.CPF,), consent="", read_coupon=read_coupon
)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Counter]:
    async with counter(tmp_path / "journal.db", Scripted(TAKES)) as opened:
        opened.scan()
        await opened.ask()
        yield opened


async def test_a_coupon_is_redeemed_like_a_reward(shop: Counter) -> None:
    shop.provider.replies[Step.HOLD].append(Receipt("basket-1", amount=300))
    shop.provider.replies[Step.COMMIT].append(Receipt("basket-1", amount=300))
    shop.till.enter_coupon(" NATAL10 ")
    assert shop.provider.sent == []
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Redeemed)
    [held] = [task.intent for task, _ in shop.provider.sent if task.step is Step.HOLD]
    assert held is not None
    assert (held.reward, held.benefit) == ("redemption_code:NATAL10", Computed(coupon=True))
    assert shop.state.sale.reward_discount.minor == 300


async def test_a_misread_code_keeps_the_choice_and_says_why(shop: Counter) -> None:
    shop.till.choose_reward(FIXED.id)
    shop.till.enter_coupon("NATAL 10")
    assert shop.state.problem == Problem(Field.COUPON, Misread.COUPON_FORM)
    assert shop.state.coupon is None
    assert shop.choice() is not None


async def test_a_coupon_is_there_again_when_the_basket_has_changed(shop: Counter) -> None:
    shop.till.enter_coupon("NATAL10")
    shop.scan(FILTER)
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))
    assert shop.choice() is None
    shop.till.choose_reward("redemption_code:NATAL10")
    choice = shop.choice()
    assert choice is not None
    assert choice.reward.title == "NATAL10"


async def test_a_coupon_leaves_with_its_customer_and_with_the_sale(shop: Counter) -> None:
    shop.till.enter_coupon("NATAL10")
    await shop.ask(OTHER_CPF)
    assert shop.state.coupon is None
    shop.till.enter_coupon("NATAL10")
    shop.till.park()
    assert shop.state.coupon is None


@pytest.mark.parametrize(
    ("code", "kept"),
    [("INVALID_CODE", False), ("COUPON_USED_UP", False), ("LOCKED_ELSEWHERE", True)],
)
async def test_only_a_coupon_that_is_no_good_is_not_offered_again(
    shop: Counter, code: str, kept: bool
) -> None:
    shop.provider.replies[Step.HOLD].append(RefusedError(Refusal(code)))
    shop.till.enter_coupon("NATAL10")
    shop.till.confirm_reward()
    await shop.until_in(Closed)
    assert (shop.state.coupon is not None) is kept


async def test_nothing_is_taken_without_items_or_by_a_provider_that_takes_none(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path / "one.db", Scripted(TAKES)) as empty:
        await empty.ask()
        empty.till.enter_coupon("NATAL10")
        assert empty.state.problem == Problem(Field.COUPON, Refusal("EMPTY_SALE"))
        assert empty.choice() is None
    async with counter(tmp_path / "two.db", Scripted()) as other:
        other.scan()
        await other.ask()
        other.till.enter_coupon("NATAL10")
        assert (other.state.coupon, other.choice(), other.state.problem) == (None, None, None)
