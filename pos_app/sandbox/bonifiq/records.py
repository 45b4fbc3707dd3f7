"""What BonifiQ keeps: plain records, amounts in integer cents."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from pos_app.sandbox import exact_json

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.exact_json import Json, JsonObject


class RewardType(IntEnum):
    """Contract, 4.1; the sandbox also lists 2, 4 and 99, which no till can apply."""

    PERCENT = 0
    FIXED = 1
    CASHBACK = 3
    PRODUCT = 5


class Reason(IntEnum):
    """CannotUseReason; contract, 4.3."""

    USABLE = 0
    NOT_ENOUGH_POINTS = 1
    MINIMUM_NOT_REACHED = 2
    CASHBACK_NOT_AVAILABLE = 3
    VALUE_EXCEEDS_PURCHASE = 5
    NOT_ENROLLED = 7
    NOT_CUMULATIVE = 8
    NO_APPLICABLE_PRODUCT = 9
    USAGE_LIMIT_REACHED = 10
    INVALID_CONFIGURATION = 12


class OrderState(IntEnum):
    PENDING = 1
    COMPLETED = 2
    CANCELLED = 3


@dataclass(slots=True)
class Customer:
    number: int
    id: str
    """How the till addresses this person: document digits or e-mail."""
    name: str
    document: str | None = None
    phone: str | None = None
    email: str | None = None
    tier: str | None = None
    points: int = 0
    cashback_cents: int = 0
    enrolled: bool = True
    validate: bool = True
    validate_signup: bool = False
    welcome_points: int = 0
    """Granted on enrolment; already spendable before it."""
    lists_rewards: bool = True
    may_redeem: bool = False
    """A code was validated and no redeem has used it up yet."""

    @property
    def spendable_points(self) -> int:
        return self.points + self.welcome_points

    def enrol(self) -> None:
        self.enrolled, self.validate_signup = True, False
        self.claim_welcome()

    def claim_welcome(self) -> None:
        self.points += self.welcome_points
        self.welcome_points = 0


@dataclass(frozen=True, slots=True)
class RewardConfiguration:
    id: int
    title: str
    type: int
    value: Decimal = Decimal(0)
    """Percent or reais, by type."""
    cashback_percent: int = 0
    """How much of the eligible purchase a cashback reward may pay."""
    points: int = 0
    min_purchase_cents: int = 0
    cumulative: bool = True
    requirements: str = ""
    sku: str | None = None
    product_name: str | None = None
    product_mode: int | None = None
    product_value: Decimal | None = None
    max_units: int | None = None
    available_units: int | None = None
    blocked: int | None = None
    """A CannotUseReason that overrides the rules, in quotes and in redeems."""


@dataclass(slots=True)
class Redeem:
    reward_id: int
    point_id: int
    key: str
    external_code: str
    configuration: RewardConfiguration
    customer: Customer
    request: bytes
    """The body that made it, to tell a replay from another use of the key."""
    at: datetime
    points: int = 0
    cashback_cents: int = 0
    value_cents: int | None = None
    """Cash value of a cashback or fixed-value reward."""
    metadatas: list[Json] = field(default_factory=list)
    cancelled_at: datetime | None = None

    @property
    def active(self) -> bool:
        return self.cancelled_at is None


@dataclass(slots=True)
class Order:
    number: int
    id: str
    body: bytes
    """As last received."""
    total_cents: int
    state: OrderState
    customer_id: str
    coupon: str | None
    updated_at: datetime
    received: int = 1
    refunds: dict[str, int] = field(default_factory=dict)
    """CancelKey -> cents."""
    bonus_points: int = 0
    bonus_cents: int = 0

    @property
    def document(self) -> JsonObject:
        value = exact_json.parse(self.body)
        return value if isinstance(value, dict) else {}

    @property
    def remaining_cents(self) -> int:
        return self.total_cents - sum(self.refunds.values())
