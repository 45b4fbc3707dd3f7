"""The request bodies of section 3, as far as the server acts on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq.fields import Fields, read_object
from pos_app.sandbox.bonifiq.refusals import MalformedError

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class CartLine:
    sku: str
    total_cents: int


@dataclass(frozen=True, slots=True)
class Cart:
    customer_id: str
    purchase_cents: int
    discount_cents: int
    lines: tuple[CartLine, ...]


@dataclass(frozen=True, slots=True)
class Challenge:
    transaction: str
    phone: str | None
    email: str | None
    document: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class TypedCode:
    transaction: str
    code: str


@dataclass(frozen=True, slots=True)
class RedeemWanted:
    customer_id: str
    key: str
    value_cents: int | None
    points: int | None
    metadatas: tuple[Json, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class OrderSent:
    id: str
    total_cents: int
    completed: bool
    cancelled: bool
    customer_id: str
    customer_name: str | None
    customer_enrolled: bool
    coupon: str | None
    lines_cents: int
    payment_members: frozenset[str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Refund:
    cents: int
    key: str
    products: tuple[tuple[str, int], ...]
    """SKU and cents."""
    return_reward: bool | None


def read_cart(body: bytes) -> Cart:
    fields = Fields(read_object(body))
    return Cart(
        customer_id=fields.text("CustomerId"),
        purchase_cents=fields.cents("PurchaseValue"),
        discount_cents=fields.optional_cents("DiscountValue") or 0,
        lines=tuple(_read_line(line) for line in fields.objects("Products")),
    )


def _read_line(line: Fields) -> CartLine:
    price = line.optional_cents("ProductDiscountPrice")
    if price is None:
        price = line.cents("ProductPrice")
    quantity = line.optional_integer("Quantity")
    return CartLine(
        line.text_or_number("OriginalId"), price * (1 if quantity is None else quantity)
    )


def read_challenge(body: bytes) -> Challenge:
    fields = Fields(read_object(body))
    return Challenge(
        transaction=fields.optional_text("TransactionId") or "",
        phone=fields.optional_text("Phone"),
        email=fields.optional_text("Email"),
        document=fields.optional_text("Document"),
        name=fields.optional_text("Name"),
    )


def read_typed_code(body: bytes) -> TypedCode:
    fields = Fields(read_object(body))
    return TypedCode(fields.optional_text("TransactionId") or "", fields.text("Code"))


def read_redeem(body: bytes) -> RedeemWanted:
    document = read_object(body)
    fields = Fields(document)
    origin = fields.optional_integer("RedeemOrigin")
    if origin is not None and not 0 <= origin <= 5:
        raise MalformedError("RedeemOrigin não está entre 0 e 5.")
    value, points = fields.optional_cents("Value"), fields.optional_integer("Points")
    if value is not None and points is not None:
        raise MalformedError("Value e Points são alternativas.")
    return RedeemWanted(
        customer_id=fields.text("CustomerId"),
        key=fields.text("OriginalKey"),
        value_cents=value,
        points=points,
        metadatas=read_metadatas(document),
        body=body,
    )


def read_metadatas(document: JsonObject) -> tuple[Json, ...]:
    return tuple(
        {"Name": item.text("Name"), "Value": item.optional_text("Value")}
        for item in Fields(document).objects("Metadatas")
    )


def read_order(body: bytes) -> OrderSent:
    document = read_object(body)
    fields = Fields(document)
    completed = bool(fields.optional_flag("IsCompleted"))
    cancelled = bool(fields.optional_flag("IsCancelledOrReturned"))
    _check_order_dates(fields, completed=completed, cancelled=cancelled)
    customer = fields.object("Customer")
    return OrderSent(
        id=fields.text("OriginalId"),
        total_cents=fields.cents("OrderTotal"),
        completed=completed,
        cancelled=cancelled,
        customer_id=customer.text("OriginalId"),
        customer_name=customer.optional_text("Name"),
        customer_enrolled=bool(customer.optional_flag("IsEnrolled")),
        coupon=fields.optional_text("Coupon"),
        lines_cents=sum(_read_order_line(line) for line in fields.objects("Products")),
        payment_members=_read_payment(fields, document),
        body=body,
    )


def _check_order_dates(fields: Fields, *, completed: bool, cancelled: bool) -> None:
    if completed and cancelled:
        raise MalformedError("IsCompleted e IsCancelledOrReturned se excluem.")
    fields.optional_instant("OrderPlacementDate")
    if completed:
        fields.instant("OrderCompletedDate")
    if cancelled:
        fields.instant("OrderCancelledDate")


def _read_order_line(line: Fields) -> int:
    line.text_or_number("OriginalId")
    return line.cents("ProductPrice")


def _read_payment(fields: Fields, document: JsonObject) -> frozenset[str]:
    for method in fields.objects("PaymentMethods"):
        method.optional_cents("PaidAmount")
    if document.get("PaymentMethod") is not None:
        fields.object("PaymentMethod")
    known = ("PaymentMethods", "PaymentMethod")
    return frozenset(name for name in known if document.get(name) is not None)


def read_cancel(body: bytes) -> None:
    fields = Fields(read_object(body))
    fields.instant("OrderCancelledDate")
    fields.optional_text("OrderStatus")


def read_refund(body: bytes) -> Refund:
    fields = Fields(read_object(body))
    cents = fields.cents("ValueToRefund")
    if cents == 0:
        raise MalformedError("ValueToRefund não é maior que zero.")
    return Refund(
        cents=cents,
        key=fields.text("CancelKey"),
        products=tuple(
            (line.text_or_number("OriginalId"), line.cents("ValueToRefund"))
            for line in fields.objects("Products")
        ),
        return_reward=fields.optional_flag("ShouldRefundRedeem"),
    )


def read_key(body: bytes) -> tuple[str, tuple[Json, ...]]:
    document = read_object(body)
    return Fields(document).text("OriginalKey"), read_metadatas(document)
