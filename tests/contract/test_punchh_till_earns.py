"""What a whole till at Punchh does with a paid check: earned once, told in order, taken back."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from pos_app.checkout.clock import Clock
from pos_app.checkout.state import QuoteFailed
from pos_app.core.redemption.states import Idle
from pos_app.sandbox.assembly import Sandbox
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.actions import derive_actions
from tests.contract.punchh import OLAS_PHONE, change, is_redeemed
from tests.contract.punchh_till import (
    COFFEE,
    SHIRT,
    TENTH,
    PunchhTill,
    open_till,
)
from tests.contract.sandbox_till import sandbox_on

CARD = "7700123400090017"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    made = sandbox_on(clock)
    change(made, pending_points=True)
    return made


@pytest.fixture
async def till(tmp_path: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[PunchhTill]:
    async with open_till(tmp_path / "journal.db", sandbox, clock) as opened:
        yield opened


@pytest.mark.scenario("punchh", 24)
async def test_after_the_check_in_the_check_is_voided_and_not_its_redemption(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    await till.redeem()
    await till.pay()
    await till.delivered()
    paid = till.state.sale.id
    till.till.cancel_paid(paid)
    await till.delivered()
    assert till.sent("void") == []
    assert till.said("status", "receipt") == [None, "void"]
    assert till.book.sales[paid].is_cancelled
    assert till.standing() == []
    assert not is_redeemed(sandbox, 55122)
    [earned] = sandbox.punchh.books.checkins
    assert earned.voided_at is not None


@pytest.mark.scenario("punchh", 25)
@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "status_500_after"])
async def test_a_check_in_that_a_crash_interrupts_earns_once(
    tmp_path: Path, sandbox: Sandbox, clock: Clock, fault: str
) -> None:
    path = tmp_path / "journal.db"
    sandbox.punchh.faults.arm("checkin", fault)
    async with open_till(path, sandbox, clock) as till:
        await till.find()
        await till.pay()
        await till.until(lambda: till.sent("checkin"))
        await till.quiet()
        await till.crash()
    async with open_till(path, sandbox, clock) as again:
        await again.delivered()
        first, second = again.sent("checkin")
    assert first.body == second.body
    [earned] = sandbox.punchh.books.checkins
    assert earned.points == 78


@pytest.mark.scenario("punchh", 26)
async def test_offline_nothing_is_redeemed_and_what_was_sold_follows_in_order(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    faults = sandbox.punchh.faults
    faults.arm("*", "refuse_connection", 0)
    for who, product in ((OLAS_PHONE, COFFEE), (CARD, SHIRT)):
        till.till.enter_product(product)
        till.till.find_customer(who)
        await till.until(lambda: isinstance(till.state.quote, QuoteFailed))
        assert buttons(till) == ["payButton"]
        till.till.choose_reward(TENTH)
        till.till.confirm_reward()
        assert till.redemption == Idle()
        await till.pay()
        till.till.next_sale()
    await till.quiet()
    assert (till.state.waiting, len(till.sent("checkin", "receipt"))) == (4, 0)
    faults.clear()
    await till.delivered()
    calls = [call.call for call in till.sent("checkin", "receipt")]
    assert calls == ["checkin", "receipt"] * 2
    assert till.said("payable", "checkin") == [Decimal("28.90"), Decimal("49.90")]
    assert till.said("amount", "receipt") == [Decimal("28.90"), Decimal("49.90")]
    assert till.said("phone", "checkin") == [OLAS_PHONE, None]
    assert till.said("card_number", "checkin") == [None, CARD]


def buttons(till: PunchhTill) -> list[str]:
    """What the cashier can press to go on."""
    shown = derive_actions(till.state, till.till.now(), MoneyText("pt_BR"))
    return [button.name for button in shown]


@pytest.mark.scenario("punchh", 27)
async def test_versions_of_one_receipt_leave_a_second_apart(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    await till.find(OLAS_PHONE, COFFEE, SHIRT)
    await till.pay()
    sale = till.state.sale
    await till.quiet()
    till.till.refund(sale.id, {sale.lines[0].id: 1})
    await till.delivered()
    [kept] = sandbox.punchh.books.receipts.values()
    first, second = kept.versions
    assert kept.received == 2, "none was overwritten"
    assert (second.at - first.at).total_seconds() >= 1
    assert till.said("amount", "receipt") == [Decimal("78.80"), Decimal("49.90")]
