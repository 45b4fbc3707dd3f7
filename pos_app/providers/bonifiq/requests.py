"""The requests of every endpoint: percent-encoded paths and hand-ordered bodies; contract, 3."""

from typing import Literal

from pos_app.core.basket import Basket, Line
from pos_app.core.challenge import Contact
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Cashback, Customer
from pos_app.core.order import Method, Order, OrderLine, Refund
from pos_app.core.redemption.states import Intent
from pos_app.providers.bonifiq import wire
from pos_app.providers.paths import segment
from pos_app.providers.ports import Draft
from pos_app.providers.reading import decimals_of

POS = 5
"""RedeemOrigin of a point of sale (4.4)."""
COMPLETED, CANCELLED = "Concluído", "Cancelado"
"""OrderStatus is free text (3.6, 3.7)."""
PAYMENTS = {Method.CASH: "Dinheiro", Method.CARD: "Cartão"}

KeyLocation = Literal["query", "body", "both"]
"""Where DELETE by key carries its key is not published (10.1); a server reads one of the two."""


def available(key: CustomerKey, basket: Basket) -> Draft:
    """3.1: gross value and the till's own discount apart (10.3)."""
    return _post(
        "/POS/rewards/available",
        wire.AvailableRequest(
            customer_id=key.value,
            purchase_value=decimals_of(basket.gross),
            discount_value=decimals_of(basket.own_discount),
            products=tuple(_cart_line(line) for line in basket.lines),
        ),
    )


def challenge(
    intent: Intent, customer: Customer, contact: Contact | None, *, repeat_identity: bool
) -> Draft:
    """3.2 and 5.2. A follow-up carries the contact that was asked for; whether it must also repeat
    who signs up is not known (10.7)."""
    request = wire.ChallengeRequest(transaction_id=intent.transaction)
    if contact is not None:
        signing_up = intent.signing_up and repeat_identity
        request = wire.ChallengeRequest(
            transaction_id=intent.transaction,
            document=(customer.document or None) if signing_up else None,
            name=(customer.name or None) if signing_up else None,
            email=contact.email or None,
            phone=contact.phone or None,
        )
    elif intent.signing_up:
        request = wire.ChallengeRequest(
            transaction_id=intent.transaction,
            document=customer.document or None,
            name=customer.name or None,
            email=customer.email or None,
            phone=customer.phone or None,
        )
    return _post(f"/POS/customers/{segment(customer.reference)}/challenge", request)


def validate(intent: Intent, customer: Customer, digits: str) -> Draft:
    """3.3"""
    return _post(
        f"/POS/customers/{segment(customer.reference)}/challengevalidate",
        wire.ValidateRequest(transaction_id=intent.transaction, code=digits),
    )


def redeem(intent: Intent, customer: Customer, key: str) -> Draft:
    """3.4: only cashback has a value."""
    value = decimals_of(intent.amount) if isinstance(intent.benefit, Cashback) else None
    return _post(
        f"/POS/rewards/{segment(intent.reward)}/redeem",
        wire.RedeemRequest(
            customer_id=customer.reference, value=value, original_key=key, redeem_origin=POS
        ),
    )


def delete_reward(reward_id: str) -> Draft:
    """3.5"""
    return Draft("DELETE", f"/POS/rewards/{segment(reward_id)}")


def delete_by_key(key: str, location: KeyLocation) -> Draft:
    """3.5, for a redemption whose RewardId was never learnt."""
    query = "" if location == "body" else f"?OriginalKey={segment(key)}"
    body = None if location == "query" else wire.encode(wire.KeyRequest(original_key=key))
    return Draft("DELETE", f"/POS/rewards{query}", body)


