"""One active basket per guest across all channels, and the lock on it (contract, section 5.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import discounts
from pos_app.sandbox.punchh.records import Basket, BasketItem, BasketState
from pos_app.sandbox.punchh.refusals import (
    LOCKED,
    NO_ACTIVE_BASKET,
    Refusal,
    RefusedError,
    missing,
    refused,
)

if TYPE_CHECKING:
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Guest


def find(books: Books, guest: Guest) -> Basket | None:
    """The active one; a lock that is too old falls off here, and an empty basket goes with it."""
    basket = books.active.get(guest.id)
    if basket is None or not _lock_ran_out(books, basket):
        return basket
    if not basket.items:
        close(books, basket, BasketState.EMPTIED)
        return None
    _release(basket)
    return basket


def existing(books: Books, guest: Guest) -> Basket:
    basket = find(books, guest)
    if basket is None:
        raise RefusedError(NO_ACTIVE_BASKET)
    return basket


def open_for(books: Books, guest: Guest) -> Basket:
    """The active one, else a new one."""
    basket = find(books, guest)
    if basket is None:
        basket = Basket(books.new_ref(), guest.id, books.clock.now())
        books.baskets.append(basket)
        books.active[guest.id] = basket
    return basket


def check_lock(basket: Basket | None, external_uid: str) -> None:
    if basket is not None and basket.locked_by not in {None, external_uid}:
        raise RefusedError(LOCKED)


def lock(books: Books, basket: Basket, external_uid: str) -> None:
    if not books.settings.enable_discount_locking or not external_uid:
        return
    if basket.locked_by is None or books.settings.relocking_renews:
        basket.locked_by, basket.locked_at = external_uid, books.clock.now()


def unlock(books: Books, guest: Guest, external_uid: str) -> None:
    basket = find(books, guest)
    if basket is None:
        status = books.settings.unlock_without_basket
        raise RefusedError(Refusal(status, NO_ACTIVE_BASKET.text + "."))
    if basket.locked_by != external_uid:
        raise refused("Unable to find valid discount basket.")
    _release(basket)
    if not basket.items:
        close(books, basket, BasketState.EMPTIED)


def close(books: Books, basket: Basket, state: BasketState) -> None:
    basket.state = state
    _release(basket)
    del books.active[basket.guest]


def unselect(books: Books, basket: Basket, item_ids: list[int]) -> None:
    kept = [item for item in basket.items if item.id not in item_ids]
    if len(kept) == len(basket.items):
        raise refused("Discount Items not found with any given ids")
    basket.items = kept
    if not kept:
        close(books, basket, BasketState.EMPTIED)


def read_item_ids(value: object) -> list[int]:
    if not isinstance(value, list) or not value:
        raise missing("discount_basket_item_ids")
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in value):
        raise refused("Invalid value: discount_basket_item_ids", 400)
    return value


def unusable(books: Books, guest: Guest, basket: Basket) -> list[BasketItem]:
    return [item for item in basket.items if discounts.resolve(books, guest, item) is None]


def drop(books: Books, basket: Basket, items: list[BasketItem]) -> None:
    """Reported items are gone, unless the settings keep them."""
    if not items or books.settings.unusable_items == "kept":
        return
    basket.items = [item for item in basket.items if item not in items]
    if not basket.items and basket.state is BasketState.ACTIVE:
        close(books, basket, BasketState.EMPTIED)


def _lock_ran_out(books: Books, basket: Basket) -> bool:
    if basket.locked_at is None or not books.settings.enable_auto_unlock:
        return False
    life = timedelta(minutes=books.settings.auto_unlock_duration)
    return books.clock.now() - basket.locked_at >= life


def _release(basket: Basket) -> None:
    basket.locked_by = basket.locked_at = None
