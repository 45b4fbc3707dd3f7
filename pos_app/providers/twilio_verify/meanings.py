"""What Twilio's error codes mean, and which of them may be repeated; contract, 6.

A status alone says too little: seven of the answers with 429 are business limits that no repeat
helps against, and one was never processed.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value


class Family(StrEnum):
    INVALID = "invalid"
    """Our own request, which nobody processed."""
    SET_UP = "set_up"
    """The account, the service or the key: nothing of the customer's."""
    UNUSABLE = "unusable"
    """This factor, or this number: another way may do."""
    ANSWERED = "answered"
    """Already approved or denied: only reading it tells which."""
    EXPIRED = "expired"
    WRONG = "wrong"
    """The code is not right, in the older form."""
    GONE = "gone"
    """Unknown, or over: the answer is the same."""
    EXISTS = "exists"
    """Done already."""
    BUSY = "busy"
    """Never processed."""
    USED_UP = "used_up"
    """A limit of Twilio's: this path is closed for now."""
    SUSPECT = "suspect"
    """So many starts for one number look like fraud."""
    OTHER = "other"


class Meaning(Value, frozen=True):
    family: Family
    refusal: Refusal

    @property
    def may_repeat(self) -> bool:
        return self.family is Family.BUSY


def _meanings(family: Family, refusal: str, *codes: int) -> dict[int, Meaning]:
    return dict.fromkeys(codes, Meaning(family, Refusal(refusal)))


MEANINGS: Mapping[int, Meaning] = MappingProxyType(
    {
        **_meanings(Family.INVALID, "CODE_NOT_SENT", 60200, 60300, 60306, *range(60361, 60375)),
        **_meanings(Family.SET_UP, "MISCONFIGURED", 20003, 60206),
        **_meanings(Family.UNUSABLE, "CODE_NOT_SENT", 60318, 60390, 60392, 60307),
        **_meanings(Family.UNUSABLE, "CODE_NOT_SENT", 60205, 60220, 60223, 60238, 60410, 60605),
        **_meanings(Family.ANSWERED, "CODE_NOT_ACCEPTED", 60322),
        **_meanings(Family.EXPIRED, "CODE_NOT_ACCEPTED", 60323),
        **_meanings(Family.WRONG, "CODE_WRONG", 60324, 60311),
        **_meanings(Family.GONE, "CODE_NOT_ACCEPTED", 20404, 60391),
        **_meanings(Family.EXISTS, "CODE_NOT_SENT", 60301, 60304, 60317),
        **_meanings(Family.BUSY, "NOT_SENT", 20429),
        **_meanings(Family.USED_UP, "CODE_NOT_ACCEPTED", 60202, 60308, 60310),
        **_meanings(Family.USED_UP, "SENDS_USED_UP", 60203, 60309),
        **_meanings(Family.USED_UP, "CODE_BLOCKED", 60312, 60315, 60326, 60328),
        **_meanings(Family.SUSPECT, "CODE_BLOCKED", 60212),
    }
)
OTHER = Meaning(Family.OTHER, Refusal("CODE_NOT_SENT"))
WAITS = (1.0, 2.0, 4.0)
"""Seconds before each repeat of what was never processed, where Twilio does not say."""


def meaning_of(code: int | None) -> Meaning:
    return MEANINGS.get(code or 0, OTHER)
