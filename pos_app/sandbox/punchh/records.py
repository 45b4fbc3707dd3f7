"""What the books of a Punchh business hold. Amounts are integer cents, points whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.exact_json import JsonObject


@dataclass(frozen=True, slots=True)
class Benefit:
    """What an offer takes off a check."""

    kind: Literal["item", "amount", "percent"]
    """`item` gives one unit away."""
    skus: tuple[str, ...] = ()
    """The qualifying items; none is the whole check."""
    cents: int = 0
    percent: int = 0
    minimum_cents: int = 0
    """The check must come to at least this."""


@dataclass(slots=True)
class Reward:
    """Issued to one guest, good once."""

    id: int
    name: str
    description: str
    benefit: Benefit
    starts_at: datetime
    ends_at: datetime | None = None
    redeemed: bool = False
    converted: bool = False
    """Issued for points, and taken back with them."""

    def usable(self, now: datetime) -> bool:
        return not self.redeemed and self.starts_at <= now and not self.ended(now)

    def ended(self, now: datetime) -> bool:
        return self.ends_at is not None and now >= self.ends_at


@dataclass(slots=True)
class Redeemable:
    """Costs points, may be had by every guest any number of times."""

    id: int
    name: str
    description: str
    points: int
    benefit: Benefit


@dataclass(slots=True)
class Subscription:
    id: int
    name: str
    benefit: Benefit
    ends_at: datetime


@dataclass(slots=True)
class Coupon:
    code: str
    name: str
    benefit: Benefit
    active: bool = True
    usage_limit: int | None = None
    """By all guests together."""
    daily_limit: int | None = None
    """By one guest on one day."""
    uses: list[tuple[int, datetime]] = field(default_factory=list)
    """Guest and moment."""


@dataclass(slots=True)
class Guest:
    id: int
    first_name: str
    last_name: str
    created_at: datetime
    phone: str | None = None
    """National digits."""
    email: str | None = None
    card_number: str | None = None
    qrcode: str | None = None
    redemption_code: str | None = None
    user_token: str | None = None
    nfc_token: str | None = None
    apple_nfc_data: str | None = None
    app_codes: dict[str, datetime | None] = field(default_factory=dict)
    """Single-scan codes and when they die; the fixtures' never do."""
    drive_thru_codes: dict[str, datetime | None] = field(default_factory=dict)
    credits: int = 0
    debits: int = 0
    """Points ever earned, and ever spent or converted."""
    banked_cents: int = 0
    cards: int = 0
    """Visit cards full and not redeemed."""
    visits: int = 0
    rewards: list[Reward] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    birthday: str | None = None
    email_verified: bool = False
    deactivated: bool = False

    @property
    def points(self) -> int:
        return self.credits - self.debits


DiscountType: TypeAlias = Literal[
    "reward",
    "redeemable",
    "discount_amount",
    "card_completion",
    "redemption_code",
    "subscription",
    "fuel_reward",
]


@dataclass(slots=True)
class BasketItem:
    id: int
    type: str
    discount_id: str | None
    value_cents: int | None
    created_at: datetime
    redemption_id: int
    """Shown from the first quote on: it proves nothing."""


class BasketState(StrEnum):
    ACTIVE = "active"
    EMPTIED = "emptied"
    REDEEMED = "redeemed"


@dataclass(slots=True)
class Basket:
    ref: str
    guest: int
    created_at: datetime
    items: list[BasketItem] = field(default_factory=list)
    state: BasketState = BasketState.ACTIVE
    locked_by: str | None = None
    """An external_uid."""
    locked_at: datetime | None = None
    quoted: JsonObject | None = None
    """The receipt block of the latest quote."""


@dataclass(frozen=True, slots=True)
class Spent:
    """One discount of a redemption: what it took off the check and from the guest."""

    type: str
    discount_id: str | None
    redemption_id: int
    name: str
    cents: int
    points: int = 0
    banked_cents: int = 0
    cards: int = 0


@dataclass(slots=True)
class Redemption:
    """A committed basket."""

    ref: str
    guest: int
    external_uid: str
    at: datetime
    spent: list[Spent]
    answer: JsonObject
    channel: str = "pos"
    returned_at: datetime | None = None
    returned_by: str = ""
    """`void`, or `receipt` for that of the check itself."""


@dataclass(slots=True)
class Checkin:
    id: int
    guest: int
    external_uid: str
    key: tuple[str, str]
    """punchh_key and transaction_no."""
    at: datetime
    points: int
    """Earned, pending ones included."""
    due_at: datetime | None
    """When pending points become the guest's; None once they are."""
    document: JsonObject
    """What was answered."""
    received: int = 1
    voided_at: datetime | None = None


@dataclass(slots=True)
class Version:
    at: datetime
    body: JsonObject

    @property
    def void(self) -> bool:
        return self.body.get("status") == "void"


@dataclass(slots=True)
class Receipt:
    key: tuple[str, str]
    versions: list[Version]
    received: int = 1
    """How often it was sent, versions overwritten within a second included."""
