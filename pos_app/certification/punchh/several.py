"""Several discounts in one basket, put there, quoted, committed and voided together; contract, 5.7
to 5.9."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import OpenCheck, outcome_of, taken_off, wanted
from pos_app.certification.punchh.goods import (
    COFFEE,
    COUPON,
    EXPIRED_REWARD,
    FIVE_OFF,
    OLA,
    OLAS_PHONE,
    PRESS,
    TEN_OFF,
    TENTH_OFF,
)
from pos_app.core.redemption.states import Redeemed
from pos_app.sandbox.punchh import app_channel
from pos_app.sandbox.punchh.reading import Members

THREE = (wanted(TENTH_OFF), wanted(TEN_OFF), wanted(f"redemption_code:{COUPON}"))
WORTH = "reward 17.88, redeemable 10.00, redemption_code 3.00"


async def play(bench: Bench) -> None:
    await _three(bench)
    await _all_or_none(bench)
    await _one_taken_out(bench)
    await _with_the_app(bench)


async def _three(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        had = findings.points(till, OLA)
        with bench.case.step(till.wire, "Three of one select are all in the basket", "5.7") as step:
            basket = await check.select(*THREE)
            step.equal("as the client reads it", len(basket.discount_basket_items or ()), 3)
            step.equal("in the books", findings.in_basket(till, OLA), 3)
        with bench.case.step(till.wire, "They are quoted together", "5.8") as step:
            quoted = await check.quote()
            step.equal("as the client reads it", taken_off(quoted), WORTH)
            step.equal("redemptions in the books", len(findings.standing(till)), 0)
        with bench.case.step(till.wire, "They are committed together", "5.8") as step:
            committed = await check.commit()
            step.equal("as the client reads it", taken_off(committed), WORTH)
            step.equal("in the books", findings.discounts(till), WORTH)
            step.equal(
                "under the reference of the quote", committed.redemption_ref, quoted.redemption_ref
            )
            step.equal("points spent", had - findings.points(till, OLA), 200)
        with bench.case.step(till.wire, "They are voided together", "5.9") as step:
            await check.void(str(committed.redemption_ref))
            step.equal("redemptions that stand", len(findings.standing(till)), 0)
            step.equal("points", findings.points(till, OLA), had)
            step.true("the reward is usable", not findings.is_spent(till, OLA, TENTH_OFF))
            step.equal("uses of the coupon", len(till.books.coupons[COUPON].uses), 0)


async def _all_or_none(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "One bad one of three: none is added", "5.7") as step:
            bad = wanted(f"reward:{EXPIRED_REWARD}")
            found = await outcome_of(check.select(wanted(TENTH_OFF), bad, wanted(TEN_OFF)))
            step.equal("the client's reading", found, "refused: 422 INVALID_REWARD")
            step.equal("items in the basket", findings.in_basket(till, OLA), 0)


async def _one_taken_out(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "One of two that fails on the check is taken out", "5.8"
        ) as step:
            mug = wanted("redeemable:77")
            await check.select(wanted(TENTH_OFF), mug)
            first = await check.quote()
            step.equal("quoted", taken_off(first), "reward 17.88")
            await check.unselect(*(one.item for one in first.failures or () if one.item))
            again = await check.quote()
            step.equal("failures of the next quote", len(again.failures or ()), 0)
            await check.commit()
            step.equal("in the books", findings.discounts(till), "reward 17.88")


async def _with_the_app(bench: Bench) -> None:
    async with bench.open() as till:
        guest = till.books.guests[OLA]
        chosen = {"discount_type": "reward", "discount_id": FIVE_OFF.partition(":")[2]}
        app_channel.select(till.books, guest, Members({"items": [chosen]}))
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        with bench.case.step(
            till.wire,
            "What the guest has chosen in the app is redeemed with it, and counted",
            "5.7",
            ("active", "select", "quote", "commit"),
        ) as step:
            await till.redeem(TENTH_OFF, OLAS_PHONE)
            step.true("the till has redeemed", isinstance(till.redemption, Redeemed))
            made = findings.standing(till)
            cents = sum(one.cents for redemption in made for one in redemption.spent)
            step.equal("discounts in the books", sum(len(one.spent) for one in made), 2)
            shown = till.state.sale.reward_discount.to_decimal()
            step.equal("taken off at the till", shown, f"{cents / 100:.2f}")
