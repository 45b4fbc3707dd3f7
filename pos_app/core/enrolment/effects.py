"""What is to be done while an authenticator is set up."""

from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Customer
from pos_app.core.value import Value


class LookUp(Value, frozen=True):
    key: CustomerKey
    turn: int


class ReadWays(Value, frozen=True):
    customer: Customer
    turn: int


class Plant(Value, frozen=True):
    customer: Customer
    by: str
    turn: int


class Prove(Value, frozen=True):
    customer: Customer
    reference: str


class Forget(Value, frozen=True):
    """Gives an authenticator up, unless it was proved after all."""

    customer: Customer
    reference: str


class WakeAt(Value, frozen=True):
    at: float


Effect = LookUp | ReadWays | Plant | Prove | Forget | WakeAt
