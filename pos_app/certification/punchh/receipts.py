"""Every closed check, its amendment and its void; contract, 5.11."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import COFFEE, OLA, OLAS_PHONE, PRESS, TENTH_OFF
from pos_app.certification.steps import Judge
from pos_app.sandbox.exact_json import Json
from pos_app.sandbox.punchh.records import Receipt

SHOWN = ("receipt",)


async def play(bench: Bench) -> None:
    await _amended_and_voided(bench)
    await _voided(bench)
    await _not_allowed(bench)


async def _sold(till: Counter, *, redeeming: bool) -> str:
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    if redeeming:
        await till.redeem(TENTH_OFF, OLAS_PHONE)
    sale = await till.pay()
    await till.deliver()
    return sale


async def _amended_and_voided(bench: Bench) -> None:
    case = bench.case
    async with bench.open(pending_points=True) as till:
        with case.step(
            till.wire,
            "The closed check is recorded after its check-in",
            "5.11",
            ("checkin", "receipt"),
        ) as step:
            sale = await _sold(till, redeeming=True)
            sent = [one.call for one in till.sandbox.punchh.calls][-2:]
            step.equal("in this order", sent, ["checkin", "receipt"])
            step.equal("versions in the books", len(_receipt(till).versions), 1)
            step.true("a second or more apart", _age(till) >= 1)
            step.equal("pending points", findings.pending_points(till, OLA), 160)
        with case.step(
            till.wire, "A part comes back: the receipt is amended", "5.11", SHOWN
        ) as step:
            coffee = till.book.sales[sale].lines[0]
            till.till.refund(sale, {coffee.id: 1})
            await till.deliver()
            first, second = _receipt(till).versions
            step.equal(
                "key and number are those of the check", _named(second.body), _named(first.body)
            )
            worth = till.book.sales[sale].current_total.to_decimal()
            step.equal("amount is what the check is worth since", second.body.get("amount"), worth)
            step.true(
                "a second or more after the first", (second.at - first.at).total_seconds() >= 1
            )
            step.equal("pending points", findings.pending_points(till, OLA), int(worth))
            step.equal("left to a person", len(till.state.matters), 0)
        with case.step(
            till.wire, "The rest comes back: the amended receipt is voided", "5.11", SHOWN
        ) as step:
            till.till.cancel_paid(sale)
            await till.deliver()
            *_, amended, last = _receipt(till).versions
            step.true("status is void", last.void)
            unchanged = {k: v for k, v in last.body.items() if k != "status"} == amended.body
            step.true("all other members are those of the last version", unchanged)
            _taken_back(step, till)


async def _voided(bench: Bench) -> None:
    async with bench.open(pending_points=True) as till:
        sale = await _sold(till, redeeming=True)
        with bench.case.step(till.wire, "A whole check is voided", "5.11", SHOWN) as step:
            till.till.cancel_paid(sale)
            await till.deliver()
            _taken_back(step, till)
            step.equal(
                "voids of the redemption beside it", len(till.sandbox.punchh.calls.named("void")), 0
            )


async def _not_allowed(bench: Bench) -> None:
    async with bench.open() as till:
        sale = await _sold(till, redeeming=False)
        with bench.case.step(
            till.wire,
            "Without pending points a void is refused, and told to a person",
            "5.11",
            SHOWN,
        ) as step:
            till.till.cancel_paid(sale)
            await till.deliver()
            [matter] = till.state.matters
            step.equal("left to a person", getattr(matter, "step", None), "cancel")
            step.equal("versions in the books", len(_receipt(till).versions), 1)
            step.equal("check-ins that still count", findings.earned(till), 178)


def _taken_back(step: Judge, till: Counter) -> None:
    step.equal("pending points", findings.pending_points(till, OLA), 0)
    step.equal("redemptions that stand", len(findings.standing(till)), 0)
    step.true("the reward is usable", not findings.is_spent(till, OLA, TENTH_OFF))
    step.equal("left to a person", len(till.state.matters), 0)


def _receipt(till: Counter) -> Receipt:
    [receipt] = till.books.receipts.values()
    return receipt


def _age(till: Counter) -> float:
    """Seconds between the check-in and the receipt."""
    return (_receipt(till).versions[0].at - till.books.checkins[0].at).total_seconds()


def _named(body: dict[str, Json]) -> list[str]:
    return [str(body.get("punchh_key")), str(body.get("transaction_no"))]
