"""The effects that go with a state are just the ones it is waiting for."""

from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import (
    Attempt,
    CheckCode,
    Effect,
    PollApproval,
    SendCode,
    WakeAt,
)
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.states import (
    AwaitingApproval,
    CheckingCode,
    Committing,
    Holding,
    Idle,
    Releasing,
    Reversing,
    SendingCode,
    State,
)
from tests.faults.explore import laws
from tests.faults.explore.laws import Judge
from tests.faults.explore.redemption.strays import SUFFIXES


def check_effects(judge: Judge, before: State, event: re.Event, after: Next) -> None:
    state, effects = after.state, after.effects
    waited_for = _awaited(state)
    if waited_for == _awaited(before) and not isinstance(event, re.Restarted):
        expected: tuple[object, ...] = ()
    else:
        expected = waited_for
    got = tuple(_essence(effect) for effect in effects)
    if expected or got:
        sleeping = len(got) == 1 and isinstance(effects[0], WakeAt) and waited_for == got
        judge.demand(laws.SENDS_WHAT_IT_AWAITS, got == expected or sleeping)
    for effect in effects:
        if isinstance(effect, Attempt):
            key = effect.intent.key
            current = effect.submission
            judge.demand(laws.ONE_KEY, current.key == key + SUFFIXES[current.step])
            owner = "" if isinstance(state, Idle) else state.intent.key
            judge.demand(laws.OWN_INTENT, owner == key)


def _awaited(state: State) -> tuple[object, ...]:
    match state:
        case Holding() | Committing() | Reversing() | Releasing():
            current = state.submission
            if current.in_flight:
                return ((current.step, current.key, current.attempt, current.phase),)
            return (("wake", current.due),)
        case SendingCode(intent, tally):
            return (("send", intent.key, tally.sends),)
        case CheckingCode(intent, tally):
            return (("check", intent.key, tally.entries),)
        case AwaitingApproval(intent, tally):
            return (("poll", intent.key, tally.entries),)
    return ()


def _essence(effect: Effect) -> tuple[object, ...]:
    match effect:
        case Attempt(submission=current):
            return current.step, current.key, current.attempt, current.phase
        case WakeAt(due):
            return "wake", due
        case SendCode(intent, send):
            return "send", intent.key, send
        case CheckCode(intent, entry):
            return "check", intent.key, entry
        case PollApproval(intent, entry):
            return "poll", intent.key, entry
