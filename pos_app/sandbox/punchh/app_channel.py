"""The guest's own app, which shares the basket with every till (contract, section 5.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import answers, baskets, redeeming, selecting
from pos_app.sandbox.punchh.reading import Members
from pos_app.sandbox.punchh.receipt_block import Line, ReceiptBlock

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Guest

_UNIT_CENTS, _WHOLE_CENTS = 5000, 20_000


def uid_of(guest: Guest) -> str:
    """The external_uid under which the app holds the basket."""
    return f"app-{guest.id}"


def select(books: Books, guest: Guest, wanted: Members) -> JsonObject:
    baskets.check_lock(baskets.find(books, guest), uid_of(guest))
    named = [selecting.read_wanted(one) for one in wanted.objects("items")]
    return answers.basket(books, guest, selecting.select(books, guest, named))


def unselect(books: Books, guest: Guest, wanted: Members) -> JsonObject:
    basket = baskets.existing(books, guest)
    baskets.check_lock(basket, uid_of(guest))
    baskets.unselect(books, basket, baskets.read_item_ids(wanted.get("ids")))
    return answers.basket(books, guest, basket)


def lock(books: Books, guest: Guest, _wanted: Members) -> JsonObject:
    """Opens a basket where there is none, as an app does that begins an order."""
    basket = baskets.open_for(books, guest)
    baskets.check_lock(basket, uid_of(guest))
    basket.locked_by, basket.locked_at = uid_of(guest), books.clock.now()
    return {"redemption_ref": basket.ref, "locked": True, "external_uid": uid_of(guest)}


def unlock(books: Books, guest: Guest, _wanted: Members) -> JsonObject:
    baskets.unlock(books, guest, uid_of(guest))
    return {"locked": False}


def commit(books: Books, guest: Guest, _wanted: Members) -> JsonObject:
    """Redeems the basket on an order of the app's own, on which everything qualifies."""
    return redeeming.commit(books, _order(books, guest), channel="mobile_app")


def show_code(books: Books, guest: Guest, _wanted: Members) -> JsonObject:
    """A fresh single-scan code, as the app shows it for a few minutes."""
    code = f"{books.rng.getrandbits(64):016x}"
    life = timedelta(seconds=books.settings.app_code_life_s)
    guest.app_codes[code] = books.clock.now() + life
    return {"single_scan_code": code, "lives_s": books.settings.app_code_life_s}


def _order(books: Books, guest: Guest) -> ReceiptBlock:
    offers = [
        *(one.benefit for one in guest.rewards),
        *(one.benefit for one in guest.subscriptions),
        *(one.benefit for one in books.redeemables.values()),
        *(one.benefit for one in books.coupons.values()),
    ]
    skus = sorted({sku for benefit in offers for sku in benefit.skus})
    lines = [Line(sku, Decimal(1), _UNIT_CENTS, {"item_id": sku}) for sku in skus]
    lines.append(Line("APP", Decimal(1), _WHOLE_CENTS, {"item_id": "APP"}))
    total = sum(line.cents for line in lines)
    return ReceiptBlock(guest.id, uid_of(guest), total, tuple(lines), {})


Action = Callable[["Books", "Guest", Members], "Mapping[str, Json]"]

ACTIONS: Mapping[str, Action] = {
    "select": select,
    "unselect": unselect,
    "lock": lock,
    "unlock": unlock,
    "commit": commit,
    "show_code": show_code,
}
