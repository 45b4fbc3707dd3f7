"""Answers that do not come, and how what they leave open is settled; contract, 6 and 8."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import OpenCheck, outcome_of, wanted
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import COFFEE, OLA, OLAS_PHONE, PRESS, TENTH_OFF
from pos_app.certification.steps import Judge
from pos_app.checkout.state import OpenMatter
from pos_app.core.redemption.states import Closed, Committing, ConsentNeeded, Parked, Redeemed
from pos_app.core.submission import Step as Stage
from pos_app.providers.http import Timeouts
from pos_app.providers.punchh.client import Limits

SETTLING = ("commit", "active", "void", "unselect", "unlock")


async def play(bench: Bench) -> None:
    async with bench.open() as till:
        with bench.case.step(till.wire, "How long the till waits", "8") as step:
            limits = Limits()
            step.equal("look-ups, basket, quote: seconds in all", limits.asking.total, 7)
            step.equal("commit, void, check-in, codes: seconds in all", limits.moving.total, 15)
            step.equal("connecting: seconds", limits.moving.connect, 3)
    await _too_late(bench)
    await _lost_before(bench)
    await _lost_after(bench)
    await _nobody_can_tell(bench)
    await _hold_lost(bench)
    await _void_lost(bench)


async def _too_late(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        await check.select(wanted(TENTH_OFF))
        await check.quote()
        till.arm("commit", "delay", seconds=60)
        with bench.case.step(
            till.wire, "No answer within the limit, shortened here to 0.1 seconds", "8"
        ) as step:
            hasty = till.client_with(limits=Limits(moving=Timeouts(0.1, 0.1, 0.1)))
            found = await outcome_of(hasty.commit(check.committing, check.uid))
            step.equal("the client's reading", found, "no answer: OutcomeUnknownError")
            step.equal("redemptions in the books", len(findings.standing(till)), 1)
            gone = await outcome_of(check.active())
            step.equal("the basket, asked for since", gone, "refused: 404 NO_ACTIVE_BASKET")


async def _at_the_commit(till: Counter, fault: str) -> None:
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    await till.hold(TENTH_OFF)
    await till.agree()
    till.arm("commit", fault)


async def _lost_before(bench: Bench) -> None:
    async with bench.open() as till:
        await _at_the_commit(till, "drop_before")
        with bench.case.step(
            till.wire,
            "The commit is lost before Punchh acts: the same goes out again",
            "6",
            SETTLING,
        ) as step:
            await till.say(till.code_for(OLAS_PHONE))
            _open(step, till)
            await _settled(till, Redeemed)
            first, second = till.sandbox.punchh.calls.named("commit")
            step.true("the repeat is the same request", first.body == second.body)
            step.equal("redemptions that stand", len(findings.standing(till)), 1)
            step.equal(
                "taken off at the till", till.state.sale.reward_discount.to_decimal(), "17.88"
            )
        await _paid_once(bench, till)


async def _lost_after(bench: Bench) -> None:
    async with bench.open() as till:
        await _at_the_commit(till, "drop_after")
        with bench.case.step(
            till.wire,
            "The answer is lost after Punchh acted: taken back, to be certain",
            "6",
            SETTLING,
        ) as step:
            await till.say(till.code_for(OLAS_PHONE))
            _open(step, till)
            step.equal("redemptions in the books meanwhile", len(findings.standing(till)), 1)
            await _settled(till, Closed)
            step.equal("commits that left", len(till.sandbox.punchh.calls.named("commit")), 1)
            step.equal("redemptions that stand", len(findings.standing(till)), 0)
            step.true("the reward is usable", not findings.is_spent(till, OLA, TENTH_OFF))
            step.equal("discount at the till", till.state.sale.reward_discount.to_decimal(), "0.00")
        with bench.case.step(
            till.wire, "Then it is redeemed once more, and once", "6", ("select", "quote", "commit")
        ) as step:
            await till.find(OLAS_PHONE)
            await till.redeem(TENTH_OFF, OLAS_PHONE)
            step.equal("redemptions that stand", len(findings.standing(till)), 1)
            step.equal(
                "taken off at the till", till.state.sale.reward_discount.to_decimal(), "17.88"
            )
        await _paid_once(bench, till)


async def _paid_once(bench: Bench, till: Counter) -> None:
    with bench.case.step(till.wire, "Paid: exactly one redemption, one check-in", "6", ()) as step:
        await till.pay()
        await till.deliver()
        step.equal("redemptions that stand", len(findings.standing(till)), 1)
        step.equal("check-ins in the books", len(till.books.checkins), 1)
        step.equal("owed by the till", len(till.state.owed), 0)


async def _nobody_can_tell(bench: Bench) -> None:
    async with bench.open() as till:
        await _at_the_commit(till, "drop_after")
        with bench.case.step(
            till.wire,
            "The lock may have run out meanwhile: left to a person, nothing is taken back",
            "6",
            SETTLING,
        ) as step:
            code = till.code_for(OLAS_PHONE)
            await till.advance(580)
            await till.say(code)
            _open(step, till)
            await till.advance(60)
            await till.until_in(Parked)
            told = [one for one in till.state.matters if isinstance(one, OpenMatter)]
            step.equal("left to a person", [one.step for one in told], [Stage.COMMIT])
            step.equal("voids that left", len(till.sandbox.punchh.calls.named("void")), 0)
            step.true("the sale cannot be paid with it", not till.state.sale.can_be_paid)


async def _hold_lost(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        till.arm("quote", "drop_after")
        with bench.case.step(
            till.wire,
            "The quote's answer is lost: asked again, with the same uid",
            "6",
            ("active", "select", "quote"),
        ) as step:
            till.till.choose_reward(TENTH_OFF)
            till.till.confirm_reward()
            await till.quiet()
            await till.advance(1)
            await till.until_in(ConsentNeeded)
            first, second = till.sandbox.punchh.calls.named("quote")
            step.true("the repeat is the same request", first.body == second.body)
            step.equal("items in the guest's basket", findings.in_basket(till, OLA), 1)


async def _void_lost(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        await till.redeem(TENTH_OFF, OLAS_PHONE)
        till.arm("void", "drop_after")
        with bench.case.step(
            till.wire, "The void's answer is lost: repeated, and once is enough", "6", ("void",)
        ) as step:
            till.till.undo()
            await till.quiet()
            await _settled(till, Closed)
            step.equal("voids that left", len(till.sandbox.punchh.calls.named("void")), 2)
            step.equal("redemptions that stand", len(findings.standing(till)), 0)
            step.equal("owed by the till", len(till.state.owed), 0)


def _open(step: Judge, till: Counter) -> None:
    step.true("the till knows that it does not know", isinstance(till.redemption, Committing))
    step.true("the sale cannot be paid meanwhile", not till.state.sale.can_be_paid)
    step.equal(
        "discount at the till meanwhile", till.state.sale.reward_discount.to_decimal(), "0.00"
    )


async def _settled(till: Counter, kind: type[Redeemed | Closed]) -> None:
    for _ in range(10):
        if isinstance(till.redemption, kind):
            break
        await till.advance(5)
    await till.until_in(kind)
