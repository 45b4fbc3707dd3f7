"""What can happen to a redemption. ``at`` is in monotonic seconds of the running process.

No event carries a code, a token or anything of the customer's: all of them are journalled.
"""

from pos_app.core.challenge import Channel, CheckAnswer, SendAnswer
from pos_app.core.decision import Decision
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Answer, Step
from pos_app.core.value import Variant


class Begun(Variant, frozen=True):
    intent: Intent
    at: float


class Answered(Variant, frozen=True):
    """The answer to one attempt of a submission."""

    step: Step
    key: str
    attempt: int
    answer: Answer
    at: float


class CodeSendAnswered(Variant, frozen=True):
    key: str
    """The intent's."""
    send: int
    answer: SendAnswer
    at: float


class Consented(Variant, frozen=True):
    """The customer has agreed, says the cashier, to the text of this version."""

    to: str
    by: str
    """The operator."""
    at: float


class ContactGiven(Variant, frozen=True):
    at: float


class ResendAsked(Variant, frozen=True):
    at: float
    by: Channel | None = None
    """The way that is wanted instead of the one so far."""


class CodeEntered(Variant, frozen=True):
    """The code itself stays in memory beside the journal."""

    at: float


class CheckAnswered(Variant, frozen=True):
    key: str
    entry: int
    answer: CheckAnswer
    at: float


class Left(Variant, frozen=True):
    """Back, clear, close, another customer, an edited basket: the reward is not wanted."""

    at: float


class UndoAsked(Variant, frozen=True):
    at: float


class SalePaid(Variant, frozen=True):
    at: float


class Woken(Variant, frozen=True):
    at: float


class AskedNow(Variant, frozen=True):
    at: float


class Decided(Variant, frozen=True):
    """A supervisor's word about what no rule can settle, with their name and their reason."""

    decision: Decision
    by: str
    why: str
    at: float


class Restarted(Variant, frozen=True):
    """The program starts anew: every attempt in flight has an unknown outcome."""

    at: float
    away: float = 0
    """Wall-clock seconds since the last journalled event; negative if the clock was set back."""


Event = (
    Begun
    | Answered
    | CodeSendAnswered
    | Consented
    | ContactGiven
    | ResendAsked
    | CodeEntered
    | CheckAnswered
    | Left
    | UndoAsked
    | SalePaid
    | Woken
    | AskedNow
    | Decided
    | Restarted
)
