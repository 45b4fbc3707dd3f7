"""Lines, quantities, the till's own discount, and shares of what is paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.basket import LARGEST_QUANTITY, Basket, Line, Product, net_shares
from pos_app.core.money import Money

FILTER = Product("CAF-02", "Filtro de papel", Money(1850), "7891000100103")
PRESS = Product("PRE-10", "Prensa 600 ml", Money(14990), "7891000100202")
TYPED = Product("MISC", "Item", Money(500))


def test_the_contracts_cart_adds_up() -> None:
    basket = Basket().add(FILTER, 2).add(PRESS).with_discount(Money(690))
    assert basket.gross == Money(18690)
    assert basket.payable == Money(18000)
    assert basket.pieces == 3
    assert net_shares(basket.lines, Money(15000)) == (Money(2970), Money(12030))


def test_the_same_product_joins_its_line() -> None:
    basket = Basket().add(FILTER).add(PRESS).add(FILTER, 3)
    assert [(line.sku, line.quantity) for line in basket.lines] == [("CAF-02", 4), ("PRE-10", 1)]


def test_a_typed_amount_always_opens_a_line() -> None:
    assert len(Basket().add(TYPED).add(TYPED).lines) == 2


def test_the_same_product_at_another_price_opens_a_line() -> None:
    cheaper = Product("CAF-02", "Filtro de papel", Money(1000), FILTER.ean)
    assert len(Basket().add(FILTER).add(cheaper).lines) == 2


def test_a_full_line_is_followed_by_another() -> None:
    basket = Basket().add(FILTER, LARGEST_QUANTITY).add(FILTER)
    assert [line.quantity for line in basket.lines] == [LARGEST_QUANTITY, 1]


def test_a_line_number_is_never_given_twice() -> None:
    basket = Basket().add(FILTER).without(1).add(PRESS)
    assert [line.id for line in basket.lines] == [2]
    assert basket.line(1) is None
    assert basket.line(2) is not None


@pytest.mark.parametrize("quantity", [0, -1, LARGEST_QUANTITY + 1])
def test_a_quantity_out_of_range_is_refused(quantity: int) -> None:
    with pytest.raises(ValueError, match="quantity"):
        Basket().add(FILTER).with_quantity(1, quantity)


def test_the_own_discount_never_exceeds_the_goods() -> None:
    basket = Basket().add(FILTER).with_discount(Money(99999))
    assert basket.own_discount == Money(1850)
    assert basket.payable == Money(0)
    assert basket.without(1).payable == Money(0)


def test_no_discount_is_the_same_as_a_discount_of_nothing() -> None:
    assert Basket().with_discount(Money(0)) == Basket().with_discount(None) == Basket()


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, LARGEST_QUANTITY)), max_size=20),
    st.integers(0, 10**9),
)
def test_the_shares_of_a_basket_sum_to_what_was_paid(
    lines: list[tuple[int, int]], discount: int
) -> None:
    made = [Line(i, f"S{i}", "x", Money(price), n) for i, (price, n) in enumerate(lines, 1)]
    basket = Basket(lines=tuple(made)).with_discount(Money(discount))
    shares = net_shares(basket.lines, basket.payable)
    assert sum(share.minor for share in shares) == basket.payable.minor
    for line, share in zip(made, shares, strict=True):
        assert Money(0) <= share <= line.total
