"""What Weavr says of accounts, sends and statements, as JSON (sections 3, 4 and 13)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from pos_app.sandbox.weavr.fixtures import ACCOUNT_PROFILE, NOBODYS_ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.weavr.reading import Query
    from pos_app.sandbox.weavr.records import Account, Entry, Identity, Send, User
    from pos_app.sandbox.weavr.settings import WeavrSettings

One = TypeVar("One")
_PAGE = 100
_EPOCH, _MILLISECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)


def page(name: str, query: Query, every: Sequence[One], told: Callable[[One], Json]) -> JsonObject:
    """`count` is of all that match, `responseCount` of those in the page."""
    offset, limit = query.whole("offset") or 0, query.whole("limit", 1, _PAGE) or _PAGE
    shown = every[offset : offset + limit]
    return {
        name: [told(one) for one in shown],
        "count": len(every),
        "responseCount": len(shown),
    }


def money(currency: str, amount: int) -> JsonObject:
    return {"currency": currency, "amount": amount}


def typed_id(identity: Identity) -> JsonObject:
    return {"type": identity.type, "id": identity.id}


def credentials(user: User) -> JsonObject:
    return {"type": user.type, "id": user.id}


def account(one: Account, settings: WeavrSettings) -> JsonObject:
    state: JsonObject = {"state": one.state}
    if one.state == "BLOCKED":
        state["blockedReason"] = "SYSTEM"
    if one.state == "DESTROYED":
        state["destroyedReason"] = "SYSTEM"
    return {
        "id": one.id,
        "profileId": ACCOUNT_PROFILE,
        "friendlyName": one.friendly_name,
        "currency": one.currency,
        "balances": {"availableBalance": one.available, "actualBalance": one.actual},
        "state": state,
        "creationTimestamp": _number(one.created_at, settings),
    }


def send(one: Send, settings: WeavrSettings) -> JsonObject:
    twist = settings.returned_send
    amount = one.amount + 1 if twist == "other_amount" else one.amount
    currency = "XTS" if twist == "other_currency" else one.currency
    source = NOBODYS_ACCOUNT if twist == "other_source" else one.source.id
    destination = NOBODYS_ACCOUNT if twist == "other_destination" else one.destination.id
    whole: JsonObject = {
        "id": one.id,
        "profileId": one.profile,
        "tag": one.tag,
        "source": {"type": "managed_accounts", "id": source},
        "sourceFee": money(currency, one.source_fee),
        "destination": {"type": "managed_accounts", "id": destination},
        "destinationAmount": money(currency, amount),
        "destinationFee": money(currency, one.destination_fee) if one.destination_fee else None,
        "transactionAmount": money(currency, amount),
        "description": one.description,
        "state": one.state,
        "challengeExemptionReason": one.exemption,
        "creationTimestamp": _number(one.created_at, settings),
        "executionTimestamp": _text(one.executed_at, settings) if one.executed_at else None,
        "cancellationReason": one.cancellation,
    }
    return {name: value for name, value in whole.items() if value is not None}


def entry(one: Entry, currency: str, settings: WeavrSettings) -> JsonObject:
    more: JsonObject = {}
    if one.send is not None and settings.statement_shows != "neither":
        shown = settings.statement_shows
        more = {shown: one.send.tag if shown == "tag" else one.send.description}
    return {
        "transactionId": {"type": one.kind, "id": one.id},
        "entryState": "COMPLETED",
        "transactionAmount": money(currency, one.amount),
        "cardholderFee": money(currency, one.fee),
        "balanceAfter": money(currency, one.balance),
        "processedTimestamp": _text(one.at, settings),
        "additionalFields": {name: text for name, text in more.items() if text is not None},
    }


def user(one: User) -> JsonObject:
    return {
        "id": one.id,
        "identity": typed_id(one.identities[0]),
        "type": one.type,
        "name": one.name,
        "surname": one.surname,
        "email": one.email,
        "mobile": {"countryCode": one.mobile[:3], "number": one.mobile[3:]},
        "active": True,
    }


def milliseconds(at: datetime) -> int:
    """Since the epoch."""
    return (at - _EPOCH) // _MILLISECOND


def _number(at: datetime, settings: WeavrSettings) -> Json:
    return str(milliseconds(at)) if settings.timestamps == "texts" else milliseconds(at)


def _text(at: datetime, settings: WeavrSettings) -> Json:
    return milliseconds(at) if settings.timestamps == "numbers" else str(milliseconds(at))
