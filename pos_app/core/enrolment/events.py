"""What happens while an authenticator is set up. An answer carries the turn of its question."""

from pos_app.core.challenge import CheckAnswer
from pos_app.core.enrolment.states import Planted, Standing
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.value import Value


class Asked(Value, frozen=True):
    key: CustomerKey
    turn: int
    at: float


class NotFound(Value, frozen=True):
    turn: int
    refusal: Refusal


class Found(Value, frozen=True):
    """By the ledger just now, or in the sale already. ``turn`` is of the look-up and of what
    follows it."""

    customer: Customer
    turn: int


class Read(Value, frozen=True):
    turn: int
    ways: tuple[Standing, ...]


class NotRead(Value, frozen=True):
    turn: int
    refusal: Refusal


class AskedAgain(Value, frozen=True):
    turn: int


class Begun(Value, frozen=True):
    """Somebody has put their name to it."""

    by: str
    turn: int


class HasPlanted(Value, frozen=True):
    customer: Customer
    turn: int
    planted: Planted
    at: float


class NotPlanted(Value, frozen=True):
    turn: int
    refusal: Refusal


class Typed(Value, frozen=True):
    at: float


class Proved(Value, frozen=True):
    """The answer to a first code."""

    customer: Customer
    reference: str
    answer: CheckAnswer
    at: float


class Ticked(Value, frozen=True):
    at: float


class Stopped(Value, frozen=True):
    """One step back: the customer stays."""


class Left(Value, frozen=True):
    pass


Event = (
    Asked
    | NotFound
    | Found
    | Read
    | NotRead
    | AskedAgain
    | Begun
    | HasPlanted
    | NotPlanted
    | Typed
    | Proved
    | Ticked
    | Stopped
    | Left
)
