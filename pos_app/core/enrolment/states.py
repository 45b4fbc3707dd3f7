"""What is known of an authenticator that is being set up; each state carries exactly what is true
in it."""

from pos_app.core.challenge import Channel
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.value import Value


class Seed:
    """What an authenticator makes all its codes of. Shown to the customer alone, never kept,
    encoded or told."""

    __slots__ = ("_uri",)

    def __init__(self, uri: str) -> None:
        self._uri = uri

    def reveal(self) -> str:
        """An ``otpauth`` address; nothing once it was wiped."""
        return self._uri

    def wipe(self) -> None:
        self._uri = ""

    def __repr__(self) -> str:
        return "Seed(•••)"

    def __reduce__(self) -> str:
        raise TypeError("a seed is never encoded")


class Standing(Value, frozen=True):
    """One way by which the customer can prove themselves."""

    channel: Channel
    usable: bool = True
    """False for one that was begun and never proved with a first code."""


class Planted(Value, frozen=True):
    """A new authenticator at the provider that has not given a code yet."""

    reference: str
    """The provider's name for it."""
    seed: Seed
    digits: int = 6
    tries: int | None = None
    """Wrong first codes after which the provider takes none; ``None``: it does not say."""


class NoCustomer(Value, frozen=True):
    refusal: Refusal | None = None
    """Why the last look-up found nobody."""


class Searching(Value, frozen=True):
    key: CustomerKey
    turn: int
    since: float


class Reading(Value, frozen=True):
    """It is asked by which ways the customer can prove themselves."""

    customer: Customer
    turn: int


class Unread(Value, frozen=True):
    customer: Customer
    refusal: Refusal


class Listed(Value, frozen=True):
    customer: Customer
    ways: tuple[Standing, ...]
    notice: Refusal | None = None


class Planting(Value, frozen=True):
    listed: Listed
    turn: int


class Showing(Value, frozen=True):
    """The seed is on the screen, and a first code is awaited."""

    listed: Listed
    turn: int
    planted: Planted
    ends_at: float
    """Monotonic seconds."""
    wrong: int = 0
    entries: int = 0
    notice: Refusal | None = None

    @property
    def tries_left(self) -> int | None:
        return None if self.planted.tries is None else max(0, self.planted.tries - self.wrong)

    def is_over(self, now: float) -> bool:
        return now >= self.ends_at


class Proving(Value, frozen=True):
    """A first code is on its way; nothing else is typed meanwhile."""

    showing: Showing


class Enrolled(Value, frozen=True):
    customer: Customer


State = NoCustomer | Searching | Reading | Unread | Listed | Planting | Showing | Proving | Enrolled


def seed_of(state: State) -> Seed | None:
    match state:
        case Showing(planted=planted) | Proving(Showing(planted=planted)):
            return planted.seed
    return None
