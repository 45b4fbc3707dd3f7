"""What the shell must do once an event is on disk."""

from pos_app.core.challenge import Challenge
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Phase, Receipt, Step, Submission
from pos_app.core.value import Value


class Attempt(Value, frozen=True):
    """Send the step's journalled bytes, or look, as the submission's phase says."""

    intent: Intent
    submission: Submission
    receipt: Receipt | None = None
    """Of the hold or the redemption that the step is about."""


class SendCode(Value, frozen=True):
    intent: Intent
    send: int
    held: Receipt | None


class CheckCode(Value, frozen=True):
    intent: Intent
    entry: int
    challenge: Challenge
    held: Receipt | None


class PollApproval(Value, frozen=True):
    intent: Intent
    entry: int
    challenge: Challenge
    after: float
    """Seconds."""


class WakeAt(Value, frozen=True):
    due: float
    """Monotonic; a nudge may come late or early, the instant decides."""


Effect = Attempt | SendCode | CheckCode | PollApproval | WakeAt


MOVES_VALUE = {Step.HOLD, Step.COMMIT, Step.REVERSE}
"""A reversal is among them: forgotten by a power cut, it would leave a discount behind for points
that the customer has again."""


def needs_disk(effect: Effect) -> bool:
    """Whether it must not leave a till that could not write down why; a look, a wait and what
    gives a hold back leave all the same, so that a full disk stops no sale."""
    match effect:
        case Attempt(submission=current):
            return current.phase is Phase.SENDING and current.step in MOVES_VALUE
        case SendCode() | CheckCode() | PollApproval():
            return True
        case WakeAt():
            return False
