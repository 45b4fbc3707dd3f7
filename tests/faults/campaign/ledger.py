"""The provider's own books in the words of the campaign; each provider has a file to fill them."""

from collections.abc import Mapping
from random import Random
from typing import Any, Protocol

from pos_app.core.submission import Step
from pos_app.core.value import Value
from tests.faults.campaign.plans import Offer


class Redemption(Value, frozen=True):
    key: str
    customer: str
    active: bool
    minor: int | None
    """What it takes off a sale; zero for a product, nothing where the provider does not say."""
    coupon: str


class Registered(Value, frozen=True):
    id: str
    minor: int
    """As first registered."""
    remaining: int
    cancelled: bool
    refunds: frozenset[str]
    """Keys of the partial returns."""
    coupon: str | None


class Books(Value, frozen=True):
    redemptions: tuple[Redemption, ...]
    orders: Mapping[str, Registered]

    def stands(self, key: str | None) -> bool:
        """Whether a redemption under this key was made and not taken back."""
        return any(made.key == key and made.active for made in self.redemptions)

    def has_done(self, step: Step, reference: str, key: str) -> bool:
        """What a person would find in the provider's own records."""
        order = self.orders.get(reference)
        match step:
            case Step.HOLD | Step.COMMIT:
                return self.stands(reference)
            case Step.REVERSE | Step.RELEASE:
                return not self.stands(reference)
            case Step.REGISTER | Step.RECORD:
                return order is not None
            case Step.CANCEL:
                return order is not None and order.cancelled
            case Step.REFUND:
                return order is not None and key in order.refunds


class Provider(Protocol):
    """One provider's part in the campaign."""

    name: str
    root: str
    """The path under which its tree hangs."""
    offer: Offer
    code: str
    """What every customer says."""

    def call_name(self, method: str, path: str) -> str: ...

    def arrange(self, sandbox: Any, rng: Random) -> None:
        """Falls one way or the other on everything the contract leaves open."""
        ...

    def replenish(self, sandbox: Any) -> None:
        """Every customer can afford every reward again."""
        ...

    def books(self, sandbox: Any) -> Books: ...

    def give_back(self, sandbox: Any, key: str) -> None:
        """What somebody does at the provider's own console."""
        ...

    def bodies(self, sandbox: Any) -> list[tuple[str, bytes]]:
        """Key and body of every request that may have redeemed."""
        ...
