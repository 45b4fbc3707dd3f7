"""The laws of one redemption, put to each step of the machine and to each world."""

import msgspec

from pos_app.core.money import Money
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import Attempt, Effect, SendCode, WakeAt
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.states import (
    AwaitingCode,
    BeforeCommit,
    CheckingCode,
    Closed,
    Committing,
    ConsentNeeded,
    Holding,
    Idle,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    Spent,
    State,
    discount_of,
    gift_of,
    holds_sale,
    intent_of,
    is_settled,
)
from pos_app.core.submission import (
    Done,
    InDoubt,
    NotExecuted,
    NotSent,
    Pending,
    Step,
    Submission,
    Unclear,
    Unknown,
)
from tests.faults.explore import laws
from tests.faults.explore.laws import Judge
from tests.faults.explore.redemption.canonical import Carrying
from tests.faults.explore.redemption.supervisor import can_be_ended, is_open
from tests.faults.explore.redemption.world import World
from tests.faults.shapes import CODE, QUOTED, Shape
from tests.faults.truth import Ledger, Truth

SAYS_NOTHING = Unknown | Pending | Unclear


def check_event(judge: Judge, before: State, event: re.Event, after: Next) -> None:
    """What holds whatever is true at the provider."""
    state = after.state
    if state == before:
        judge.demand(laws.NOTHING_SENDS_NOTHING, not real(after.effects))
    if isinstance(event, re.Begun):
        if state != before:
            judge.demand(laws.NEW_KEY_AFTER_THE_OLD, is_settled(before))
    else:
        _check_same_intent(judge, before, state)
    if isinstance(state, Redeemed) and not isinstance(before, Redeemed):
        confirmed = isinstance(event, re.Answered) and isinstance(event.answer, Done)
        judge.demand(laws.ONLY_DONE_GIVES, confirmed)
    if isinstance(event, re.SalePaid) and holds_sale(before):
        judge.demand(laws.PENDING_UNPAID, state == before)
    if isinstance(event, re.Left):
        judge.demand(laws.WAY_OUT, not holds_sale(state))
    if isinstance(event, re.CodeEntered) and isinstance(before, AwaitingCode):
        taken = isinstance(state, CheckingCode)
        expires = before.challenge.expires_at
        late = expires is not None and event.at >= expires
        judge.demand(laws.EXPIRED_NOT_TAKEN, not (taken and late))
    if isinstance(event, re.CodeEntered | re.CheckAnswered):
        shown = (msgspec.json.encode(event).decode(), repr(state), repr(after.effects))
        judge.demand(laws.CODE_UNWRITTEN, not any(CODE in text for text in shown))
    if _is_written_off(state) and not _is_written_off(before):
        judge.demand(laws.WRITTEN_OFF_BY_A_PERSON, isinstance(event, re.Decided))
    _check_doubt(judge, before, event, state)
    _check_flight(judge, before, event, state)


def _check_same_intent(judge: Judge, before: State, state: State) -> None:
    if not isinstance(before, Idle):
        judge.demand(
            laws.SAME_INTENT, not isinstance(state, Idle) and state.intent == before.intent
        )
    if isinstance(before, Spent):
        judge.demand(laws.SPENT_STAYS, state == before)
    if was_left(before):
        judge.demand(laws.LEFT_NEVER_REDEEMED, not isinstance(state, Redeemed))


def _check_doubt(judge: Judge, before: State, event: re.Event, state: State) -> None:
    if not isinstance(before, Carrying):
        return
    current = before.submission
    if isinstance(state, Carrying) and state.submission.step is current.step and current.doubtful:
        told = isinstance(event, re.Answered) and isinstance(event.answer, NotExecuted)
        judge.demand(laws.DOUBT_STAYS, state.submission.doubtful or told)
    if not isinstance(event, re.Answered) or not current.in_flight:
        return
    answer = event.answer
    if isinstance(answer, SAYS_NOTHING) and current.step is not Step.RELEASE:
        decided = is_settled(state) or isinstance(state, Redeemed)
        judge.demand(laws.NO_ANSWER_SETTLES_NOTHING, not decided)
    if isinstance(answer, NotSent) and answer.retry_after and isinstance(state, Carrying):
        ours = event.key == current.key and event.attempt == current.attempt
        if ours and state.submission.due is not None:
            judge.demand(laws.HINT_HEEDED, state.submission.due >= event.at + answer.retry_after)


def _check_flight(judge: Judge, before: State, event: re.Event, state: State) -> None:
    """A submit on its way is never forgotten: only its answer, or a crash, ends it."""
    if not isinstance(before, Carrying) or not before.submission.in_flight:
        return
    if isinstance(event, re.Restarted):
        if before.submission.step is not Step.RELEASE:
            judge.demand(laws.UNKNOWN_SURVIVES, isinstance(state, Carrying | Parked))
        return
    if isinstance(event, re.Answered) and (
        event.key == before.submission.key and event.attempt == before.submission.attempt
    ):
        return
    told_late = isinstance(event, re.Answered) and isinstance(event.answer, Done)
    kept = isinstance(state, Carrying) and state.submission == before.submission
    judge.demand(laws.FLIGHT_KEPT, kept or told_late)


