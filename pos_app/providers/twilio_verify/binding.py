"""Whether an approval is one for this sale: Twilio checks none of it; contract, 8."""

from datetime import datetime

from pos_app.core.value import Value
from pos_app.providers.twilio_verify import stamps, wire

FRESH_FOR = 120.0
"""Seconds after the customer's answer."""
CLOCKS_APART = 5.0
"""Seconds by which one of Twilio's own clocks may be ahead of another."""


class Bond(Value, frozen=True):
    """What was written down before the challenge was made, and its sid since then."""

    service: str
    identity: str
    factor: str
    till_tx: str
    sid: str | None = None

    def __repr__(self) -> str:
        return "Bond(•••)"


def mismatch(challenge: wire.Challenge, bond: Bond) -> str | None:
    """The name of a member that differs; a member that is missing does."""
    pairs = (
        ("service_sid", challenge.service_sid, bond.service),
        ("identity", challenge.identity, bond.identity),
        ("factor_sid", challenge.factor_sid, bond.factor),
        ("till_tx", challenge.till_tx, bond.till_tx),
        ("sid", challenge.sid, bond.sid or challenge.sid),
    )
    return next((name for name, told, ours in pairs if told != ours), None)


def is_fresh(challenge: wire.Challenge, heard_at: datetime) -> bool:
    """``heard_at`` is by Twilio's clock, so that the till's own may be wrong."""
    answered = stamps.read(challenge.date_responded) or stamps.read(challenge.date_updated)
    if answered is None:
        return False
    return -CLOCKS_APART <= (heard_at - answered).total_seconds() <= FRESH_FOR


class SmsBond(Value, frozen=True):
    service: str
    to: str
    sid: str

    def __repr__(self) -> str:
        return "SmsBond(•••)"


def sms_mismatch(verification: wire.Verification, bond: SmsBond) -> str | None:
    pairs = (
        ("service_sid", verification.service_sid, bond.service),
        ("sid", verification.sid, bond.sid),
        ("to", verification.to, bond.to),
        ("channel", (verification.channel or "").casefold(), "sms"),
    )
    return next((name for name, told, ours in pairs if told != ours), None)


def proves_conversion(attempts: tuple[wire.Attempt, ...], bond: SmsBond) -> bool:
    """The code of this very verification was accepted (9)."""
    return any(
        attempt.conversion_status == "converted"
        and attempt.verification_sid == bond.sid
        and attempt.service_sid == bond.service
        for attempt in attempts
    )
