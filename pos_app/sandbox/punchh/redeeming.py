"""Look-up, quote, commit and void (contract, sections 5.6, 5.8 and 5.9)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import answers, baskets, discounts, returning, selecting
from pos_app.sandbox.punchh.qualifying import Check, Verdict, judge
from pos_app.sandbox.punchh.records import BasketState, Redemption, Spent
from pos_app.sandbox.punchh.refusals import (
    NO_BASKET,
    UNSUPPORTED,
    Refusal,
    RefusedError,
    refused,
)

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.discounts import Discount
    from pos_app.sandbox.punchh.receipt_block import ReceiptBlock
    from pos_app.sandbox.punchh.records import Basket, BasketItem, Guest


@dataclass(frozen=True, slots=True)
class Entry:
    """One discount against the check."""

    item: BasketItem | None
    """None for what is not in the basket."""
    discount: Discount | None
    """None for what is no longer usable."""
    verdict: Verdict


def check_feature(books: Books) -> None:
    settings = books.settings
    if not (settings.multiple_redemptions_enabled and settings.multiple_redemption_on_location):
        raise RefusedError(UNSUPPORTED)


def look_up(books: Books, receipt: ReceiptBlock) -> JsonObject:
    """What is in the basket, and what could be added to it; locks the basket."""
    guest = books.welcome_guest(receipt.guest)
    basket = baskets.find(books, guest)
    baskets.check_lock(basket, receipt.external_uid)
    if books.settings.auto_redemption:
        offered = [_wanted(one) for one in discounts.available(books, guest, basket)]
        basket = selecting.fitting(books, guest, offered)
    elif basket is None and books.settings.lookup_opens_basket:
        basket = baskets.open_for(books, guest)
    check = _check(books, receipt)
    selected: list[Entry] = []
    if basket is not None:
        baskets.lock(books, basket, receipt.external_uid)
        selected = _evaluate(books, guest, basket, check)
        baskets.drop(books, basket, baskets.unusable(books, guest, basket))
    others = list(discounts.available(books, guest, basket))
    unselected = [Entry(None, one, _alone(books, receipt, one)) for one in others]
    return answers.looked_up(books, guest, selected, unselected)


def auto_select(books: Books, receipt: ReceiptBlock) -> Basket:
    """Subscriptions and rewards that qualify; whatever costs points stays out."""
    guest = books.welcome_guest(receipt.guest)
    basket = baskets.find(books, guest)
    baskets.check_lock(basket, receipt.external_uid)
    offered = [
        one
        for one in discounts.available(books, guest, basket)
        if one.type in {"reward", "subscription"} and _alone(books, receipt, one).qualified
    ]
    chosen = selecting.fitting(books, guest, [_wanted(one) for one in offered])
    return chosen or baskets.existing(books, guest)


def quote(books: Books, receipt: ReceiptBlock) -> JsonObject:
    guest, basket = _basket_to_redeem(books, receipt)
    baskets.lock(books, basket, receipt.external_uid)
    entries = _evaluate(books, guest, basket, _check(books, receipt))
    _check_balances(books, guest, entries)
    basket.quoted = receipt.body
    baskets.drop(books, basket, [e.item for e in entries if e.item and e.discount is None])
    return answers.quoted(books, guest, basket, entries)


def commit(books: Books, receipt: ReceiptBlock, channel: str = "pos") -> JsonObject:
    """Spends what qualifies and closes the basket; with only failures nothing happens."""
    repeated = _repeated(books, receipt)
    if repeated is not None:
        return repeated.answer
    guest, basket = _basket_to_redeem(books, receipt)
    baskets.lock(books, basket, receipt.external_uid)
    entries = _evaluate(books, guest, basket, _check(books, receipt))
    if _differs_from_quote(books, basket, receipt):
        entries = [Entry(one.item, one.discount, Verdict(None)) for one in entries]
    _check_balances(books, guest, entries)
    document, now = answers.quoted(books, guest, basket, entries), books.clock.now()
    spent = [_spend(books, guest, one, now) for one in entries if one.verdict.qualified]
    if not spent:
        baskets.drop(books, basket, [e.item for e in entries if e.item and e.discount is None])
        return document
    baskets.close(books, basket, BasketState.REDEEMED)
    books.redemptions[basket.ref] = Redemption(
        ref=basket.ref,
        guest=guest.id,
        external_uid=receipt.external_uid,
        at=now,
        spent=spent,
        answer=document,
        channel=channel,
    )
    return document


def void(books: Books, guest: Guest, ref: str) -> None:
    """All of it, at any time before the check-in; everything is usable again at once."""
    made = books.redemptions.get(ref)
    if made is None or made.guest != guest.id or made.returned_by == "void":
        raise RefusedError(NO_BASKET)
    if made.returned_by == "receipt" and books.settings.void_after_receipt_void == "no_basket":
        raise RefusedError(NO_BASKET)
    if _is_checked_in(books, made):
        text = f"Checkin associated with external_uid {made.external_uid} has been committed."
        raise RefusedError(Refusal(410, text, "D", "commited"))
    returning.give_back(books, made, "void")


def _is_checked_in(books: Books, made: Redemption) -> bool:
    gone = books.settings.void_after_receipt_void == "gone"
    return bool(made.external_uid) and any(
        one.external_uid == made.external_uid and (one.voided_at is None or gone)
        for one in books.checkins
    )


def _basket_to_redeem(books: Books, receipt: ReceiptBlock) -> tuple[Guest, Basket]:
    guest = books.welcome_guest(receipt.guest)
    basket = baskets.find(books, guest)
    baskets.check_lock(basket, receipt.external_uid)
    if basket is None or not basket.items:
        raise RefusedError(NO_BASKET)
    if len(basket.items) > books.settings.max_redemptions_in_transaction:
        raise refused("Redemption limit reached")
    kinds = Counter(discounts.acquisition_of(item.type) for item in basket.items)
    selecting.check_kinds(books, kinds)
    return guest, basket


def _repeated(books: Books, receipt: ReceiptBlock) -> Redemption | None:
    if books.settings.repeat_of_commit != "same_answer" or receipt.guest in books.active:
        return None
    for made in books.redemptions.values():
        same = made.guest == receipt.guest and made.external_uid == receipt.external_uid
        if same and made.returned_at is None:
            return made
    return None


def _check(books: Books, receipt: ReceiptBlock) -> Check:
    return Check(receipt, reuse_items=books.settings.allow_multiple_redemption_on_item)


def _alone(books: Books, receipt: ReceiptBlock, discount: Discount) -> Verdict:
    return judge([discount], _check(books, receipt))[0]


def _evaluate(books: Books, guest: Guest, basket: Basket, check: Check) -> list[Entry]:
    found = [discounts.resolve(books, guest, item) for item in basket.items]
    verdicts = judge(found, check)
    return [
        Entry(item, discount, verdict)
        for item, discount, verdict in zip(basket.items, found, verdicts, strict=True)
    ]


def _check_balances(books: Books, guest: Guest, entries: list[Entry]) -> None:
    """Of what qualifies; judged anew at the commit."""
    taken = [e.discount for e in entries if e.discount is not None and e.verdict.qualified]
    if sum(one.points or 0 for one in taken) > guest.points:
        raise refused("Points Balance is insufficient to process request")
    if sum(one.value_cents or 0 for one in taken) > guest.banked_cents:
        raise refused(selecting.INSUFFICIENT)
    if sum(1 for one in taken if one.type == "card_completion") > guest.cards:
        raise refused("Not enough cards")
    for one in taken:
        if not discounts.is_supported(books, one.type):
            raise RefusedError(UNSUPPORTED)


def _differs_from_quote(books: Books, basket: Basket, receipt: ReceiptBlock) -> bool:
    """Of the same holder: nobody has to repeat what another channel quoted."""
    quoted = basket.quoted
    if books.settings.changed_receipt == "counts" or quoted is None:
        return False
    return quoted.get("external_uid") == receipt.external_uid and quoted != receipt.body


def _spend(books: Books, guest: Guest, entry: Entry, now: datetime) -> Spent:
    item, discount, cents = entry.item, entry.discount, entry.verdict.cents
    assert item is not None and discount is not None and cents is not None  # noqa: PT018, S101
    spent = Spent(
        type=discount.type,
        discount_id=discount.id,
        redemption_id=item.redemption_id,
        name=discount.name,
        cents=cents,
        points=discount.points or 0,
        banked_cents=cents if discount.type == "discount_amount" else 0,
        cards=1 if discount.type == "card_completion" else 0,
    )
    returning.take(books, guest, spent, now)
    return spent


def _wanted(discount: Discount) -> selecting.Wanted:
    return selecting.Wanted(discount.type, discount.id, discount.value_cents)
