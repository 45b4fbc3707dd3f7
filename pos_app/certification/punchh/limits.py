"""More than there is, and what does not go together; contract, 5.7, 5.8 and 7."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import OpenCheck, outcome_of, wanted
from pos_app.certification.punchh.goods import (
    BANKED,
    CARD,
    COFFEE,
    COUPON,
    ENDED,
    FIFTH_OFF,
    FIVE_OFF,
    FREE_MUG,
    OLA,
    OLAS_PHONE,
    PRESS,
    TEN_OFF,
    TENTH_OFF,
)
from pos_app.checkout.state import Problem, Quoted


async def play(bench: Bench) -> None:
    await _points(bench)
    await _currency(bench)
    await _cards(bench)
    await _together(bench)
    await _codes(bench)


async def _points(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "The till offers nothing that the points do not pay", "7", ("search",)
        ) as step:
            till.till.choose_reward(FIFTH_OFF)
            problem = till.state.problem
            said = problem.reason if isinstance(problem, Problem) else None
            step.equal("the till says", getattr(said, "code", None), "NOT_ENOUGH_POINTS")
            step.true("nothing can be marked", till.state.choice is None)
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        had = findings.points(till, OLA)
        with bench.case.step(till.wire, "Points are judged by Punchh, too", "5.8") as step:
            await check.select(wanted(FIFTH_OFF))
            quoted = await outcome_of(check.quote())
            committed = await outcome_of(check.commit())
            step.equal("the quote", quoted, "refused: 422 BALANCE_INSUFFICIENT")
            step.equal("the commit", committed, "refused: 422 BALANCE_INSUFFICIENT")
            step.equal("points", findings.points(till, OLA), had)
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "Points that were spent between quote and commit", "5.8"
        ) as step:
            await check.select(wanted(TEN_OFF))
            await check.quote()
            till.books.guests[OLA].debits += 100
            committed = await outcome_of(check.commit())
            step.equal("the commit", committed, "refused: 422 BALANCE_INSUFFICIENT")
            step.equal("redemptions in the books", len(findings.standing(till)), 0)


async def _currency(bench: Bench) -> None:
    async with bench.open(program="points_to_currency") as till:
        await till.begin(OLAS_PHONE, COFFEE)
        with bench.case.step(
            till.wire,
            "The till asks for no more than is banked, nor than is to pay",
            "7",
            ("search",),
        ) as step:
            till.till.choose_reward(BANKED)
            till.till.set_amount("400.00")
            choice = till.state.choice
            step.equal(
                "asked for 400.00, of a bank of 25.00",
                choice and choice.amount.to_decimal(),
                "25.00",
            )
            quote = till.state.quote
            step.true("the rewards are those of this basket", isinstance(quote, Quoted))
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "More than is banked is refused by Punchh", "5.7") as step:
            found = await outcome_of(check.select(wanted(BANKED, 2501)))
            step.equal("the client's reading", found, "refused: 422 BALANCE_INSUFFICIENT")
            step.equal("left in the bank", findings.banked(till, OLA), "25.00")
    async with bench.open(program="points_to_currency", max_discount_amount_cents=1000) as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "More than one redemption may take", "5.7") as step:
            found = await outcome_of(check.select(wanted(BANKED, 1001)))
            step.equal("the client's reading", found, "refused: 422 LIMIT_REACHED")


async def _cards(bench: Bench) -> None:
    async with bench.open(program="visits") as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "More cards than are full", "5.7") as step:
            await check.select(wanted(CARD))
            found = await outcome_of(check.select(wanted(CARD)))
            step.equal("the client's reading", found, "refused: 422 BALANCE_INSUFFICIENT")
            step.equal("items in the basket", findings.in_basket(till, OLA), 1)


async def _together(bench: Bench) -> None:
    async with bench.open(exclude_interoperability=["offer|loyalty"]) as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "Two that the brand does not combine: offer and loyalty", "5.1, 5.7"
        ) as step:
            found = await outcome_of(check.select(wanted(TENTH_OFF), wanted(TEN_OFF)))
            step.equal("the client's reading", found, "refused: 422 NOT_COMBINABLE")
            step.equal("items in the basket", findings.in_basket(till, OLA), 0)
    async with bench.open(max_redemptions_in_transaction=2) as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "More discounts than a check takes", "5.7") as step:
            three = (wanted(TENTH_OFF), wanted(FIVE_OFF), wanted(FREE_MUG))
            found = await outcome_of(check.select(*three))
            step.equal("the client's reading", found, "refused: 422 LIMIT_REACHED")
            step.equal("items in the basket", findings.in_basket(till, OLA), 0)
    async with bench.open(offer_limit=1) as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "More of one type than a check takes", "5.1, 5.7") as step:
            found = await outcome_of(check.select(wanted(TENTH_OFF), wanted(FIVE_OFF)))
            step.equal("the client's reading", found, "refused: 422 LIMIT_REACHED")


async def _codes(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "Coupons that are no more, or never were", "5.7") as step:
            for code, meaning in ((ENDED, "COUPON_NOT_ACTIVE"), ("NEVERWAS", "INVALID_CODE")):
                found = await outcome_of(check.select(wanted(f"redemption_code:{code}")))
                step.equal("the client's reading", found, f"refused: 422 {meaning}")
        with bench.case.step(till.wire, "A code that is being used elsewhere", "5.7") as step:
            till.arm("select", "code_busy")
            found = await outcome_of(check.select(wanted(f"redemption_code:{COUPON}")))
            step.equal("the client's reading", found, "refused: 422 RETRYABLE")
            again = await outcome_of(check.select(wanted(f"redemption_code:{COUPON}")))
            step.equal("a while later", again, "accepted")
