"""Answers to the steps that move value: hold, commit, reverse, release."""

from msgspec.structs import replace

from pos_app.core import submission as carry
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.events import (
    Answered,
)
from pos_app.core.redemption.openings import (
    Next,
    attempt,
    commit,
    drop_unsent,
    first_code,
    park,
    release,
    release_after_commit,
    reverse,
    watch,
)
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.refusals import AMOUNT_MISMATCH, COMMIT_UNDONE, PRODUCT_MISMATCH
from pos_app.core.redemption.states import (
    Closed,
    Committing,
    ConsentNeeded,
    Holding,
    Intent,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    State,
)
from pos_app.core.submission import (
    Declined,
    Done,
    Executed,
    Gone,
    InDoubt,
    Phase,
    Receipt,
    Step,
    Submission,
)


def answered(profile: Profile, state: State, event: Answered) -> Next:
    match state:
        case Closed(outcome=Outcome.REVERSED | Outcome.WRITTEN_OFF):
            return Next(state)
        case Closed(intent) | Releasing(intent) | Parked(intent, receipt=None) if _is_commit_of(
            intent, event
        ):
            assert isinstance(event.answer, Done)  # noqa: S101 - told by the guard
            landed = carry.landed_at(profile.rule(Step.COMMIT), event.at, event.at)
            return _committed(profile, intent, event.answer.receipt, leaving=True, landed=landed)
        case Holding() | Committing() | Reversing() | Releasing():
            return _progress(profile, state, event)
    return Next(state)


def _is_commit_of(intent: Intent, event: Answered) -> bool:
    """A late word that the value did move: whatever was believed before, it must go back."""
    return event.step is Step.COMMIT and event.key == intent.key and isinstance(event.answer, Done)


def _progress(
    profile: Profile, state: Holding | Committing | Reversing | Releasing, event: Answered
) -> Next:
    current = state.submission
    late = event.attempt != current.attempt or not current.in_flight
    if event.key != current.key or (late and not isinstance(event.answer, Done)):
        return Next(state)
    if isinstance(event.answer, Gone) and isinstance(state, Committing | Releasing) and state.held:
        return _undo_either_way(profile, state, state.held)
    match carry.answered(profile.rule(current.step), current, event.answer, event.at):
        case Submission(phase=Phase.PARKED) as parked:
            return park(profile, state, parked)
        case Submission() as moved:
            return _carry_on(profile, state, moved)
        case Executed(receipt):
            return _executed(profile, state, receipt, event.at)
        case Declined(refusal):
            return _declined(profile, state, refusal, event.at)


def _undo_either_way(profile: Profile, state: Committing | Releasing, held: Receipt) -> Next:
    leaving = isinstance(state, Releasing) or state.leaving
    return reverse(profile, state.intent, held, COMMIT_UNDONE, leaving=leaving)


def _carry_on(
    profile: Profile, state: Holding | Committing | Reversing | Releasing, moved: Submission
) -> Next:
    """The submission goes on; unless it is unwanted and certainly did nothing."""
    if isinstance(state, Holding | Committing) and state.leaving and moved.surely_not_executed:
        return drop_unsent(profile, state)
    return attempt(replace(state, submission=moved))


def _executed(
    profile: Profile,
    state: Holding | Committing | Reversing | Releasing,
    receipt: Receipt,
    at: float,
) -> Next:
    match state:
        case Holding(intent, leaving=True) if receipt.executed:
            return _committed(profile, intent, receipt, leaving=True)
        case Holding(intent, leaving=True):
            return release(profile, intent, receipt, Outcome.ABANDONED, None)
        case Holding(intent):
            return after_hold(profile, intent, receipt)
        case Committing(intent):
            rule = profile.rule(Step.COMMIT)
            landed = carry.landed_at(rule, state.submission.lost_at, at)
            return _committed(
                profile, intent, receipt, leaving=state.leaving, held=state.held, landed=landed
            )
        case Reversing(intent, reason=reason):
            return Next(Closed(intent, Outcome.REVERSED, reason))
        case Releasing(intent, outcome=outcome):
            return Next(Closed(intent, outcome, state.refusal))


def after_hold(profile: Profile, intent: Intent, held: Receipt | None) -> Next:
    if held is not None and held.executed:
        return _committed(profile, intent, held, leaving=False)
    if held is not None and held.unfit is not None:
        return release(profile, intent, held, Outcome.REFUSED, held.unfit)
    if intent.needs_code and profile.consent and not profile.consent_first:
        return Next(ConsentNeeded(intent, held))
    if intent.needs_code:
        return first_code(intent, held)
    return commit(profile, intent, held, None)


def _committed(
    profile: Profile,
    intent: Intent,
    receipt: Receipt,
    *,
    leaving: bool,
    held: Receipt | None = None,
    landed: float | None = None,
) -> Next:
    if leaving:
        return reverse(profile, intent, receipt, leaving=True, not_before=landed)
    if receipt.unfit is not None:
        return reverse(profile, intent, receipt, receipt.unfit, not_before=landed)
    if held is not None and held.amount != receipt.amount:
        return reverse(profile, intent, receipt, AMOUNT_MISMATCH, not_before=landed)
    if intent.gift is not None and not _same_sku(receipt.product, intent.gift.product.sku):
        return reverse(profile, intent, receipt, PRODUCT_MISMATCH, not_before=landed)
    return Next(Redeemed(intent, receipt, landed))


def _same_sku(granted: str | None, announced: str) -> bool:
    return (granted or "").strip().casefold() == announced.strip().casefold()


def _declined(
    profile: Profile,
    state: Holding | Committing | Reversing | Releasing,
    refusal: Refusal,
    at: float,
) -> Next:
    match state:
        case Holding(intent):
            outcome = Outcome.ABANDONED if state.leaving else Outcome.REFUSED
            return Next(Closed(intent, outcome, refusal))
        case Committing(intent):
            outcome = Outcome.ABANDONED if state.leaving else Outcome.REFUSED
            if profile.check_commits:
                return Next(Closed(intent, outcome, refusal))
            return release_after_commit(profile, state, outcome, refusal)
        case Reversing():
            return _insist(profile, state, refusal, at)
        case Releasing(intent, held=held) if profile.check_commits:
            return watch(intent, held, leaving=True)
        case Releasing(intent, outcome=outcome):
            return Next(Closed(intent, outcome, state.refusal))


def _insist(profile: Profile, state: Reversing, refusal: Refusal, at: float) -> Next:
    """A refused reversal is not the end: the customer's points are still gone."""
    rule = profile.rule(Step.REVERSE)
    looks = rule.refused_after_doubt is InDoubt.LOOK
    current = state.submission
    due = at + rule.waits[min(current.attempt, len(rule.waits)) - 1]
    resting = replace(
        current,
        phase=Phase.RESTING,
        then=Phase.LOOKING if looks and current.phase is Phase.SENDING else Phase.SENDING,
        doubtful=True,
        refusal=None,
        due=due,
    )
    return attempt(replace(state, submission=resting, reason=refusal))
