"""What a reward is worth on a basket."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.basket import Basket, Product
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import (
    AmountOff,
    Balances,
    Benefit,
    Cashback,
    Computed,
    Customer,
    PercentOff,
    ProductPricing,
    Quote,
    Refusal,
    Reward,
    RewardedProduct,
    Unsupported,
    find_gift,
    fit,
    limit_of,
    rewarded_price,
)
from pos_app.core.money import Money

KIT = Product("KIT-1", "Kit", Money(4990), hidden=True)
BASKET = Basket().add(Product("A", "A", Money(18690), "1")).with_discount(Money(690))


def catalogue(sku: str) -> Product | None:
    return KIT if sku.strip().casefold() == "kit-1" else None


def reward(benefit: Benefit, *, usable: bool = True) -> Reward:
    return Reward("40", "Reward", benefit, usable=usable)


@pytest.mark.scenario("bonifiq", 25)
@pytest.mark.parametrize(
    ("benefit", "limit"),
    [
        pytest.param(PercentOff(Decimal(15)), 2700, id="percent_of_the_payable"),
        pytest.param(PercentOff(Decimal("0.5")), 90, id="half_a_percent"),
        pytest.param(PercentOff(Decimal(150)), 18000, id="percent_above_all"),
        pytest.param(PercentOff(Decimal(-5)), 0, id="percent_below_nothing"),
        pytest.param(AmountOff(Money(3000)), 3000, id="amount"),
        pytest.param(AmountOff(Money(99999)), 18000, id="amount_above_the_payable"),
        pytest.param(AmountOff(Money(-5)), 0, id="amount_below_nothing"),
        pytest.param(Cashback(Money(3738)), 3738, id="cashback"),
        pytest.param(Cashback(Money(99999)), 18000, id="cashback_above_the_payable"),
        pytest.param(Cashback(Money(-5)), 0, id="cashback_below_nothing"),
        pytest.param(
            RewardedProduct("KIT-1", ProductPricing.FREE, Decimal(0)), 0, id="a_product_is_a_line"
        ),
        pytest.param(Computed(), 0, id="only_the_provider_can_tell"),
        pytest.param(Unsupported("99"), 0, id="unsupported"),
    ],
)
def test_a_reward_takes_off_at_most_what_is_payable(benefit: Benefit, limit: int) -> None:
    assert limit_of(reward(benefit), BASKET) == Money(limit)


@given(
    st.integers(0, 10**7),
    st.integers(0, 10**7),
    st.sampled_from(["percent", "amount", "cashback"]),
    st.integers(-1000, 10**7),
)
def test_no_reward_ever_makes_a_sale_negative(
    price: int, discount: int, kind: str, value: int
) -> None:
    basket = Basket().add(Product("A", "A", Money(price))).with_discount(Money(discount))
    benefit: Benefit = (
        PercentOff(Decimal(value) / 100)
        if kind == "percent"
        else AmountOff(Money(value))
        if kind == "amount"
        else Cashback(Money(value))
    )
    assert Money(0) <= limit_of(reward(benefit), basket) <= basket.payable


@pytest.mark.scenario("bonifiq", 34)
@pytest.mark.parametrize(
    ("pricing", "value", "price"),
    [
        (ProductPricing.PERCENT_OFF, "20", 3992),
        (ProductPricing.PERCENT_OFF, "0.05", 4988),
        (ProductPricing.PERCENT_OFF, "250", 0),
        (ProductPricing.PERCENT_OFF, "-10", 4990),
        (ProductPricing.FIXED_PRICE, "0.01", 1),
        (ProductPricing.FIXED_PRICE, "99.90", 9990),
        (ProductPricing.FIXED_PRICE, "1.005", 101),
        (ProductPricing.FIXED_PRICE, "-3", 0),
        (ProductPricing.FREE, "7", 0),
        (ProductPricing.AMOUNT_OFF, "10.00", 3990),
        (ProductPricing.AMOUNT_OFF, "99", 0),
    ],
)
def test_a_rewarded_unit_has_the_price_of_its_mode(
    pricing: ProductPricing, value: str, price: int
) -> None:
    benefit = RewardedProduct("KIT-1", pricing, Decimal(value))
    assert rewarded_price(benefit, KIT.price) == Money(price)


def test_a_hidden_product_counts_as_a_gift_and_a_missing_one_does_not() -> None:
    gift = find_gift(RewardedProduct(" kit-1 ", ProductPricing.FREE, Decimal(0)), catalogue)
    assert gift is not None
    assert (gift.product, gift.price) == (KIT, Money(0))
    assert find_gift(RewardedProduct("X", ProductPricing.FREE, Decimal(0)), catalogue) is None


@pytest.mark.parametrize(
    ("benefit", "basket", "code"),
    [
        pytest.param(Unsupported("2"), BASKET, "UNSUPPORTED_REWARD", id="type_2"),
        pytest.param(
            RewardedProduct("X", ProductPricing.FREE, Decimal(0)),
            BASKET,
            "NOT_IN_CATALOGUE",
            id="not_sold_here",
        ),
        pytest.param(AmountOff(Money(3000)), Basket(), "EMPTY_SALE", id="empty"),
        pytest.param(
            RewardedProduct("KIT-1", ProductPricing.FREE, Decimal(0)),
            Basket(),
            "EMPTY_SALE",
            id="product_on_an_empty_sale",
        ),
        pytest.param(
            AmountOff(Money(3000)),
            BASKET.with_discount(Money(18690)),
            "EXCEEDS_PURCHASE",
            id="nothing_left_to_pay",
        ),
        pytest.param(Computed(), Basket(), "EMPTY_SALE", id="nothing_to_compute_on"),
        pytest.param(Computed(), BASKET, None, id="computed"),
        pytest.param(AmountOff(Money(3000)), BASKET, None, id="fits"),
        pytest.param(
            RewardedProduct("KIT-1", ProductPricing.FREE, Decimal(0)), BASKET, None, id="gift"
        ),
    ],
)
def test_what_the_till_cannot_apply_is_shown_and_not_offered(
    benefit: Benefit, basket: Basket, code: str | None
) -> None:
    [fitted] = fit(Quote(None, Balances(), (reward(benefit),)), basket, catalogue).rewards
    assert fitted.usable is (code is None)
    assert fitted.refusal == (Refusal(code) if code else None)


def test_the_providers_own_refusal_is_kept() -> None:
    refused = Reward("1", "x", Unsupported("2"), usable=False, refusal=Refusal("1"))
    [fitted] = fit(Quote(None, Balances(), (refused,)), BASKET, catalogue).rewards
    assert fitted == refused


def test_a_customer_is_shown_masked() -> None:
    key = CustomerKey(IdentifierKind.CPF, "39053344705")
    customer = Customer(key, "Bruna Teste", "39053344705", phone="11900000000")
    for secret in ("Bruna", "39053344705", "11900000000"):
        assert secret not in repr(customer)
