"""The books as JSON, for whoever compares them with a till's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import baskets, people

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Basket, Checkin, Guest, Receipt, Redemption, Spent


def as_json(books: Books) -> JsonObject:
    for guest in books.guests.values():
        baskets.find(books, guest)
    return {
        "guests": [_guest(books, guest) for guest in books.guests.values()],
        "baskets": [_basket(basket) for basket in books.baskets],
        "redemptions": [_redemption(made) for made in books.redemptions.values()],
        "checkins": [_checkin(one) for one in books.checkins],
        "receipts": [_receipt(one) for one in books.receipts.values()],
        "coupons": [
            {"code": one.code, "active": one.active, "uses": len(one.uses)}
            for one in books.coupons.values()
        ],
    }


def _guest(books: Books, guest: Guest) -> JsonObject:
    return {
        "id": guest.id,
        "first_name": guest.first_name,
        "phone": guest.phone,
        "email": guest.email,
        "points": guest.points,
        "pending_points": people.pending(books, guest),
        "banked_cents": guest.banked_cents,
        "cards": guest.cards,
        "visits": guest.visits,
        "deactivated": guest.deactivated,
        "rewards": [
            {"id": one.id, "name": one.name, "redeemed": one.redeemed} for one in guest.rewards
        ],
    }


def _basket(basket: Basket) -> JsonObject:
    return {
        "redemption_ref": basket.ref,
        "guest": basket.guest,
        "state": basket.state.value,
        "locked_by": basket.locked_by,
        "items": [
            {
                "id": item.id,
                "type": item.type,
                "discount_id": item.discount_id,
                "value_cents": item.value_cents,
            }
            for item in basket.items
        ],
    }


def _redemption(made: Redemption) -> JsonObject:
    return {
        "redemption_ref": made.ref,
        "guest": made.guest,
        "external_uid": made.external_uid,
        "channel": made.channel,
        "status": "returned" if made.returned_at else "redeemed",
        "returned_by": made.returned_by,
        "cents": sum(one.cents for one in made.spent),
        "discounts": [_spent(one) for one in made.spent],
    }


def _spent(spent: Spent) -> JsonObject:
    return {
        "type": spent.type,
        "discount_id": spent.discount_id,
        "redemption_id": spent.redemption_id,
        "cents": spent.cents,
        "points": spent.points,
        "banked_cents": spent.banked_cents,
        "cards": spent.cards,
    }


def _checkin(one: Checkin) -> JsonObject:
    return {
        "id": one.id,
        "guest": one.guest,
        "external_uid": one.external_uid,
        "punchh_key": one.key[0],
        "transaction_no": one.key[1],
        "points": one.points,
        "pending": one.due_at is not None,
        "received": one.received,
        "voided": one.voided_at is not None,
    }


def _receipt(receipt: Receipt) -> JsonObject:
    versions: list[Json] = [
        {"at": version.at.isoformat(), "void": version.void, "receipt": version.body}
        for version in receipt.versions
    ]
    return {
        "punchh_key": receipt.key[0],
        "transaction_no": receipt.key[1],
        "received": receipt.received,
        "versions": versions,
    }
