"""What a paid check earns; contract, 5.10."""

from collections.abc import Iterable
from decimal import Decimal

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import (
    CARLOS,
    CARLOS_CARD,
    COFFEE,
    NOBODYS_PHONE,
    OLA,
    OLAS_APP_CODE,
    OLAS_PHONE,
    PRESS,
    SHIRT,
    TENTH_OFF,
)
from pos_app.certification.steps import Judge
from pos_app.core.submission import Step as Stage
from pos_app.sandbox.exact_json import Json

POSTS = ("checkin", "receipt")


async def play(bench: Bench) -> None:
    await _with_a_redemption(bench)
    await _replayed(bench)
    await _by_another_key(bench)
    await _nobody(bench)


async def _with_a_redemption(bench: Bench) -> None:
    case = bench.case
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, SHIRT, PRESS)
        till.till.set_discount("6.90")
        await till.find(OLAS_PHONE)
        await till.redeem(TENTH_OFF, OLAS_PHONE)
        [made] = findings.standing(till)
        had = findings.points(till, OLA)
        with case.step(till.wire, "Nothing is earned before the tender", "5.10") as step:
            step.equal("check-ins in the books", len(till.books.checkins), 0)
        with case.step(
            till.wire,
            "The paid check with its redemption and the till's own discount",
            "5.10",
            POSTS,
        ) as step:
            await till.pay()
            await till.deliver()
            body = _body(till, "checkin")
            step.equal(
                "external_uid is that of the redemption",
                body.get("external_uid"),
                made.external_uid,
            )
            _balanced(step, body)
            total = till.state.sale.total
            step.equal(
                "receipt_amount is what was paid", body.get("receipt_amount"), total.to_decimal()
            )
            step.equal("points in the books", findings.points(till, OLA) - had, total.minor // 100)
            post = till.state.receipt.registration if till.state.receipt else None
            told = post.receipt.earned_points if post and post.receipt else None
            step.equal("points on the till's receipt", told, total.minor // 100)


async def _replayed(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        till.arm("checkin", "drop_after")
        with bench.case.step(
            till.wire, "Its answer is lost: the same again earns once", "5.10, 9.7", ("checkin",)
        ) as step:
            await till.pay()
            await till.deliver()
            first, second = till.sandbox.punchh.calls.named("checkin")
            step.true("the repeat is the same request", first.body == second.body)
            step.equal("check-ins in the books", len(till.books.checkins), 1)
            step.equal("received", till.books.checkins[0].received, 2)
    for answer in ("409", "422"):
        async with bench.open(duplicate_checkin=answer) as till:
            await till.begin(OLAS_PHONE, COFFEE, PRESS)
            till.arm("checkin", "drop_after")
            with bench.case.step(
                till.wire, f"The repeat is answered {answer}: already recorded", "9.7", ("checkin",)
            ) as step:
                await till.pay()
                await till.deliver()
                step.equal("check-ins in the books", len(till.books.checkins), 1)
                step.equal("left to a person", len(till.state.matters), 0)


async def _by_another_key(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(CARLOS_CARD, COFFEE)
        with bench.case.step(
            till.wire, "A guest without a real address is checked in by card", "5.10", ("checkin",)
        ) as step:
            await till.pay()
            await till.deliver()
            step.true("named by card", "card_number" in _body(till, "checkin"))
            step.equal("earned by the guest", _earners(till), [CARLOS])
    async with bench.open() as till:
        await till.begin(OLAS_APP_CODE, COFFEE)
        with bench.case.step(
            till.wire,
            "Who was found by a code that dies is checked in by telephone",
            "5.3, 5.10",
            ("checkin",),
        ) as step:
            await till.pay()
            await till.deliver()
            step.true("named by telephone", "phone" in _body(till, "checkin"))
            step.equal("earned by the guest", _earners(till), [OLA])


async def _nobody(bench: Bench) -> None:
    async with bench.open() as till:
        till.scan(SHIRT)
        await till.find(NOBODYS_PHONE)
        with bench.case.step(
            till.wire, "A check of nobody's earns nothing and is recorded", "5.10, 5.11", POSTS
        ) as step:
            await till.pay()
            await till.deliver()
            sent = [one.call for one in till.sandbox.punchh.calls if one.call in POSTS]
            step.equal("sent", sent, ["receipt"])
            step.equal(
                "steps that the till has queued", [str(one) for one in _steps(till)], ["record"]
            )


def _balanced(step: Judge, body: dict[str, Json]) -> None:
    """What is earned is computed from the lines: so they must say what was paid."""
    menu, off = _sum(body, "M"), _sum(body, "D")
    service, tax, paid = _sum(body, "S"), _sum(body, "T"), _sum(body, "P")
    step.equal("subtotal is M less D", body.get("subtotal_amount"), menu - off)
    step.equal("payable is subtotal, S and T", body.get("payable"), menu - off + service + tax)
    step.equal("and is paid", body.get("payable"), paid)


def _sum(body: dict[str, Json], kind: str) -> Decimal:
    found = [one for one in _lines(body) if one.get("menu_item_type") == kind]
    return sum((Decimal(str(one["item_amount"])) for one in found), Decimal("0.00"))


def _lines(body: dict[str, Json]) -> Iterable[dict[str, Json]]:
    lines = body.get("menu_items")
    return [one for one in lines if isinstance(one, dict)] if isinstance(lines, list) else []


def _body(till: Counter, call: str) -> dict[str, Json]:
    found = till.sandbox.punchh.calls.named(call)[-1].json
    return found if isinstance(found, dict) else {}


def _earners(till: Counter) -> list[int]:
    return [one.guest for one in till.books.checkins]


def _steps(till: Counter) -> list[Stage]:
    sale = till.state.sale
    return [post.submission.step for post in sale.posts]
