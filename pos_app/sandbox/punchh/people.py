"""Guests and their balances in their wire spelling (contract, sections 5.2 to 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.money import to_amount
from pos_app.sandbox.punchh import baskets
from pos_app.sandbox.punchh.fixtures import BUSINESS_ID

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Guest


def searched(books: Books, guest: Guest, *, by_app_code: bool) -> JsonObject:
    """`selected_*` only where the guest's app showed its code."""
    answer: JsonObject = {
        "id": guest.id,
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "email": guest.email,
        "phone": _phone(books, guest),
        "email_verified": guest.email_verified,
        "privacy_policy": True,
        "birthday": guest.birthday,
        "created_at": guest.created_at.isoformat(),
        "balance": _balance(books, guest),
        "rewards": _rewards(books, guest),
        "subscriptions": _subscriptions(guest),
        "payment_mode": None,
        "single_scan_code": None,
    }
    if by_app_code:
        answer |= {"selected_card_number": guest.card_number, "selected_tip_amount": None}
    return answer


def found(books: Books, guest: Guest) -> JsonObject:
    """Locks nothing; tells whose lock is on the basket."""
    basket = baskets.find(books, guest)
    holder = basket.locked_by if basket else None
    return {
        "user_id": guest.id,
        "business_id": BUSINESS_ID,
        "phone": _phone(books, guest),
        "email": guest.email,
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "payment_mode": None,
        "selected_card_number": None,
        "selected_tip_amount": None,
        "loyalty_cards": [guest.card_number] if guest.card_number else [],
        "external_uid": holder,
        "locked": holder is not None,
    }


def account(books: Books, guest: Guest, *, with_subscriptions: bool) -> JsonObject:
    """Only what the program of the business keeps."""
    balance: JsonObject
    match books.settings.program:
        case "points_unlock_redeemables":
            balance = _points(books, guest)
        case "points_to_currency":
            balance = {"banked_rewards": _decimal_text(guest.banked_cents)}
        case "points_to_rewards":
            points = _points(books, guest)
            balance = {name: points[name] for name in ("net_balance", "points_balance")}
        case _:
            balance = {
                "unredeemed_cards": guest.cards,
                "total_visits": guest.visits,
                "total_redeemable_visits": guest.visits,
            }
    subscriptions = _subscriptions(guest) if with_subscriptions else []
    return {"account_balance": balance, "subscriptions": subscriptions}


def profile(guest: Guest) -> JsonObject:
    return {
        "user": {
            "user_id": guest.id,
            "first_name": guest.first_name,
            "last_name": guest.last_name,
            "email": guest.email,
            "phone": guest.phone,
        }
    }


def pending(books: Books, guest: Guest) -> int:
    return sum(
        one.points
        for one in books.checkins
        if one.guest == guest.id and one.due_at is not None and one.voided_at is None
    )


def _points(books: Books, guest: Guest) -> JsonObject:
    """`points_balance` starts over at each threshold: it is nobody's balance."""
    return {
        "net_balance": guest.points,
        "points_balance": guest.points % books.settings.points_conversion_threshold,
        "net_debits": guest.debits,
        "pending_points": pending(books, guest),
        "total_credits": guest.credits,
        "total_debits": f"{guest.debits}.0",
        "total_point_credits": guest.credits,
    }


def _balance(books: Books, guest: Guest) -> JsonObject:
    return {
        **_points(books, guest),
        "banked_rewards": _decimal_text(guest.banked_cents),
        "unredeemed_cards": guest.cards,
        "total_visits": guest.visits,
    }


def _rewards(books: Books, guest: Guest) -> list[Json]:
    """Unlocked redeemables stand among them."""
    now = books.clock.now()
    issued: list[Json] = [
        {
            "id": reward.id,
            "name": reward.name,
            "description": reward.description,
            "points": None,
            "discount_amount": None,
            "start_date_tz": reward.starts_at.isoformat(),
            "end_date_tz": reward.ends_at.isoformat() if reward.ends_at else None,
            "status": "unredeemed",
            "type": "reward",
        }
        for reward in guest.rewards
        if reward.usable(now)
    ]
    if books.settings.program != "points_unlock_redeemables":
        return issued
    return issued + [
        {
            "id": one.id,
            "name": one.name,
            "description": one.description,
            "points": one.points,
            "discount_amount": None,
            "start_date_tz": None,
            "end_date_tz": None,
            "status": "unredeemed",
            "type": "redeemable",
        }
        for one in books.redeemables.values()
        if one.points <= guest.points
    ]


def _subscriptions(guest: Guest) -> list[Json]:
    return [
        {"subscription_id": one.id, "name": one.name, "end_date_tz": one.ends_at.isoformat()}
        for one in guest.subscriptions
    ]


def _phone(books: Books, guest: Guest) -> Json:
    if guest.phone is not None and books.settings.phone_as == "number":
        return int(guest.phone)
    return guest.phone


def _decimal_text(cents: int) -> str:
    return f"{to_amount(cents):.2f}"
