"""Who stands at the till, and who is being asked for a PIN: part of what the till shows."""

from pos_app.core.loyalty import Refusal
from pos_app.core.staff import Role
from pos_app.core.value import Value


class Known(Value, frozen=True):
    """Somebody who may sign in."""

    name: str
    role: Role


class PinAsked(Value, frozen=True):
    """A PIN that somebody is asked for, and what came of the last one."""

    who: str = ""
    """Whose was typed."""
    checking: bool = False
    refusal: Refusal | None = None
    tries_left: int | None = None
    """Before that person has to wait; ``None``: nothing was counted."""
    until: float = 0.0
    """Monotonic seconds: no PIN of that person is looked at before."""
    turn: int = 0
    """Answers so far: each one empties the field."""


class Staffing(Value, frozen=True):
    """Of a till that people are set up at."""

    people: tuple[Known, ...] = ()
    idle_minutes: int = 0
    """Without a touch, after which the till locks; 0: only by key."""
    present: Known | None = None
    """``None``: the till is locked."""
    chosen: str = ""
    """Who was there last."""
    trouble: Refusal | None = None
    """Why nobody can sign in at all."""
    sign_in: PinAsked = PinAsked()
    approval: PinAsked = PinAsked()
    approved: str = ""
    """The manager who has just agreed to what they were asked."""

    @property
    def is_locked(self) -> bool:
        return self.present is None


class KeysLocked(Value, frozen=True):
    """The credentials lie in an encrypted file that nobody has opened yet."""

    checking: bool = False
    refusal: Refusal | None = None
    turn: int = 0
