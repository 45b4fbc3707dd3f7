"""One state of the machine together with what is true at the provider and in the shop."""

from typing import NamedTuple

from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    Closed,
    Outcome,
    Parked,
    Redeemed,
    Reversing,
    Spent,
    State,
)
from tests.faults.truth import Truth


class World(NamedTuple):
    state: State
    truth: Truth
    approved: bool = False
    """The provider has accepted a code for this intent."""
    left_once: bool = False
    """A commit of this intent, or a look for one, has left the till."""


class Move(NamedTuple):
    label: str
    event: re.Event | None
    """``None``: time passes, or the provider or the customer acts without the till."""
    world: World
    """What is true when the event arrives; its state is the machine's before the event."""
    fair: bool = False
    ignored: bool = False
    """The event must change nothing at all."""
    answers: bool = False
    """The event answers the effect in flight."""


def knows_it_was_done(state: State) -> bool:
    match state:
        case Redeemed() | Spent() | Reversing():
            return True
        case Parked(receipt=receipt):
            return receipt is not None
        case Closed(outcome=outcome):
            return outcome is Outcome.REVERSED
    return False


def describe(truth: Truth) -> str:
    words = [truth.ledger.value]
    words += [word for word in ("held", "moving", "on_device") if getattr(truth, word)]
    return "+".join(words)


def name(answer: object) -> str:
    return type(answer).__name__
