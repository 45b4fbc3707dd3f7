"""What was committed and is given back; contract, 5.9."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import OpenCheck, outcome_of, wanted
from pos_app.certification.punchh.goods import COFFEE, OLA, OLAS_PHONE, PRESS, TEN_OFF, TENTH_OFF
from pos_app.core.redemption.states import Closed, Outcome, Redeemed


async def play(bench: Bench) -> None:
    await _before_the_tender(bench)
    await _twice(bench)
    await _repeated(bench)
    await _after_the_check_in(bench)


async def _before_the_tender(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        had = findings.points(till, OLA)
        await till.redeem(TEN_OFF, OLAS_PHONE)
        with bench.case.step(till.wire, "Given back before the tender", "5.9", ("void",)) as step:
            before = findings.points(till, OLA)
            till.till.undo()
            await till.until_in(Closed)
            state = till.redemption
            step.equal(
                "the till's reading",
                state.outcome if isinstance(state, Closed) else None,
                Outcome.REVERSED,
            )
            step.equal(
                "points before, and after", (before, findings.points(till, OLA)), (had - 200, had)
            )
            step.equal("redemptions that stand", len(findings.standing(till)), 0)
            step.equal("discount at the till", till.state.sale.reward_discount.to_decimal(), "0.00")
        with bench.case.step(
            till.wire, "It is usable again at once", "5.9", ("select", "quote", "commit")
        ) as step:
            await till.until(lambda: till.state.customer is not None, "the guest")
            await till.find(OLAS_PHONE)
            await till.redeem(TEN_OFF, OLAS_PHONE)
            step.true("the till has redeemed", isinstance(till.redemption, Redeemed))
            step.equal("redemptions that stand", len(findings.standing(till)), 1)
        with bench.case.step(
            till.wire, "The sale is dropped: what was redeemed goes back", "5.9", ("void",)
        ) as step:
            till.till.clear_sale()
            await till.quiet()
            step.equal("redemptions that stand", len(findings.standing(till)), 0)
            step.equal("points", findings.points(till, OLA), had)
            step.equal("owed by the till", len(till.state.owed), 0)


async def _twice(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        await check.select(wanted(TENTH_OFF))
        await check.quote()
        reference = str((await check.commit()).redemption_ref)
        with bench.case.step(till.wire, "A second void harms nobody", "5.9") as step:
            step.equal("the first", await outcome_of(check.void(reference)), "accepted")
            again = await outcome_of(check.void(reference))
            step.equal("the second", again, "refused: 422 NO_BASKET_FOUND")
            step.true("the reward is usable", not findings.is_spent(till, OLA, TENTH_OFF))


async def _repeated(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        await till.redeem(TENTH_OFF, OLAS_PHONE)
        till.arm("void", "status_500_before")
        with bench.case.step(
            till.wire, "A void that fails is repeated until it is done", "5.9, 6", ("void",)
        ) as step:
            till.till.undo()
            await till.quiet()
            step.equal("redemptions that stand meanwhile", len(findings.standing(till)), 1)
            step.true("the sale cannot be paid meanwhile", not till.state.sale.can_be_paid)
            await till.advance(2)
            await till.until_in(Closed)
            first, second = till.sandbox.punchh.calls.named("void")
            step.true(
                "the repeat is the same request",
                (first.path, first.body) == (second.path, second.body),
            )
            step.equal("redemptions that stand", len(findings.standing(till)), 0)


async def _after_the_check_in(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        await till.redeem(TENTH_OFF, OLAS_PHONE)
        [made] = findings.standing(till)
        await till.pay()
        await till.deliver()
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "After the check-in the check goes back first", "5.9"
        ) as step:
            found = await outcome_of(check.void(made.ref))
            step.equal("the client's reading", found, "refused: 410 ALREADY_CHECKED_IN")
            step.equal("redemptions that stand", len(findings.standing(till)), 1)
            voids = till.sandbox.punchh.calls.named("void")
            till.till.undo()
            await till.quiet()
            later = till.sandbox.punchh.calls.named("void")
            step.equal("voids that the till itself sends", len(later) - len(voids), 0)
