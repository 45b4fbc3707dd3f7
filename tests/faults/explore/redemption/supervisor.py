"""What a person may say about what is parked: only what the provider's records really show."""

from collections.abc import Iterator

from pos_app.core.decision import Decision
from pos_app.core.redemption import events as re
from pos_app.core.redemption.deciding import allowed
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Parked, State
from pos_app.core.submission import Step
from tests.faults.explore.redemption.world import Move, World
from tests.faults.truth import Ledger, Truth


def decisions(profile: Profile, world: World) -> Iterator[Move]:
    """Every truthful word, and each one that has no place here."""
    offered = allowed(profile, world.state)
    for decision in Decision:
        event = re.Decided(decision, "Rui", "seen at the provider", 0)
        if decision not in offered:
            yield Move(f"decided {decision}, out of place", event, world, ignored=True)
        elif is_true(decision, world.state, world.truth):
            yield Move(f"decided {decision}", event, world)


def is_true(decision: Decision, state: State, truth: Truth) -> bool:
    holding = isinstance(state, Parked) and state.submission.step is Step.HOLD
    match decision:
        case Decision.IT_HAPPENED:
            return truth.held if holding else truth.executed
        case Decision.IT_DID_NOT:
            return not (truth.executed or is_open(truth) or (holding and truth.held))
        case Decision.IT_IS_BACK:
            return not truth.executed
        case _:
            return True


def is_open(truth: Truth) -> bool:
    """The customer can still approve it, or a request is still on its way: a supervisor waits until
    that is over."""
    return truth.ledger is Ledger.OPEN or truth.flying


def can_be_ended(profile: Profile, state: State, truth: Truth) -> bool:
    """Some truthful word ends it; asking again alone would not be an end."""
    words = (word for word in allowed(profile, state) if word is not Decision.ASK_AGAIN)
    return any(is_true(word, state, truth) for word in words)
