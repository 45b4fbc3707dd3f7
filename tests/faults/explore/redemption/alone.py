"""What happens without the till: time passes, the provider acts, the customer approves."""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Committing,
    Redeemed,
    SendingCode,
    State,
)
from pos_app.core.submission import Phase, Step, Submission
from tests.faults.explore.redemption.canonical import LONG_AGO, Carrying
from tests.faults.explore.redemption.replies import Replies
from tests.faults.shapes import Shape
from tests.faults.truth import Ledger, Truth


def aged(state: State, truth: Truth) -> Iterator[tuple[str, State]]:
    """One instant of the state comes, or passes; that of landing only when nothing flies."""
    if isinstance(state, Carrying):
        for label, older in _rested(state.submission, truth):
            yield label, replace(state, submission=older)
    if isinstance(state, Redeemed) and (state.landed_at or 0) > 0 and not truth.flying:
        yield "all has landed", replace(state, landed_at=0.0)
    if isinstance(state, Committing) and state.verdict is not None and state.verdict.at == 0:
        yield "the verdict grows old", replace(state, verdict=replace(state.verdict, at=LONG_AGO))
    if isinstance(state, AwaitingCode | AwaitingApproval | CheckingCode):
        challenge = state.challenge
        if (challenge.expires_at or 0) > 0:
            late = replace(challenge, expires_at=0.0)
            yield "the challenge expires", replace(state, challenge=late)
        if (challenge.resend_at or 0) > 0:
            again = replace(challenge, resend_at=0.0)
            yield "a resend is allowed", replace(state, challenge=again)


def _rested(submission: Submission, truth: Truth) -> Iterator[tuple[str, Submission]]:
    if (submission.due or 0) > 0 and not (submission.lands and truth.flying):
        known = submission.lost_at is not None
        lost_at = LONG_AGO if submission.lands and known else submission.lost_at
        yield "due", replace(submission, due=0.0, lost_at=lost_at)
    if submission.lost_at is not None and submission.lost_at >= 0 and not truth.flying:
        yield "all has landed", replace(submission, lost_at=LONG_AGO)


def is_due(state: State) -> bool:
    if not isinstance(state, Carrying):
        return False
    submission = state.submission
    return submission.phase is Phase.RESTING and (submission.due or 0) <= 0


def moved_alone(  # noqa: C901 - a list
    shape: Shape, truth: Truth
) -> Iterator[tuple[str, Truth, bool]]:
    """The label, what is true afterwards, and whether it comes by itself."""
    profile = shape.profile
    if truth.moving:
        for after in (
            truth.now(Ledger.EXECUTED),
            truth.now(Ledger.DEAD),
            replace(truth, moving=False),
        ):
            yield f"the check lands: {after.ledger}", after, True
    if truth.on_device and truth.ledger is Ledger.OPEN:
        yield "the customer approves on the device", truth.now(Ledger.EXECUTED), False
    if truth.ledger is Ledger.OPEN:
        yield "it expires", truth.now(Ledger.DEAD), False
    if truth.ledger is Ledger.NOTHING:
        yield "it is used up or revoked elsewhere", truth.now(Ledger.GONE), False
    if truth.executed and profile.has(Step.REVERSE):
        yield "somebody reverses it at the provider", truth.now(Ledger.TAKEN_BACK), False
    if truth.flying:
        yield "what nobody waits for is lost", replace(truth, flying=False), True
    if truth.flying and shape.redeems_again:
        yield from _landed_alone(truth)
    if shape.basket:
        yield from _basket_alone(truth)
    elif truth.held and not profile.check_commits:
        yield "the provider's lock expires", replace(truth, held=False), False


def _landed_alone(truth: Truth) -> Iterator[tuple[str, Truth, bool]]:
    if truth.ledger in {Ledger.NOTHING, Ledger.REVERSED}:
        landed = replace(truth.now(Ledger.EXECUTED), flying=False)
        yield "a commit nobody waits for arrives", landed, False


def _basket_alone(truth: Truth) -> Iterator[tuple[str, Truth, bool]]:
    if truth.young:
        yield "the provider's lock expires", truth.long_after(), False
    if truth.loose and truth.ledger is Ledger.NOTHING:
        others = truth.now(Ledger.OTHERS).without_basket()
        yield "another channel redeems the basket", others, False
    if truth.flying and truth.there and truth.ledger is Ledger.NOTHING:
        landed = truth.now(Ledger.EXECUTED).without_basket()
        yield "a commit nobody waits for arrives", landed, False


def landed(replies: Replies, state: State, truth: Truth) -> set[Truth]:
    """Whatever was on its way when the power went may have arrived, or not."""
    truths = {truth}
    if isinstance(state, Carrying) and state.submission.phase is Phase.SENDING:
        step = state.submission.step
        truths |= replies.truths(step, state.intent, truth)
    if isinstance(state, SendingCode) and replies.pushes:
        truths.add(replace(truth, on_device=True))
    return truths
