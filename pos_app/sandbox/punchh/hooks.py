"""Punchh's control routes: what was sent, the books, guests, offers, the guest's app."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pos_app.sandbox.control import Hook, InvalidError, UnknownError, read
from pos_app.sandbox.punchh import app_channel, earning, fixtures, ledger
from pos_app.sandbox.punchh.reading import Members
from pos_app.sandbox.punchh.records import Reward
from pos_app.sandbox.punchh.refusals import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.records import Guest

_BALANCES = ("credits", "debits", "banked_cents", "cards", "visits")


def introduce(books: Books) -> JsonObject:
    return {
        "credentials": {
            "location_key": fixtures.LOCATION_KEY,
            "business_key": fixtures.BUSINESS_KEY,
            "client": fixtures.CLIENT_ID,
        },
        "customers": [_customer(guest) for guest in books.guests.values()],
    }


def _customer(guest: Guest) -> JsonObject:
    return {
        "id": guest.id,
        "name": f"{guest.first_name} {guest.last_name}",
        "phone": guest.phone,
        "email": guest.email,
        "card": guest.card_number,
        "qr": guest.qrcode,
        "app_code": next(iter(guest.app_codes), None),
        "points": guest.points,
        "banked_cents": guest.banked_cents,
    }


def hooks(books: Books) -> list[tuple[str, str, Hook]]:
    async def code(request: Request) -> Json:
        return _code(books, request)

    async def outbox(_request: Request) -> Json:
        return {"sent": [sent.as_json() for sent in books.codes.outbox]}

    async def whole(_request: Request) -> Json:
        earning.mature(books)
        return ledger.as_json(books)

    async def guests(request: Request) -> Json:
        return _give(books, await read(request))

    async def rewards(request: Request) -> Json:
        return _issue(books, await read(request))

    async def redeemables(request: Request) -> Json:
        return _price(books, request.path_params["id"], await read(request))

    async def coupons(request: Request) -> Json:
        return _change_coupon(books, request.path_params["code"], await read(request))

    async def app(request: Request) -> Json:
        return _act(books, request.path_params["action"], await read(request))

    return [
        ("GET", "/codes", code),
        ("GET", "/outbox", outbox),
        ("GET", "/books", whole),
        ("POST", "/guests", guests),
        ("POST", "/rewards", rewards),
        ("POST", "/redeemables/{id:int}", redeemables),
        ("POST", "/coupons/{code}", coupons),
        ("POST", "/app/{action}", app),
    ]


def _code(books: Books, request: Request) -> Json:
    """By `address`, or by `customer`: whatever a cashier may have typed or scanned."""
    addresses = [request.query_params.get("address")]
    customer = request.query_params.get("customer")
    for guest in books.guests.values():
        if customer in _ways_to_reach(guest):
            addresses += [guest.phone, guest.email]
    for address in addresses:
        sent = books.sent_code(address) if address else None
        if sent is not None:
            return sent.as_json()
    raise UnknownError("no live code")


def _ways_to_reach(guest: Guest) -> set[str | None]:
    known = {guest.phone, guest.email, guest.card_number, guest.qrcode, *guest.app_codes}
    return {str(guest.id), *known} - {None}


def _give(books: Books, wanted: JsonObject) -> Json:
    """Sets balances; a phone or e-mail never seen becomes a guest. `points` is what is left."""
    guest = _named(books, wanted)
    points = _whole(wanted, "points")
    if points is not None:
        guest.credits = guest.debits + points
    for name in _BALANCES:
        value = _whole(wanted, name)
        if value is not None:
            setattr(guest, name, value)
    if isinstance(wanted.get("deactivated"), bool):
        guest.deactivated = wanted["deactivated"] is True
    return {"points": guest.points, **_customer(guest), "cards": guest.cards}


def _named(books: Books, wanted: JsonObject) -> Guest:
    guest_id, phone, email = (wanted.get(name) for name in ("id", "phone", "email"))
    if isinstance(guest_id, int) and guest_id in books.guests:
        return books.guests[guest_id]
    if guest_id is not None or not (isinstance(phone, str) or isinstance(email, str)):
        raise InvalidError("id is a guest's, or phone or email is a text")
    by_phone = phone if isinstance(phone, str) else None
    by_email = email if isinstance(email, str) else None
    return books.owner_of(by_phone, by_email) or books.enrol(by_phone, by_email)


def _whole(wanted: JsonObject, name: str) -> int | None:
    value = wanted.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidError(f"{name} is a whole number, zero or more")
    return value


def _issue(books: Books, wanted: JsonObject) -> Json:
    """A reward like the one of the id `like`, to `guest`; `ends_at` limits it."""
    guest = _guest_of(books, wanted)
    every = [one for holder in books.guests.values() for one in holder.rewards]
    model = next((one for one in every if one.id == wanted.get("like")), None)
    if model is None:
        raise UnknownError("no reward to be like")
    ends_at = wanted.get("ends_at")
    issued = Reward(
        id=next(books.reward_ids),
        name=model.name,
        description=model.description,
        benefit=model.benefit,
        starts_at=books.clock.now(),
        ends_at=datetime.fromisoformat(ends_at) if isinstance(ends_at, str) else None,
    )
    guest.rewards.append(issued)
    return {"id": issued.id, "name": issued.name}


def _price(books: Books, redeemable_id: int, wanted: JsonObject) -> Json:
    redeemable = books.redeemables.get(redeemable_id)
    if redeemable is None:
        raise UnknownError(f"no redeemable {redeemable_id}")
    points = _whole(wanted, "points")
    if points is not None:
        redeemable.points = points
    return {"id": redeemable.id, "name": redeemable.name, "points": redeemable.points}


def _change_coupon(books: Books, code: str, wanted: JsonObject) -> Json:
    coupon = books.coupons.get(code)
    if coupon is None:
        raise UnknownError(f"no coupon {code}")
    if isinstance(wanted.get("active"), bool):
        coupon.active = wanted["active"] is True
    for name in ("usage_limit", "daily_limit"):
        if name in wanted:
            setattr(coupon, name, _whole(wanted, name))
    return {
        "code": coupon.code,
        "active": coupon.active,
        "usage_limit": coupon.usage_limit,
        "daily_limit": coupon.daily_limit,
    }


def _act(books: Books, action: str, wanted: JsonObject) -> Json:
    """What the server refuses the app is told as it would be told a till."""
    act = app_channel.ACTIONS.get(action)
    if act is None:
        raise UnknownError(f"the app has no {action}")
    guest = _guest_of(books, wanted)
    try:
        return act(books, guest, Members(wanted))
    except RefusedError as refused:
        raise InvalidError(refused.refusal.text) from None


def _guest_of(books: Books, wanted: JsonObject) -> Guest:
    guest_id = wanted.get("guest")
    if not isinstance(guest_id, int) or guest_id not in books.guests:
        raise UnknownError("guest is the id of a guest")
    return books.guests[guest_id]
