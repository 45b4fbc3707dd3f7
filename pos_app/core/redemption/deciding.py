"""What a person decides about a redemption that no rule can settle.

The machine and the screen ask the same function what is safe. A word that comes too late, because
the redemption went on or was decided already, changes nothing.
"""

from pos_app.core import submission as carry
from pos_app.core.decision import Decision
from pos_app.core.redemption.events import Decided
from pos_app.core.redemption.openings import Next, attempt, release, reverse
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.refusals import FOUND_NOT_DONE
from pos_app.core.redemption.states import (
    Closed,
    Committing,
    Holding,
    Outcome,
    Parked,
    Releasing,
    Reversing,
    State,
)
from pos_app.core.submission import Receipt, Step, Submission


def allowed(profile: Profile, state: State) -> tuple[Decision, ...]:
    if not isinstance(state, Parked):
        return ()
    again = () if _again(profile, state, 0) is None else (Decision.ASK_AGAIN,)
    if state.receipt is not None:
        return (*again, Decision.IT_IS_BACK, Decision.SETTLED_OTHERWISE)
    return (*again, Decision.IT_HAPPENED, Decision.IT_DID_NOT)


def decide(profile: Profile, state: State, event: Decided) -> Next:
    if not isinstance(state, Parked) or event.decision not in allowed(profile, state):
        return Next(state)
    match event.decision:
        case Decision.ASK_AGAIN:
            return _ask_again(profile, state, event.at)
        case Decision.IT_HAPPENED:
            return _take_back(profile, state, event.at)
        case Decision.IT_DID_NOT:
            return _let_go(profile, state)
        case Decision.IT_IS_BACK:
            return Next(Closed(state.intent, Outcome.REVERSED))
        case Decision.SETTLED_OTHERWISE:
            return Next(Closed(state.intent, Outcome.WRITTEN_OFF))
    return Next(state)


def _again(profile: Profile, state: Parked, at: float) -> Submission | None:
    step = state.submission.step
    return (
        carry.asked_again(profile.rule(step), state.submission, at) if profile.has(step) else None
    )


def _ask_again(profile: Profile, state: Parked, at: float) -> Next:
    """A verdict belongs to the moment it was won in: what turns out never to have left does not
    leave now."""
    rested = _again(profile, state, at)
    if rested is None:
        return Next(state)
    again = carry.hurried(rested)
    intent, leaving = state.intent, state.leaving
    if state.receipt is not None:
        return attempt(Reversing(intent, state.receipt, again, leaving=leaving))
    if again.step is Step.HOLD:
        return attempt(Holding(intent, again, leaving))
    if again.step is Step.RELEASE and state.held is not None:
        return attempt(Releasing(intent, state.held, again, Outcome.ABANDONED, committed=True))
    return attempt(Committing(intent, again, state.held, None, leaving))


def _let_go(profile: Profile, state: Parked) -> Next:
    """What was seen not to be committed may still arrive, as long as there is something to commit:
    the release is to find it untouched."""
    outcome = Outcome.ABANDONED if state.leaving else Outcome.REFUSED
    if state.submission.step is Step.RELEASE:
        return Next(Closed(state.intent, outcome, FOUND_NOT_DONE))
    committed = state.submission.step is Step.COMMIT
    return release(profile, state.intent, state.held, outcome, FOUND_NOT_DONE, committed=committed)


def _take_back(profile: Profile, state: Parked, at: float) -> Next:
    """Where the provider's handle was never learnt, what is undone is told by the intent's key."""
    if state.submission.step is Step.HOLD:
        return release(profile, state.intent, Receipt(), Outcome.ABANDONED, None)
    rule, lost_at = profile.rule(state.submission.step), state.submission.lost_at
    landed = carry.landed_at(rule, at if lost_at is not None else None, at)
    receipt = state.held or Receipt()
    return reverse(profile, state.intent, receipt, leaving=state.leaving, not_before=landed)
