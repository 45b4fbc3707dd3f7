"""Putting discounts into a basket: all of them or none (contract, section 5.7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import baskets, discounts
from pos_app.sandbox.punchh.discounts import TYPES, acquisition_of
from pos_app.sandbox.punchh.records import BasketItem
from pos_app.sandbox.punchh.refusals import (
    CODE_BUSY,
    UNSUPPORTED,
    RefusedError,
    missing,
    refused,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.reading import Members
    from pos_app.sandbox.punchh.records import Basket, Coupon, Guest

INSUFFICIENT = "Balance is insufficient to process request"


@dataclass(frozen=True, slots=True)
class Wanted:
    type: str
    discount_id: str | None = None
    value_cents: int | None = None


def read_wanted(entry: Members) -> Wanted:
    discount_type = entry.optional_text("discount_type")
    if discount_type is None:
        raise missing("discount_type")
    if discount_type not in TYPES:
        raise refused(f"Discount type should be {', '.join(TYPES)}")
    if discount_type == "discount_amount":
        return Wanted(discount_type, value_cents=_read_value(entry))
    if discount_type == "card_completion":
        return Wanted(discount_type)
    return Wanted(discount_type, entry.optional_text("discount_id"))


def _read_value(entry: Members) -> int | None:
    try:
        return entry.optional_cents("discount_value")
    except RefusedError:
        return None


def select(books: Books, guest: Guest, wanted: Sequence[Wanted]) -> Basket:
    """Raises RefusedError for the first that does not fit; nothing is added then."""
    basket = baskets.find(books, guest)
    present = list(basket.items) if basket else []
    _check_duplicates(wanted, present)
    for one in wanted:
        _check_one(books, guest, one)
    everything: list[Wanted | BasketItem] = [*present, *wanted]
    _check_together(books, guest, everything)
    basket = baskets.open_for(books, guest)
    basket.items += [_item(books, one) for one in wanted]
    return basket


def fitting(books: Books, guest: Guest, wanted: Sequence[Wanted]) -> Basket | None:
    """Selects one by one whatever fits; None when the guest ends without a basket."""
    for one in wanted:
        try:
            select(books, guest, [one])
        except RefusedError:
            continue
    return baskets.find(books, guest)


def _item(books: Books, wanted: Wanted) -> BasketItem:
    return BasketItem(
        id=next(books.item_ids),
        type=wanted.type,
        discount_id=wanted.discount_id,
        value_cents=wanted.value_cents,
        created_at=books.clock.now(),
        redemption_id=next(books.redemption_ids),
    )


def _check_duplicates(wanted: Sequence[Wanted], present: Sequence[BasketItem]) -> None:
    named = [(one.type, one.discount_id) for one in wanted if one.type != "card_completion"]
    if len(set(named)) < len(named):
        raise refused("Same parameters provided multiple times")
    if {(item.type, item.discount_id) for item in present} & set(named):
        raise refused("Discount basket items have already been taken for the user")


def _check_one(books: Books, guest: Guest, wanted: Wanted) -> None:
    """Points are not looked at before the quote."""
    if not discounts.is_supported(books, wanted.type):
        raise RefusedError(UNSUPPORTED)
    if wanted.type == "discount_amount":
        _check_amount(books, guest, wanted.value_cents)
        return
    if wanted.type == "redemption_code":
        _check_code(books, guest, wanted.discount_id)
        return
    if discounts.find(books, guest, wanted.type, wanted.discount_id, None) is None:
        raise refused(f"Invalid {wanted.type.capitalize()} ID")


def _check_amount(books: Books, guest: Guest, cents: int | None) -> None:
    if cents is None or cents <= 0:
        raise refused("Invalid Discount Value")
    if cents > guest.banked_cents:
        raise refused(INSUFFICIENT)
    if cents > books.settings.max_discount_amount_cents:
        raise refused("Max Redemption Amount has been reached")


def _check_code(books: Books, guest: Guest, code: str | None) -> None:
    coupon = books.coupons.get(code or "")
    if coupon is None:
        raise refused("Invalid Code")
    if not coupon.active:
        raise refused("Coupon/Promo code is not active")
    if coupon.usage_limit is not None and len(coupon.uses) >= coupon.usage_limit:
        raise refused("The code can not be added, as the campaign has exceeded its usage limit")
    if coupon.daily_limit is not None and _uses_today(books, guest, coupon) >= coupon.daily_limit:
        raise refused(f"This coupon can only be used {coupon.daily_limit} time(s) per day.")
    if coupon.usage_limit == 1 and _is_held_elsewhere(books, guest, coupon):
        raise RefusedError(CODE_BUSY)


def _uses_today(books: Books, guest: Guest, coupon: Coupon) -> int:
    today = books.clock.now().date()
    return sum(1 for user, at in coupon.uses if user == guest.id and at.date() == today)


def _is_held_elsewhere(books: Books, guest: Guest, coupon: Coupon) -> bool:
    others = [basket for owner, basket in books.active.items() if owner != guest.id]
    return any(item.discount_id == coupon.code for basket in others for item in basket.items)


def _check_together(books: Books, guest: Guest, everything: Sequence[Wanted | BasketItem]) -> None:
    types = Counter(one.type for one in everything)
    if types["card_completion"] > guest.cards:
        raise refused("Not enough cards")
    if types["subscription"] > 1:
        raise refused("Cannot add more than one subscription into basket")
    if len(everything) > books.settings.max_redemptions_in_transaction:
        raise refused("Redemption limit reached")
    kinds = Counter(acquisition_of(one.type) for one in everything)
    check_kinds(books, kinds)


def check_kinds(books: Books, kinds: Counter[str]) -> None:
    limits = {
        "loyalty": books.settings.loyalty_limit,
        "pre_purchased": books.settings.pre_purchased_limit,
        "offer": books.settings.offer_limit,
        "promo_coupon": books.settings.promo_coupon_limit,
    }
    for kind, limit in limits.items():
        if kinds[kind] > limit:
            raise refused(
                f"Processing limit for discounts of {kind} type has been reached",
            )
    for pair in books.settings.exclude_interoperability:
        one, _, other = pair.partition("|")
        if kinds[one] and kinds[other] and (one != other or kinds[one] > 1):
            raise refused("Interoperability validation failed")
