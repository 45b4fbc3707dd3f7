"""The provider's own books in the words of the campaign; each provider has a file to fill them."""

from collections.abc import Mapping
from random import Random
from typing import Any, Protocol

from pos_app.core.redemption.profile import Profile
from pos_app.core.submission import Step
from pos_app.core.value import Value
from tests.faults.campaign.plans import Offer

HASTE = "connect_seconds = 0.5\nanswer_seconds = 0.5\n"


class Redemption(Value, frozen=True):
    name: str
    """As the provider tells them apart; ``Provider.name_of`` makes one from what the till knows."""
    customer: str
    active: bool
    minor: int | None
    """What it takes off a sale; zero for a product, nothing where the provider does not say."""
    coupon: str
    at: float = 0
    """When it was made, by the provider's clock; seconds since the epoch."""


class Approval(Value, frozen=True):
    """A customer has proved themselves, at the provider of the codes."""

    customer: str
    """As the ledger's redemptions name them."""
    transaction: str
    """Of the till's own, where it was told; empty for a code by SMS."""
    reference: str
    at: float


class Request(Value, frozen=True):
    """What stood on a customer's device, waiting for their answer."""

    customer: str
    transaction: str
    since: float
    until: float


class Registered(Value, frozen=True):
    id: str
    minor: int
    """As first registered."""
    remaining: int
    cancelled: bool
    coupon: str | None
    earned: int = 1
    """How often it counted for a customer."""


class Held(Value, frozen=True):
    """Something set apart for a redemption that was not made."""

    name: str
    """Of the redemption it was to become; empty if nobody can tell."""
    what: str
    lapses: bool = False
    """By itself, since the customer never confirmed it."""


class Books(Value, frozen=True):
    redemptions: tuple[Redemption, ...]
    orders: Mapping[str, Registered]
    held: tuple[Held, ...] = ()
    approvals: tuple[Approval, ...] | None = None
    """Nothing where the ledger itself minds its codes."""
    requests: tuple[Request, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    """References of what another till has asked, for its own sales alone."""

    def stands(self, name: str | None) -> bool:
        """Whether a redemption of this name was made and not taken back."""
        return any(made.name == name and made.active for made in self.redemptions)

    def _holds(self, name: str) -> bool:
        return any(one.name == name for one in self.held)

    def may_still_happen(self, name: str) -> bool:
        """Whether its customer, or time, may yet make it a redemption, or end it."""
        return any(one.name == name and one.lapses for one in self.held)

    def has_done(self, step: Step, name: str, order: str, worth: int) -> bool:
        """What a person would find in the provider's own records: about a redemption by its name,
        about a closed sale by its order, which is ``worth`` so much after the step."""
        found = self.orders.get(order)
        match step:
            case Step.HOLD:
                return self.stands(name) or self._holds(name)
            case Step.COMMIT:
                return self.stands(name)
            case Step.REVERSE | Step.RELEASE:
                return not self.stands(name) and not self._holds(name)
            case Step.REGISTER:
                return found is not None and found.earned > 0
            case Step.RECORD:
                return found is not None
            case Step.CANCEL:
                return found is not None and found.cancelled
            case Step.REFUND:
                return found is not None and found.remaining == worth


def loyalty(name: str, address: str) -> str:
    """The table of a till.toml, with time-outs of half a second."""
    return f'[loyalty]\nprovider = "{name}"\naddress = "{address}"\n{HASTE}'


class Provider(Protocol):
    """One provider's part in the campaign."""

    name: str
    profile: Profile
    offer: Offer
    code: str
    """What every customer says; empty: what they read on their phone."""

    def settings(self, sandbox: Any, origin: str) -> str:
        """Tables of the till.toml, once everything is arranged."""
        ...

    def call_name(self, method: str, path: str, body: bytes) -> str: ...

    def name_of(self, sale: str, key: str) -> str:
        """What its books call the redemption that a sale asked for under a key."""
        ...

    def arrange(self, sandbox: Any, rng: Random) -> None:
        """Falls one way or the other on everything the contract leaves open."""
        ...

    def replenish(self, sandbox: Any) -> None:
        """Every customer can afford every reward again."""
        ...

    def books(self, sandbox: Any) -> Books: ...

    def give_back(self, sandbox: Any, name: str) -> None:
        """What somebody does at the provider's own console."""
        ...

    def let_go(self, sandbox: Any, held: Held) -> None:
        """As ``give_back``, of what was only set apart."""
        ...

    def bodies(self, sandbox: Any) -> list[tuple[str, bytes]]:
        """Of every request that may have redeemed: what must be the same each time, by what."""
        ...
