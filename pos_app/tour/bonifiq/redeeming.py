"""Rewards of every kind, redeemed and paid."""

from decimal import Decimal

from pos_app.core.money import Money
from pos_app.tour.bonifiq.people import (
    ALL_OFF,
    BRUNO,
    CARLA,
    CASHBACK,
    JOAO,
    MARIA,
    MUG,
    NOBODY,
    RITA,
    TEN_OFF,
)
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    SOCKS,
    Scenario,
    choose,
    confirm,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    send_code,
)
from pos_app.tour.stage import Stage


async def cashback_with_code(stage: Stage) -> None:
    await stage.scan(SHIRT, f"2*{SOCKS}", JEANS)
    await stage.shows("totalLabel", "194,80")
    await stage.step("basket")
    await find_known(stage, MARIA, "Maria Silva")
    stage.check("•••.456.789-••" in stage.text("customerCard"), "the CPF is masked")
    stage.check(MARIA not in stage.screen(), "the CPF is nowhere on the screen")
    await stage.step("customer and rewards")
    await choose(stage, CASHBACK)
    await stage.shows("amountInput")
    await stage.step("cashback chosen")
    await send_code(stage)
    await stage.shows("totalLabel", "194,80")
    await stage.step("code sent")
    await say_code(stage, MARIA)
    await redeemed(stage)
    await stage.shows("totalLabel", "169,80")
    await stage.step("redeemed")
    await pay_cash(stage, "200")
    await registered(stage)
    await stage.step("receipt")
    redeems = await stage.redeems()
    stage.equal(len(redeems), 1, "redemptions in the books")
    stage.equal(redeems[0]["value_cents"], 2500, "cashback spent")
    sent = await stage.sent("redeem")
    stage.equal(Decimal(str(sent[0]["request"]["Value"])), Decimal("25.00"), "value on the wire")
    stage.equal(sent[0]["request"]["RedeemOrigin"], 5, "origin on the wire")
    orders = await stage.orders()
    stage.equal(orders[0]["total_cents"], 16980, "order total")
    stage.equal(orders[0]["coupon"], redeems[0]["external_code"], "the order names the redemption")
    await next_sale(stage)


async def part_of_the_cashback(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, MARIA, "Maria Silva")
    await choose(stage, CASHBACK)
    stage.focus_on("amountInput")
    await stage.clear_field()
    await stage.type("10,50")
    await stage.press(stage.enter)
    await stage.until(
        lambda: (c := stage.till.state.choice) is not None and c.amount == Money(1050),
        "R$ 10,50 chosen",
    )
    await stage.step("amount typed")
    await send_code(stage)
    await say_code(stage, MARIA)
    await redeemed(stage)
    await stage.shows("totalLabel", "159,30")
    await pay_cash(stage)
    await registered(stage)
    stage.equal((await stage.redeems())[0]["value_cents"], 1050, "cashback spent")
    await next_sale(stage)


async def fixed_discount_with_code(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, JOAO, "João Souza")
    await choose(stage, TEN_OFF)
    await send_code(stage)
    await stage.step("code sent")
    await say_code(stage, JOAO)
    await redeemed(stage)
    await stage.shows("totalLabel", "159,80")
    await stage.step("redeemed")
    await pay_cash(stage)
    await registered(stage)
    sent = await stage.sent("redeem")
    stage.check("Value" not in sent[0]["request"], "a fixed discount sends no value")
    redeem = (await stage.redeems())[0]
    stage.equal((redeem["points"], redeem["status"]), (100, "active"), "points spent")
    await next_sale(stage)


async def no_validation_needed(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, CARLA, "Carla Dias")
    await choose(stage, CASHBACK)
    await stage.shows("redeemButton")
    await stage.step("no code needed")
    await confirm(stage)
    await redeemed(stage)
    await stage.step("redeemed")
    stage.equal(await stage.sent("challenge"), [], "no code was asked for")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(len(await stage.redeems()), 1, "redemptions in the books")
    await next_sale(stage)


async def gift_product(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, MARIA, "Maria Silva")
    await choose(stage, MUG)
    await send_code(stage)
    await say_code(stage, MARIA)
    await redeemed(stage)
    await stage.shows("basketTable", "Caneca")
    await stage.shows("totalLabel", "49,90")
    await stage.step("gift in the basket")
    await pay_cash(stage)
    await registered(stage)
    order = (await stage.sent("order"))[0]["request"]
    products = [(p["OriginalId"], Decimal(str(p["ProductPrice"]))) for p in order["Products"]]
    stage.equal(
        products,
        [("CAM-01", Decimal("49.90")), ("CAN-01", Decimal(0))],
        "the gift is a line of its own",
    )
    await next_sale(stage)


async def full_discount(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, RITA, "Rita Ramos")
    await choose(stage, ALL_OFF)
    await send_code(stage)
    await say_code(stage, RITA)
    await redeemed(stage)
    await stage.shows("totalLabel", "0,00")
    await stage.step("nothing left to pay")
    await pay_cash(stage)
    await registered(stage)
    order = (await stage.sent("order"))[0]["request"]
    stage.equal(Decimal(str(order["OrderTotal"])), Decimal(0), "order total")
    stage.equal([Decimal(str(p["ProductPrice"])) for p in order["Products"]], [Decimal(0)], "lines")
    await next_sale(stage)


async def no_rewards(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, BRUNO, "Bruno Lima")
    await stage.step("no rewards")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await stage.redeems(), [], "nothing was redeemed")
    stage.equal(len(await stage.orders()), 1, "the sale is registered all the same")
    await next_sale(stage)


async def customer_unknown(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await stage.find(NOBODY)
    await stage.until(
        lambda: (
            stage.till.state.customer is None
            and stage.till.state.key is not None
            and not stage.is_asking()
        ),
        "an answer",
    )
    stage.check(NOBODY not in stage.screen(), "the CPF is nowhere on the screen")
    await stage.step("customer unknown")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await stage.orders(), [], "a sale without a customer is not sent")
    await next_sale(stage)


SCENARIOS = (
    Scenario("cashback-with-code", "cashback, code, paid in cash with change", cashback_with_code),
    Scenario("part-of-the-cashback", "a typed amount of cashback", part_of_the_cashback),
    Scenario("fixed-discount-with-code", "R$ 10 off for points", fixed_discount_with_code),
    Scenario("no-validation-needed", "redeemed without a code", no_validation_needed),
    Scenario("gift-product", "a gift on a line of its own", gift_product),
    Scenario("full-discount", "100 % off, an order of zero", full_discount),
    Scenario("no-rewards", "a customer without rewards", no_rewards),
    Scenario("customer-unknown", "nobody is registered with this CPF", customer_unknown),
)