def order(
    sale: Order, customer: Customer, *, enrolled: bool | None, branch: wire.Named | None
) -> Draft:
    """3.6: net lines that add up to the total; both dates are the sale's."""
    return _post(
        "/POS/orders",
        wire.OrderRequest(
            original_id=sale.id,
            order_placement_date=sale.placed_at,
            order_completed_date=sale.placed_at,
            order_status=COMPLETED,
            is_cancelled_or_returned=False,
            is_completed=True,
            order_total=decimals_of(sale.total),
            coupon=sale.coupon or None,
            customer=customer_body(customer, enrolled=enrolled),
            products=tuple(_order_product(line) for line in sale.lines),
            payment_methods=(
                wire.Payment(
                    original_id=sale.tender.method.upper(),
                    name=PAYMENTS[sale.tender.method],
                    paid_amount=decimals_of(sale.tender.paid),
                ),
            ),
            branch=branch,
            sales_person=_named(sale.operator),
        ),
    )


def cancel(order_id: str, at: str) -> Draft:
    """3.7"""
    return _post(
        f"/POS/orders/{segment(order_id)}/cancel",
        wire.CancelRequest(order_cancelled_date=at, order_status=CANCELLED),
    )


def partial_cancel(order_id: str, refund: Refund) -> Draft:
    """3.8: there is no ``/orders/`` in this path."""
    return _post(
        f"/POS/{segment(order_id)}/partialcancel",
        wire.RefundRequest(
            value_to_refund=decimals_of(refund.value),
            cancel_key=refund.key,
            products=tuple(
                wire.RefundProduct(original_id=sku, value_to_refund=decimals_of(value))
                for sku, value in refund.by_sku
            ),
        ),
    )


def get_order(order_id: str) -> Draft:
    return Draft("GET", f"/Order/{segment(order_id)}")


def get_reward(reward_id: str) -> Draft:
    return Draft("GET", f"/Rewards/{segment(reward_id)}")


def update_metadata(key: str, metadatas: tuple[wire.Metadata, ...]) -> Draft:
    return _post(
        "/Rewards/updatemetadata", wire.MetadataRequest(original_key=key, metadatas=metadatas)
    )


def points(customer_id: str) -> Draft:
    return Draft("GET", f"/Customer/{segment(customer_id)}/points")


def pending_points(customer_id: str) -> Draft:
    return Draft("GET", f"/Customer/{segment(customer_id)}/pendingpoints")


def get_customer(customer_id: str) -> Draft:
    return Draft("GET", f"/Customer/{segment(customer_id)}")


def put_customer(customer_id: str, customer: wire.OrderCustomer) -> Draft:
    return Draft("PUT", f"/Customer/{segment(customer_id)}", wire.encode(customer))


def upsert_customer(customer: wire.OrderCustomer) -> Draft:
    return _post("/Customer/upsert", customer)


def customization() -> Draft:
    return Draft("GET", "/Customization")


def customer_body(customer: Customer, *, enrolled: bool | None) -> wire.OrderCustomer:
    """What creates or updates a customer; the ids of 3.1 are never echoed."""
    return wire.OrderCustomer(
        original_id=customer.reference,
        name=customer.name or None,
        email=customer.email or None,
        phone=customer.phone or None,
        document=customer.document or None,
        is_enrolled=enrolled,
    )


def _post(path: str, request: wire.Wire) -> Draft:
    return Draft("POST", path, wire.encode(request))


def _cart_line(line: Line) -> wire.CartLine:
    return wire.CartLine(
        original_id=line.sku,
        line_id=str(line.id),
        title=line.title,
        is_active=True,
        quantity=line.quantity,
        product_price=decimals_of(line.unit_price),
        product_brand=_named(line.brand),
        product_category=_named(line.category),
    )


def _order_product(line: OrderLine) -> wire.OrderProduct:
    return wire.OrderProduct(
        original_id=line.sku,
        title=line.title,
        is_active=True,
        product_price=decimals_of(line.net),
        product_brand=_named(line.brand),
        product_category=_named(line.category),
    )


def _named(name: str | None) -> wire.Named | None:
    """The till knows brands, categories and people by name only."""
    return wire.Named(original_id=name, name=name) if name else None
