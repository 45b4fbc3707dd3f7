"""Bad days: lost answers, a provider that is down, second thoughts."""

from pos_app.core.redemption.states import Committing, Reversing
from pos_app.tour.bonifiq.people import CASHBACK, JOAO, MARIA, MUG, TEN_OFF
from pos_app.tour.scenario import (
    SHIRT,
    Scenario,
    at_the_code,
    choose,
    closed,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    send_code,
)
from pos_app.tour.stage import Stage


def _is_unknown(stage: Stage) -> bool:
    state = stage.till.state.sale.redemption
    return isinstance(state, Committing) and state.submission.doubtful


async def answer_lost_then_settled(stage: Stage) -> None:
    await at_the_code(stage, MARIA, "Maria Silva", CASHBACK)
    await stage.control.arm("redeem", "drop_after")
    await say_code(stage, MARIA)
    await stage.until(lambda: _is_unknown(stage), "an unknown outcome")
    await stage.shows("totalLabel", "169,80")
    stage.check(stage.widget("payButton") is None, "an unknown discount cannot be paid with")
    await stage.step("unknown outcome")
    await stage.advance(2)
    await redeemed(stage)
    await stage.shows("totalLabel", "144,80")
    await stage.step("settled")
    redeems = await stage.redeems()
    stage.equal([r["status"] for r in redeems], ["active"], "redemptions in the books")
    sent = [c["request"] for c in await stage.sent("redeem")]
    stage.equal(len(sent), 2, "the redemption was asked for twice")
    stage.equal(sent[0], sent[1], "with the same key and the same bytes")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


def _is_landing(stage: Stage) -> bool:
    """The first request may still arrive: nothing is taken back before."""
    receipt = stage.till.state.receipt
    undoing = receipt.redemption if receipt is not None else None
    return isinstance(undoing, Reversing) and undoing.submission.lands


async def answer_lost_then_left(stage: Stage) -> None:
    await at_the_code(stage, MARIA, "Maria Silva", CASHBACK)
    await stage.control.arm("redeem", "drop_after")
    await say_code(stage, MARIA)
    await stage.until(lambda: _is_unknown(stage), "an unknown outcome")
    await stage.press(stage.escape)
    await stage.until(lambda: stage.till.state.sale.can_be_paid, "the sale goes on")
    await stage.shows("totalLabel", "169,80")
    await stage.step("goes on without")
    await pay_cash(stage)
    await stage.advance(2)
    await stage.until(lambda: _is_landing(stage), "the reward to go back")
    stage.equal([r["status"] for r in await stage.redeems()], ["active"], "the books so far")
    await stage.advance(60)
    await registered(stage)
    await stage.step("given back")
    stage.equal([r["status"] for r in await stage.redeems()], ["cancelled"], "the books")
    await next_sale(stage)


async def provider_down(stage: Stage) -> None:
    await stage.control.arm("*", "refuse_connection", 0)
    await stage.scan(SHIRT)
    await stage.find(JOAO)
    await stage.until(stage.is_offline, "the provider is not reached")
    await stage.step("provider down")
    await pay_cash(stage)
    await stage.until(lambda: stage.till.state.waiting == 1, "the order waits")
    await stage.step("order queued")
    await next_sale(stage)
    stage.equal(await stage.orders(), [], "nothing arrived yet")
    await stage.control.disarm()
    await stage.advance(120)
    await stage.until(lambda: stage.till.state.waiting == 0, "the order is delivered")
    await stage.step("order delivered")
    orders = await stage.orders()
    stage.equal([o["total_cents"] for o in orders], [4990], "orders in the books")


async def redeemed_then_back(stage: Stage) -> None:
    await at_the_code(stage, JOAO, "João Souza", TEN_OFF)
    await say_code(stage, JOAO)
    await redeemed(stage)
    await stage.step("redeemed")
    await stage.activate("undoButton")
    await closed(stage)
    await stage.shows("totalLabel", "169,80")
    await stage.step("given back")
    stage.equal([r["status"] for r in await stage.redeems()], ["cancelled"], "the books")
    await stage.until(lambda: not stage.is_asking(), "fresh rewards")
    await pay_cash(stage)
    await registered(stage)
    stage.check("Coupon" not in (await stage.sent("order"))[0]["request"], "no coupon in the order")
    await next_sale(stage)


async def undo_fails_once(stage: Stage) -> None:
    await at_the_code(stage, JOAO, "João Souza", TEN_OFF)
    await say_code(stage, JOAO)
    await redeemed(stage)
    await stage.control.arm("delete_reward", "is_canceled_false")
    await stage.activate("undoButton")
    await stage.until(stage.is_reversal_refused, "the undo was refused")
    stage.check(not stage.till.state.sale.can_be_paid, "the sale waits for the undo")
    await stage.step("undo refused")
    await stage.advance(2)
    await stage.advance(4)
    await closed(stage)
    stage.equal([r["status"] for r in await stage.redeems()], ["cancelled"], "the books")
    await stage.until(lambda: not stage.is_asking(), "fresh rewards")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def another_product_granted(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, MARIA, "Maria Silva")
    await choose(stage, MUG)
    await send_code(stage)
    await stage.control.arm("redeem", "sku_swap", sku="X-OTHER")
    await say_code(stage, MARIA)
    await closed(stage)
    await stage.step("taken back")
    stage.equal([r["status"] for r in await stage.redeems()], ["cancelled"], "the books")
    stage.equal(len(stage.till.state.sale.lines), 1, "no line was added")
    await stage.until(lambda: not stage.is_asking(), "fresh rewards")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def order_lost_then_delivered(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, JOAO, "João Souza")
    await stage.control.arm("order", "drop_after")
    await pay_cash(stage)
    await stage.until(lambda: bool(stage.till.state.waiting), "the order waits")
    await stage.step("order not confirmed")
    await stage.advance(2)
    await registered(stage)
    orders = await stage.orders()
    stage.equal([o["received"] for o in orders], [2], "one order, received twice")
    sent = [c["request"] for c in await stage.sent("order")]
    stage.equal(sent[0], sent[1], "the same bytes")
    await next_sale(stage)


SCENARIOS = (
    Scenario(
        "answer-lost-then-settled", "redeemed, answer lost, settled", answer_lost_then_settled
    ),
    Scenario(
        "answer-lost-then-left", "answer lost, sold without, given back", answer_lost_then_left
    ),
    Scenario("provider-down", "sold without loyalty, the order follows", provider_down),
    Scenario("redeemed-then-back", "redeemed, then given back", redeemed_then_back),
    Scenario("undo-fails-once", "the undo is refused at first", undo_fails_once),
    Scenario(
        "another-product-granted", "the gift is not the announced one", another_product_granted
    ),
    Scenario("order-lost-then-delivered", "the order's answer is lost", order_lost_then_delivered),
)
