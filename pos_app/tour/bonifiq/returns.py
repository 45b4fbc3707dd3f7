"""What comes back after it was paid."""

from decimal import Decimal

from PySide6.QtCore import Qt

from pos_app.tour.bonifiq.people import JOAO, TEN_OFF
from pos_app.tour.scenario import (
    SHIRT,
    SOCKS,
    Scenario,
    choose,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    send_code,
)
from pos_app.tour.stage import Stage


async def partial_return_then_cancel(stage: Stage) -> None:
    await stage.scan(SHIRT, f"2*{SOCKS}")
    await find_known(stage, JOAO, "João Souza")
    await choose(stage, TEN_OFF)
    await send_code(stage)
    await say_code(stage, JOAO)
    await redeemed(stage)
    await stage.shows("totalLabel", "64,90")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)

    await stage.press(stage.sales_key)
    await stage.shows("salesTable")
    await stage.step("sales of the day")
    await _return_one(stage, row=1)
    await stage.until(lambda: bool(stage.till.state.today[0].returned), "a piece is taken back")
    await stage.until(lambda: stage.till.state.waiting == 0, "the provider knows")
    await stage.step("one piece returned")
    sent = (await stage.sent("partial_cancel"))[0]["request"]
    stage.equal(Decimal(str(sent["ValueToRefund"])), Decimal("10.83"), "refund on the wire")
    stage.equal([p["OriginalId"] for p in sent["Products"]], ["MEI-03"], "products on the wire")

    await stage.activate("cancelSaleButton")
    await stage.shows("confirmCancelButton")
    await stage.step("asked whether to cancel")
    await stage.press(Qt.Key.Key_F6)
    await stage.until(lambda: stage.till.state.today[0].is_cancelled, "the sale is cancelled")
    await stage.step("cancelled")
    stage.equal((await stage.orders())[0]["state"], "cancelled", "state in the books")
    await stage.press(stage.escape)


async def _return_one(stage: Stage, row: int) -> None:
    """One piece of the sale's line with this number, counted from zero."""
    stage.focus_on("returnTable")
    for _ in range(row):
        await stage.press(Qt.Key.Key_Down)
    await stage.press(Qt.Key.Key_Plus)
    await stage.shows("returnButton")
    await stage.step("piece chosen")
    await stage.press(Qt.Key.Key_F6)


SCENARIOS = (
    Scenario("partial-return-then-cancel", "one piece back, then all", partial_return_then_cancel),
)
