"""What a redemption takes from a guest, and how all of it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Guest, Redemption, Spent


def take(books: Books, guest: Guest, spent: Spent, now: datetime) -> None:
    guest.debits += spent.points
    guest.banked_cents -= spent.banked_cents
    guest.cards -= spent.cards
    _mark_reward(guest, spent, redeemed=True)
    coupon = books.coupons.get(spent.discount_id or "")
    if spent.type == "redemption_code" and coupon is not None:
        coupon.uses.append((guest.id, now))


def give_back(books: Books, made: Redemption, by: str) -> None:
    """Once; `by` is `void` or `receipt`."""
    if made.returned_at is not None:
        made.returned_by = by
        return
    guest = books.guests[made.guest]
    for spent in made.spent:
        guest.debits -= spent.points
        guest.banked_cents += spent.banked_cents
        guest.cards += spent.cards
        _mark_reward(guest, spent, redeemed=False)
        coupon = books.coupons.get(spent.discount_id or "")
        if spent.type == "redemption_code" and coupon is not None:
            coupon.uses.remove((guest.id, made.at))
    made.returned_at, made.returned_by = books.clock.now(), by


def _mark_reward(guest: Guest, spent: Spent, *, redeemed: bool) -> None:
    if spent.type != "reward":
        return
    for reward in guest.rewards:
        if str(reward.id) == spent.discount_id:
            reward.redeemed = redeemed
