"""Reads the request that creates a challenge (contract, section 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify import refusals
from pos_app.sandbox.twilio_verify.form import Form, body_of, texts_of
from pos_app.sandbox.twilio_verify.records import Details
from pos_app.sandbox.twilio_verify.sids import is_sid

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.records import Metadata

SHORTEST_CODE, LONGEST_CODE, LONGEST_SIGNATURE = 3, 8, 5456
_MESSAGE, _FIELDS, _LABEL, _VALUE = 256, 20, 36, 128
_LONGEST_LIFE = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Wanted:
    factor_sid: str
    expires_at: datetime
    code: str | None = field(repr=False)
    details: Details | None
    hidden_details: Metadata


def read(books: Books, call: Incoming) -> Wanted:
    form = body_of(call)
    factor_sid = form.text("FactorSid", fine=refusals.FACTOR_SID)
    if not is_sid(factor_sid, "YF"):
        raise form.refusal("FactorSid", refusals.FACTOR_SID)
    return Wanted(
        factor_sid,
        _expiration(books, form),
        read_code(form),
        _details(form),
        form.texts("HiddenDetails"),
    )


def read_code(form: Form, longest: int = LONGEST_CODE) -> str | None:
    if form.optional("AuthPayload") is None:
        return None
    return form.text("AuthPayload", SHORTEST_CODE, longest)


def _expiration(books: Books, form: Form) -> datetime:
    """In whole seconds, as every answer shows it."""
    now, given = books.now(), form.optional("ExpirationDate")
    if given is None:
        usual = now + timedelta(seconds=books.settings.challenge_life_s)
        return usual.replace(microsecond=0)
    try:
        asked = datetime.fromisoformat(given)
    except ValueError:
        raise form.refusal("ExpirationDate") from None
    asked = asked.replace(tzinfo=UTC) if asked.tzinfo is None else asked.astimezone(UTC)
    if not now < asked <= now + _LONGEST_LIFE:
        raise form.refusal("ExpirationDate")
    return asked.replace(microsecond=0)


def _details(form: Form) -> Details | None:
    fields = tuple(_field(form, text) for text in form.every("Details.Fields"))
    if len(fields) > _FIELDS:
        raise form.refusal("Details.Fields", refusals.DETAILS)
    if form.optional("Details.Message") is None:
        return None
    return Details(form.text("Details.Message", 1, _MESSAGE, refusals.DETAILS), fields)


def _field(form: Form, text: str) -> tuple[str, str]:
    read = texts_of(text) or {}
    label, value = read.get("label", ""), read.get("value")
    if value is None or len(value) > _VALUE or not 1 <= len(label) <= _LABEL:
        raise form.refusal("Details.Fields", refusals.DETAILS)
    return label, value
