"""Rewards of every kind: held, agreed to, redeemed, paid, earned and recorded."""

from decimal import Decimal

from pos_app.tour.punchh.moves import agree, at_the_code, bring, held, hold, standing
from pos_app.tour.punchh.people import (
    BEATRIZ,
    BEATRIZ_NAME,
    COFFEE,
    COFFEE_CLUB,
    COUPON,
    FREE_COFFEE,
    NOBODY,
    OLA,
    OLAS_APP_CODE,
    OLAS_CARD,
    OLAS_NAME,
    TEN_FOR_POINTS,
    TENTH_OFF,
)
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    SOCKS,
    Scenario,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    type_code,
)
from pos_app.tour.stage import Stage, wording


async def reward_with_agreement_and_code(stage: Stage) -> None:
    await stage.scan(SHIRT, f"2*{SOCKS}", JEANS)
    await stage.shows("totalLabel", "194,80")
    await find_known(stage, OLA, OLAS_NAME)
    stage.check("•••• 0142" in stage.text("customerCard"), "the phone is masked")
    stage.check(OLA not in stage.screen(), "the phone is nowhere on the screen")
    await stage.step("customer and rewards")
    await hold(stage, TENTH_OFF)
    stage.equal(await stage.sent("send_code"), [], "codes sent before the customer agreed")
    stage.check("19,48" in stage.screen(), "what the reward is worth is told before the code")
    await stage.shows("totalLabel", "194,80")
    await stage.step("asked whether the customer agrees")
    await agree(stage)
    await stage.shows("totalLabel", "194,80")
    await stage.step("code sent")
    await say_code(stage, OLA)
    await redeemed(stage)
    await stage.shows("totalLabel", "175,32")
    await stage.step("redeemed")
    await pay_cash(stage, "200")
    await registered(stage)
    await stage.step("receipt")
    [made] = await standing(stage)
    stage.equal(made["cents"], 1948, "taken off at the provider")
    await _quoted_as_committed(stage)
    await _earned_and_recorded(stage, 17532)
    await next_sale(stage)


async def _quoted_as_committed(stage: Stage) -> None:
    [quoted], [committed] = await stage.sent("quote"), await stage.sent("commit")
    asked = dict(quoted["request"])
    stage.check(asked.pop("query") is True, "the quote only asks")
    stage.equal(asked, committed["request"], "the commit is the quote without the question")


async def _earned_and_recorded(stage: Stage, paid: int) -> None:
    books = await stage.control.books()
    [earned], [recorded] = books["checkins"], books["receipts"]
    stage.equal(earned["received"], 1, "check-ins received")
    barcode = stage.widget("receiptBarcode")
    stage.check(barcode is not None, "the receipt has a barcode")
    stage.check(earned["punchh_key"] in stage.text("receiptText"), "the check's own key is on it")
    stage.equal(len(recorded["versions"]), 1, "versions of the receipt")
    amount = Decimal(str(recorded["versions"][0]["receipt"]["amount"]))
    stage.equal(amount, Decimal(paid) / 100, "amount of the receipt")


async def points_for_money_off(stage: Stage) -> None:
    await stage.scan(JEANS)
    await find_known(stage, OLA, OLAS_NAME)
    await hold(stage, TEN_FOR_POINTS)
    await agree(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await stage.shows("totalLabel", "109,90")
    await pay_cash(stage)
    await registered(stage)
    [made] = await standing(stage)
    stage.equal(made["discounts"][0]["points"], 200, "points spent")
    await next_sale(stage)


async def found_by_card_and_by_app(stage: Stage) -> None:
    await stage.scan(COFFEE, SHIRT)
    await find_known(stage, OLAS_CARD, OLAS_NAME)
    await stage.step("found by card")
    await find_known(stage, OLAS_APP_CODE, OLAS_NAME)
    await stage.step("found by the app's code")
    await hold(stage, FREE_COFFEE)
    await agree(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await stage.shows("totalLabel", "49,90")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def coupon_redeemed(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, OLA, OLAS_NAME)
    await bring(stage, COUPON)
    await stage.step("coupon entered")
    stage.equal(await stage.sent("select"), [], "nothing is sent by entering a coupon")
    await held(stage)
    stage.check("3,00" in stage.screen(), "what the coupon is worth is told before the code")
    await stage.step("asked whether the customer agrees")
    await agree(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await stage.shows("totalLabel", "46,90")
    await stage.step("redeemed")
    await pay_cash(stage)
    await registered(stage)
    await stage.step("receipt")
    [made] = await standing(stage)
    [discount] = made["discounts"]
    stage.equal(
        (discount["type"], discount["discount_id"]), ("redemption_code", COUPON), "redeemed there"
    )
    await next_sale(stage)


async def subscription_used(stage: Stage) -> None:
    await stage.scan(COFFEE)
    await find_known(stage, BEATRIZ, BEATRIZ_NAME)
    await stage.shows("rewardList", "Coffee club")
    await hold(stage, COFFEE_CLUB)
    await agree(stage)
    await say_code(stage, BEATRIZ)
    await redeemed(stage)
    await stage.step("redeemed")
    await pay_cash(stage)
    await registered(stage)
    [made] = await standing(stage)
    stage.equal(made["discounts"][0]["type"], "subscription", "what was used")
    await next_sale(stage)


async def code_with_letters(stage: Stage) -> None:
    await stage.control.settings(code_alphabet="letters", code_length=8)
    await at_the_code(stage)
    code = await stage.control.code_for(OLA)
    await type_code(stage, code.swapcase())
    await stage.shows(
        "codeNoticeText",
        wording(
            "Code", "That code is not right. Ask for it again, and which letters are capitals."
        ),
    )
    await stage.step("capitals matter")
    await type_code(stage, code)
    await redeemed(stage)
    wrong, right = await stage.sent("verify_code")
    stage.equal(right["request"]["token"], code, "the code as it was typed")
    stage.equal(wrong["request"]["token"], code.swapcase(), "no letter is turned into another")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def without_a_customer(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await stage.find(NOBODY)
    await stage.until(lambda: not stage.is_asking(), "an answer")
    await stage.step("nobody found")
    await pay_cash(stage)
    await registered(stage)
    books = await stage.control.books()
    stage.equal(books["checkins"], [], "check-ins")
    stage.equal(len(books["receipts"]), 1, "receipts of every check")
    await next_sale(stage)


async def undone_before_paying(stage: Stage) -> None:
    await at_the_code(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await stage.activate("undoButton")
    await stage.shows("rewardsNotice", wording("Panel", "The reward was given back."))
    await stage.step("given back")
    stage.equal(await standing(stage), [], "redemptions that stand")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


SCENARIOS = (
    Scenario(
        "reward-with-agreement-and-code",
        "a reward is held, agreed to, redeemed with a code, paid, earned and recorded",
        reward_with_agreement_and_code,
    ),
    Scenario("points-for-money-off", "points buy money off", points_for_money_off),
    Scenario(
        "found-by-card-and-by-app",
        "a guest is found by card and by the app's code",
        found_by_card_and_by_app,
    ),
    Scenario("coupon-redeemed", "a coupon's code takes money off", coupon_redeemed),
    Scenario("subscription-used", "a subscription takes its share off", subscription_used),
    Scenario("code-with-letters", "letters are sent as they are typed", code_with_letters),
    Scenario(
        "without-a-customer",
        "a check without a customer earns nothing and is recorded",
        without_a_customer,
    ),
    Scenario("undone-before-paying", "a redemption is voided at the till", undone_before_paying),
)
