"""The chapters, in the order of a certification."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, date, datetime, time

from pos_app.certification.punchh import (
    check_ins,
    codes,
    discounts,
    every_request,
    limits,
    look_up,
    offline,
    receipts,
    redeeming,
    several,
    start_up,
    time_outs,
    voids,
)
from pos_app.certification.punchh.bench import Arrange, Bench, as_documented
from pos_app.certification.punchh.facts import LEFT_OUT, facts_of
from pos_app.certification.results import Certificate, Chapter
from pos_app.certification.steps import Case, Wire
from pos_app.core.value import Value
from pos_app.providers.punchh.programme import Programme
from pos_app.sandbox.transcript import Transcript

OPENS = time(15, tzinfo=UTC)


class Plan(Value, frozen=True):
    title: str
    says: str
    play: Callable[[Bench], Awaitable[None]]


PLANS = (
    Plan("Start-up", "What the till asks when it opens.", start_up.play),
    Plan(
        "Look-up", "The guest is found by each key that a cashier can type or scan.", look_up.play
    ),
    Plan(
        "Consent and one-time code",
        "The guest agrees, the code goes out, and only the right one redeems.",
        codes.play,
    ),
    Plan("Discount types", "Each type of discount is redeemed once.", discounts.play),
    Plan("Quote and commit", "Look-up of discounts, lock, quote and commit.", redeeming.play),
    Plan("Several discounts", "More than one discount in one basket.", several.play),
    Plan("Over-redemption", "More than there is, and what does not go together.", limits.play),
    Plan("Void", "What was committed is given back.", voids.play),
    Plan("Check-in", "What a paid check earns.", check_ins.play),
    Plan("Receipts", "The closed check, its amendment and its void.", receipts.play),
    Plan("Offline queue", "Thirty days without a network.", offline.play),
    Plan("Time-outs", "Answers that do not come, and how it is settled.", time_outs.play),
)
EVERY_REQUEST = ("Every request", "What holds for each request of this log.")


async def certify(
    on: date, arrange: Arrange = as_documented, plans: Iterable[Plan] = PLANS
) -> Certificate:
    starts_at = datetime.combine(on, OPENS)
    chapters = []
    for number, plan in enumerate(plans, 1):
        case = Case(number)
        await _play(plan, Bench(case, starts_at, arrange))
        chapters.append(Chapter(plan.title, plan.says, tuple(case.steps)))
    last = len(chapters) + 1
    exchanged = [one for chapter in chapters for step in chapter.steps for one in step.exchanged]
    chapters.append(Chapter(*EVERY_REQUEST, every_request.steps(last, exchanged)))
    programme = await _programme(Bench(Case(0), starts_at))
    return Certificate("PAR Punchh", facts_of(programme, on), tuple(chapters), LEFT_OUT)


async def _play(plan: Plan, bench: Bench) -> None:
    try:
        await plan.play(bench)
    except Exception as error:  # noqa: BLE001 - whatever breaks a chapter is its failure
        nothing = Wire(Transcript())
        with bench.case.step(nothing, "The chapter is played to its end", "—") as step:
            step.equal("broken off by", type(error).__name__, "nothing")


async def _programme(bench: Bench) -> Programme:
    async with bench.open() as till:
        return await till.provider.programme()
