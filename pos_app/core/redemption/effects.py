"""What the shell must do once an event is on disk."""

from pos_app.core.challenge import Challenge, Channel
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Receipt, Submission
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
    by: Channel | None = None
    """The way that was asked for; the provider chooses where none was."""


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


def needs_disk(effect: Effect) -> bool:
    """Whether it must not leave a till that could not write down why."""
    match effect:
        case Attempt(submission=current):
            return current.needs_disk
        case SendCode() | CheckCode() | PollApproval():
            return True
        case WakeAt():
            return False
