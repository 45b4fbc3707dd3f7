"""From what Twilio tells of a challenge to what the till may do: by its status alone, whatever the
HTTP code was; contract, 3, 5 and 8."""

import logging
from datetime import datetime

from pos_app.core.challenge import (
    Approved,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    StillWaiting,
    WrongCode,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.refusals import APPROVAL_EXPIRED, VERDICT_STALE
from pos_app.providers.twilio_verify import binding, wire
from pos_app.providers.twilio_verify.binding import Bond, SmsBond
from pos_app.providers.twilio_verify.meanings import Family

log = logging.getLogger("pos_app.twilio_verify")

DENIED = Refusal("APPROVAL_DENIED")
MISMATCH = Refusal("APPROVAL_MISMATCH")
NOT_ACCEPTED = Refusal("CODE_NOT_ACCEPTED")
OVER = frozenset({"canceled", "max_attempts_reached", "deleted", "failed", "expired"})


def of_code(challenge: wire.Challenge, bond: Bond, heard_at: datetime) -> CheckAnswer:
    """After a code of the customer's authenticator."""
    return _of(challenge, bond, heard_at, WrongCode())


def of_approval(challenge: wire.Challenge, bond: Bond, heard_at: datetime) -> CheckAnswer:
    return _of(challenge, bond, heard_at, StillWaiting())


def _of(
    challenge: wire.Challenge, bond: Bond, heard_at: datetime, pending: CheckAnswer
) -> CheckAnswer:
    differs = binding.mismatch(challenge, bond)
    if differs is not None:
        log.error("approval_of_something_else member=%s", differs)
        return CodeDead(MISMATCH, final=True)
    match challenge.status:
        case "approved" if binding.is_fresh(challenge, heard_at):
            return Approved()
        case "approved":
            return CodeDead(VERDICT_STALE, final=True)
        case "pending":
            return pending
        case "denied":
            return CodeDead(DENIED, final=True)
        case "expired":
            return CodeDead(APPROVAL_EXPIRED)
    return CheckUnknown()


def of_verification(verification: wire.Verification, bond: SmsBond) -> CheckAnswer:
    differs = binding.sms_mismatch(verification, bond)
    if differs is not None:
        log.error("approval_of_something_else member=%s", differs)
        return CodeDead(MISMATCH, final=True)
    if verification.status == "approved":
        return Approved()
    if verification.status == "pending":
        return WrongCode()
    return CodeDead(NOT_ACCEPTED) if verification.status in OVER else CheckUnknown()


def of_refusal(family: Family, refusal: Refusal) -> CheckAnswer | None:
    """Of an answer to a typed code; nothing where only a look can tell."""
    match family:
        case Family.WRONG | Family.INVALID:
            return WrongCode()
        case Family.ANSWERED | Family.EXPIRED | Family.GONE:
            return None
    return CodeDead(refusal)
