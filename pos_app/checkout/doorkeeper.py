"""Who knows the people of a till, and whether a PIN is right."""

from typing import Protocol

from pos_app.checkout.staffing import Known
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value


class Roll(Value, frozen=True):
    """Everybody as they are kept now."""

    people: tuple[Known, ...] = ()
    last: str = ""
    trouble: Refusal | None = None


class PinRight(Value, frozen=True):
    known: Known


class PinWrong(Value, frozen=True):
    refusal: Refusal
    tries_left: int | None = None
    wait: float = 0.0
    """Seconds."""


class Doorkeeper(Protocol):
    """Both block: off the UI thread. Neither raises."""

    def roll(self) -> Roll | None:
        """``None``: no people are set up."""
        ...

    def check(self, name: str, pin: TypedCode, *, manager: bool) -> PinRight | PinWrong:
        """``manager``: only a manager's will do. Whoever was right was there last."""
        ...
