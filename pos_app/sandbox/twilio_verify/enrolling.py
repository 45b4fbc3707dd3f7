"""Enrolment without a customer: the demo's seeds, and whoever a control route names."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify.records import Entity, Factor, Push
from pos_app.sandbox.twilio_verify.sids import fixed_sid
from pos_app.sandbox.twilio_verify.totp import Totp, as_secret

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_app.sandbox.twilio_verify.books import Books

_UNKNOWN = {
    "nothing": (),
    "totp": ("totp",),
    "push": ("push",),
    "totp_and_push": ("totp", "push"),
}
KINDS = ("totp", "push", "unverified_totp")


def enrol(books: Books, service_sid: str, identity: str, kinds: Iterable[str]) -> Entity | None:
    """Adds factors of those kinds; without any an unknown identity stays unknown."""
    entity = books.entity(service_sid, identity)
    for kind in kinds:
        if entity is None:
            entity = _entity(books, service_sid, identity)
        factor = _factor(books, entity, kind)
        entity.factors[factor.sid] = factor
    return entity


def enrol_unknown(books: Books, service_sid: str, identity: str) -> Entity | None:
    return enrol(books, service_sid, identity, _UNKNOWN[books.settings.enrol_unknown])


def _entity(books: Books, service_sid: str, identity: str) -> Entity:
    now = books.now()
    entity = Entity(fixed_sid("YE", service_sid, identity), service_sid, identity, now, now)
    books.entities[service_sid, identity] = entity
    return entity


def _factor(books: Books, entity: Entity, kind: str) -> Factor:
    """Of a kind it has already, a further one."""
    now = books.now()
    parts = entity.service_sid, entity.identity, kind, str(len(entity.factors))
    means = _push(parts) if kind == "push" else _totp(books, parts)
    name = "Sandbox phone" if kind == "push" else "Sandbox authenticator"
    verified = not kind.startswith("unverified")
    return Factor(fixed_sid("YF", *parts), name, means, now, now, verified=verified)


def _totp(books: Books, parts: tuple[str, ...]) -> Totp:
    settings = books.settings
    return Totp(
        secret=as_secret(sha256("/".join(parts).encode()).digest()[:20]),
        alg="sha1",
        time_step=settings.totp_time_step,
        skew=settings.totp_skew,
        code_length=settings.totp_code_length,
    )


def _push(parts: tuple[str, ...]) -> Push:
    token = sha256("/".join(("token", *parts)).encode()).hexdigest()
    key = sha256("/".join(("key", *parts)).encode()).hexdigest()
    return Push("ES256", key, "com.sandbox.shop", "fcm", token, "1.0.0")
