"""Baskets, quotes and tokens in their wire spelling (contract, sections 4 and 5.6 to 5.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.money import to_amount
from pos_app.sandbox.punchh import baskets, discounts
from pos_app.sandbox.punchh.fixtures import LOCATION_ID

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.discounts import Discount
    from pos_app.sandbox.punchh.receipt_block import Line
    from pos_app.sandbox.punchh.records import Basket, Guest
    from pos_app.sandbox.punchh.redeeming import Entry
    from pos_app.sandbox.punchh.sessions import Session
    from pos_app.sandbox.punchh.settings import PunchhSettings

INVALID_REWARD = "Invalid Reward ID."


def tokens(session: Session, settings: PunchhSettings) -> JsonObject:
    data: JsonObject = {
        "access_token": session.access_token,
        "token_type": "Bearer",
        "refresh_token": session.refresh_token,
        "expires_in": settings.token_life_s,
    }
    if session.id_token is not None:
        data["id_token"] = session.id_token
    return {"data": data}


def basket(books: Books, guest: Guest, shown: Basket) -> JsonObject:
    """Items that are no longer usable are reported, and dropped by that."""
    items: list[Json] = []
    for item in shown.items:
        found = discounts.resolve(books, guest, item)
        spelt: JsonObject = {
            "discount_basket_item_id": item.id,
            "discount_type": item.type,
            "discount_id": item.discount_id,
            "discount_value": _amount(item.value_cents),
            "created_at": item.created_at.isoformat(),
            "discount_details": _details(found, books.settings),
        }
        if found is None:
            spelt["message"] = [INVALID_REWARD]
        items.append(spelt)
    answer: JsonObject = {
        "redemption_ref": shown.ref,
        "locked": shown.locked_by is not None,
        "location_id": LOCATION_ID,
        "created_at": shown.created_at.isoformat(),
        "discount_basket_items": items,
    }
    baskets.drop(books, shown, baskets.unusable(books, guest, shown))
    return answer


def looked_up(
    books: Books, guest: Guest, selected: list[Entry], unselected: list[Entry]
) -> JsonObject:
    return {
        "selected_discounts": [_selected(books, guest, one) for one in selected],
        "unselected_discounts": [_common(books, one) for one in unselected],
    }


def quoted(books: Books, guest: Guest, shown: Basket, judged: list[Entry]) -> JsonObject:
    """Of a quote and of a commit alike: nothing in it tells them apart."""
    entries = [(one.verdict.qualified, _selected(books, guest, one)) for one in judged]
    return {
        "redemption_ref": shown.ref,
        "success": [spelt for qualified, spelt in entries if qualified],
        "failures": [spelt for qualified, spelt in entries if not qualified],
    }


def _selected(books: Books, guest: Guest, entry: Entry) -> JsonObject:
    item = entry.item
    answer = _common(books, entry)
    if item is None:
        return answer
    return {
        "discount_basket_item_id": item.id,
        **answer,
        "discount_type": item.type,
        "discount_id": _id(item.discount_id, books.settings),
        "discount_value": _amount(item.value_cents),
        "redemption_id": item.redemption_id,
        "redemption_type": "Redemption",
        "remaining_balance": _remaining(guest, entry),
        "meta_data": None,
    }


def _common(books: Books, entry: Entry) -> JsonObject:
    discount, verdict = entry.discount, entry.verdict
    answer: JsonObject = {
        "discount_type": discount.type if discount else None,
        "discount_id": _id(discount.id, books.settings) if discount else None,
        "discount_value": _amount(discount.value_cents) if discount else None,
        "discount_amount": _amount(verdict.cents),
        "qualified": verdict.qualified,
        "message": _message(discount, qualified=verdict.qualified),
        "discount_details": _details(discount, books.settings),
        "qualified_items": [_qualified_item(line, cents) for line, cents in verdict.shares],
    }
    if discount is not None and not verdict.qualified:
        answer["qualifying_conditions"] = {
            "minimum_amount": to_amount(discount.benefit.minimum_cents),
            "items": list(discount.benefit.skus),
        }
    return answer


def _message(discount: Discount | None, *, qualified: bool) -> Json:
    if discount is None:
        return [INVALID_REWARD]
    if qualified:
        return None
    return [f"Discount qualification on receipt failed for {discount.name}"]


def _details(discount: Discount | None, settings: PunchhSettings) -> Json:
    if discount is None or settings.discount_details == "null":
        return None
    if settings.discount_details == "empty_array":
        return []
    details: JsonObject = {
        "item_id": discount.item_id,
        "name": discount.name,
        "points": discount.points,
        "base_amount": None,
        "auto_select": False,
    }
    return [details] if settings.discount_details == "array" else details


def _qualified_item(line: Line, cents: int) -> JsonObject:
    """A positive amount of type R; the line's other members as they were sent."""
    name = str(line.echo.get("item_name", "Check"))
    serial = line.echo.get("serial_number", "1.0")
    return {
        **line.echo,
        "item_name": f"{name} DISCOUNT",
        "amount": to_amount(cents),
        "item_type": "R",
        "serial_number": str(serial),
    }


def _remaining(guest: Guest, entry: Entry) -> Json:
    """What the guest has left after it, in the unit that it costs."""
    discount, cents = entry.discount, entry.verdict.cents
    if discount is None or cents is None:
        return None
    if discount.type == "discount_amount":
        return to_amount(guest.banked_cents - cents)
    if discount.points is not None:
        return guest.points - discount.points
    return None


def _id(discount_id: str | None, settings: PunchhSettings) -> Json:
    if discount_id is not None and discount_id.isdigit() and settings.integer_discount_ids:
        return int(discount_id)
    return discount_id


def _amount(cents: int | None) -> Json:
    return None if cents is None else to_amount(cents)
