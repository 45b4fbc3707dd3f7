"""The customer's phone: what it shows, and what its owner does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.control import InvalidError, UnknownError
from pos_app.sandbox.twilio_verify import challenging
from pos_app.sandbox.twilio_verify.fixtures import CUSTOMERS, SERVICE_SID
from pos_app.sandbox.twilio_verify.records import ChallengeStatus, Push
from pos_app.sandbox.twilio_verify.totp import Totp

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.records import Challenge, Entity, Factor

ANSWERS = {"approve": ChallengeStatus.APPROVED, "deny": ChallengeStatus.DENIED}
_SHORTEST_NUMBER = 8


def identity_of(books: Books, customer: str) -> str:
    """By identity, by phone in any spelling, or by the customer's id in a loyalty sandbox."""
    if books.entity(SERVICE_SID, customer) is not None or customer in books.phones:
        return customer
    for one in CUSTOMERS:
        if one.customer is not None and customer in {one.customer, one.name}:
            return one.identity
    for one in CUSTOMERS:
        if one.customer is not None and _digits(customer) == one.customer:
            return one.identity
    for identity, number in books.phones.items():
        if is_number(customer, number):
            return identity
    raise UnknownError("nobody is known under that")


def is_number(typed: str, number: str) -> bool:
    """Whether they are the same phone: the country may be left out."""
    digits = _digits(typed)
    return len(digits) >= _SHORTEST_NUMBER and _digits(number).endswith(digits)


def owner(books: Books, customer: str) -> Entity:
    found = books.entity(SERVICE_SID, identity_of(books, customer))
    if found is None:
        raise UnknownError("nothing is enrolled")
    return found


def display(books: Books, customer: str) -> JsonObject:
    """Every push that waits for an answer, the newest first."""
    holder = owner(books, customer)
    return {
        "identity": holder.identity,
        "pushes": [_push(challenge) for challenge in _waiting(books, holder)],
    }


def answer(books: Books, customer: str, action: str, challenge_sid: str | None) -> JsonObject:
    """The newest push, unless one is named."""
    waiting = _waiting(books, owner(books, customer))
    named = [one for one in waiting if challenge_sid in {None, one.sid}]
    if not named:
        raise UnknownError("no push is waiting")
    challenging.respond(named[0], ANSWERS[action], books.now())
    return {"challenge_sid": named[0].sid, "status": named[0].status.value}


def verify(books: Books, customer: str, factor_sid: str | None) -> JsonObject:
    """The app proves its new factor: the newest unverified push factor, unless one is named."""
    factors = [
        one
        for one in owner(books, customer).factors.values()
        if isinstance(one.means, Push) and not one.verified and factor_sid in {None, one.sid}
    ]
    if not factors:
        raise UnknownError("no push factor waits to be verified")
    factors[-1].verified = True
    factors[-1].updated_at = books.now()
    return {"factor_sid": factors[-1].sid, "status": "verified"}


def totp(books: Books, customer: str, factor_sid: str | None) -> JsonObject:
    """What the authenticator app shows now: of the first verified factor, unless one is named."""
    factors = [one for one in owner(books, customer).factors.values() if _shows(one, factor_sid)]
    if not factors:
        raise UnknownError("no TOTP factor")
    factor = factors[0]
    if not isinstance(factor.means, Totp):
        raise InvalidError("not a TOTP factor")
    now = books.now()
    step = factor.means.step_at(now)
    return {
        "code": factor.means.code_at(step),
        "factor_sid": factor.sid,
        "seconds_left": (step + 1) * factor.means.time_step - int(now.timestamp()),
        "used": step in factor.used_steps,
    }


def _shows(factor: Factor, wanted: str | None) -> bool:
    if wanted is not None:
        return factor.sid == wanted
    return factor.verified and isinstance(factor.means, Totp)


def _waiting(books: Books, holder: Entity) -> list[Challenge]:
    for one in holder.challenges.values():
        challenging.age(books, one)
    return [
        one
        for one in reversed(holder.challenges.values())
        if isinstance(one.factor.means, Push) and one.status is ChallengeStatus.PENDING
    ]


def _push(challenge: Challenge) -> Json:
    details = challenge.details
    return {
        "challenge_sid": challenge.sid,
        "message": details.message if details else "",
        "fields": [
            {"label": label, "value": value} for label, value in (details.fields if details else ())
        ],
        "notified_at": [at.isoformat() for at in challenge.notified_at],
        "expires_at": challenge.expires_at.isoformat(),
    }


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isascii() and one.isdigit())
