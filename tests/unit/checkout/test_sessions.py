"""Sessions that customers lend the till: kept while a code is awaited, and then given up."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.core.errors import NotSentError
from pos_app.core.identifiers import CustomerKey
from pos_app.core.redemption.states import AwaitingCode
from tests.faults.shapes import BONIFIQ
from tests.unit.checkout.shop import CPF, FIXED, OTHER_CPF, Counter, Scripted, counter

PROFILE = replace(BONIFIQ.profile, touch_every=120)


class Keeper(Scripted):
    def __init__(self) -> None:
        super().__init__(PROFILE)
        self.touched: list[CustomerKey] = []
        self.parted: list[str] = []
        self.fails: Exception | None = None

    async def touch(self, key: CustomerKey) -> None:
        self.touched.append(key)
        if self.fails is not None:
            raise self.fails

    async def part(self, key: CustomerKey) -> None:
        self.parted.append(key.value)


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
async def shop(tmp_path: Path, keeper: Keeper) -> AsyncIterator[Counter]:
    async with counter(tmp_path / "journal.db", keeper) as opened:
        yield opened


async def at_the_code(shop: Counter) -> None:
    await shop.choose(FIXED)
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    await shop.quiet()


async def test_a_session_is_touched_as_long_as_its_code_is_awaited(
    shop: Counter, keeper: Keeper
) -> None:
    await at_the_code(shop)
    for seconds, touched in ((119, 0), (1, 1), (119, 1), (1, 2), (60, 2), (120, 2)):
        await shop.later(seconds)
        assert len(keeper.touched) == touched
    assert shop.state.sale.customer is not None
    assert {key.value for key in keeper.touched} == {CPF}


async def test_a_resend_does_not_touch_twice_as_often(shop: Counter, keeper: Keeper) -> None:
    await at_the_code(shop)
    await shop.later(60)
    shop.till.resend_code()
    await shop.quiet()
    await shop.later(60)
    assert keeper.touched == []
    await shop.later(60)
    assert len(keeper.touched) == 1


async def test_nothing_is_touched_for_whoever_goes_on_without(
    shop: Counter, keeper: Keeper
) -> None:
    await at_the_code(shop)
    shop.till.continue_without()
    await shop.quiet()
    await shop.later(120)
    assert keeper.touched == []


async def test_a_touch_that_fails_changes_nothing(shop: Counter, keeper: Keeper) -> None:
    keeper.fails = NotSentError("ConnectError")
    await at_the_code(shop)
    before = shop.redemption
    await shop.later(120)
    assert shop.redemption == before
    await shop.later(120)
    assert len(keeper.touched) == 2


@pytest.mark.expects_log
async def test_a_touch_that_is_a_mistake_breaks_no_sale(shop: Counter, keeper: Keeper) -> None:
    keeper.fails = RuntimeError("a bug")
    await at_the_code(shop)
    await shop.later(120)
    assert isinstance(shop.redemption, AwaitingCode)


async def test_a_session_is_given_up_when_the_sale_is_settled(
    shop: Counter, keeper: Keeper
) -> None:
    await shop.redeem()
    assert keeper.parted == []
    await shop.pay()
    await shop.later(60)
    assert keeper.parted == [CPF]


async def test_a_session_is_given_up_when_the_sale_is_cleared(
    shop: Counter, keeper: Keeper
) -> None:
    shop.scan()
    await shop.ask()
    shop.till.clear_sale()
    await shop.quiet()
    assert keeper.parted == [CPF]


async def test_a_session_that_another_sale_needs_is_kept(shop: Counter, keeper: Keeper) -> None:
    shop.scan()
    await shop.ask()
    shop.till.park()
    shop.scan()
    await shop.ask()
    shop.till.clear_sale()
    await shop.quiet()
    assert keeper.parted == []


async def test_whoever_was_not_the_customer_after_all_is_given_up_with_the_sale(
    shop: Counter, keeper: Keeper
) -> None:
    shop.scan()
    await shop.ask()
    await shop.ask(OTHER_CPF)
    shop.till.clear_sale()
    await shop.quiet()
    assert sorted(keeper.parted) == sorted([CPF, OTHER_CPF])
