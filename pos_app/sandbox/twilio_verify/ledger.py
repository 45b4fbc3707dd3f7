"""The books as JSON, for whoever compares them with a till's. No code and no secret is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify import answers, challenging, factoring, verifying

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.records import Challenge, Entity, Verification


def as_json(books: Books) -> JsonObject:
    return {
        "entities": [_entity(books, one) for one in books.entities.values()],
        "challenges": [
            _challenge(books, owner, one)
            for owner in books.entities.values()
            for one in owner.challenges.values()
        ],
        "verifications": [_verification(books, one) for one in books.verifications.values()],
    }


def _entity(books: Books, one: Entity) -> Json:
    factoring.forget_unverified(books, one)
    return {
        "sid": one.sid,
        "service_sid": one.service_sid,
        "identity": one.identity,
        "factors": [
            {"sid": factor.sid, "type": factor.type, "verified": factor.verified}
            for factor in one.factors.values()
        ],
    }


def _challenge(books: Books, owner: Entity, one: Challenge) -> Json:
    challenging.age(books, one)
    return {
        "sid": one.sid,
        "identity": owner.identity,
        "factor_sid": one.factor.sid,
        "factor_type": one.factor.type,
        "status": one.status.value,
        "hidden_details": one.hidden_details,
        "wrong_codes": one.wrong_codes,
        "pushes": len(one.notified_at),
        "created_at": one.created_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "responded_at": one.responded_at.isoformat() if one.responded_at else None,
    }


def _verification(books: Books, one: Verification) -> Json:
    verifying.age(books, one)
    return {
        "sid": one.sid,
        "service_sid": one.service_sid,
        "to": one.to,
        "channel": one.channel,
        "status": verifying.status(books, one),
        "amount": one.amount,
        "payee": one.payee,
        "wrong_codes": one.wrong_codes,
        "attempts": [
            {"sid": sent.sid, "converted": answers.is_converted(books, one, sent)}
            for sent in one.attempts
        ],
        "created_at": one.created_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
    }
