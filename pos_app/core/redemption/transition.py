"""The whole machine: ``step(profile, state, event)``.

A pair that is not listed changes nothing. That is a rule and not an accident: late and duplicate
answers, double clicks and timers that fire after the fact all end there, and the exhaustive tests
walk every such pair.
"""

from msgspec.structs import replace

from pos_app.core.redemption.carrying import after_hold, answered
from pos_app.core.redemption.code import check, checked, code_sent, resend
from pos_app.core.redemption.deciding import decide
from pos_app.core.redemption.events import (
    Answered,
    AskedNow,
    Begun,
    CheckAnswered,
    CodeEntered,
    CodeSendAnswered,
    Consented,
    ContactGiven,
    Decided,
    Event,
    Left,
    ResendAsked,
    Restarted,
    SalePaid,
    UndoAsked,
    Woken,
)
from pos_app.core.redemption.exits import leave, restart, take_back, wake
from pos_app.core.redemption.openings import Next, attempt, first_code, send_code
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    ConsentNeeded,
    ContactNeeded,
    Holding,
    Idle,
    Intent,
    Outcome,
    Parked,
    Redeemed,
    SendingCode,
    Spent,
    State,
)
from pos_app.core.submission import (
    Step,
    Submission,
)


def step(profile: Profile, state: State, event: Event) -> Next:  # noqa: C901, PLR0911, PLR0912 - a table
    match state, event:
        case (Idle() | Closed(), Begun(intent)) if _may_begin(state, intent):
            return _begin(profile, intent)
        case _, Answered():
            return answered(profile, state, event)
        case SendingCode(), CodeSendAnswered(key, send) if (
            key == state.intent.key and send == state.tally.sends
        ):
            return code_sent(profile, state, event.answer, event.at)
        case ConsentNeeded(), Consented(to) if to == profile.consent:
            return _agreed(profile, state)
        case ContactNeeded(), ContactGiven():
            return send_code(replace(state.tally, contact_given=True), state.intent, state.held)
        case ((CodeNotSent() | AwaitingCode() | AwaitingApproval()), ResendAsked(at, by)):
            return resend(state, at, by)
        case AwaitingCode(), CodeEntered(at) if not state.challenge.is_over(at):
            return check(state)
        case ((CheckingCode() | AwaitingApproval()), CheckAnswered(key, entry)) if (
            key == state.intent.key and entry == state.tally.entries
        ):
            return checked(profile, state, event)
        case Redeemed(), UndoAsked(at) | Left(at):
            return take_back(profile, state, at, leaving=isinstance(event, Left))
        case Redeemed(intent, receipt), SalePaid():
            return Next(Spent(intent, receipt))
        case _, Left():
            return leave(profile, state)
        case _, Woken(at):
            return wake(profile, state, at, hurry=False)
        case _, AskedNow(at):
            return wake(profile, state, at, hurry=True)
        case Parked(), Decided():
            return decide(profile, state, event)
        case _, Restarted():
            return restart(profile, state, event)
    return Next(state)


def _begin(profile: Profile, intent: Intent) -> Next:
    if profile.consent and profile.consent_first and intent.needs_code:
        return Next(ConsentNeeded(intent, None))
    return _hold(profile, intent)


def _agreed(profile: Profile, state: ConsentNeeded) -> Next:
    if profile.consent_first:
        return _hold(profile, state.intent)
    return first_code(state.intent, state.held)


def _hold(profile: Profile, intent: Intent) -> Next:
    if profile.has(Step.HOLD):
        return attempt(Holding(intent, Submission(Step.HOLD, f"{intent.key}-hold")))
    return after_hold(profile, intent, None)


def _may_begin(state: Idle | Closed, intent: Intent) -> bool:
    """A settled key is burnt, and whoever used up the tries cannot start over in the same sale."""
    if isinstance(state, Idle):
        return True
    locked = state.outcome is Outcome.LOCKED and state.intent.customer == intent.customer
    return not locked and state.intent.key != intent.key
