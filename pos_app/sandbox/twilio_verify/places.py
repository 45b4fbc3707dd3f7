"""What a path names: service, identity, entity, factor, challenge, verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify import challenging, factoring, refusals
from pos_app.sandbox.twilio_verify.enrolling import enrol_unknown
from pos_app.sandbox.twilio_verify.fixtures import SERVICES
from pos_app.sandbox.twilio_verify.refusals import not_found, unfit
from pos_app.sandbox.twilio_verify.sids import is_identity, is_sid

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.records import Challenge, Entity, Factor


def service(books: Books, call: Incoming) -> str:
    sid = call.segments["service"]
    _check_sid(books, sid, "VA", refusals.SERVICE_SID)
    if sid not in SERVICES:
        raise not_found(call.path)
    return sid


def identity(call: Incoming) -> str:
    given = call.segments["identity"]
    if not is_identity(given):
        raise unfit("Identity", refusals.IDENTITY)
    return given


def entity(books: Books, call: Incoming) -> Entity:
    service_sid, who = service(books, call), identity(call)
    found = books.entity(service_sid, who) or enrol_unknown(books, service_sid, who)
    if found is None:
        raise not_found(call.path)
    factoring.forget_unverified(books, found)
    return found


def factor(books: Books, call: Incoming, owner: Entity) -> Factor:
    sid = call.segments["factor"]
    _check_sid(books, sid, "YF", refusals.FACTOR_SID)
    if sid not in owner.factors:
        raise not_found(call.path)
    return owner.factors[sid]


def challenge(books: Books, call: Incoming, owner: Entity) -> Challenge:
    sid = call.segments["challenge"]
    _check_sid(books, sid, "YC", refusals.CHALLENGE_SID)
    if sid not in owner.challenges:
        raise not_found(call.path)
    found = owner.challenges[sid]
    challenging.age(books, found)
    return found


def _check_sid(books: Books, sid: str, prefix: str, fine: int) -> None:
    """Only the finer codes tell a malformed SID from an unknown one."""
    if books.settings.bad_field == "fine" and not is_sid(sid, prefix):
        raise unfit("Sid", fine)
