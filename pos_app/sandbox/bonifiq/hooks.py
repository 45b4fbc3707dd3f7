"""BonifiQ's control routes: codes, books, customers and rewards."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pos_app.sandbox.bonifiq import fixtures
from pos_app.sandbox.bonifiq.records import Reason
from pos_app.sandbox.control import Hook, InvalidError, UnknownError, read

if TYPE_CHECKING:
    from starlette.requests import Request

    from pos_app.sandbox.bonifiq.books import Books
    from pos_app.sandbox.exact_json import Json, JsonObject

_CHANGEABLE = {
    "Title": "title",
    "RewardType": "type",
    "Points": "points",
    "Requirements": "requirements",
    "RewardCanBeCumulative": "cumulative",
    "ExternalProductId": "sku",
    "ProductDiscountMode": "product_mode",
    "ProductMaxUnitsPerRedeem": "max_units",
    "ProductAvailableQuantity": "available_units",
}
_CHANGEABLE_AMOUNTS = {"Value": "value", "ProductDiscountValue": "product_value"}


def introduce(books: Books) -> JsonObject:
    return {
        "credentials": {"token": fixtures.API_TOKEN, "key": fixtures.API_KEY},
        "customers": [
            {
                "id": customer.id,
                "name": customer.name,
                "points": customer.spendable_points,
                "cashback_cents": customer.cashback_cents,
            }
            for customer in books.customers
        ],
    }


def hooks(books: Books) -> list[tuple[str, str, Hook]]:
    async def code(request: Request) -> Json:
        return _code(books, request)

    async def whole(_request: Request) -> Json:
        return books.as_json()

    async def customers(request: Request) -> Json:
        return _give(books, await read(request))

    async def rewards(request: Request) -> Json:
        return _change_reward(books, request.path_params["id"], await read(request))

    return [
        ("GET", "/codes", code),
        ("GET", "/books", whole),
        ("POST", "/customers", customers),
        ("POST", "/rewards/{id:int}", rewards),
    ]


def _code(books: Books, request: Request) -> Json:
    customer = request.query_params.get("customer", "")
    sent = books.sent_code(customer, request.query_params.get("transaction"))
    if sent is None:
        raise UnknownError("no live code")
    return {
        "code": sent.code,
        "channel": sent.channel,
        "destination": sent.destination,
        "transaction": sent.transaction,
    }


def _give(books: Books, wanted: JsonObject) -> Json:
    customer_id = wanted.get("id")
    if not isinstance(customer_id, str) or not customer_id:
        raise InvalidError("id is a text")
    customer = books.give(
        customer_id,
        points=_balance(wanted, "points"),
        cashback_cents=_balance(wanted, "cashback_cents"),
    )
    return {
        "id": customer.id,
        "points": customer.points,
        "cashback_cents": customer.cashback_cents,
    }


def _balance(wanted: JsonObject, name: str) -> int | None:
    value = wanted.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidError(f"{name} is a whole number, zero or more")
    return value


def _change_reward(books: Books, configuration_id: int, wanted: JsonObject) -> Json:
    """Members in the wire's spelling; CanUse true or false overrides the rules, null restores."""
    configuration = books.configurations.get(configuration_id)
    if configuration is None:
        raise UnknownError(f"no reward {configuration_id}")
    changes: dict[str, Any] = {}
    for name, value in wanted.items():
        if name in _CHANGEABLE:
            changes[_CHANGEABLE[name]] = value
        elif name in _CHANGEABLE_AMOUNTS:
            changes[_CHANGEABLE_AMOUNTS[name]] = Decimal(str(value))
        elif name not in {"CanUse", "CannotUseReason"}:
            raise InvalidError(f"{name} cannot be changed")
    if "CanUse" in wanted:
        changes["blocked"] = _blocked(wanted)
    changed = replace(configuration, **changes)
    books.configurations[configuration_id] = changed
    return {"id": changed.id, "title": changed.title, "blocked": changed.blocked}


def _blocked(wanted: JsonObject) -> int | None:
    match wanted["CanUse"]:
        case None:
            return None
        case True:
            return int(Reason.USABLE)
        case _:
            reason = wanted.get("CannotUseReason")
            return reason if isinstance(reason, int) else int(Reason.INVALID_CONFIGURATION)
