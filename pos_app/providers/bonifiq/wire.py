"""BonifiQ's JSON, exactly; contract, section 3. Members are PascalCase but for two spellings.

Answers are read with the first letter of every member raised, since ``isCanceled`` (3.7, 3.8) and
``IsCanceled`` (3.5) are the same thing; members that nobody here needs are not even declared. The
challenge's answer has no field for ``Code`` and ``Token``: they carry the secret code (section 8).
"""

from decimal import Decimal
from typing import Annotated

import msgspec

Text = str | Annotated[int, msgspec.Meta(gt=-(10**18), lt=10**18)] | None
"""Where the contract leaves open whether it is quoted."""
Number = Decimal | None


class Wire(msgspec.Struct, frozen=True, omit_defaults=True, rename="pascal"):
    """Optional members are left out rather than sent as null (section 1)."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(•••)"


class Named(Wire, frozen=True):
    original_id: str
    name: str


# Requests


class CartLine(Wire, frozen=True):
    original_id: str
    line_id: str
    title: str
    is_active: bool
    quantity: int
    product_price: Decimal
    product_brand: Named | None = None
    product_category: Named | None = None


class AvailableRequest(Wire, frozen=True):
    """3.1"""

    customer_id: str
    purchase_value: Decimal
    discount_value: Decimal
    products: tuple[CartLine, ...] = ()


class ChallengeRequest(Wire, frozen=True):
    """3.2"""

    transaction_id: str
    document: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None


class ValidateRequest(Wire, frozen=True):
    """3.3"""

    transaction_id: str
    code: str


class RedeemRequest(Wire, frozen=True, kw_only=True):
    """3.4"""

    customer_id: str
    value: Number = None
    original_key: str
    redeem_origin: int


class KeyRequest(Wire, frozen=True):
    """3.5, where the key may travel in a body."""

    original_key: str


class OrderCustomer(Wire, frozen=True):
    original_id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    document: str | None = None
    is_enrolled: bool | None = None


class OrderProduct(Wire, frozen=True):
    """Has no quantity: the price is the net total of the line."""

    original_id: str
    title: str
    is_active: bool
    product_price: Decimal
    product_brand: Named | None = None
    product_category: Named | None = None


class Payment(Wire, frozen=True):
    original_id: str
    name: str
    paid_amount: Decimal


class OrderRequest(Wire, frozen=True, kw_only=True):
    """3.6"""

    original_id: str
    order_placement_date: str
    order_completed_date: str
    order_status: str
    is_cancelled_or_returned: bool
    is_completed: bool
    order_total: Decimal
    coupon: str | None = None
    customer: OrderCustomer
    products: tuple[OrderProduct, ...]
    payment_methods: tuple[Payment, ...]
    branch: Named | None = None
    sales_person: Named | None = None


class CancelRequest(Wire, frozen=True):
    """3.7"""

    order_cancelled_date: str
    order_status: str


class RefundProduct(Wire, frozen=True):
    original_id: str
    value_to_refund: Decimal


class RefundRequest(Wire, frozen=True):
    """3.8"""

    value_to_refund: Decimal
    cancel_key: str
    products: tuple[RefundProduct, ...]


class Metadata(Wire, frozen=True):
    name: str
    value: str


class MetadataRequest(Wire, frozen=True):
    """3.9"""

    original_key: str
    metadatas: tuple[Metadata, ...]


# Answers, family A: bare objects


class Tier(Wire, frozen=True):
    name: Text = None


class QuotedCustomer(Wire, frozen=True):
    original_id: Text = None
    name: Text = None
    email: Text = None
    phone: Text = None
    document: Text = None
    is_enrolled: bool | None = None
    current_tier: Tier | None = None


class OfferedReward(Wire, frozen=True):
    id: Text = None
    title: Text = None
    reward_type: Number = None
    value: Number = None
    points: Number = None
    can_use: bool | None = None
    cannot_use_reason: Number = None
    requirements: Text = None
    is_cashback: bool | None = None
    max_cashback_for_current_purchase: Number = None
    external_product_id: Text = None
    product_discount_mode: Number = None
    product_discount_value: Number = None


class AvailableAnswer(Wire, frozen=True):
    """3.1"""

    customer: QuotedCustomer | None = None
    rewards: tuple[OfferedReward, ...] | None = None
    should_validate_customer: bool | None = None
    should_validate_customer_signup: bool | None = None
    available_points: Number = None
    cashback_enabled: bool | None = None
    available_cashback: Number = None
    max_cashback_for_current_purchase: Number = None


class ChallengeAnswer(Wire, frozen=True):
    """3.2"""

    success: bool | None = None
    sent_by_sms: bool | None = msgspec.field(default=None, name="SentBySMS")
    sent_by_email: bool | None = None
    should_inform_phone: bool | None = None
    should_inform_email: bool | None = None
    friendly_error_message: Text = None
    error_message: Text = None


class ValidateAnswer(Wire, frozen=True):
    """3.3"""

    success: bool | None = None
    friendly_error_message: Text = None


# Answers, family B: results in an envelope


class Envelope(Wire, frozen=True):
    """Section 2; ``Data`` is the legacy name of ``Result``."""

    error_message: Text = None
    friendly_error_message: Text = None
    error_code: Text = None
    result: dict[str, object] | None = None
    data: dict[str, object] | None = None
    code: Text = None
    code_name: Text = None
    severity: Number = None
    has_error: bool | None = None


class Redeemed(Wire, frozen=True):
    """3.4"""

    reward_id: Number = None
    external_code: Text = None
    original_key: Text = None
    external_product_id: Text = None


class RewardRecord(Wire, frozen=True):
    """3.5 in an envelope, and 3.9 bare."""

    id: Number = None
    external_code: Text = None
    is_canceled: bool | None = None


class EstimatedBonus(Wire, frozen=True):
    generate_bonus: bool | None = None
    estimated_points: Number = None
    estimated_cashback: Number = None


class OrderRecord(Wire, frozen=True):
    """3.6 in an envelope, and 3.9 bare."""

    original_id: Text = None
    order_total: Number = None
    coupon: Text = None
    state: Number = None
    estimated_bonus: EstimatedBonus | None = None


class RefundErrorDetails(Wire, frozen=True):
    code: Text = None
    message: Text = None


class Cancellation(Wire, frozen=True):
    """3.7 and 3.8; spelt ``isCanceled``."""

    is_canceled: bool | None = None
    status: Number = None
    refund_error_details: RefundErrorDetails | None = None


# Answers of the neighbours, 3.9


class PointsToExpire(Wire, frozen=True):
    points: Number = None
    when: Text = None


class PointsAnswer(Wire, frozen=True):
    customer_exists: bool | None = None
    name: Text = None
    points_balance: Number = None
    cashback_balance: Number = None
    points_to_expire: tuple[PointsToExpire, ...] | None = None


class PendingOrder(Wire, frozen=True):
    order_date: Text = None
    order_value: Number = None
    pending_points: Number = None
    pending_cashback: Number = None


class PendingPointsAnswer(Wire, frozen=True):
    total_pending_points: Number = None
    total_pending_cashback: Number = None
    pending_orders: tuple[PendingOrder, ...] | None = None


class CustomerRecord(QuotedCustomer, frozen=True):
    public_id: Text = None
    balance_of_points: Number = None
    balance_cashback: Number = None


class CustomizationAnswer(Wire, frozen=True):
    program_name: Text = None
    points_name_singular: Text = None
    point_name_plural: Text = None
    """Sic."""
    main_color: Text = None
    company_name: Text = None


_encoder = msgspec.json.Encoder(decimal_format="number")


def encode(request: Wire) -> bytes:
    """Money keeps the decimals of its Decimal."""
    return _encoder.encode(request)
