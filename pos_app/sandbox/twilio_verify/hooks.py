"""Twilio's control routes: codes as their owner reads them, the phone, enrolments, the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.control import Hook, InvalidError, UnknownError, read
from pos_app.sandbox.twilio_verify import enrolling, fixtures, ledger, phone, verifying
from pos_app.sandbox.twilio_verify.records import VerificationStatus
from pos_app.sandbox.twilio_verify.sids import is_identity

if TYPE_CHECKING:
    from starlette.requests import Request

    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.fixtures import Seed
    from pos_app.sandbox.twilio_verify.records import Verification


def introduce(books: Books) -> JsonObject:
    return {
        "credentials": {
            "account_sid": fixtures.ACCOUNT_SID,
            "auth_token": fixtures.AUTH_TOKEN,
            "api_key_sid": fixtures.API_KEY_SID,
            "api_key_secret": fixtures.API_KEY_SECRET,
            "service_sid": fixtures.SERVICE_SID,
        },
        "customers": [_customer(books, one) for one in fixtures.CUSTOMERS],
    }


def _customer(books: Books, one: Seed) -> JsonObject:
    entity = books.entity(fixtures.SERVICE_SID, one.identity)
    factors = list(entity.factors.values()) if entity else []
    kinds = [f"{'' if factor.verified else 'unverified '}{factor.type}" for factor in factors]
    return {
        "identity": one.identity,
        "name": one.name,
        "phone": one.phone,
        "ledger": one.ledger,
        "factors": ", ".join(kinds) or None,
    }


def hooks(books: Books) -> list[tuple[str, str, Hook]]:
    async def code(request: Request) -> Json:
        return _code(books, _wanted(request, "customer"))

    async def outbox(_request: Request) -> Json:
        return {"sent": _outbox(books)}

    async def totp(request: Request) -> Json:
        return phone.totp(books, _wanted(request, "customer"), request.query_params.get("factor"))

    async def display(request: Request) -> Json:
        return phone.display(books, _wanted(request, "customer"))

    async def act(request: Request) -> Json:
        return _act(books, request.path_params["action"], await read(request))

    async def enrolments(request: Request) -> Json:
        return _enrol(books, await read(request))

    async def whole(_request: Request) -> Json:
        return ledger.as_json(books)

    return [
        ("GET", "/codes", code),
        ("GET", "/outbox", outbox),
        ("GET", "/totp", totp),
        ("GET", "/phone", display),
        ("POST", "/phone/{action}", act),
        ("POST", "/enrolments", enrolments),
        ("GET", "/books", whole),
    ]


def _wanted(request: Request, name: str) -> str:
    value = request.query_params.get(name)
    if not value:
        raise InvalidError(f"{name} is missing")
    return value


def _code(books: Books, customer: str) -> Json:
    """The live code, as the owner of the phone reads it; `customer` may be any phone."""
    numbers = {one.to for one in books.verifications.values() if phone.is_number(customer, one.to)}
    if not numbers:
        identity = phone.identity_of(books, customer)
        numbers = {books.phones[identity]} if identity in books.phones else set()
    for one in reversed(books.verifications.values()):
        verifying.age(books, one)
        if one.to in numbers and one.status is VerificationStatus.PENDING:
            return _text(one, -1)
    raise UnknownError("no live code")


def _outbox(books: Books) -> list[Json]:
    """Everything ever sent, oldest first."""
    texts = [
        (attempt.at, _text(one, number))
        for one in books.verifications.values()
        for number, attempt in enumerate(one.attempts)
    ]
    return [text for _, text in sorted(texts, key=lambda pair: pair[0])]


def _text(one: Verification, number: int) -> Json:
    return {
        "code": one.code,
        "to": one.to,
        "channel": one.attempts[number].channel,
        "amount": one.amount,
        "payee": one.payee,
        "verification_sid": one.sid,
        "sent_at": one.attempts[number].at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
    }


def _act(books: Books, action: str, wanted: JsonObject) -> Json:
    customer, sid = wanted.get("customer"), wanted.get("sid")
    if not isinstance(customer, str) or not isinstance(sid, str | None):
        raise InvalidError("customer is a text, and sid is one or absent")
    if action == "verify":
        return phone.verify(books, customer, sid)
    if action in phone.ANSWERS:
        return phone.answer(books, customer, action, sid)
    raise UnknownError(f"a phone cannot {action}")


def _enrol(books: Books, wanted: JsonObject) -> Json:
    """`factors` of the kinds in `enrolling.KINDS` for any `identity`; `phone` is in E.164."""
    identity, kinds, number = wanted.get("identity"), wanted.get("factors", []), wanted.get("phone")
    if not isinstance(identity, str) or not is_identity(identity):
        raise InvalidError("identity is 8 to 64 letters, digits and dashes")
    if not isinstance(kinds, list):
        raise InvalidError("factors is a list")
    if unknown := [kind for kind in kinds if kind not in enrolling.KINDS]:
        raise InvalidError(f"no kind of factor {unknown[0]!r}")
    if isinstance(number, str):
        books.phones[identity] = number
    named = [str(kind) for kind in kinds]
    entity = enrolling.enrol(books, fixtures.SERVICE_SID, identity, named)
    factors = entity.factors.values() if entity else ()
    return {
        "identity": identity,
        "phone": books.phones.get(identity),
        "factors": [
            {"sid": one.sid, "type": one.type, "verified": one.verified} for one in factors
        ],
    }
