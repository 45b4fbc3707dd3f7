"""The ways into a state: each builder answers with the state and what goes with it."""

from msgspec.structs import replace

from pos_app.core.challenge import Channel, Verdict
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.effects import (
    Attempt,
    Effect,
    SendCode,
    WakeAt,
)
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.refusals import FOUND_NOT_DONE
from pos_app.core.redemption.states import (
    Closed,
    Committing,
    Holding,
    Intent,
    Outcome,
    Parked,
    Releasing,
    Reversing,
    SendingCode,
    State,
    Tally,
)
from pos_app.core.submission import (
    Phase,
    Receipt,
    Step,
    Submission,
)
from pos_app.core.value import Value


class Next(Value, frozen=True):
    state: State
    effects: tuple[Effect, ...] = ()


def attempt(state: Holding | Committing | Reversing | Releasing) -> Next:
    """The effect that goes with the submission's phase."""
    submission = state.submission
    if submission.in_flight:
        match state:
            case Committing(held=receipt) | Reversing(receipt=receipt) | Releasing(held=receipt):
                return Next(state, (Attempt(state.intent, submission, receipt),))
            case Holding():
                return Next(state, (Attempt(state.intent, submission),))
    if submission.phase is Phase.RESTING and submission.due is not None:
        return Next(state, (WakeAt(submission.due),))
    return Next(state)


def first_code(intent: Intent, held: Receipt | None) -> Next:
    return send_code(Tally(wrong=intent.wrong_before), intent, held)


def send_code(
    tally: Tally, intent: Intent, held: Receipt | None, by: Channel | None = None
) -> Next:
    tally = replace(tally, sends=tally.sends + 1)
    return Next(SendingCode(intent, tally, held), (SendCode(intent, tally.sends, held, by),))


def commit(profile: Profile, intent: Intent, held: Receipt | None, verdict: Verdict | None) -> Next:
    if profile.check_commits:
        return watch(intent, held, verdict)
    return attempt(Committing(intent, Submission(Step.COMMIT, intent.key), held, verdict))


def watch(
    intent: Intent, held: Receipt | None, verdict: Verdict | None = None, *, leaving: bool = False
) -> Next:
    """The accepted code is the commit, and it may already have left."""
    watching = Submission(Step.COMMIT, intent.key, phase=Phase.LOOKING, doubtful=True)
    return attempt(Committing(intent, watching, held, verdict, leaving))


def release(
    profile: Profile,
    intent: Intent,
    held: Receipt | None,
    outcome: Outcome,
    refusal: Refusal | None,
    *,
    committed: bool = False,
) -> Next:
    if held is None or not profile.has(Step.RELEASE):
        return Next(Closed(intent, outcome, refusal))
    free = Submission(Step.RELEASE, f"{intent.key}-free")
    return attempt(Releasing(intent, held, free, outcome, refusal, committed))


def reverse(
    profile: Profile,
    intent: Intent,
    receipt: Receipt,
    reason: Refusal | None = None,
    *,
    leaving: bool = False,
    not_before: float | None = None,
) -> Next:
    undo = Submission(Step.REVERSE, f"{intent.key}-undo")
    if not profile.has(Step.REVERSE):
        aside = replace(undo, phase=Phase.PARKED, refusal=reason)
        return Next(Parked(intent, aside, receipt, leaving))
    if not_before is not None:
        undo = replace(undo, attempt=0, phase=Phase.RESTING, due=not_before, lands=True)
    return attempt(Reversing(intent, receipt, undo, reason, leaving))


def drop_unsent(profile: Profile, state: Holding | Committing) -> Next:
    if isinstance(state, Holding):
        return Next(Closed(state.intent, Outcome.ABANDONED))
    return release_after_commit(profile, state, Outcome.ABANDONED, None)


def release_after_commit(
    profile: Profile, state: Committing, outcome: Outcome, refusal: Refusal | None
) -> Next:
    """Earlier attempts may have left and not arrived yet."""
    again = state.submission.attempt > 1
    return release(profile, state.intent, state.held, outcome, refusal, committed=again)


def park(
    profile: Profile,
    state: Holding | Committing | Reversing | Releasing,
    submission: Submission,
) -> Next:
    match state:
        case Reversing(intent, receipt, leaving=leaving):
            return Next(Parked(intent, submission, receipt, leaving))
        case Releasing(intent, outcome=outcome, refusal=refusal) if (
            profile.check_commits and refusal == FOUND_NOT_DONE
        ):
            # nobody else can tell, and a person has
            return Next(Closed(intent, outcome, refusal))
        case Releasing(intent, held=held) if profile.check_commits:
            doubted = Submission(Step.COMMIT, intent.key, phase=Phase.PARKED, doubtful=True)
            return Next(Parked(intent, doubted, None, leaving=True, held=held))
        case Releasing(intent, held=held, committed=True):
            return Next(Parked(intent, submission, None, leaving=True, held=held))
        case Releasing(intent, outcome=outcome, refusal=refusal):
            return Next(Closed(intent, outcome, refusal))
        case Holding(intent, leaving=leaving):
            return Next(Parked(intent, submission, None, leaving))
        case Committing(intent, held=held, leaving=leaving):
            return Next(Parked(intent, submission, None, leaving, held))
