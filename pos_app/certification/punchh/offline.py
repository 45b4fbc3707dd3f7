"""Thirty days without a network; contract, 8."""

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import COFFEE, OLA, OLAS_PHONE, PRESS, SHIRT, TENTH_OFF
from pos_app.checkout.state import Link, OpenMatter, QuoteFailed

DAY = 86_400
POSTS = ("checkin", "receipt")
SOLD_ON = (0, 2, 9, 20, 29)
BACK_ON = 31
"""Days without a network: the first sale is too old when it is back."""


async def play(bench: Bench) -> None:
    case = bench.case
    async with bench.open() as till:
        await till.provider.programme()
        till.arm("*", "refuse_connection", 0)
        with case.step(till.wire, "Without a network nothing is redeemed", "8") as step:
            till.scan(COFFEE, PRESS)
            await till.find(OLAS_PHONE)
            quote = till.state.quote
            step.true("the till says so", isinstance(quote, QuoteFailed) and quote.offline)
            till.till.choose_reward(TENTH_OFF)
            till.till.confirm_reward()
            await till.quiet()
            step.true("no reward can be marked", till.state.choice is None)
            step.true("the sale can be paid without", till.state.sale.can_be_paid)
        sales = []
        with case.step(till.wire, "Sales of 29 days queue, with their guests", "8") as step:
            for number, day in enumerate(SOLD_ON):
                await _until_day(till, day)
                if number:
                    till.till.next_sale()
                    till.scan(SHIRT)
                    await till.find(OLAS_PHONE)
                sales.append(await till.pay())
            step.equal("messages that wait", till.state.waiting, 2 * len(SOLD_ON))
            step.equal("received meanwhile", len(_received(till)), 0)
            step.equal("the till's line", till.state.link, Link.NO_ANSWER)
        with case.step(till.wire, "Back after 31 days: first in, first out", "8", POSTS) as step:
            await _until_day(till, BACK_ON)
            till.disarm("*")
            await till.advance(60)
            await till.deliver()
            orders = [till.book.sales[sale].order for sale in sales[1:]]
            expected = [f"{kind} {order.id}" for order in orders if order for kind in POSTS]
            step.equal("received, in this order", _received(till), expected)
            step.equal("messages that wait", till.state.waiting, 0)
            step.equal("check-ins in the books", len(till.books.checkins), len(SOLD_ON) - 1)
            step.equal("receipts in the books", len(till.books.receipts), len(SOLD_ON) - 1)
            step.true("all of the guest", {one.guest for one in till.books.checkins} == {OLA})
        with case.step(till.wire, "A second or more between two of one key", "5.11", ()) as step:
            apart = [_apart(till, one.key) for one in till.books.checkins]
            step.true("between check-in and receipt, of each check", all(gap >= 1 for gap in apart))
        with case.step(till.wire, "Older than 30 days: not sent, and told", "8", ()) as step:
            oldest = till.book.sales[sales[0]].order
            told = [one for one in till.state.matters if isinstance(one, OpenMatter)]
            step.equal("left to a person", [str(one.step) for one in told], ["register", "record"])
            named = {one.reference for one in told} == {oldest.id if oldest else ""}
            step.true("both of the sale of day 0", named)
            received = [one for one in _received(till) if oldest and oldest.id in one]
            step.equal("received of it", received, [])
            step.equal("redemptions in the books", len(findings.standing(till)), 0)


async def _until_day(till: Counter, day: int) -> None:
    gone = till.clock.monotonic()
    if day * DAY > gone:
        await till.advance(day * DAY - gone)


def _received(till: Counter) -> list[str]:
    """What arrived of checks, by its check's number."""
    return [
        f"{call.call} {call.json.get('transaction_no')}"
        for call in till.sandbox.punchh.calls
        if call.call in POSTS and isinstance(call.json, dict)
    ]


def _apart(till: Counter, key: tuple[str, str]) -> float:
    [checkin] = [one for one in till.books.checkins if one.key == key]
    return (till.books.receipts[key].versions[0].at - checkin.at).total_seconds()
