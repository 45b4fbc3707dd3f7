"""Every type of discount, each redeemed once; contract, 5.7 and 7."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import OpenCheck, outcome_of, taken_off, wanted
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import (
    BANKED,
    BEATRIZ,
    CARD,
    COFFEE,
    COFFEE_CLUB,
    COUPON,
    FREE_COFFEE,
    OLA,
    OLAS_PHONE,
    PRESS,
    SHIRT,
    TEN_OFF,
    TENTH_OFF,
)
from pos_app.certification.steps import Judge
from pos_app.checkout.state import Quoted
from pos_app.core.redemption.states import Redeemed

BASKET_CALLS = ("select", "quote", "commit")


async def play(bench: Bench) -> None:
    await _rewards(bench)
    await _redeemable(bench)
    await _banked(bench)
    await _visits(bench)
    await _conversion(bench)
    await _conversion_into_currency(bench)
    await _by_client(bench)


async def _rewards(bench: Bench) -> None:
    for said, reward, cents in (
        ("reward: a free item", FREE_COFFEE, 2890),
        ("reward: a share of the check", TENTH_OFF, 1788),
    ):
        async with bench.open() as till:
            await till.begin(OLAS_PHONE, COFFEE, PRESS)
            with bench.case.step(till.wire, said, "5.7", BASKET_CALLS) as step:
                await till.redeem(reward, OLAS_PHONE)
                _redeemed(step, till, cents)
                step.true("the reward is spent", findings.is_spent(till, OLA, reward))


async def _redeemable(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        had = findings.points(till, OLA)
        with bench.case.step(
            till.wire, "redeemable: points buy money off", "5.7", BASKET_CALLS
        ) as step:
            await till.redeem(TEN_OFF, OLAS_PHONE)
            _redeemed(step, till, 1000)
            step.equal("points spent", had - findings.points(till, OLA), 200)


async def _banked(bench: Bench) -> None:
    async with bench.open(program="points_to_currency") as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        had = findings.banked(till, OLA)
        with bench.case.step(
            till.wire, "discount_amount: part of the banked currency", "5.4, 7", BASKET_CALLS
        ) as step:
            quote = till.state.quote
            shown = quote.quote.balances.cashback if isinstance(quote, Quoted) else None
            step.equal("balance that the till shows", shown and shown.to_decimal(), had)
            await till.redeem(BANKED, OLAS_PHONE, amount="12.00")
            _redeemed(step, till, 1200)
            step.equal("left in the bank", findings.banked(till, OLA), "13.00")


async def _visits(bench: Bench) -> None:
    async with bench.open(program="visits") as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "card_completion: a full card of visits", "5.4, 5.7", BASKET_CALLS
        ) as step:
            await till.redeem(CARD, OLAS_PHONE)
            _redeemed(step, till, 1500)
            step.equal("full cards left", till.books.guests[OLA].cards, 0)


async def _conversion(bench: Bench) -> None:
    async with bench.open(program="points_to_rewards") as till:
        guest = till.books.guests[OLA]
        guest.credits = guest.debits
        await till.begin(OLAS_PHONE, PRESS)
        with bench.case.step(
            till.wire,
            "Points convert into a reward, and that is redeemed on the next check",
            "5.4, 5.7",
            ("checkin", *BASKET_CALLS),
        ) as step:
            before = {one.id for one in guest.rewards}
            await till.pay()
            await till.deliver()
            issued = [one.id for one in guest.rewards if one.id not in before]
            step.equal("rewards that the points became", len(issued), 1)
            await till.begin(OLAS_PHONE, SHIRT)
            await till.redeem(f"reward:{issued[0]}", OLAS_PHONE)
            _redeemed(step, till, 500)


async def _conversion_into_currency(bench: Bench) -> None:
    async with bench.open(program="points_to_currency") as till:
        guest = till.books.guests[OLA]
        guest.credits = guest.debits
        await till.begin(OLAS_PHONE, PRESS)
        with bench.case.step(
            till.wire, "Points convert into banked currency", "5.4", ("checkin",)
        ) as step:
            await till.pay()
            await till.deliver()
            step.equal("in the bank, of 25.00 before", findings.banked(till, OLA), "30.00")
            await till.begin(OLAS_PHONE, COFFEE)
            quote = till.state.quote
            shown = quote.quote.balances.cashback if isinstance(quote, Quoted) else None
            step.equal("balance that the till shows", shown and shown.to_decimal(), "30.00")


async def _by_client(bench: Bench) -> None:
    """What the till's screen does not offer and its client can."""
    case = bench.case
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with case.step(till.wire, "redemption_code: a coupon", "5.7") as step:
            await check.select(wanted(f"redemption_code:{COUPON}"))
            await check.quote()
            answer = await check.commit()
            step.equal("the client's reading", taken_off(answer), "redemption_code 3.00")
            step.equal("taken off in the books", findings.discounts(till), "redemption_code 3.00")
            step.equal("uses of the coupon", len(till.books.coupons[COUPON].uses), 1)
    async with bench.open() as till:
        check = OpenCheck(till, BEATRIZ, COFFEE, PRESS)
        with case.step(till.wire, "subscription", "5.7") as step:
            await check.select(wanted(f"subscription:{COFFEE_CLUB}"))
            await check.quote()
            answer = await check.commit()
            step.equal("the client's reading", taken_off(answer), "subscription 4.34")
            step.equal("taken off in the books", findings.discounts(till), "subscription 4.34")
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with case.step(
            till.wire, "fuel_reward: no programme of the sandbox has it, and is told so", "5.7"
        ) as step:
            found = await outcome_of(check.select(wanted("fuel_reward")))
            step.equal("the client's reading", found, "refused: 422 CONFIGURATION")
            step.equal("items in the basket", findings.in_basket(till, OLA), 0)


def _redeemed(step: Judge, till: Counter, cents: int) -> None:
    sale = till.state.sale
    step.true("the till has redeemed", isinstance(till.redemption, Redeemed))
    step.equal("taken off at the till", sale.reward_discount.to_decimal(), f"{cents / 100:.2f}")
    taken = sum(spent.cents for made in findings.standing(till) for spent in made.spent)
    step.equal("taken off in the books", f"{taken / 100:.2f}", f"{cents / 100:.2f}")
    step.equal("redemptions in the books", len(findings.standing(till)), 1)
