"""A counter so small that it can be walked to its end: two baskets, two customers, one price."""

from decimal import Decimal

from msgspec.structs import replace

from pos_app.core.basket import Basket, Product
from pos_app.core.challenge import CodePolicy
from pos_app.core.loyalty import AmountOff, ProductPricing, RewardedProduct
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Refund, Tender, order_lines, plan_refund
from pos_app.core.redemption.states import Intent, Redeemed
from pos_app.core.sale import Sale
from tests.faults.shapes import GIFT

PRODUCT = Product("TEA", "Tea", Money(2000), ean="0")
REWARD = Money(3000)
EMPTY = Basket()
ONE = EMPTY.add(PRODUCT)
TWO_CHEAPER = ONE.with_quantity(1, 2).with_discount(Money(1500))
BASKETS = (ONE, TWO_CHEAPER)
"""What a reward of 30.00 takes off differs: 20.00, or 25.00 below the till's own discount."""
CUSTOMERS = (None, "cst-1", "cst-2")
MISTYPES = "cst-1"
"""The one customer whose codes come out wrong."""

POLICY = CodePolicy(life=300, tries=2, resend_after=30, sends=1)
NEXT_KEY = "rdm-2"
ORDER_KEY, REFUND_KEY, CANCEL_KEY = "order-1", "refund-1", "cancel-1"


def wanted(sale: Sale, customer: str, *, gift: bool = False) -> Intent:
    """What the till asks for: this customer's reward on this basket."""
    return Intent(
        sale=sale.id,
        key=NEXT_KEY,
        transaction=f"otp-{NEXT_KEY}",
        customer=customer,
        reward="40",
        title="Reward",
        benefit=RewardedProduct(GIFT.product.sku, ProductPricing.FREE, Decimal(0))
        if gift
        else AmountOff(REWARD),
        amount=Money(0) if gift else REWARD.at_most(sale.basket.payable),
        gift=GIFT if gift else None,
        needs_code=not gift,
        wrong_before=sale.wrong_for(customer),
        code=POLICY,
    )


def misfits(sale: Sale) -> list[Intent]:
    """Begun for somebody else, or for another sale."""
    buyer = sale.customer or "cst-1"
    fitting = wanted(sale, buyer)
    other = "cst-1" if sale.customer == "cst-2" else "cst-2"
    return [
        wanted(sale, other),
        replace(fitting, sale="sale-0"),
    ]


def order_of(sale: Sale) -> Order:
    coupon = sale.redemption.receipt.coupon if isinstance(sale.redemption, Redeemed) else None
    return Order(
        id=ORDER_KEY,
        total=sale.total,
        lines=order_lines(sale.lines, sale.total),
        tender=Tender(Method.CARD, sale.total, sale.total),
        placed_at="2026-03-02T12:00:00Z",
        coupon=coupon,
    )


def refund_of(sale: Sale) -> Refund:
    """One piece of two comes back."""
    return plan_refund(
        REFUND_KEY,
        sale.lines,
        sale.remaining,
        {1: 1},
        sale.basket.own_discount + sale.reward_discount,
        sale.current_total,
    )


def can_return_one(sale: Sale) -> bool:
    """At most one return in the walk; a piece must stay, and be worth something."""
    return (
        sale.order is not None
        and not sale.refunds
        and sale.basket.pieces > 1
        and sale.current_total.minor > 0
    )
