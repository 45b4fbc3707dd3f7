"""States without the numbers that make no difference, so that there are finitely many."""

from msgspec.structs import replace

from pos_app.core.challenge import Challenge, Channel, Verdict
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    Committing,
    Holding,
    Idle,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    State,
)
from pos_app.core.submission import Phase, Step, Submission
from tests.faults.shapes import NO

LONG_AGO = -1_000_000.0
SOON = 1.0
LATER = 1_000.0
ATTEMPT = 5
"""Attempts and entries only have to be told apart: the current one always gets this number."""
KEY = "rdm-1"
"""The current intent's; an earlier one's is ``OLD``."""
OLD = "rdm-0"

Carrying = Holding | Committing | Reversing | Releasing


def canonical(  # noqa: C901 - a table
    state: State, customer: str | None = "cst-1"
) -> State:
    """The same state with every free number replaced by the name of its class.

    ``customer``: whom the intent is said to be for; ``None`` leaves whoever it is."""
    if isinstance(state, Idle):
        return state
    name = customer or state.intent.customer
    if state.intent.key != KEY or state.intent.customer != name:
        state = _renamed(state, name)
    if isinstance(state, Carrying):
        state = replace(state, submission=_canonical_submission(state.submission))
    match state:
        case Committing(verdict=Verdict() as verdict):
            at = 0.0 if verdict.at >= 0 else LONG_AGO
            return replace(state, verdict=replace(verdict, at=at))
        case AwaitingCode() | AwaitingApproval() | CheckingCode():
            return _canonical_challenge(state)
        case Redeemed(landed_at=landed) if landed is not None:
            return replace(state, landed_at=SOON if landed > 0 else 0.0)
        case Reversing():
            return replace(state, reason=_canonical_refusal(state.reason))
        case Parked():
            return replace(state, submission=_canonical_submission(state.submission))
        case Releasing() | Closed():
            return replace(state, refusal=_canonical_refusal(state.refusal))
        case CodeNotSent():
            return replace(state, refusal=NO)
    return state


def _renamed(state: State, customer: str) -> State:
    """Intents come and go without end; the current one always has the same name."""
    assert not isinstance(state, Idle)
    key = state.intent.key
    mine = replace(state.intent, key=KEY, transaction=f"otp-{KEY}", customer=customer)
    state = replace(state, intent=mine)
    if isinstance(state, Carrying | Parked):
        submission = state.submission
        renamed = submission.key.replace(key, KEY)
        state = replace(state, submission=replace(submission, key=renamed))
    if isinstance(state, Committing) and state.verdict is not None:
        intended = state.verdict.intent.replace(key, KEY)
        state = replace(state, verdict=replace(state.verdict, intent=intended))
    return state


def _canonical_submission(submission: Submission) -> Submission:
    due = submission.due
    return replace(
        submission,
        attempt=ATTEMPT,
        due=None if due is None else SOON if due > 0 else 0.0,
        lost_at=_canonical_loss(submission),
        refusal=_canonical_refusal(submission.refusal),
    )


def _canonical_loss(submission: Submission) -> float | None:
    """Only a commit's loss makes a difference later."""
    lost_at = submission.lost_at
    if lost_at is None or submission.step is not Step.COMMIT:
        return None
    parked = submission.phase is Phase.PARKED
    return 0.0 if parked or lost_at >= 0 else LONG_AGO


def _canonical_refusal(refusal: Refusal | None) -> Refusal | None:
    return None if refusal is None else NO


def _canonical_challenge(
    state: AwaitingCode | AwaitingApproval | CheckingCode,
) -> AwaitingCode | AwaitingApproval | CheckingCode:
    challenge: Challenge = state.challenge
    expires, resend = challenge.expires_at, challenge.resend_at
    challenge = replace(
        challenge,
        channel=challenge.channel if challenge.channel is Channel.UNKNOWN else Channel.SMS,
        expires_at=None if expires is None else LATER if expires > 0 else 0.0,
        resend_at=None if resend is None else SOON if resend > 0 else 0.0,
    )
    tally = replace(state.tally, entries=ATTEMPT)
    state = replace(state, challenge=challenge, tally=tally)
    return replace(state, notice=None) if isinstance(state, AwaitingCode) else state


def at_rest(state: State) -> State:
    """What a restart makes use of: no instant of the run that wrote it."""
    if isinstance(state, Carrying | Parked):
        lost_at = None if state.submission.lost_at is None else 0.0
        state = replace(state, submission=replace(state.submission, due=None, lost_at=lost_at))
    if isinstance(state, Redeemed) and state.landed_at is not None:
        return replace(state, landed_at=0.0)
    if isinstance(state, Committing) and state.verdict is not None:
        return replace(state, verdict=replace(state.verdict, at=0.0))
    if isinstance(state, AwaitingCode | AwaitingApproval | CheckingCode):
        challenge = replace(state.challenge, expires_at=None, resend_at=None)
        return replace(state, challenge=challenge)
    return state


def all_landed(state: State) -> State:
    """As if whatever has left arrived at once, or never: how long that takes is walked with the
    redemption alone."""
    if isinstance(state, Redeemed):
        return replace(state, landed_at=None)
    if not isinstance(state, Carrying):
        return state
    current = state.submission
    due = 0.0 if current.lands else current.due
    return replace(state, submission=replace(current, lost_at=None, lands=False, due=due))
