"""What a discount type and id stand for, and which of them a guest could still have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh.fixtures import CARD_BENEFIT
from pos_app.sandbox.punchh.records import Benefit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Basket, BasketItem, Guest

TYPES = (
    "card_completion",
    "discount_amount",
    "fuel_reward",
    "redeemable",
    "redemption_code",
    "reward",
    "subscription",
)

ACQUISITION = {
    "reward": "offer",
    "redemption_code": "promo_coupon",
    "subscription": "pre_purchased",
}
"""Every other type is `loyalty`."""

_PROGRAM_OF = {
    "redeemable": "points_unlock_redeemables",
    "discount_amount": "points_to_currency",
    "card_completion": "visits",
}


@dataclass(frozen=True, slots=True)
class Discount:
    type: str
    id: str | None
    name: str
    benefit: Benefit
    item_id: int | None = None
    """Of the offer itself, as `discount_details` shows it."""
    points: int | None = None
    value_cents: int | None = None

    @property
    def acquisition(self) -> str:
        return acquisition_of(self.type)


def acquisition_of(discount_type: str) -> str:
    return ACQUISITION.get(discount_type, "loyalty")


def is_supported(books: Books, discount_type: str) -> bool:
    """By the program of the business."""
    needed = _PROGRAM_OF.get(discount_type)
    return discount_type != "fuel_reward" and needed in {None, books.settings.program}


def resolve(books: Books, guest: Guest, item: BasketItem) -> Discount | None:
    """None once it cannot be used any more: expired, redeemed or archived."""
    return find(books, guest, item.type, item.discount_id, item.value_cents)


def find(
    books: Books, guest: Guest, discount_type: str, discount_id: str | None, cents: int | None
) -> Discount | None:
    match discount_type:
        case "reward":
            return _reward(books, guest, discount_id)
        case "redeemable":
            return _redeemable(books, discount_id)
        case "subscription":
            return _subscription(books, guest, discount_id)
        case "redemption_code":
            return _coupon(books, discount_id)
        case "discount_amount":
            benefit = Benefit("amount", cents=cents or 0)
            return Discount(discount_type, None, "Banked rewards", benefit, value_cents=cents)
        case "card_completion":
            return Discount(discount_type, None, "Full visit card", CARD_BENEFIT)
        case _:
            return None


def available(books: Books, guest: Guest, basket: Basket | None) -> Iterator[Discount]:
    """What the guest could add to the basket; codes are not told."""
    taken = {(item.type, item.discount_id) for item in basket.items} if basket else set()
    for wanted_type, wanted_id in _candidates(books, guest):
        if (wanted_type, wanted_id) in taken or not is_supported(books, wanted_type):
            continue
        cents = guest.banked_cents if wanted_type == "discount_amount" else None
        found = find(books, guest, wanted_type, wanted_id, cents)
        if found is not None:
            yield found


def _candidates(books: Books, guest: Guest) -> Iterator[tuple[str, str | None]]:
    for reward in guest.rewards:
        yield "reward", str(reward.id)
    for redeemable in books.redeemables.values():
        if redeemable.points <= guest.points:
            yield "redeemable", str(redeemable.id)
    for subscription in guest.subscriptions:
        yield "subscription", str(subscription.id)
    if guest.banked_cents > 0:
        yield "discount_amount", None
    if guest.cards > 0:
        yield "card_completion", None


def _reward(books: Books, guest: Guest, reward_id: str | None) -> Discount | None:
    for reward in guest.rewards:
        if str(reward.id) == reward_id and reward.usable(books.clock.now()):
            return Discount("reward", reward_id, reward.name, reward.benefit, reward.id)
    return None


def _redeemable(books: Books, redeemable_id: str | None) -> Discount | None:
    for one in books.redeemables.values():
        if str(one.id) == redeemable_id:
            return Discount("redeemable", redeemable_id, one.name, one.benefit, one.id, one.points)
    return None


def _subscription(books: Books, guest: Guest, subscription_id: str | None) -> Discount | None:
    for one in guest.subscriptions:
        if str(one.id) == subscription_id and books.clock.now() < one.ends_at:
            return Discount("subscription", subscription_id, one.name, one.benefit, one.id)
    return None


def _coupon(books: Books, code: str | None) -> Discount | None:
    coupon = books.coupons.get(code or "")
    if coupon is None or not coupon.active:
        return None
    return Discount("redemption_code", coupon.code, coupon.name, coupon.benefit)
