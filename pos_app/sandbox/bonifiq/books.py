"""The whole state of a BonifiQ tenant, and the look-ups and balances on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq.codes import CodeDesk, SentCode
from pos_app.sandbox.bonifiq.fixtures import demo_customers, demo_rewards
from pos_app.sandbox.bonifiq.records import Customer, Order, Redeem, RewardConfiguration
from pos_app.sandbox.bonifiq.refusals import CUSTOMER_NOT_FOUND, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from pos_app.sandbox.bonifiq.quoting import Quote
    from pos_app.sandbox.bonifiq.settings import SandboxSettings
    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.exact_json import JsonObject

_FIRST_REWARD_ID, _FIRST_POINT_ID, _FIRST_ORDER_NUMBER = 88121, 501, 90417


class Books:
    """Points and cashback cents never go below zero; every debit belongs to one redeem."""

    def __init__(self, clock: SandboxClock, rng: Random, settings: SandboxSettings) -> None:
        self.clock = clock
        self.rng = rng
        self.settings = settings
        self.reset()

    def reset(self) -> None:
        """The demo state; clock and settings stay."""
        self.codes = CodeDesk(self.rng)
        self.configurations: dict[int, RewardConfiguration] = {
            configuration.id: configuration for configuration in demo_rewards()
        }
        self.redeems: dict[int, Redeem] = {}
        self.redeem_by_key: dict[str, Redeem] = {}
        self.redeem_by_coupon: dict[str, Redeem] = {}
        self.orders: dict[str, Order] = {}
        self.last_quotes: dict[int, Quote] = {}
        """Customer number -> what was last offered."""
        self.customers: list[Customer] = []
        self._index: dict[str, Customer] = {}
        for customer in demo_customers():
            self.add(customer)

    def add(self, customer: Customer) -> None:
        self.customers.append(customer)
        self.index(customer)

    def index(self, customer: Customer) -> None:
        """Makes a customer findable by what is on file now; the earlier owner of an id stays."""
        for known in (customer.id, customer.document, customer.email):
            if known:
                self._index.setdefault(known.lower(), customer)

    def find(self, customer_id: str) -> Customer | None:
        """By CPF, CNPJ or e-mail."""
        return self._index.get(customer_id.lower())

    def customer(self, customer_id: str) -> Customer:
        found = self.find(customer_id)
        if found is None:
            raise RefusedError(CUSTOMER_NOT_FOUND)
        return found

    def give(
        self, customer_id: str, *, points: int | None = None, cashback_cents: int | None = None
    ) -> Customer:
        """Sets balances; an id never seen becomes an enrolled customer without reward history."""
        customer = self.find(customer_id)
        if customer is None:
            customer = self.enrol_new(customer_id, name=None)
        if points is not None:
            customer.points = points
        if cashback_cents is not None:
            customer.cashback_cents = cashback_cents
        return customer

    def enrol_new(self, customer_id: str, name: str | None) -> Customer:
        email = customer_id if "@" in customer_id else None
        customer = Customer(
            number=self.customers[-1].number + 1,
            id=customer_id,
            name=name or "Cliente",
            document=None if email else customer_id,
            email=email,
        )
        self.add(customer)
        return customer

    def sent_code(self, customer_id: str, transaction: str | None = None) -> SentCode | None:
        """The live code as the customer's phone shows it; the latest without a transaction."""
        customer = self.find(customer_id)
        if customer is None:
            return None
        now = self.clock.now()
        if transaction is None:
            return self.codes.latest(customer.number, now)
        return self.codes.live(customer.number, transaction, now)

    def next_reward_id(self) -> int:
        return _FIRST_REWARD_ID + len(self.redeems)

    def next_point_id(self) -> int:
        return _FIRST_POINT_ID + len(self.redeems)

    def next_order_number(self) -> int:
        return _FIRST_ORDER_NUMBER + len(self.orders)

    def as_json(self) -> JsonObject:
        return {
            "customers": [_customer(customer) for customer in self.customers],
            "redeems": [_redeem(redeem) for redeem in self.redeems.values()],
            "orders": [_order(order) for order in self.orders.values()],
            "rewards": _rewards(self.configurations.values()),
        }


def _customer(customer: Customer) -> JsonObject:
    return {
        "id": customer.id,
        "name": customer.name,
        "points": customer.points,
        "cashback_cents": customer.cashback_cents,
        "welcome_points": customer.welcome_points,
        "enrolled": customer.enrolled,
    }


def _redeem(redeem: Redeem) -> JsonObject:
    return {
        "reward_id": redeem.reward_id,
        "configuration": redeem.configuration.id,
        "key": redeem.key,
        "customer": redeem.customer.id,
        "status": "active" if redeem.active else "cancelled",
        "points": redeem.points,
        "cashback_cents": redeem.cashback_cents,
        "value_cents": redeem.value_cents or 0,
        "external_code": redeem.external_code,
    }


def _order(order: Order) -> JsonObject:
    return {
        "id": order.id,
        "customer": order.customer_id,
        "total_cents": order.total_cents,
        "remaining_cents": order.remaining_cents,
        "state": order.state.name.lower(),
        "coupon": order.coupon,
        "received": order.received,
        "refunds": [{"key": key, "value_cents": cents} for key, cents in order.refunds.items()],
        "bonus_points": order.bonus_points,
        "bonus_cents": order.bonus_cents,
    }


def _rewards(configurations: Iterable[RewardConfiguration]) -> list[JsonObject]:
    return [
        {"id": one.id, "title": one.title, "type": one.type, "blocked": one.blocked}
        for one in configurations
    ]
