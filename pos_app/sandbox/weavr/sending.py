"""Creating, finding and cancelling sends (contract, section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr import moving
from pos_app.sandbox.weavr.answers import milliseconds
from pos_app.sandbox.weavr.fixtures import INACTIVE_PROFILE, SEND_PROFILE
from pos_app.sandbox.weavr.reading import ID
from pos_app.sandbox.weavr.records import ACTIVE, PENDING, UNSETTLED, Send
from pos_app.sandbox.weavr.refusals import conflict, invalid, malformed

if TYPE_CHECKING:
    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.reading import Members, Query
    from pos_app.sandbox.weavr.records import Account
    from pos_app.sandbox.weavr.tokens import Session

INSTRUMENTS = ("managed_accounts", "managed_cards")
STATES = (*UNSETTLED, "COMPLETED", "REJECTED", "FAILED", "INVALID", "RETURNED", "CANCELLED")
_TAG = re.compile(r"[a-zA-Z0-9_-]+")
_DESCRIPTION = re.compile(r"[a-zA-Z0-9/?:().$_,'+ #=!\"%&*<>;{@\r\n-]*")
_REASON = re.compile(r"[ a-zA-Z0-9_-]+")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Wanted:
    profile: str
    source: str
    """Empty where it names no managed account."""
    destination: str
    beneficiary: str | None
    currency: str
    amount: int
    tag: str | None
    description: str | None
    is_scheduled: bool


def read_wanted(members: Members) -> Wanted:
    profile = members.id("profileId")
    source = _instrument(members.object("source"))
    target = members.object("destination")
    beneficiary = target.optional_text("beneficiaryId", pattern=ID)
    money = members.object("destinationAmount")
    return Wanted(
        profile=profile,
        source=source,
        destination="" if beneficiary else _instrument(target),
        beneficiary=beneficiary,
        currency=money.text("currency", pattern=_CURRENCY),
        amount=money.whole("amount"),
        tag=members.optional_text("tag", pattern=_TAG, most=50),
        description=members.optional_text("description", pattern=_DESCRIPTION),
        is_scheduled=members.optional_text("scheduledTimestamp", pattern=ID) is not None,
    )


def _instrument(members: Members) -> str:
    kind = members.choice("type", INSTRUMENTS)
    instrument = members.id("id")
    return instrument if kind == "managed_accounts" else ""


def create(books: Books, who: Session, wanted: Wanted) -> Send:
    """Raises RefusedError with the `errorCode` of whatever speaks against it."""
    source, destination = _parties(books, who, wanted)
    settings = books.settings
    send = Send(
        id="",
        profile=wanted.profile,
        source=source,
        destination=destination,
        currency=wanted.currency,
        amount=wanted.amount,
        source_fee=settings.source_fee,
        destination_fee=settings.destination_fee,
        state=settings.initial_state,
        created_at=books.now(),
        tag=wanted.tag,
        description=wanted.description,
    )
    _check_money(send)
    send.id = books.new_send_id()
    books.sends[send.id] = send
    _begin(books, send)
    return send


def _parties(books: Books, who: Session, wanted: Wanted) -> tuple[Account, Account]:
    if wanted.profile == INACTIVE_PROFILE:
        raise conflict("PROFILE_INACTIVE")
    if wanted.profile != SEND_PROFILE:
        raise conflict("PROFILE_NOT_FOUND")
    if wanted.is_scheduled:
        raise conflict("SCHEDULED_TIMESTAMP_INVALID")
    if wanted.beneficiary is not None:
        raise conflict("BENEFICIARY_NOT_FOUND")
    source = books.accounts.get(wanted.source)
    if source is None or source.owner != who.identity:
        raise conflict("SOURCE_NOT_FOUND")
    destination = books.accounts.get(wanted.destination)
    if destination is None:
        raise conflict("DESTINATION_NOT_FOUND")
    _check_pair(source, destination)
    return source, destination


def _check_pair(source: Account, destination: Account) -> None:
    if source is destination:
        raise conflict("SOURCE_AND_DESTINATION_MUST_BE_DIFFERENT")
    if source.owner == destination.owner:
        raise conflict("DESTINATION_BELONGS_TO_SAME_IDENTITY")
    if source.owner.programme != destination.owner.programme:
        raise conflict("SOURCE_AND_DESTINATION_MUST_BE_IN_SAME_PROGRAMME")
    for role, account in (("SOURCE", source), ("DESTINATION", destination)):
        if account.state != ACTIVE:
            gone = "DESTROYED" if account.state == "DESTROYED" else "BLOCKED"
            raise conflict(f"{role}_INSTRUMENT_{gone}")


def _check_money(send: Send) -> None:
    if send.amount <= 0:
        raise conflict("AMOUNT_INVALID")
    if {send.source.currency, send.destination.currency} != {send.currency}:
        raise conflict("CURRENCY_MISMATCH")
    if send.destination_fee > send.amount:
        raise conflict("DESTINATION_FEE_EXCEEDS_TRANSACTION_AMOUNT")
    if send.cost > send.source.available:
        raise conflict("FUNDS_INSUFFICIENT")


def _begin(books: Books, send: Send) -> None:
    """Waits for a code, for the treasury, or for nothing at all: then the money is gone."""
    settings, now = books.settings, books.now()
    if settings.treasury_above and send.amount > settings.treasury_above:
        send.needs_sca = False
        moving.put(books, send, "PENDING", now)
    elif _is_exempt(books, send):
        if settings.exemption != "no_sca":
            send.exemption = settings.exemption.upper()
        send.needs_sca = False
        moving.settle(books, send, now)
    else:
        moving.put(books, send, settings.initial_state, now)


def _is_exempt(books: Books, send: Send) -> bool:
    settings = books.settings
    if settings.exemption != "low_value":
        return settings.exemption != "none"
    times, total = books.exempted.get(send.source.owner.id, (0, 0))
    fits = (
        send.amount < settings.low_value_below
        and times < settings.low_value_times
        and total + send.amount <= settings.low_value_total
    )
    if fits:
        books.exempted[send.source.owner.id] = times + 1, total + send.amount
    return fits


def read_reason(members: Members) -> str | None:
    return members.optional_text("cancellationReason", pattern=_REASON, most=50)


def cancel(books: Books, who: Session, send_id: str, reason: str | None) -> Send:
    send = books.own_send(who, send_id)
    may = send.state == "SCHEDULED" or (
        books.settings.cancel_pending == "accepted" and send.state in PENDING
    )
    if not may:
        raise conflict("INVALID_STATE")
    send.cancellation = reason
    moving.put(books, send, "CANCELLED", books.now())
    return send


def listed(books: Books, who: Session, query: Query) -> list[Send]:
    """Newest first."""
    visible = books.now() - timedelta(seconds=books.settings.list_lag_s)
    states, tag, source = query.every("state"), query.one("tag"), query.one("source.id")
    since, until = query.whole("createdFrom"), query.whole("createdTo")
    return [
        send
        for send in reversed(books.sends.values())
        if send.source.owner == who.identity
        and send.created_at <= visible
        and (not states or send.state in states)
        and tag in {None, send.tag}
        and source in {None, send.source.id}
        and (since is None or milliseconds(send.created_at) >= since)
        and (until is None or milliseconds(send.created_at) <= until)
    ]


def check_filters(query: Query) -> None:
    """What is wrong with a list is told before a token that is."""
    for state in query.every("state"):
        if state not in STATES:
            raise invalid("state", "IN", *STATES)
    if (query.one("source.id") is None) != (query.one("source.type") is None):
        raise invalid("source", "ALL_OR_NONE")
    kind = query.one("source.type")
    if kind is not None and kind not in INSTRUMENTS:
        raise malformed("source.type is unknown")
