"""Everything about Twilio Verify that a service configures or that its public material leaves open.

What a service configures comes first, then its limits, then section 12 of the contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pos_app.sandbox.adjustable import LEAST, Adjustable

_FROM_ZERO = {LEAST: 0}
_RANGES = {
    "totp_time_step": (20, 60),
    "totp_skew": (0, 2),
    "totp_code_length": (3, 8),
    "code_length": (4, 10),
}


@dataclass(frozen=True, slots=True)
class TwilioVerifySettings(Adjustable):
    totp_issuer: str = "Sandbox"
    totp_time_step: int = 30
    totp_skew: int = field(default=1, metadata=_FROM_ZERO)
    totp_code_length: int = 6
    """Of factors that are enrolled without saying so."""
    code_length: int = 6
    code_life_s: int = 600
    channels: tuple[str, ...] = ("sms", "call", "email", "whatsapp", "auto")
    """Those that are switched on; `auto` sends a text."""
    psd2_enabled: bool = False
    """Amount and payee are mandatory with it, and ignored without."""
    custom_code_enabled: bool = False
    fixed_code: str = ""
    """Sent instead of a random code when not empty; a TOTP factor takes it beside its own."""
    enrol_unknown: Literal["nothing", "totp", "push", "totp_and_push"] = "nothing"
    """What an identity that nobody enrolled turns out to have, as soon as it is asked about."""
    device_answers: Literal["by_hand", "approves", "denies"] = "by_hand"
    """What every enrolled device does with a push, if not told by a control route."""
    device_answers_after_s: int = field(default=5, metadata=_FROM_ZERO)

    challenge_life_s: int = 300
    tries_per_challenge: int = 5
    tries_per_factor: int = 5
    pushes_per_challenge: int = 3
    short_code_challenges_per_day: int = 10
    """Of a factor whose codes have at most four digits."""
    challenges_per_hour: int = 50
    challenges_per_day: int = 100
    """Of a factor with longer codes; both by the sandbox's own clock."""
    push_factors_per_entity: int = 20
    factors_per_day: int = 100
    entities_per_second: int = 40
    unverified_factor_life_s: int = 86_400
    """Documented as 1 to 24 hours."""
    starts_per_verification: int = 5
    checks_per_verification: int = 5
    fetches_per_minute: int = 60
    fetches_per_hour: int = 180
    fetches_per_day: int = 250
    """Of one verification's status."""

    old_style: bool = False
    """A wrong TOTP code is a 403, 60324 of a challenge and 60311 of a factor, not a `pending`."""
    last_try: Literal["answered", "refused"] = "answered"
    """Whether the last wrong code allowed is answered, and the call after it refused, or itself."""
    wrong_code_at_creation: Literal["counts", "free"] = "counts"
    exhausted_challenge: Literal["pending", "denied", "expired"] = "pending"
    """What becomes of a challenge without a try left."""
    totp_reuse: Literal["refused", "accepted"] = "refused"
    """A code that has approved one challenge already, given for another."""
    date_responded_before: Literal["null", "date_created", "absent"] = "null"
    first_push_counts: bool = False
    """Among `pushes_per_challenge`."""
    bad_field: Literal["60300", "60306", "fine"] = "60300"
    """Code of an unfit parameter of entities, factors and challenges; `fine` is 60361 to 60374."""
    statuses: tuple[str, ...] = ()
    """HTTP status of error codes, where it is to differ, as `60307=403`."""
    check_status: Literal[200, 201] = 200
    approved_check: Literal["404", "60202", "approved"] = "404"
    """A further check of an approved verification; `approved` keeps the record."""
    exhausted_check: Literal["60202", "404"] = "60202"
    start_after_exhausted: Literal["60203", "60202"] = "60203"
    wrong_amount: Literal["pending", "60200"] = "pending"
    """A check with another amount or payee; it counts as wrong only when it is `pending`."""
    verification_dates: Literal["iso", "rfc2822"] = "iso"
    conversion_delay_s: int = field(default=0, metadata=_FROM_ZERO)
    """Until /Attempts shows an approved verification as converted."""
    retry_after_of_limits_s: int = field(default=0, metadata=_FROM_ZERO)
    """On every 429 of a business limit, which waiting does not lift; 0 is no header."""
    start_tells_limits: bool = True
    """Whether a start carries Retry-After and Twilio-Reached-Rate-Limit."""

    def __post_init__(self) -> None:
        for name, (least, most) in _RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} is {least} to {most}")
        for entry in self.statuses:
            code, _, status = entry.partition("=")
            if not (code.isdecimal() and status.isdecimal() and 400 <= int(status) <= 599):
                raise ValueError("statuses are as 60307=403")

    def status_of(self, code: int, default: int) -> int:
        changed = dict(entry.split("=") for entry in self.statuses)
        return int(changed.get(str(code), default))
