"""Reads the requests that start, check and update a verification (contract, section 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify.form import Form, body_of
from pos_app.sandbox.twilio_verify.refusals import refused, unfit_for_verification
from pos_app.sandbox.twilio_verify.sids import is_sid

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.records import Metadata

CHANNELS = ("sms", "call", "email", "whatsapp", "sna", "auto")
_PHONE = re.compile(r"\+[1-9][0-9]{1,14}")
_CODE = re.compile(r"[A-Za-z0-9]{4,10}")
_SHORTEST_CODE, _LONGEST_CODE, _TAGS = 4, 10, 10


@dataclass(frozen=True, slots=True)
class Start:
    to: str = field(repr=False)
    channel: str
    amount: str | None
    payee: str | None
    custom_code: str | None = field(repr=False)
    tags: Metadata


@dataclass(frozen=True, slots=True)
class Check:
    to: str | None = field(repr=False)
    sid: str | None
    """Which of both is there decides; the SID where both are."""
    code: str = field(repr=False)
    amount: str | None
    payee: str | None


def read_start(books: Books, call: Incoming) -> Start:
    form = body_of(call, unfit_for_verification)
    channel = form.choice("Channel", CHANNELS)
    to = _destination(form, channel)
    amount, payee = _payment(books, form)
    _check_extras(form)
    if channel not in books.settings.channels:
        raise refused(403, 60223, f"Delivery channel disabled: {channel.upper()}")
    return Start(
        to,
        "sms" if channel == "auto" else channel,
        amount,
        payee,
        _custom_code(books, form),
        _tags(form),
    )


def read_check(books: Books, call: Incoming) -> Check:
    form = body_of(call, unfit_for_verification)
    sid, to = form.optional("VerificationSid"), form.optional("To")
    if sid is None and to is None:
        raise form.refusal("To")
    if sid is not None and not is_sid(sid, "VE"):
        raise form.refusal("VerificationSid")
    code = form.text("Code", _SHORTEST_CODE, _LONGEST_CODE)
    return Check(to, sid, code, *_payment(books, form))


def read_status(call: Incoming) -> str:
    return body_of(call, unfit_for_verification).choice("Status", ("canceled", "approved"))


def _destination(form: Form, channel: str) -> str:
    to = form.text("To")
    fits = "@" in to if channel == "email" else _PHONE.fullmatch(to) is not None
    if not fits:
        raise refused(400, 60200, f"Invalid parameter `To`: {to}")
    return to


def _payment(books: Books, form: Form) -> tuple[str | None, str | None]:
    if not books.settings.psd2_enabled:
        return None, None
    amount, payee = form.optional("Amount"), form.optional("Payee")
    if amount is None or payee is None:
        raise refused(400, 60206, "Amount and Payee are required by this service")
    return amount, payee


def _custom_code(books: Books, form: Form) -> str | None:
    code = form.optional("CustomCode")
    if code is None:
        return None
    if not (books.settings.custom_code_enabled and _CODE.fullmatch(code)):
        raise form.refusal("CustomCode")
    return code


def _tags(form: Form) -> Metadata:
    tags = form.texts("Tags")
    if tags is not None and len(tags) > _TAGS:
        raise form.refusal("Tags")
    return tags


def _check_extras(form: Form) -> None:
    """Whatever changes nothing here still has to be well formed."""
    form.choice("RiskCheck", ("enable", "disable"), "enable")
    template = form.optional("TemplateSid")
    if template is not None and not is_sid(template, "HJ"):
        raise form.refusal("TemplateSid")
    for name in ("RateLimits", "TemplateCustomSubstitutions"):
        form.texts(name)
