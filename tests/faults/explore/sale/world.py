"""A sale, what is true of it at the provider, and what a careful observer remembers."""

from typing import NamedTuple

from pos_app.core.basket import Basket
from pos_app.core.sale import Sale
from pos_app.core.selling import SaleEvent
from pos_app.core.submission import Step
from tests.faults.explore.redemption.world import World
from tests.faults.truth import Truth

LOCKED = 99


class Asked(NamedTuple):
    """What the open intent was begun for."""

    basket: Basket
    customer: str | None


class Seen(NamedTuple):
    sale: Sale
    truth: Truth = Truth()
    approved: bool = False
    left_once: bool = False
    asked: Asked | None = None
    tried: tuple[tuple[str, int], ...] = ()
    """Wrong codes by customer, ``LOCKED`` when no more are taken."""
    done: frozenset[Step] = frozenset()
    """Messages of the outbox that the provider has carried out."""
    owed: frozenset[Step] = frozenset()
    """Messages that the till has promised to deliver."""

    @property
    def redeeming(self) -> World:
        return World(self.sale.redemption, self.truth, self.approved, self.left_once)

    def tries_of(self, customer: str) -> int:
        return dict(self.tried).get(customer, 0)


class Act(NamedTuple):
    label: str
    events: tuple[SaleEvent, ...]
    world: Seen
    fair: bool = False
    ignored: bool = False
    answers: bool = False
