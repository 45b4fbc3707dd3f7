"""Punchh's answers, exactly; contract, 5. Read tolerantly in form, strictly in meaning.

Flags come as ``true``, ``"1"`` or ``1``, numbers as numbers or strings, ids as either, details as
an object, an array or null; unknown members are ignored. Members that nobody here may use are not
declared: ``external_uid`` of a guest is another channel's lock (8, trap 7), ``points_balance`` is
not the guest's balance (7).
"""

from decimal import Decimal
from typing import Annotated

import msgspec

Text = str | Annotated[int, msgspec.Meta(gt=-(10**18), lt=10**18)] | None
Number = Decimal | None
Flag = bool | int | str | None
Texts = str | tuple[str | None, ...] | None
"""A message, several, or none."""


def flag_of(value: Flag) -> bool:
    """Anything but a plain yes is a no."""
    if isinstance(value, str):
        return value.strip().casefold() in {"true", "1"}
    return value == 1


def number_of(value: Text) -> int | None:
    """An id that other calls take as a number."""
    if isinstance(value, str):
        value = value.strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
    return value


def texts_of(value: Texts) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else value or ()
    return tuple(text for text in texts if text)


class Wire(msgspec.Struct, frozen=True):
    def __repr__(self) -> str:
        return f"{type(self).__name__}(•••)"


# Start-up, 5.1


class Location(Wire, frozen=True):
    location_id: Text
    location_name: Text = None
    business_name: Text = None
    short_key: Text = None
    update_interval: Number = None
    """Minutes."""
    print_barcodes: Flag = None
    send_to_datasink: Flag = None
    banked_rewards_mode: Flag = None
    visits_mode: Flag = None
    points_unlock_mode: Flag = None
    multiple_redemption_on_location: Flag = None


class Redeemable(Wire, frozen=True):
    redeemable_id: Text = None
    name: Text = None
    points_required_to_redeem: Number = None


class Priority(Wire, frozen=True):
    code: Text = None
    priority: Number = None
    """The lowest first."""
    multiplication_factor: Number = None
    """The most discounts of this kind."""


class MultipleRedemptions(Wire, frozen=True):
    enable_discount_locking: Flag = None
    enable_auto_unlock: Flag = None
    auto_unlock_duration: Number = None
    """Minutes."""
    max_redemptions_in_transaction: Number = None
    auto_redemption: Flag = None
    exclude_interoperability_strategy_between: tuple[str, ...] | None = None
    """Pairs as ``offer|loyalty`` that do not go together."""
    processing_priority_by_acquisition_type: tuple[Priority, ...] | None = None
    allow_multiple_redemption_on_item: Flag = None
    allow_qualifying_items_reused: Flag = None


class Meta(Wire, frozen=True):
    program_type: Text
    points_conversion_type: Text = None
    points_conversion_threshold: Number = None
    earning_unit: Text = None
    pending_points: Flag = None
    pending_points_duration: Number = None
    """Minutes."""
    redemption_expiry_minutes: Number = None
    autocreate_user_phone: Flag = None
    """A look-up by telephone may create an account (8, trap 9)."""
    coupon_prefix: Text = None
    redeemables: tuple[Redeemable, ...] | None = None
    multiple_redemptions_enabled: Flag = None
    multiple_redemptions: MultipleRedemptions | None = None


def redeems_in_batches(meta: Meta, location: Location) -> bool:
    """Whether this is Redemptions 2.0 at all: else none of its calls may be used."""
    return flag_of(meta.multiple_redemptions_enabled) and flag_of(
        location.multiple_redemption_on_location
    )


# Guests, 5.2 to 5.4


class Balance(Wire, frozen=True):
    """Which of them counts depends on the program (5.4)."""

    net_balance: Number = None
    pending_points: Number = None
    banked_rewards: Number = None
    banked_currency: Number = None
    balance: Number = None
    """Fuel."""
    unredeemed_cards: Number = None
    total_visits: Number = None
    total_redeemable_visits: Number = None
    total_debits: Number = None


class Reward(Wire, frozen=True):
    id: Text
    name: Text = None
    description: Text = None
    points: Number = None
    discount_amount: Number = None
    start_date_tz: Text = None
    end_date_tz: Text = None
    status: Text = None
    type: Text = None
    """``reward`` or ``redeemable``; a reward where nothing is said."""


class Subscription(Wire, frozen=True):
    """Bought before, and used on every check while it lasts; which of the two names its id has is
    not told (5.2, 5.4)."""

    subscription_id: Text = None
    id: Text = None
    name: Text = None


