"""Three books held against each other: the provider's, the till's, and what the screen said."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

from pos_app.core.decision import Decision
from pos_app.core.redemption.states import Closed, Outcome, Spent, intent_of, worth_of
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from tests.faults.campaign.ledger import (
    Approval,
    Books,
    Held,
    Redemption,
    Registered,
    Request,
)
from tests.faults.campaign.records import Records

DOUBLE, LOST, HANGING, SCREEN, BROKEN = "double", "lost", "hanging", "wrong screen", "broken"
UNPROVED = "unproved"
KINDS = (DOUBLE, LOST, UNPROVED, HANGING, SCREEN, BROKEN)


class Finding(Value, frozen=True):
    kind: str
    text: str


def on_the_books(
    books: Books, records: Records, sent: list[tuple[str, bytes]], lost: AbstractSet[str]
) -> list[Finding]:
    """At rest: every fault is over, and time enough has passed. ``lost`` are orders of which a
    damaged journal has taken something with it."""
    return [
        *_redemptions(books, records),
        *_unproved(books, records),
        *_held(books, records),
        *_sales(books, records, lost),
        *_orders(books, records, lost),
        *_bytes(sent),
    ]


def _redemptions(books: Books, records: Records) -> Iterator[Finding]:
    standing: Counter[str] = Counter()
    for made in books.redemptions:
        if made.name not in records.intents and not made.active:
            continue
        if made.name not in records.intents:
            yield Finding(DOUBLE, f"{made.name} was redeemed and is in no journal")
            continue
        sale_id, intent = records.intents[made.name]
        sale = records.sales[sale_id]
        if not made.active or _is_written_off(sale):
            continue
        standing[sale_id] += 1
        if not isinstance(sale.redemption, Spent) or sale.redemption.intent.key != intent.key:
            yield Finding(LOST, f"{made.name} stands, but sale {sale_id} is {_state(sale)}")
        elif made.minor is not None and made.minor != worth_of(sale.redemption).minor:
            took = worth_of(sale.redemption).minor
            yield Finding(LOST, f"{made.name} took {made.minor}, the sale {took}")
    for sale_id, count in standing.items():
        if count > 1:
            yield Finding(DOUBLE, f"sale {sale_id} has {count} redemptions that stand")


def _unproved(books: Books, records: Records) -> Iterator[Finding]:
    """Where somebody else minds the codes: nothing is redeemed before its customer was asked for
    just this and has agreed, nothing that they were asked serves two sales, and their device never
    shows two of them at once."""
    for made in books.redemptions if books.approvals is not None else ():
        sale_id, intent = records.intents.get(made.name, ("", None))
        if intent is None or not intent.needs_code or sale_id in records.compared:
            continue
        if not any(_proves(approval, made, records) for approval in books.approvals or ()):
            yield Finding(UNPROVED, f"{made.name} was redeemed, and its customer never agreed")
    owners: dict[str, str] = {}
    for name, bonds in records.bonds.items():
        for told in bonds:
            if told in books.elsewhere:
                yield Finding(UNPROVED, f"{told} is another till's, and was asked for {name}")
            if owners.setdefault(told, name) != name:
                yield Finding(UNPROVED, f"{told} was asked for {owners[told]} and for {name}")
    yield from _at_once(books.requests)


def _proves(approval: Approval, made: Redemption, records: Records) -> bool:
    told = approval.transaction or approval.reference
    bound = told in records.bonds.get(made.name, ())
    return bound and approval.customer == made.customer and approval.at <= made.at


def _at_once(requests: Sequence[Request]) -> Iterator[Finding]:
    for one, other in combinations(requests, 2):
        together = one.customer == other.customer and one.transaction != other.transaction
        if together and max(one.since, other.since) < min(one.until, other.until):
            yield Finding(UNPROVED, f"{one.customer} had two requests at once on their device")


def _held(books: Books, records: Records) -> Iterator[Finding]:
    """At rest nothing is set apart, but by a hold of whose record a damaged journal took a part."""
    for held in books.held:
        if held.lapses:
            continue
        known = records.intents.get(held.name)
        if known is None or known[0] not in records.compared:
            yield Finding(HANGING, held.what)


def unaccounted(books: Books, records: Records) -> list[str]:
    """What stands at the provider, by name, and no sale at the till speaks of."""
    names = [made.name for made in books.redemptions if made.active]
    return [name for name in names if not _speaks_of(records, name)]


def held_by_nobody(books: Books, records: Records) -> list[Held]:
    """What is set apart there for something that no sale at the till speaks of."""
    return [held for held in books.held if not _speaks_of(records, held.name)]


def known_only_there(books: Books, records: Records) -> set[str]:
    """Orders that were registered, returned or cancelled, and the till has no record of that."""
    return {
        order_id
        for order_id, there in books.orders.items()
        if (sale := records.orders.get(order_id)) is None
        or (there.cancelled and not sale.is_cancelled)
        or there.remaining != sale.current_total.minor
        or there.earned != _expected_to_earn(sale)
    }


def _speaks_of(records: Records, name: str) -> bool:
    if name not in records.intents:
        return False
    sale_id, wanted = records.intents[name]
    sale = records.sales[sale_id]
    intent = intent_of(sale.redemption)
    return sale.id not in records.compared and intent is not None and intent.key == wanted.key


def _is_written_off(sale: Sale) -> bool:
    """A supervisor has made it good in another way."""
    state = sale.redemption
    return isinstance(state, Closed) and state.outcome is Outcome.WRITTEN_OFF


def _sales(books: Books, records: Records, lost: AbstractSet[str]) -> Iterator[Finding]:
    for sale in records.sales.values():
        if sale.id in records.compared:
            continue
        if not sale.is_settled:
            yield Finding(HANGING, f"sale {sale.id} is not settled: {_state(sale)}")
        known = sale.order is None or sale.order.id not in lost
        if known and isinstance(sale.redemption, Spent) and not _is_covered(sale, records, books):
            yield Finding(LOST, f"sale {sale.id} was discounted without a redemption that stands")
    if records.private and not any(not sale.is_settled for sale in records.sales.values()):
        yield Finding(HANGING, f"{records.private} private rows are kept of settled sales")


def _is_covered(sale: Sale, records: Records, books: Books) -> bool:
    assert isinstance(sale.redemption, Spent)
    key = sale.redemption.intent.key
    names = {name for name, (_, intent) in records.intents.items() if intent.key == key}
    found = [made for made in books.redemptions if made.name in names]
    return bool(found) and (sale.is_cancelled or any(made.active for made in found))


def _orders(books: Books, records: Records, lost: AbstractSet[str]) -> Iterator[Finding]:
    for order_id in books.orders.keys() - records.orders.keys() - lost:
        yield Finding(DOUBLE, f"order {order_id} was registered and nobody paid it")
    for order_id, sale in records.orders.items():
        if sale.id in records.compared or order_id in lost:
            continue
        yield from _order(books, order_id, sale)


def _order(books: Books, order_id: str, sale: Sale) -> Iterator[Finding]:
    assert sale.order is not None
    found = books.orders.get(order_id)
    told = [post for post in (sale.registration, sale.record) if post is not None]
    if found is None:
        if any(post.decision is not Decision.LEFT_OUT for post in told):
            yield Finding(LOST, f"order {order_id} was paid and never registered")
        return
    if not told:
        yield Finding(DOUBLE, f"order {order_id} was registered without a customer")
        return
    yield from _earned(order_id, sale, found)
    there = (found.minor, found.remaining, found.cancelled, found.coupon or None)
    expected = (
        sale.order.total.minor,
        sale.current_total.minor,
        sale.is_cancelled,
        sale.order.coupon,
    )
    if there != expected:
        yield Finding(LOST, f"order {order_id} is {there} at the provider, {expected} at the till")


def _earned(order_id: str, sale: Sale, found: Registered) -> Iterator[Finding]:
    expected = _expected_to_earn(sale)
    if found.earned > expected:
        yield Finding(DOUBLE, f"order {order_id} counted {found.earned} times, not {expected}")
    elif found.earned < expected:
        yield Finding(LOST, f"order {order_id} never counted for its customer")


def _expected_to_earn(sale: Sale) -> int:
    known = sale.registration
    return 0 if known is None or known.decision is Decision.LEFT_OUT else 1


def _bytes(sent: list[tuple[str, bytes]]) -> Iterator[Finding]:
    bodies: dict[str, bytes] = {}
    for key, body in sent:
        if bodies.setdefault(key, body) != body:
            yield Finding(DOUBLE, f"{key} left with two different requests")


def _state(sale: Sale) -> str:
    return f"{sale.stage} with {type(sale.redemption).__name__}, posts {_posts(sale)}"


def _posts(sale: Sale) -> str:
    return " ".join(f"{post.submission.step}:{post.submission.phase}" for post in sale.posts)


# --- the screen ----------------------------------------------------------------------------------

OPEN = {
    "SendingCode",
    "AwaitingCode",
    "AwaitingApproval",
    "CheckingCode",
    "Committing",
    "Reversing",
    "Holding",
}
ON_THE_PHONE = "The phone shows:", "Their phone asks: pay"
NOT_USED = "No reward was used"
USED = "Its reward is redeemed"
UNKNOWN = (
    "has not answered yet",
    "cannot be reached",
    "has not given the reward back yet",
    "may still be on its way",
)


def on_the_screen(moment: str, seen: dict[str, Any], books: Books) -> list[Finding]:
    return [
        Finding(SCREEN, f"at '{moment}': {text}")
        for text in (*_money(seen, books), *_words(moment, seen, books))
    ]


def _money(seen: dict[str, Any], books: Books) -> Iterator[str]:
    """What is to pay is the basket less what the provider has really taken, and nothing else."""
    believes, stands = seen["believes"], books.stands(seen["name"])
    shown = _amount(seen["total"])
    worth = seen["state"] in {"Redeemed", "Spent"}
    if worth and not stands:
        yield f"{seen['name']} is shown as redeemed, and does not stand"
    taken = believes["discount"] if worth else 0
    expected = max(0, believes["payable"] - taken) + (believes["gift"] if worth else 0)
    if shown is not None and shown != expected:
        yield f"{shown} is shown to pay, {expected} is right"
    if seen["undo"] and not stands:
        yield "undoing is offered, and nothing stands"


def _words(moment: str, seen: dict[str, Any], books: Books) -> Iterator[str]:
    stands = books.stands(seen["name"])
    if USED in seen["banner"] and not stands:
        yield "the banner says that the reward is redeemed, and it is not"
    if NOT_USED in seen["banner"] and stands:
        yield "the banner says that no reward was used, and one stands"
    if seen["state"] == "Closed" and seen["outcome"] != Outcome.WRITTEN_OFF and stands:
        yield f"{seen['name']} is over for the till ({seen['outcome']}), and stands"
    if (
        moment == "waiting"
        and seen["resting"]
        and not any(words in seen["screen"] for words in UNKNOWN)
    ):
        yield f"an open outcome is not called open: {seen['screen']}"
    if seen["pay"] and seen["state"] in OPEN and not seen["left"]:
        yield "paying is offered while the outcome is open"
    told = any(words in seen["screen"] for words in ON_THE_PHONE)
    if seen["state"] == "AwaitingApproval" and not told:
        yield f"nobody can tell what the customer's phone should show: {seen['screen']}"


def _amount(text: str) -> int | None:
    found = re.search(r"([\d.]+),(\d\d)", text)
    return int(found[1].replace(".", "") + found[2]) if found else None
