"""The customer, the basket and the intents of the contract's section 12."""

from decimal import Decimal

from pos_app.core.basket import Basket, Product
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import AmountOff, Benefit, Cashback, Customer
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, OrderLine, Refund, Tender
from pos_app.core.redemption.states import Intent

CPF = "39053344705"
KEY = CustomerKey(IdentifierKind.CPF, CPF)
BRUNA = Customer(
    key=KEY,
    name="Bruna Teste",
    reference=CPF,
    document=CPF,
    phone="11900000000",
    tier="Prata",
    enrolled=True,
)


def reais(amount: str) -> Money:
    return Money.from_decimal(Decimal(amount))


def basket() -> Basket:
    filters = Product("CAF-02", "Filtro de papel", reais("18.50"))
    press = Product("PRE-10", "Prensa 600 ml", reais("149.90"))
    return Basket().add(filters, 2).add(press).with_discount(reais("6.90"))


def intent(
    benefit: Benefit | None = None,
    *,
    reward: str = "40",
    amount: str = "30.00",
    signing_up: bool = False,
) -> Intent:
    return Intent(
        sale="s1",
        key="rdm-91d2",
        transaction="otp-5f0c",
        customer="c1",
        reward=reward,
        title="Usar cashback",
        benefit=benefit or Cashback(reais("37.38")),
        amount=reais(amount),
        signing_up=signing_up,
    )


def fixed() -> Benefit:
    return AmountOff(reais("10.00"))


def order(order_id: str = "L01-000451", *, coupon: str | None = "BQX-88121-K") -> Order:
    return Order(
        id=order_id,
        total=reais("150.00"),
        lines=(
            OrderLine("CAF-02", "Filtro de papel", reais("29.70")),
            OrderLine("PRE-10", "Prensa 600 ml", reais("120.30")),
        ),
        tender=Tender(Method.CARD, reais("150.00"), reais("150.00")),
        placed_at="2026-08-03T14:02:11Z",
        coupon=coupon,
        operator="Operador 7",
    )


def refund() -> Refund:
    return Refund(
        key="ret-01",
        value=reais("14.85"),
        by_sku=(("CAF-02", reais("14.85")),),
        pieces=((1, 1),),
        total_after=reais("135.15"),
    )