class Guest(Wire, frozen=True):
    """Of users/search, which calls the id ``id`` and has balance and rewards, and of users/find,
    which calls it ``user_id`` and tells of the lock."""

    id: Text = None
    user_id: Text = None
    first_name: Text = None
    last_name: Text = None
    email: Text = None
    email_verified: Flag = None
    phone: Text = None
    privacy_policy: Flag = None
    balance: Balance | None = None
    rewards: tuple[Reward, ...] | None = None
    subscriptions: tuple[Subscription, ...] | None = None
    locked: Flag = None
    """Some channel holds the basket."""

    def __post_init__(self) -> None:
        if self.number <= 0:
            raise ValueError("a guest has an id")

    @property
    def number(self) -> int:
        """The ``user_id`` of every other call."""
        return number_of(self.user_id) or number_of(self.id) or 0


class BalanceAnswer(Wire, frozen=True):
    """5.4"""

    account_balance: Balance


# Baskets, 5.6 to 5.8


class Details(Wire, frozen=True):
    item_id: Text = None
    name: Text = None
    points: Number = None
    base_amount: Number = None
    auto_select: Flag = None


class QualifiedItem(Wire, frozen=True):
    """What a discount is worth on one line; positive, of type R."""

    item_name: Text = None
    item_qty: Number = None
    amount: Number = None
    item_type: Text = None
    item_id: Text = None
    serial_number: Number = None


class _Discounted(Wire, frozen=True):
    discount_basket_item_id: Text = None
    discount_type: Text = None
    discount_id: Text = None
    discount_value: Number = None
    message: Texts = None
    discount_details: Details | tuple[Details, ...] | None = None

    @property
    def details(self) -> Details | None:
        if isinstance(self.discount_details, tuple):
            return self.discount_details[0] if self.discount_details else None
        return self.discount_details

    @property
    def item(self) -> int | None:
        """What takes it out of the basket."""
        return number_of(self.discount_basket_item_id)

    @property
    def messages(self) -> tuple[str, ...]:
        return texts_of(self.message)


class BasketItem(_Discounted, frozen=True):
    created_at: Text = None


class Discount(_Discounted, frozen=True):
    """An entry of a look-up, a quote or a commit; one of a look-up's offers has no basket item.
    ``redemption_id`` never proves a commit (5.8)."""

    discount_amount: Number = None
    redemption_id: Text = None
    redemption_type: Text = None
    qualified: Flag = None
    remaining_balance: Number = None
    qualified_items: tuple[QualifiedItem, ...] | None = None

    @property
    def qualifies(self) -> bool:
        return flag_of(self.qualified)


class Basket(Wire, frozen=True):
    """5.7; ``discount_basket_items`` that fell out stay with a message and no details."""

    redemption_ref: Text
    discount_basket_items: tuple[BasketItem, ...] | None
    locked: Flag = None
    location_id: Text = None
    created_at: Text = None


class LookupAnswer(Wire, frozen=True):
    """5.6"""

    selected_discounts: tuple[Discount, ...] | None
    unselected_discounts: tuple[Discount, ...] | None


class BatchAnswer(Wire, frozen=True):
    """5.8, of a quote and of a commit alike. With failures only nothing was taken off."""

    success: tuple[Discount, ...] | None
    failures: tuple[Discount, ...] | None
    redemption_ref: Text = None


# Earning, 5.10


class CheckinAnswer(Wire, frozen=True):
    id: Text
    points_earned: Number = None
    balance: Balance | None = None
    rewards: tuple[Reward, ...] | None = None


# One-time codes, 4


class SentData(Wire, frozen=True):
    message: Texts = None


class SentAnswer(Wire, frozen=True):
    """4.1"""

    data: SentData


class Session(Wire, frozen=True):
    """What an accepted code is worth elsewhere (4.2). A till drops it (4.4)."""

    access_token: str | None = None
    oauth_token: str | None = None
    """In its place for one client-type (3.2)."""
    refresh_token: str | None = None
    id_token: str | None = None
    expires_in: Number = None
    """Seconds."""

    def __post_init__(self) -> None:
        if not self.bearer:
            raise ValueError("an accepted code has a token")

    @property
    def bearer(self) -> str:
        return self.access_token or self.oauth_token or ""


class SessionAnswer(Wire, frozen=True):
    data: Session


class ProfileUser(Wire, frozen=True):
    user_id: Text


class ProfileAnswer(Wire, frozen=True):
    """4.5: whose token it was."""

    user: ProfileUser
