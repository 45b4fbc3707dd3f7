"""Verifications: a code sent, sent again, checked, cancelled (contract, section 5)."""

from __future__ import annotations

import string
from datetime import timedelta
from hmac import compare_digest
from math import ceil
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify.records import Attempt, Verification, VerificationStatus
from pos_app.sandbox.twilio_verify.refusals import refused, unfit_for_verification
from pos_app.sandbox.twilio_verify.windows import DAY_S, HOUR_S, MINUTE_S, within

if TYPE_CHECKING:
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.refusals import RefusedError
    from pos_app.sandbox.twilio_verify.verification_fields import Check, Start


def start(books: Books, service_sid: str, wanted: Start) -> Verification:
    """Continues the open one for the same destination, unless its amount or payee is another."""
    found = _open(books, service_sid, wanted.to)
    if found is not None and is_exhausted(books, found):
        raise _no_start_left(books, found, int(books.settings.start_after_exhausted))
    if found is not None and len(found.attempts) >= books.settings.starts_per_verification:
        raise _no_start_left(books, found, 60203)
    if found is not None and (found.amount, found.payee) != (wanted.amount, wanted.payee):
        cancel(books, found)
        found = None
    if found is None:
        found = _begin(books, service_sid, wanted)
    now = books.now()
    found.attempts.append(Attempt(books.new_sid("VL"), wanted.channel, now))
    found.channel = wanted.channel
    found.updated_at = now
    return found


def check(books: Books, found: Verification, wanted: Check) -> bool:
    """Whether there is a record to show; what came of it is in its status."""
    age(books, found)
    settings = books.settings
    if found.status is VerificationStatus.APPROVED and settings.approved_check != "404":
        if settings.approved_check == "60202":
            raise _no_check_left()
        return True
    if found.status is VerificationStatus.PENDING and is_exhausted(books, found):
        if settings.exhausted_check == "60202":
            raise _no_check_left()
        return False
    if found.status is not VerificationStatus.PENDING:
        return False
    agreed = (wanted.amount, wanted.payee) == (found.amount, found.payee)
    if not agreed and settings.wrong_amount == "60200":
        raise unfit_for_verification("Amount")
    _try(books, found, right=agreed and compare_digest(found.code.encode(), wanted.code.encode()))
    return True


def cancel(books: Books, found: Verification) -> None:
    found.status = VerificationStatus.CANCELED
    found.updated_at = books.now()


def approve(books: Books, found: Verification) -> None:
    found.status = VerificationStatus.APPROVED
    found.approved_at = found.updated_at = books.now()


def count_fetch(books: Books, found: Verification) -> None:
    now, settings = books.now(), books.settings
    limits = (
        (MINUTE_S, settings.fetches_per_minute),
        (HOUR_S, settings.fetches_per_hour),
        (DAY_S, settings.fetches_per_day),
    )
    for seconds, most in limits:
        if within(found.fetched_at, now, seconds) >= most:
            raise refused(429, 20429, "Too many requests", {"Retry-After": str(seconds)})
    found.fetched_at.append(now)


def age(books: Books, found: Verification) -> None:
    if found.status is VerificationStatus.PENDING and books.now() >= found.expires_at:
        found.status = VerificationStatus.EXPIRED
        found.updated_at = found.expires_at


def is_exhausted(books: Books, found: Verification) -> bool:
    """Without a check left; until its time is over it stands in the way of a new one."""
    return found.wrong_codes >= books.settings.checks_per_verification


def status(books: Books, found: Verification) -> str:
    """As it is in the books; answers go on saying pending where no check is left."""
    exhausted = found.status is VerificationStatus.PENDING and is_exhausted(books, found)
    return "max_attempts_reached" if exhausted else found.status.value


def is_shown(books: Books, found: Verification) -> bool:
    """Whether it can be fetched: a finished one is deleted."""
    age(books, found)
    if found.status is VerificationStatus.APPROVED:
        return books.settings.approved_check == "approved"
    return found.status is VerificationStatus.PENDING and not is_exhausted(books, found)


def limits_told(books: Books, found: Verification) -> dict[str, str]:
    """Headers of a start that was the last one, or one too many."""
    settings = books.settings
    if not settings.start_tells_limits or len(found.attempts) < settings.starts_per_verification:
        return {}
    wait = max(1, ceil((found.expires_at - books.now()).total_seconds()))
    return {"Retry-After": str(wait), "Twilio-Reached-Rate-Limit": "send-code-attempts"}


def is_converted(books: Books, found: Verification) -> bool:
    """Whether the log of attempts shows already that its code was accepted."""
    if found.approved_at is None:
        return False
    delay = timedelta(seconds=books.settings.conversion_delay_s)
    return books.now() >= found.approved_at + delay


def _open(books: Books, service_sid: str, to: str) -> Verification | None:
    found = books.latest.get((service_sid, to))
    if found is None:
        return None
    age(books, found)
    return found if found.status is VerificationStatus.PENDING else None


def _begin(books: Books, service_sid: str, wanted: Start) -> Verification:
    now, settings = books.now(), books.settings
    digits = "".join(books.rng.choice(string.digits) for _ in range(settings.code_length))
    begun = Verification(
        sid=books.new_sid("VE"),
        service_sid=service_sid,
        to=wanted.to,
        channel=wanted.channel,
        code=wanted.custom_code or settings.fixed_code or digits,
        custom=wanted.custom_code is not None,
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(seconds=settings.code_life_s),
        amount=wanted.amount,
        payee=wanted.payee,
        tags=wanted.tags,
    )
    books.verifications[begun.sid] = begun
    books.latest[service_sid, wanted.to] = begun
    return begun


def _try(books: Books, found: Verification, *, right: bool) -> None:
    if right:
        approve(books, found)
        return
    found.wrong_codes += 1
    found.updated_at = books.now()
    if is_exhausted(books, found) and books.settings.last_try == "refused":
        raise _no_check_left()


def _no_check_left() -> RefusedError:
    return refused(429, 60202, "Max check attempts reached")


def _no_start_left(books: Books, found: Verification, code: int) -> RefusedError:
    message = "Max check attempts reached" if code == 60202 else "Max send attempts reached"
    return refused(429, code, message, limits_told(books, found))
