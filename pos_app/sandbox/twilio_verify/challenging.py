"""Challenges: made, answered, run out, and pushed again (contract, section 3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify.records import (
    Challenge,
    ChallengeStatus,
    Entity,
    Factor,
    Push,
)
from pos_app.sandbox.twilio_verify.refusals import refused, unfit
from pos_app.sandbox.twilio_verify.totp import Totp
from pos_app.sandbox.twilio_verify.windows import DAY_S, HOUR_S, within

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.challenge_fields import Wanted
    from pos_app.sandbox.twilio_verify.records import Metadata
    from pos_app.sandbox.twilio_verify.refusals import RefusedError

_SHORT_CODE = 4


def create(books: Books, owner: Entity, wanted: Wanted) -> Challenge:
    """A wrong code leaves a pending challenge behind, in the old style beneath a refusal."""
    factor = _usable_factor(owner, wanted.factor_sid)
    if isinstance(factor.means, Push):
        if wanted.code is not None:
            raise _invalid_answer()
        if wanted.details is None:
            raise unfit("Details.Message", 60368)
    _check_quota(books, factor)
    now = books.now()
    factor.challenged_at.append(now)
    made = Challenge(
        sid=books.new_sid("YC"),
        factor=factor,
        created_at=now,
        updated_at=now,
        expires_at=wanted.expires_at,
        details=wanted.details if isinstance(factor.means, Push) else None,
        hidden_details=wanted.hidden_details,
    )
    owner.challenges[made.sid] = made
    if isinstance(factor.means, Push):
        _notify(made, now)
    elif wanted.code is not None:
        _try_code(
            books, made, wanted.code, counts=books.settings.wrong_code_at_creation == "counts"
        )
    return made


def answer(
    books: Books, owner: Entity, challenge: Challenge, code: str | None, metadata: Metadata
) -> None:
    """The challenge has been aged."""
    if code is None and metadata is None:
        raise unfit("AuthPayload")
    _check_tries(books, challenge)
    _check_pending(challenge)
    _usable_factor(owner, challenge.factor.sid)
    if code is not None:
        if isinstance(challenge.factor.means, Push):
            raise _invalid_answer()
        _try_code(books, challenge, code, counts=True)
    if metadata is not None:
        challenge.metadata = metadata
        challenge.updated_at = books.now()


def respond(challenge: Challenge, status: ChallengeStatus, now: datetime) -> None:
    challenge.status = status
    challenge.updated_at = challenge.responded_at = now


def age(books: Books, challenge: Challenge) -> None:
    """Whatever has come about by itself since it was last looked at."""
    if challenge.status is not ChallengeStatus.PENDING:
        return
    settings, now = books.settings, books.now()
    if isinstance(challenge.factor.means, Push) and settings.device_answers != "by_hand":
        at = challenge.created_at + timedelta(seconds=settings.device_answers_after_s)
        if at <= now and at < challenge.expires_at:
            approves = settings.device_answers == "approves"
            respond(challenge, ChallengeStatus.APPROVED if approves else ChallengeStatus.DENIED, at)
            return
    if now >= challenge.expires_at:
        challenge.status = ChallengeStatus.EXPIRED
        challenge.updated_at = challenge.expires_at


def notify(books: Books, challenge: Challenge) -> None:
    """Wakes the phone again."""
    means = challenge.factor.means
    if not isinstance(means, Push):
        raise unfit("ChallengeSid")
    _check_pending(challenge)
    if means.platform == "none":
        raise refused(400, 60307, "Notification platform none is not supported")
    sent = challenge.resent + books.settings.first_push_counts
    if sent >= books.settings.pushes_per_challenge:
        raise refused(429, 60309, "Max notifications for this challenge reached")
    challenge.resent += 1
    _notify(challenge, books.now())


def _notify(challenge: Challenge, now: datetime) -> None:
    means = challenge.factor.means
    if isinstance(means, Push) and means.platform != "none":
        challenge.notified_at.append(now)


def _usable_factor(owner: Entity, sid: str) -> Factor:
    factor = owner.factors.get(sid)
    if factor is None:
        raise refused(404, 60390, f"Factor {sid} was not found")
    if not factor.verified:
        raise refused(403, 60318, "Factor is not verified")
    return factor


def _check_quota(books: Books, factor: Factor) -> None:
    """Of creations; only codes have one."""
    if not isinstance(factor.means, Totp):
        return
    now, settings, made = books.now(), books.settings, factor.challenged_at
    if factor.means.code_length <= _SHORT_CODE:
        spent = within(made, now, DAY_S) >= settings.short_code_challenges_per_day
    else:
        spent = within(made, now, HOUR_S) >= settings.challenges_per_hour
        spent = spent or within(made, now, DAY_S) >= settings.challenges_per_day
    if spent:
        raise refused(429, 60312, "Max challenge attempts for this factor reached")


def _check_pending(challenge: Challenge) -> None:
    if challenge.status is ChallengeStatus.EXPIRED:
        raise refused(403, 60323, "Challenge has expired")
    if challenge.status is not ChallengeStatus.PENDING:
        raise refused(403, 60322, "Challenge was already answered")


def _check_tries(books: Books, challenge: Challenge) -> None:
    """Of a challenge whose time is not over, whatever has become of its status."""
    spent = challenge.wrong_codes >= books.settings.tries_per_challenge
    if spent and books.now() < challenge.expires_at:
        raise _no_try_left()


def _try_code(books: Books, challenge: Challenge, code: str, *, counts: bool) -> None:
    now, settings = books.now(), books.settings
    if _is_right(books, challenge.factor, code):
        respond(challenge, ChallengeStatus.APPROVED, now)
        return
    challenge.wrong_codes += counts
    challenge.updated_at = now
    if challenge.wrong_codes >= settings.tries_per_challenge:
        challenge.status = ChallengeStatus(settings.exhausted_challenge)
        if settings.last_try == "refused":
            raise _no_try_left()
    if settings.old_style:
        raise _invalid_answer()


def _is_right(books: Books, factor: Factor, code: str) -> bool:
    """Uses up the time step of a right one."""
    if not isinstance(factor.means, Totp):
        return False
    if books.settings.fixed_code and code == books.settings.fixed_code:
        return True
    for step in factor.means.steps_of(code, books.now()):
        if step not in factor.used_steps or books.settings.totp_reuse == "accepted":
            factor.used_steps.add(step)
            return True
    return False


def _no_try_left() -> RefusedError:
    return refused(429, 60308, "Max challenge attempts reached")


def _invalid_answer() -> RefusedError:
    return refused(403, 60324, "Challenge answer is invalid")
