"""Leaving, waking and restarting: the ways a redemption meets time and people."""

from msgspec.structs import replace

from pos_app.core import submission as carry
from pos_app.core.redemption.events import Restarted
from pos_app.core.redemption.openings import (
    Next,
    attempt,
    drop_unsent,
    park,
    release,
    release_after_commit,
    reverse,
    watch,
)
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.refusals import VERDICT_STALE
from pos_app.core.redemption.states import (
    AwaitingApproval,
    BeforeCommit,
    CheckingCode,
    Committing,
    Holding,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    State,
)
from pos_app.core.submission import Phase, Step


def leave(profile: Profile, state: State) -> Next:
    if isinstance(state, CheckingCode | AwaitingApproval) and profile.check_commits:
        return watch(state.intent, state.held, leaving=True)
    if isinstance(state, BeforeCommit):
        return release(profile, state.intent, state.held, Outcome.ABANDONED, None)
    if isinstance(state, Holding | Committing) and state.submission.surely_not_executed:
        return drop_unsent(profile, state)
    if isinstance(state, Holding | Committing | Reversing | Parked):
        return Next(replace(state, leaving=True))
    return Next(state)


def take_back(profile: Profile, state: Redeemed, at: float, *, leaving: bool) -> Next:
    """Once nothing can arrive any more that would redeem it again."""
    landed = state.landed_at
    if landed is not None and landed <= at:
        landed = None
    return reverse(profile, state.intent, state.receipt, leaving=leaving, not_before=landed)


def wake(profile: Profile, state: State, at: float, *, hurry: bool) -> Next:
    if not isinstance(state, Holding | Committing | Reversing | Releasing):
        return Next(state)
    current = state.submission
    moved = carry.hurried(current) if hurry else carry.woken(current, at)
    if moved is current:
        return attempt(state) if current.phase is Phase.RESTING else Next(state)
    if isinstance(state, Committing) and current.surely_not_executed and _stale(profile, state, at):
        return release_after_commit(profile, state, Outcome.REFUSED, VERDICT_STALE)
    return attempt(replace(state, submission=moved))


def _stale(profile: Profile, state: Committing, at: float) -> bool:
    """Whether a commit that never left has lost the right to leave."""
    if not state.intent.needs_code:
        return False
    verdict = state.verdict
    return verdict is None or not 0 <= at - verdict.at <= profile.verdict_life


def restart(profile: Profile, state: State, event: Restarted) -> Next:
    """A verdict belongs to the process that won it, and a customer waits only so long."""
    gone = not 0 <= event.away <= profile.verdict_life
    if isinstance(state, CheckingCode | AwaitingApproval) and profile.check_commits:
        return watch(state.intent, state.held, leaving=gone)
    if isinstance(state, BeforeCommit):
        return release(profile, state.intent, state.held, Outcome.ABANDONED, None)
    if isinstance(state, Holding | Committing) and state.submission.surely_not_executed:
        return drop_unsent(profile, state)
    match state:
        case Committing():
            leaving = state.leaving or gone
            return _resume(profile, replace(state, verdict=None, leaving=leaving), event.at)
        case Holding():
            return _resume(profile, replace(state, leaving=True), event.at)
        case Reversing() | Releasing():
            return _resume(profile, state, event.at)
        case Redeemed(landed_at=landed) if landed is not None:
            again = event.at + profile.rule(Step.COMMIT).flight
            return Next(replace(state, landed_at=again))
    return Next(state)


def _resume(
    profile: Profile, state: Holding | Committing | Reversing | Releasing, at: float
) -> Next:
    resumed = carry.restarted(profile.rule(state.submission.step), state.submission, at)
    if isinstance(state, Reversing) and resumed.lands:
        resumed = replace(resumed, due=at + profile.rule(Step.COMMIT).flight)
    if resumed.phase is Phase.PARKED:
        return park(profile, state, resumed)
    return attempt(replace(state, submission=resumed))
