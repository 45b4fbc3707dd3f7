"""Challenges whoever asks for them: what goes out, and the check of a code (sections 5 and 6)."""

from __future__ import annotations

from datetime import timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, Literal

from pos_app.sandbox.weavr.records import SMS, Challenge
from pos_app.sandbox.weavr.refusals import RefusedError, conflict, malformed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Send
    from pos_app.sandbox.weavr.settings import WeavrSettings
    from pos_app.sandbox.weavr.tokens import Session


def check_channel(books: Books, who: Session, channel: str) -> None:
    if channel not in books.settings.channels:
        raise conflict("CHANNEL_NOT_SUPPORTED")
    if not who.user.has(channel):
        raise conflict("CHANNEL_NOT_REGISTERED")


def check_pace(earlier: Sequence[Challenge], now: datetime, settings: WeavrSettings) -> None:
    """`earlier` are those of the same purpose and channel, oldest first."""
    if not earlier:
        return
    latest = earlier[-1]
    is_open = latest.state == "open" and now <= latest.expires_at
    if settings.open_challenge == "state_invalid" and is_open:
        raise conflict("STATE_INVALID")
    if settings.issue_limit and len(earlier) >= settings.issue_limit:
        raise _too_many(settings)
    wait = timedelta(seconds=settings.resend_after_s)
    if latest.channel == SMS and now - latest.issued_at < wait:
        raise conflict(settings.retry_code)


def _too_many(settings: WeavrSettings) -> RefusedError:
    if settings.too_many_issues == "400":
        return malformed("too many challenges were issued")
    return conflict("CHALLENGE_LIMIT_EXCEEDED")


def issue(
    books: Books,
    who: Session,
    purpose: Literal["sends", "step_up", "enrolment"],
    channel: str,
    sends: tuple[Send, ...] = (),
    earlier: Sequence[Challenge] = (),
) -> Challenge:
    """Voids the earlier ones."""
    now, settings = books.now(), books.settings
    challenge_id = ""
    for one in earlier:
        if one.state == "open":
            one.state = "void"
    if earlier and settings.resend_keeps_id:
        challenge_id = earlier[-1].id
    answers = channel != SMS and settings.push_answer != "by_hand"
    challenge = Challenge(
        id=challenge_id or books.new_challenge_id(),
        purpose=purpose,
        channel=channel,
        session=who,
        sends=sends,
        code=books.new_code() if channel == SMS else None,
        issued_at=now,
        expires_at=now + timedelta(seconds=settings.code_life_s),
        answers_at=now + timedelta(seconds=settings.push_answer_s) if answers else None,
    )
    books.issued.append(challenge)
    books.challenges[challenge.id] = challenge
    return challenge


def check_code(books: Books, challenge: Challenge, code: str) -> None:
    """Of an open challenge; a wrong code counts, and the last one closes it."""
    if books.now() > challenge.expires_at:
        raise conflict("VERIFICATION_CODE_EXPIRED")
    if compare_digest((challenge.code or "").encode(), code.encode()):
        challenge.state = "verified"
        return
    challenge.wrong += 1
    left = books.settings.code_tries - challenge.wrong
    if left <= 0:
        challenge.state = "exhausted"
        raise conflict("CHALLENGE_LIMIT_EXCEEDED")
    raise conflict("ONE_CHALLENGE_LIMIT_REMAINING" if left == 1 else "VERIFICATION_CODE_INVALID")
