"""Three books held against each other: the provider's, the till's, and what the screen said."""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from pos_app.core.decision import Decision
from pos_app.core.redemption.states import Closed, Outcome, Spent, intent_of
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from tests.faults.campaign.ledger import Books, Redemption
from tests.faults.campaign.records import Records

DOUBLE, LOST, HANGING, SCREEN, BROKEN = "double", "lost", "hanging", "wrong screen", "broken"
KINDS = (DOUBLE, LOST, HANGING, SCREEN, BROKEN)


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
        *_sales(books, records, lost),
        *_orders(books, records, lost),
        *_bytes(sent),
    ]


def _redemptions(books: Books, records: Records) -> Iterator[Finding]:
    standing: Counter[str] = Counter()
    for made in books.redemptions:
        if made.key not in records.intents and not made.active:
            continue
        if made.key not in records.intents:
            yield Finding(DOUBLE, f"{made.key} was redeemed and is in no journal")
            continue
        sale_id, intent = records.intents[made.key]
        sale = records.sales[sale_id]
        if not made.active or _is_written_off(sale):
            continue
        standing[sale_id] += 1
        if not isinstance(sale.redemption, Spent) or sale.redemption.intent.key != made.key:
            yield Finding(LOST, f"{made.key} stands, but sale {sale_id} is {_state(sale)}")
        elif made.minor is not None and made.minor != intent.amount.minor:
            yield Finding(LOST, f"{made.key} took {made.minor}, the sale {intent.amount.minor}")
    for sale_id, count in standing.items():
        if count > 1:
            yield Finding(DOUBLE, f"sale {sale_id} has {count} redemptions that stand")


def unaccounted(books: Books, records: Records) -> list[str]:
    """Keys that stand at the provider and that no sale at the till speaks of."""
    keys = [made.key for made in books.redemptions if made.active]
    return [key for key in keys if not _speaks_of(records, key)]


def known_only_there(books: Books, records: Records) -> set[str]:
    """Orders that were registered, returned or cancelled, and the till has no record of that."""
    return {
        order_id
        for order_id, there in books.orders.items()
        if (sale := records.orders.get(order_id)) is None
        or (there.cancelled and not sale.is_cancelled)
        or there.remaining < sale.current_total.minor
    }


def _speaks_of(records: Records, key: str) -> bool:
    if key not in records.intents:
        return False
    sale = records.sales[records.intents[key][0]]
    intent = intent_of(sale.redemption)
    return sale.id not in records.compared and intent is not None and intent.key == key


def _is_written_off(sale: Sale) -> bool:
    """A supervisor has made it good in another way."""
    state = sale.redemption
    return isinstance(state, Closed) and state.outcome is Outcome.WRITTEN_OFF


def _sales(books: Books, records: Records, lost: AbstractSet[str]) -> Iterator[Finding]:
    made = {one.key: one for one in books.redemptions}
    for sale in records.sales.values():
        if sale.id in records.compared:
            continue
        if not sale.is_settled:
            yield Finding(HANGING, f"sale {sale.id} is not settled: {_state(sale)}")
        known = sale.order is None or sale.order.id not in lost
        if known and isinstance(sale.redemption, Spent) and not _is_covered(sale, made):
            yield Finding(LOST, f"sale {sale.id} was discounted without a redemption that stands")
    if records.private and not any(not sale.is_settled for sale in records.sales.values()):
        yield Finding(HANGING, f"{records.private} private rows are kept of settled sales")


def _is_covered(sale: Sale, made: dict[str, Redemption]) -> bool:
    assert isinstance(sale.redemption, Spent)
    found = made.get(sale.redemption.intent.key)
    return found is not None and (found.active or sale.is_cancelled)


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
    left_out = sale.registration is not None and sale.registration.decision is Decision.LEFT_OUT
    if left_out and found is None:
        return
    if sale.registration is None:
        if found is not None:
            yield Finding(DOUBLE, f"order {order_id} was registered without a customer")
        return
    if found is None:
        yield Finding(LOST, f"order {order_id} was paid and never registered")
        return
    told = (found.minor, found.remaining, found.cancelled, found.coupon or None)
    expected = (
        sale.order.total.minor,
        sale.current_total.minor,
        sale.is_cancelled,
        sale.order.coupon,
    )
    if told != expected:
        yield Finding(LOST, f"order {order_id} is {told} at the provider, {expected} at the till")


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
    believes, stands = seen["believes"], books.stands(seen["key"])
    shown = _amount(seen["total"])
    worth = seen["state"] in {"Redeemed", "Spent"}
    if worth and not stands:
        yield f"{seen['key']} is shown as redeemed, and does not stand"
    taken = believes["discount"] if worth else 0
    expected = max(0, believes["payable"] - taken) + (believes["gift"] if worth else 0)
    if shown is not None and shown != expected:
        yield f"{shown} is shown to pay, {expected} is right"
    if seen["undo"] and not stands:
        yield "undoing is offered, and nothing stands"


def _words(moment: str, seen: dict[str, Any], books: Books) -> Iterator[str]:
    stands = books.stands(seen["key"])
    if USED in seen["banner"] and not stands:
        yield "the banner says that the reward is redeemed, and it is not"
    if NOT_USED in seen["banner"] and stands:
        yield "the banner says that no reward was used, and one stands"
    if seen["state"] == "Closed" and stands:
        yield f"{seen['key']} is over for the till ({seen['outcome']}), and stands"
    if moment == "waiting" and not any(words in seen["screen"] for words in UNKNOWN):
        yield f"an open outcome is not called open: {seen['screen']}"
    if seen["pay"] and seen["state"] in {"Committing", "Reversing", "Holding"} and not seen["left"]:
        yield "paying is offered while the outcome is open"


def _amount(text: str) -> int | None:
    found = re.search(r"([\d.]+),(\d\d)", text)
    return int(found[1].replace(".", "") + found[2]) if found else None
