"""A whole till at BonifiQ, from the cashier's hand to the books: what the contract finds worth
testing where a part alone does not prove it."""

import dataclasses
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from pos_app.checkout.clock import Clock
from pos_app.checkout.state import Field, Problem, QuoteFailed
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    CodeNotSent,
    Committing,
    ContactNeeded,
    Idle,
    Outcome,
    Redeemed,
    Reversing,
)
from pos_app.providers.bonifiq.provider import create
from pos_app.providers.http import in_process
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.actions import derive_actions
from tests.contract.sandbox_till import SandboxTill, sandbox_on

MARIA, CARLA, PEDRO, RITA = "12345678909", "52998224725", "11144477735", "28625587887"
TEN_OFF, ALL_OFF, MUG, PRESS_OFF, CHEAP_BOTTLE, OIL_OFF = "10", "50", "60", "61", "62", "63"
JEANS, PRESS = "CAL-42", "PRE-10"
CODE = "0042"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    made = sandbox_on(clock)
    made.bonifiq.change({"fixed_pin": CODE})
    return made


@pytest.fixture
async def till(tmp_path: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[SandboxTill]:
    async with open_till(tmp_path, sandbox, clock) as opened:
        yield opened


@asynccontextmanager
async def open_till(folder: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[SandboxTill]:
    transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    provider = create("http://127.0.0.1", ("sandbox-token", "sandbox-key"), transport=transport)
    path = folder / "journal.db"
    opened = SandboxTill(path, clock, provider, sandbox, sandbox.bonifiq.calls)
    try:
        yield opened
    finally:
        await opened.close()


async def redeem(till: SandboxTill, reward: str, *products: str, who: str = MARIA) -> None:
    await till.find(who, *(products or (JEANS,)))
    till.begin(reward)
    await till.until_in(AwaitingCode)
    till.till.enter_code(TypedCode(CODE))
    await till.until_in(Redeemed)
    await till.quiet()


def buttons(till: SandboxTill) -> list[str]:
    """What the cashier can press to go on."""
    shown = derive_actions(till.state, till.till.now(), MoneyText("pt_BR"))
    return [button.name for button in shown if button.enabled]


def lines(till: SandboxTill) -> list[tuple[str, int]]:
    return [(line.sku, line.total.minor) for line in till.state.sale.lines]


def ordered(till: SandboxTill) -> list[tuple[object, object]]:
    """What the provider was told of the lines of the last order."""
    body = till.sent("order")[-1].json
    assert isinstance(body, dict)
    products = body["Products"]
    assert isinstance(products, list)
    return [(p["OriginalId"], p["ProductPrice"]) for p in products if isinstance(p, dict)]


@pytest.mark.scenario("bonifiq", 1)
async def test_a_fixed_discount_with_a_code_ends_in_an_order_with_its_coupon(
    till: SandboxTill, sandbox: Sandbox
) -> None:
    await redeem(till, TEN_OFF)
    await till.pay()
    await till.delivered()
    steps = [call.call for call in till.sent("challenge", "validate", "redeem", "order")]
    assert steps == ["challenge", "validate", "redeem", "order"]
    [redeemed] = sandbox.bonifiq.books.redeems.values()
    assert till.said("Coupon", "order") == [redeemed.external_code]
    assert till.said("OrderTotal", "order") == [Decimal("109.90")]


@pytest.mark.scenario("bonifiq", 5)
async def test_a_gift_is_cancelled_first_and_its_line_goes_then(till: SandboxTill) -> None:
    await redeem(till, MUG)
    assert lines(till) == [(JEANS, 11990), ("CAN-01", 0)]
    till.till.undo()
    assert isinstance(till.redemption, Reversing)
    closed = await till.ended()
    assert closed.outcome is Outcome.REVERSED
    assert len(till.sent("delete_reward")) == 1
    assert lines(till) == [(JEANS, 11990)]


@pytest.mark.scenario("bonifiq", 6)
async def test_a_product_reward_is_a_second_line_and_leaves_the_first_alone(
    till: SandboxTill,
) -> None:
    await redeem(till, PRESS_OFF, PRESS)
    assert lines(till) == [(PRESS, 14990), (PRESS, 11992)]
    await till.pay()
    await till.delivered()
    assert ordered(till) == [(PRESS, Decimal("149.90")), (PRESS, Decimal("119.92"))]


@pytest.mark.scenario("bonifiq", 7)
async def test_a_product_for_a_cent_that_is_not_in_the_cart_goes_into_the_order(
    till: SandboxTill,
) -> None:
    await redeem(till, CHEAP_BOTTLE)
    assert lines(till) == [(JEANS, 11990), ("X-GAR-01", 1)]
    await till.pay()
    await till.delivered()
    assert ordered(till) == [(JEANS, Decimal("119.90")), ("X-GAR-01", Decimal("0.01"))]


@pytest.mark.scenario("bonifiq", 8)
async def test_of_three_units_allowed_one_is_given(till: SandboxTill) -> None:
    await redeem(till, OIL_OFF, "X-AZE-03")
    assert lines(till) == [("X-AZE-03", 5490), ("X-AZE-03", 4490)]
    assert [line.quantity for line in till.state.sale.lines] == [1, 1]


@pytest.mark.scenario("bonifiq", 9)
async def test_a_product_this_store_does_not_have_cannot_be_chosen(
    till: SandboxTill, sandbox: Sandbox
) -> None:
    configurations = sandbox.bonifiq.books.configurations
    configurations[60] = dataclasses.replace(configurations[60], sku="NOT-HERE")
    await till.find(MARIA, JEANS)
    till.till.choose_reward(MUG)
    assert till.state.problem == Problem(Field.SALE, Refusal("NOT_IN_CATALOGUE"))
    assert till.choice() is None
    till.till.confirm_reward()
    await till.quiet()
    assert till.redemption == Idle()
    assert till.sent("challenge", "redeem") == []


@pytest.mark.scenario("bonifiq", 12)
@pytest.mark.parametrize("fault", ["is_canceled_false", "status_500_before"])
async def test_an_undo_that_fails_keeps_the_benefit_and_holds_the_sale(
    till: SandboxTill, sandbox: Sandbox, fault: str
) -> None:
    await redeem(till, MUG)
    sandbox.bonifiq.faults.arm("delete_reward", fault, 2)
    till.till.undo()
    await till.quiet()
    assert isinstance(till.redemption, Reversing)
    assert not till.can_be_paid()
    [standing] = sandbox.bonifiq.books.redeems.values()
    assert standing.active
    assert "askNowButton" in buttons(till)
    till.till.ask_now()
    for _ in range(40):
        await till.later(2)
        if isinstance(till.redemption, Closed):
            break
    assert isinstance(till.redemption, Closed)
    assert lines(till) == [(JEANS, 11990)]
    assert till.can_be_paid()


@pytest.mark.scenario("bonifiq", 15)
async def test_a_contact_that_is_asked_for_goes_out_once_and_alone(till: SandboxTill) -> None:
    await till.find(PEDRO, JEANS)
    till.begin(TEN_OFF)
    await till.until_in(ContactNeeded)
    till.till.give_contact("(11) 98877-6666")
    await till.until_in(AwaitingCode)
    assert till.said("Phone", "challenge") == [None, "+5511988776666"]
    assert till.said("Email", "challenge") == [None, None]


@pytest.mark.scenario("bonifiq", 15)
async def test_a_contact_that_nobody_knows_is_not_made_up(till: SandboxTill) -> None:
    await till.find(PEDRO, JEANS)
    till.begin(TEN_OFF)
    await till.until_in(ContactNeeded)
    till.till.continue_without()
    await till.ended()
    await till.quiet()
    assert till.said("Phone", "challenge") == [None]
    assert till.can_be_paid()


@pytest.mark.scenario("bonifiq", 16)
async def test_an_own_discount_is_asked_about_with_the_same_goods(till: SandboxTill) -> None:
    await till.find(MARIA, JEANS, PRESS)
    till.till.set_discount("6,90")
    await till.until(lambda: len(till.sent("available")) == 2 and till.rewards())
    assert till.said("PurchaseValue", "available") == [Decimal("269.80")] * 2
    assert till.said("DiscountValue", "available") == [Decimal(0), Decimal("6.90")]


@pytest.mark.scenario("bonifiq", 27)
async def test_a_code_beside_a_failure_is_neither_asked_for_nor_kept(
    till: SandboxTill, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pin = "739164"
    sandbox.bonifiq.change({"fixed_pin": pin})
    sandbox.bonifiq.faults.arm("challenge", "success_false_with_code")
    await till.find(MARIA, JEANS)
    till.begin(TEN_OFF)
    await till.until_in(CodeNotSent)
    await till.quiet()
    assert till.sent("validate", "redeem") == []
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert "operation=challenge" in told
    assert pin not in told
    assert pin.encode() not in till.on_disk()


@pytest.mark.scenario("bonifiq", 30)
async def test_a_reward_that_is_gone_meanwhile_is_told_and_asked_about_anew(
    till: SandboxTill, sandbox: Sandbox
) -> None:
    await till.find(MARIA, JEANS)
    till.begin(TEN_OFF)
    await till.until_in(AwaitingCode)
    sandbox.bonifiq.faults.arm("redeem", "reward_unusable")
    asked = len(till.sent("available"))
    till.till.enter_code(TypedCode(CODE))
    for _ in range(20):
        await till.later(2)
        if isinstance(till.redemption, Closed):
            break
    closed = await till.ended()
    await till.until(lambda: len(till.sent("available")) > asked and till.rewards())
    assert closed.outcome is Outcome.REFUSED
    assert closed.refusal is not None
    assert till.state.sale.total == Money(11990)
    assert sandbox.bonifiq.books.redeems == {}


@pytest.mark.scenario("bonifiq", 31)
async def test_a_sale_of_nothing_is_registered_and_only_cancelled_whole(
    till: SandboxTill,
) -> None:
    await redeem(till, ALL_OFF, JEANS, PRESS, who=RITA)
    assert till.state.sale.total == Money(0)
    await till.pay()
    await till.delivered()
    assert ordered(till) == [(JEANS, Decimal(0)), (PRESS, Decimal(0))]
    sale = till.state.sale
    till.till.refund(sale.id, {sale.lines[0].id: 1})
    await till.delivered()
    assert till.sent("partial_cancel") == []
    till.till.cancel_paid(sale.id)
    await till.delivered()
    assert till.book.sales[sale.id].is_cancelled


@pytest.mark.scenario("bonifiq", 32)
async def test_credentials_that_are_refused_stop_loyalty_and_not_the_sale(
    till: SandboxTill, sandbox: Sandbox
) -> None:
    sandbox.bonifiq.faults.arm("available", "status_401")
    till.till.enter_product(JEANS)
    till.till.find_customer(MARIA)
    await till.until(lambda: isinstance(till.state.quote, QuoteFailed))
    assert till.state.quote == QuoteFailed(Refusal("MISCONFIGURED"), offline=True)
    await till.pay()
    assert till.state.sale.total == Money(11990)


@pytest.mark.scenario("bonifiq", 21)
@pytest.mark.parametrize("fault", ["drop_after", "drop_before"])
async def test_what_may_have_been_redeemed_is_settled_by_its_key_when_the_cashier_leaves(
    till: SandboxTill, sandbox: Sandbox, fault: str
) -> None:
    customer = sandbox.bonifiq.books.customer(MARIA)
    await till.find(MARIA, JEANS)
    till.begin(TEN_OFF)
    await till.until_in(AwaitingCode)
    sandbox.bonifiq.faults.arm("redeem", fault)
    till.till.enter_code(TypedCode(CODE))
    await till.until_in(Committing)
    await till.quiet()
    till.till.continue_without()
    await till.pay()
    assert till.state.sale.total == Money(11990)
    for _ in range(60):
        await till.later(5)
        if not till.state.owed:
            break
    assert (till.state.owed, till.state.matters) == ((), ())
    assert customer.points == 1500
    assert [one.active for one in sandbox.bonifiq.books.redeems.values()] in ([], [False])


@pytest.mark.scenario("bonifiq", 22)
async def test_an_order_whose_answer_was_lost_is_the_same_order_after_a_restart(
    tmp_path: Path, sandbox: Sandbox, clock: Clock
) -> None:
    sandbox.bonifiq.faults.arm("order", "drop_after")
    async with open_till(tmp_path, sandbox, clock) as till:
        await till.find(MARIA, JEANS)
        await till.pay()
        await till.until(lambda: till.sent("order"))
        await till.quiet()
        await till.crash()
    clock.advance(3600)
    async with open_till(tmp_path, sandbox, clock) as again:
        await again.delivered()
        first, second = again.sent("order")
    assert first.body == second.body
    assert len(sandbox.bonifiq.books.orders) == 1
