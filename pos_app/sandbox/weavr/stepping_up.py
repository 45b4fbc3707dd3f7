"""Raising a token, and enrolling a phone: both by a code of their own (contract, section 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pos_app.sandbox.weavr import challenging, codes
from pos_app.sandbox.weavr.records import ACTIVE, SMS
from pos_app.sandbox.weavr.refusals import conflict

if TYPE_CHECKING:
    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Challenge
    from pos_app.sandbox.weavr.tokens import Session


def issue(books: Books, who: Session, channel: str) -> Challenge:
    codes.check_channel(books, who, channel)
    earlier = _earlier(books, who, "step_up", channel)
    codes.check_pace(earlier, books.now(), books.settings)
    return codes.issue(books, who, "step_up", channel, earlier=earlier)


def verify(books: Books, who: Session, code: str) -> None:
    if who.stepped_up:
        raise conflict("ALREADY_VERIFIED")
    _check(books, who, "step_up", code)


def enrol(books: Books, who: Session) -> None:
    if who.user.has(SMS):
        raise conflict("STATE_INVALID")
    earlier = _earlier(books, who, "enrolment", SMS)
    codes.check_pace(earlier, books.now(), books.settings)
    who.user.enrol(SMS, "PENDING_VERIFICATION")
    codes.issue(books, who, "enrolment", SMS, earlier=earlier)


def finish_enrolment(books: Books, who: Session, code: str) -> None:
    _check(books, who, "enrolment", code)
    who.user.enrol(SMS, ACTIVE)


def _check(books: Books, who: Session, purpose: Literal["step_up", "enrolment"], code: str) -> None:
    earlier = _earlier(books, who, purpose, SMS)
    if not earlier:
        raise conflict("STATE_INVALID")
    challenging.check_open(earlier[-1])
    codes.check_code(books, earlier[-1], code)
    who.stepped_up = True


def _earlier(books: Books, who: Session, purpose: str, channel: str) -> list[Challenge]:
    return [
        one
        for one in books.issued
        if one.purpose == purpose and one.channel == channel and one.session.login == who.login
    ]
