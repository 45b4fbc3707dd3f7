"""Who may stand at the till: people, what a PIN may be, and how many wrong ones are borne."""

from enum import StrEnum
from itertools import pairwise

from msgspec.structs import replace

from pos_app.core.scrubbing import scrub
from pos_app.core.value import Value

SHORTEST_PIN, LONGEST_PIN = 4, 8
LONGEST_NAME = 60
TRIES = 5
"""Wrong PINs of one person in a row before the first wait."""
FIRST_WAIT, LONGEST_WAIT = 60.0, 900.0
"""Seconds. From then on every wrong PIN doubles the wait; only a right one ends the row."""
USUAL_IDLE_MINUTES = 5


class Role(StrEnum):
    CASHIER = "cashier"
    MANAGER = "manager"


class Fault(StrEnum):
    """Why a PIN, a name or a change is not taken."""

    PIN_DIGITS = "a PIN has 4 to 8 digits and nothing else"
    PIN_REPEATED = "one digit repeated is no PIN"
    PIN_RUN = "digits that go up or down one by one are no PIN"
    NAME_EMPTY = "a person has a name"
    NAME_LONG = "a name has at most 60 characters"
    NAME_TELLS = "a name is no document, phone or e-mail: it is printed and written down"
    NAME_TAKEN = "somebody of that name is there already"
    NOBODY = "nobody of that name is there"
    MANAGER_NEEDED = "a till with people needs a manager: the first one and the last one is one"


class StaffError(ValueError):
    """The message says what is wrong; never a PIN."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Verifier(Value, frozen=True):
    """What a PIN is compared with."""

    key: bytes
    """Which key it was made under; not that key."""
    cost: int
    salt: bytes
    digest: bytes

    def __repr__(self) -> str:
        return "Verifier(•••)"


class Patience(Value, frozen=True):
    """With one person's PIN. Instants are seconds since the epoch: they outlive the run."""

    wrong: int = 0
    """In a row."""
    until: float = 0.0
    """No PIN is looked at before."""

    def left(self, now: float) -> float:
        """Seconds to wait; never more than was imposed, wherever the clock was put."""
        return max(0.0, min(self.until - now, wait_after(self.wrong)))

    def tries_left(self) -> int:
        """Before the next wait; at least one."""
        return max(1, TRIES - self.wrong)

    def after_wrong(self, now: float) -> "Patience":
        wrong = self.wrong + 1
        return Patience(wrong, now + wait_after(wrong) if wait_after(wrong) else 0.0)

    def settled(self, now: float) -> "Patience":
        """With the end of the wait as it is counted now, for a clock that was put back."""
        left = self.left(now)
        return replace(self, until=now + left) if left else self

    def or_stricter(self, other: "Patience") -> "Patience":
        return max(self, other, key=_severity)


def _severity(patience: Patience) -> tuple[int, float]:
    return patience.wrong, patience.until


def wait_after(wrong: int) -> float:
    """Seconds to wait after so many wrong PINs in a row."""
    if wrong < TRIES:
        return 0.0
    doublings = min(wrong - TRIES, 10)
    return min(FIRST_WAIT * 2.0**doublings, LONGEST_WAIT)


class Person(Value, frozen=True):
    name: str
    role: Role
    verifier: Verifier
    patience: Patience = Patience()


class Staff(Value, frozen=True):
    """Everybody, by name in the order of the alphabet."""

    people: tuple[Person, ...] = ()
    last: str = ""
    """Who signed in last."""

    def find(self, name: str) -> Person:
        """Raises ``StaffError``."""
        for person in self.people:
            if _same(person.name, name):
                return person
        raise StaffError(Fault.NOBODY)

    def with_new(self, person: Person) -> "Staff":
        """Raises ``StaffError``."""
        if any(_same(known.name, person.name) for known in self.people):
            raise StaffError(Fault.NAME_TAKEN)
        return self._of((*self.people, person))

    def with_changed(self, person: Person) -> "Staff":
        """The one of that name as they are now. Raises ``StaffError``."""
        known = self.find(person.name)
        return self._of((*(each for each in self.people if each is not known), person))

    def without(self, name: str) -> "Staff":
        """Raises ``StaffError``, as for the only manager of others."""
        known = self.find(name)
        left = self._of(tuple(each for each in self.people if each is not known))
        return replace(left, last="") if _same(self.last, known.name) else left

    def _of(self, people: tuple[Person, ...]) -> "Staff":
        if people and not any(person.role is Role.MANAGER for person in people):
            raise StaffError(Fault.MANAGER_NEEDED)
        return replace(self, people=tuple(sorted(people, key=_by_name)))


def check_staff(staff: Staff) -> Staff:
    """As it was read from somewhere. Raises ``StaffError`` for one that no steps lead to."""
    if not staff.people:
        raise StaffError(Fault.NOBODY)
    names = [person.name for person in staff.people]
    if len({name.casefold() for name in names}) < len(names):
        raise StaffError(Fault.NAME_TAKEN)
    for name in names:
        if read_name(name) != name:
            raise StaffError(Fault.NAME_EMPTY)
    if not any(person.role is Role.MANAGER for person in staff.people):
        raise StaffError(Fault.MANAGER_NEEDED)
    return staff


def read_name(text: str) -> str:
    """On one line, as it will be printed and written down. Raises ``StaffError``."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not name:
        raise StaffError(Fault.NAME_EMPTY)
    if len(name) > LONGEST_NAME:
        raise StaffError(Fault.NAME_LONG)
    if scrub(name) != name:
        raise StaffError(Fault.NAME_TELLS)
    return name


def check_new_pin(pin: str) -> None:
    """Raises ``StaffError`` for one that is too easy; 7890 goes on from 9 to 0."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise StaffError(Fault.PIN_DIGITS)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps == {0}:
        raise StaffError(Fault.PIN_REPEATED)
    if steps in ({1}, {9}):
        raise StaffError(Fault.PIN_RUN)


def locks_at(touched: float, idle_minutes: int) -> float | None:
    """When a till locks that nobody has touched since; ``None``: only by key."""
    return touched + 60.0 * idle_minutes if idle_minutes else None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _by_name(person: Person) -> str:
    return person.name.casefold()