def check_attempt(
    judge: Judge, shape: Shape, state: State, submission: Submission, truth: Truth
) -> None:
    """A step that moves value is about to leave for a provider of whom this is true."""
    rule = shape.profile.rule(submission.step)
    step = submission.step
    if step in {Step.HOLD, Step.COMMIT} and not submission.doubtful:
        judge.demand(laws.NOTHING_UNWANTED, not was_left(state))
    if step is Step.COMMIT:
        judge.demand(laws.WATCHED_ONLY, not shape.profile.check_commits)
        if rule.in_doubt is not InDoubt.REPEAT:
            used_up = shape.basket and not truth.there
            judge.demand(laws.NEVER_DONE_TWICE, not truth.executed or used_up)
    if step is Step.REVERSE:
        judge.demand(laws.OTHERS_KEEP_THEIRS, truth.ledger is not Ledger.OTHERS)
        judge.demand(laws.ONLY_EXECUTED_REVERSED, may_be_reversed(shape, truth))
    if step is Step.RELEASE and not shape.profile.check_commits:
        in_doubt = isinstance(state, Releasing) and state.committed
        judge.demand(laws.NOT_MERELY_RELEASED, not truth.executed or (shape.basket and in_doubt))


def may_be_reversed(shape: Shape, truth: Truth) -> bool:
    """A basket that is gone may be undone without harm, although nothing was taken."""
    was_done = truth.was_granted or truth.ledger is Ledger.REVERSED
    return was_done or (shape.basket and not truth.there)


def check_commit(
    judge: Judge, shape: Shape, state: State, world: World, submission: Submission
) -> None:
    assert isinstance(state, Committing)
    if not state.intent.needs_code:
        return
    judge.demand(laws.ACCEPTED_CODE, world.approved)
    if submission.doubtful:
        judge.demand(laws.REPEAT_OF_WHAT_LEFT, world.left_once)
        return
    verdict = state.verdict
    judge.demand(laws.HAS_VERDICT, verdict is not None)
    assert verdict is not None
    judge.demand(laws.OWN_VERDICT, verdict.intent == state.intent.key)
    judge.demand(laws.FRESH_VERDICT, 0 - verdict.at <= shape.profile.verdict_life)


def check_agreement(
    judge: Judge, shape: Shape, event: re.Event, effects: tuple[Effect, ...]
) -> None:
    """The first code of an intent is about to leave, or what may take the value without one."""
    profile = shape.profile
    first = is_first_hold if profile.consent_first else is_first_code
    if profile.consent and any(first(effect) for effect in effects):
        agreed = isinstance(event, re.Consented) and event.to == profile.consent
        judge.demand(laws.AGREED, agreed)


def is_first_code(effect: Effect) -> bool:
    return isinstance(effect, SendCode) and effect.send == 1


def is_first_hold(effect: Effect) -> bool:
    if not isinstance(effect, Attempt) or not effect.intent.needs_code:
        return False
    return effect.submission.step is Step.HOLD and effect.submission.attempt == 1


def check_state(judge: Judge, shape: Shape, state: State, truth: Truth) -> None:
    if discount_of(state) is not None or gift_of(state) is not None:
        judge.demand(laws.DISCOUNT_EXECUTED, truth.was_granted)
        judge.demand(laws.AS_ANNOUNCED, discount_of(state) == announced(shape, state))
    if isinstance(state, Parked) and not is_open(truth):
        judge.demand(laws.PARKED_CAN_END, can_be_ended(shape.profile, state, truth))
    if is_settled(state) and not isinstance(state, Spent) and not _is_written_off(state):
        judge.demand(laws.SETTLED_NOT_EXECUTED, not truth.executed)
        if not shape.profile.check_commits:
            judge.demand(laws.SETTLED_NOT_HELD, not truth.held)
    if isinstance(state, Spent):
        judge.demand(laws.PAID_HAS_IT, truth.was_granted)
    if isinstance(state, BeforeCommit) and not isinstance(state, ConsentNeeded):
        sends = state.tally.sends - state.tally.contact_given
        judge.demand(laws.SENDS_LIMITED, sends <= state.intent.code.sends)
        tries = state.intent.code.tries
        judge.demand(laws.WRONG_LIMITED, tries is None or state.tally.wrong < tries)


def announced(shape: Shape, state: State) -> Money:
    """What the customer was told that the reward takes off."""
    intent = intent_of(state)
    assert intent is not None
    quoted = QUOTED.amount if shape.basket else None
    return intent.amount if quoted is None else intent.amount.of(quoted)


def _is_written_off(state: State) -> bool:
    return isinstance(state, Closed) and state.outcome is Outcome.WRITTEN_OFF


def was_left(state: State) -> bool:
    return isinstance(state, Holding | Committing | Reversing | Parked) and state.leaving


def real(effects: tuple[Effect, ...]) -> list[Effect]:
    return [effect for effect in effects if not isinstance(effect, WakeAt)]
