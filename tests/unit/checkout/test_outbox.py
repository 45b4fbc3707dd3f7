"""Registrations and returns: in order, once, and set aside only for a person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Field, OpenMatter
from pos_app.core.decision import Decision
from pos_app.core.errors import ContractBrokenError, NotSentError, OutcomeUnknownError, RefusedError
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.submission import Done, NotExecuted, Step, Unclear
from tests.faults.shapes import BONIFIQ, NO
from tests.unit.checkout.shop import FILTER, PRESS, Counter, Scripted, counter


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Counter]:
    async with counter(tmp_path / "journal.db") as made:
        yield made


async def sold(shop: Counter) -> str:
    shop.till.next_sale()
    shop.scan(FILTER, FILTER, PRESS)
    shop.till.set_discount("36,90")
    await shop.ask()
    await shop.pay()
    await shop.quiet()
    return shop.state.sale.id


async def test_messages_leave_in_the_order_of_the_sales(shop: Counter) -> None:
    shop.provider.replies[Step.REGISTER].extend([NotSentError("connect")] * 3)
    sales = [await sold(shop) for _ in range(3)]
    orders = [shop.book.sales[sale].order for sale in sales]
    assert shop.state.waiting == 3
    for _ in range(5):
        await shop.later(2)
    assert shop.state.waiting == 0
    keys = [key for key, _ in shop.provider.steps(Step.REGISTER)]
    expected = [order.id for order in orders if order is not None]
    assert list(dict.fromkeys(keys)) == expected
    assert keys == [expected[0]] * (len(keys) - 2) + expected[1:]


async def test_a_lost_registration_is_repeated_byte_by_byte(shop: Counter) -> None:
    shop.provider.replies[Step.REGISTER].extend([OutcomeUnknownError(), ContractBrokenError()])
    await sold(shop)
    for _ in range(3):
        await shop.later(2)
    registrations = shop.provider.steps(Step.REGISTER)
    assert len(registrations) == 3
    assert len(set(registrations)) == 1
    assert shop.state.waiting == 0


async def test_a_refused_registration_is_set_aside_and_the_next_one_goes_on(
    shop: Counter,
) -> None:
    shop.provider.replies[Step.REGISTER].append(RefusedError(NO))
    await sold(shop)
    assert (shop.state.waiting, len(shop.state.matters)) == (0, 1)
    await sold(shop)
    assert (shop.state.waiting, len(shop.state.matters)) == (0, 1)
    assert len(shop.provider.steps(Step.REGISTER)) == 2


@pytest.mark.scenario("bonifiq", 18)
async def test_one_of_two_filters_goes_back_to_the_cent(shop: Counter) -> None:
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    await shop.until(lambda: shop.provider.steps(Step.REFUND))
    await shop.quiet()
    [task] = [task for task, _ in shop.provider.sent if task.step is Step.REFUND]
    assert task.refund is not None
    assert task.refund.value == Money(1485)
    assert task.refund.by_sku == (("CAF-02", Money(1485)),)
    assert task.order is not None
    assert shop.book.sales[sale].current_total == Money(13515)


@pytest.mark.scenario("bonifiq", 18)
async def test_what_is_left_of_a_sale_is_cancelled_as_a_whole(shop: Counter) -> None:
    sale = await sold(shop)
    shop.till.refund(sale, {1: 2})
    await shop.quiet()
    shop.till.refund(sale, {2: 1})
    await shop.until(lambda: shop.provider.steps(Step.CANCEL))
    await shop.quiet()
    assert shop.book.sales[sale].is_cancelled
    assert len(shop.provider.steps(Step.REFUND)) == 1


async def test_a_refund_waits_for_the_registration_it_belongs_to(shop: Counter) -> None:
    gate = shop.provider.hold("register")
    shop.scan(FILTER, FILTER, PRESS)
    await shop.ask()
    await shop.pay()
    sale = shop.state.sale.id
    shop.till.refund(sale, {1: 1})
    shop.till.cancel_paid(sale)
    await shop.until(lambda: shop.provider.steps(Step.REGISTER))
    assert [task.step for task, _ in shop.provider.sent] == [Step.REGISTER]
    gate.set()
    await shop.until(lambda: shop.provider.steps(Step.CANCEL))
    steps = [task.step for task, _ in shop.provider.sent]
    assert steps == [Step.REGISTER, Step.REFUND, Step.CANCEL]


async def test_a_sale_whose_reward_comes_back_is_told_after_it_and_others_pass(
    tmp_path: Path,
) -> None:
    provider = Scripted(replace(BONIFIQ.profile, settles_first=True))
    async with counter(tmp_path / "journal.db", provider) as shop:
        await shop.redeem()
        back = provider.hold("reverse")
        shop.till.continue_without()
        await shop.pay()
        first = shop.state.sale.order
        shop.till.next_sale()
        shop.scan(FILTER)
        await shop.ask()
        await shop.pay()
        second = shop.state.sale.order
        await shop.until(lambda: provider.steps(Step.REGISTER))
        assert first is not None
        assert second is not None
        assert [key for key, _ in provider.steps(Step.REGISTER)] == [second.id]
        assert shop.state.waiting == 1
        back.set()
        await shop.until(lambda: len(provider.steps(Step.REGISTER)) == 2)
        assert provider.steps(Step.REGISTER)[1][0] == first.id


async def test_every_return_has_a_key_of_its_own_and_a_repeat_keeps_it(shop: Counter) -> None:
    shop.provider.replies[Step.REFUND].append(OutcomeUnknownError())
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    await shop.until(lambda: shop.provider.steps(Step.REFUND))
    await shop.quiet()
    await shop.later(2)
    shop.till.refund(sale, {1: 1})
    await shop.quiet()
    keys = [key for key, _ in shop.provider.steps(Step.REFUND)]
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.scenario("bonifiq", 23)
async def test_a_refund_that_was_done_although_its_repeat_fails_is_done_once(
    shop: Counter,
) -> None:
    shop.provider.replies[Step.REFUND].extend([OutcomeUnknownError(), RefusedError(NO)])
    shop.provider.looks.append(Done())
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    for _ in range(3):
        await shop.quiet()
        await shop.later(2)
    assert shop.book.sales[sale].current_total == Money(13515)
    assert shop.state.waiting == 0
    assert len(shop.state.matters) == 0


async def test_a_refund_that_cannot_be_told_waits_for_a_person(shop: Counter) -> None:
    shop.provider.replies[Step.REFUND].extend([OutcomeUnknownError(), RefusedError(NO)])
    shop.provider.looks.append(Unclear())
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    for _ in range(3):
        await shop.quiet()
        await shop.later(2)
    assert len(shop.state.matters) == 1
    assert not shop.book.sales[sale].is_settled


@pytest.mark.scenario("bonifiq", 18)
async def test_a_refused_refund_leaves_the_sale_as_it_was(shop: Counter) -> None:
    shop.provider.replies[Step.REFUND].append(RefusedError(NO))
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    await shop.until(lambda: shop.provider.steps(Step.REFUND))
    await shop.quiet()
    assert dict(shop.book.sales[sale].remaining) == {1: 2, 2: 1}
    assert shop.book.sales[sale].current_total == Money(15000)


@pytest.mark.parametrize("active", [True, False, None])
async def test_after_a_cancellation_the_provider_is_asked_what_became_of_the_reward(
    tmp_path: Path, active: bool | None
) -> None:
    provider = Scripted()
    provider.active = active
    async with counter(tmp_path / "journal.db", provider) as shop:
        await shop.redeem()
        await shop.pay()
        await shop.quiet()
        sale = shop.state.sale.id
        shop.till.cancel_paid(sale)
        await shop.until(lambda: shop.book.sales[sale].is_cancelled)
        await shop.quiet()
        expected = None if active is None else not active
        assert shop.book.sales[sale].reward_returned is expected
        assert provider.steps(Step.REVERSE) == []


async def test_a_cancellation_is_asked_for_once(shop: Counter) -> None:
    sale = await sold(shop)
    shop.till.cancel_paid(sale)
    shop.till.cancel_paid(sale)
    assert shop.state.problem is not None
    assert shop.state.problem.field is Field.SALE
    assert shop.state.problem.reason == Refusal("ALREADY_CANCELLED")
    shop.till.refund(sale, {1: 1})
    assert shop.state.problem is not None
    assert shop.state.problem.reason == Refusal("ALREADY_CANCELLED")
    await shop.quiet()
    assert len(shop.provider.steps(Step.CANCEL)) == 1


async def test_a_lost_cancellation_that_was_not_done_is_sent_again(shop: Counter) -> None:
    shop.provider.replies[Step.CANCEL].extend([OutcomeUnknownError(), RefusedError(NO)])
    shop.provider.looks.append(NotExecuted())
    sale = await sold(shop)
    shop.till.cancel_paid(sale)
    for _ in range(4):
        await shop.quiet()
        await shop.later(2)
    cancelled = shop.book.sales[sale]
    assert not cancelled.is_being_cancelled
    shop.till.cancel_paid(sale)
    await shop.until(lambda: shop.book.sales[sale].is_cancelled)


@pytest.mark.parametrize("pieces", [{}, {1: 9}, {7: 1}])
async def test_an_impossible_return_says_so(shop: Counter, pieces: dict[int, int]) -> None:
    sale = await sold(shop)
    shop.till.refund(sale, pieces)
    assert shop.state.problem is not None
    assert shop.state.problem.reason == Refusal("NOTHING_TO_REFUND")
    shop.till.refund("sale-unknown", {1: 1})
    assert shop.state.problem is not None


DAY = 24 * 3600.0


@pytest.fixture
def keeping() -> Scripted:
    provider = Scripted()
    provider.profile = replace(provider.profile, keeps_posts=30 * DAY)
    return provider


async def test_a_message_is_sent_for_thirty_days_and_then_reported(
    tmp_path: Path, keeping: Scripted
) -> None:
    keeping.replies[Step.REGISTER].extend([NotSentError("connect")] * 4)
    async with counter(tmp_path / "journal.db", keeping) as shop:
        sale = await sold(shop)
        await shop.later(29 * DAY)
        tries = len(keeping.steps(Step.REGISTER))
        assert (shop.state.waiting, len(shop.state.matters)) == (1, 0)
        assert tries > 1
        await shop.later(DAY + 100)
        [matter] = shop.state.matters
        assert isinstance(matter, OpenMatter)
        assert (matter.too_old, matter.sent, matter.refused) == (True, False, False)
        assert Decision.ASK_AGAIN not in matter.decisions
        await shop.later(DAY)
        assert len(keeping.steps(Step.REGISTER)) == tries
        shop.till.decide(matter.id, Decision.DONE_BY_HAND, "Rui P.", "entered there")
        await shop.quiet()
        assert shop.book.sales[sale].is_settled
        assert shop.state.matters == ()


async def test_what_is_younger_goes_out_all_the_same(tmp_path: Path, keeping: Scripted) -> None:
    keeping.replies[Step.REGISTER].extend([NotSentError("connect")] * 4)
    async with counter(tmp_path / "journal.db", keeping) as shop:
        old = await sold(shop)
        await shop.later(20 * DAY)
        young = await sold(shop)
        keeping.replies[Step.REGISTER].clear()
        shop.clock.advance(11 * DAY)
        await shop.later(100)
        await shop.quiet()
        [matter] = shop.state.matters
        assert isinstance(matter, OpenMatter)
        assert matter.sale_id == old
        assert shop.book.sales[young].is_settled


async def test_a_till_that_was_off_for_a_month_reports_and_sends_nothing_old(
    tmp_path: Path, keeping: Scripted
) -> None:
    keeping.replies[Step.REGISTER].append(NotSentError("connect"))
    async with counter(tmp_path / "journal.db", keeping) as shop:
        await sold(shop)
        tries = len(keeping.steps(Step.REGISTER))
        await shop.crash()
    async with counter(tmp_path / "journal.db", keeping, connected=False) as again:
        again.clock.advance(31 * DAY)
        again.restore(31 * DAY)
        again.connect()
        await again.quiet()
        assert [matter.id for matter in again.state.matters]
        assert len(keeping.steps(Step.REGISTER)) == tries


async def test_a_doubtful_message_that_grows_too_old_is_told_as_doubtful(
    tmp_path: Path, keeping: Scripted
) -> None:
    keeping.replies[Step.REGISTER].append(OutcomeUnknownError())
    async with counter(tmp_path / "journal.db", keeping) as shop:
        await sold(shop)
        await shop.later(31 * DAY)
        [matter] = shop.state.matters
        assert isinstance(matter, OpenMatter)
        assert (matter.too_old, matter.sent) == (True, True)


async def test_what_comes_back_of_an_old_check_is_no_old_message(
    tmp_path: Path, keeping: Scripted
) -> None:
    async with counter(tmp_path / "journal.db", keeping) as shop:
        sale = await sold(shop)
        await shop.later(2)
        await shop.later(31 * DAY)
        shop.till.cancel_paid(sale)
        await shop.until(lambda: shop.provider.steps(Step.CANCEL))
        await shop.quiet()
        assert shop.state.matters == ()


async def test_a_cancellation_knows_what_has_come_back_before(shop: Counter) -> None:
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    await shop.quiet()
    shop.till.cancel_paid(sale)
    await shop.until(lambda: shop.provider.steps(Step.CANCEL))
    await shop.quiet()
    by_step = {task.step: task for task, _ in shop.provider.sent}
    assert by_step[Step.CANCEL].refund == by_step[Step.REFUND].refund is not None


async def test_a_cancellation_knows_nothing_of_a_return_that_was_refused(shop: Counter) -> None:
    shop.provider.replies[Step.REFUND].append(RefusedError(NO))
    sale = await sold(shop)
    shop.till.refund(sale, {1: 1})
    await shop.quiet()
    shop.till.cancel_paid(sale)
    await shop.until(lambda: shop.provider.steps(Step.CANCEL))
    await shop.quiet()
    [cancelled] = [task for task, _ in shop.provider.sent if task.step is Step.CANCEL]
    assert cancelled.refund is None
