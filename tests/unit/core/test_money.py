"""Rounding and splitting: the numbers of the contract, and what must hold for all others."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.money import EXPONENTS, Money, half_up, percent_of, split


@pytest.mark.scenario("bonifiq", 34)
@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1.005", 101),
        ("1.015", 102),
        ("2.675", 268),
        ("0.005", 1),
        ("0.0049999", 0),
        ("10.235", 1024),
        ("-1.005", -101),
        ("-0.004", 0),
        ("1e2", 10000),
    ],
)
def test_half_a_cent_is_rounded_away_from_zero(text: str, minor: int) -> None:
    assert Money.from_decimal(Decimal(text)).minor == minor


@pytest.mark.parametrize(
    ("currency", "text", "minor"),
    [("JPY", "100.5", 101), ("KWD", "1.0005", 1001), ("EUR", "0.99", 99), ("CLP", "0.4", 0)],
)
def test_each_currency_has_its_own_decimals(currency: str, text: str, minor: int) -> None:
    money = Money.from_decimal(Decimal(text), currency)
    assert money.minor == minor
    assert money.to_decimal().as_tuple().exponent == -EXPONENTS[currency]


@pytest.mark.scenario("bonifiq", 34)
@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [
        (4990, "20", 998),
        (10050, "0.5", 50),
        (10150, "0.5", 51),
        (1, "50", 1),
        (3, "50", 2),
        (18000, "15", 2700),
        (333, "33.333", 111),
        (12345, "0", 0),
        (12345, "100", 12345),
    ],
)
def test_a_percentage_is_rounded_half_up(amount: int, percent: str, expected: int) -> None:
    assert percent_of(Money(amount), Decimal(percent)) == Money(expected)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(1, 2, 1), (3, 2, 2), (-1, 2, -1), (-3, 2, -2), (5, 3, 2), (4, 3, 1), (0, 7, 0)],
)
def test_half_up_rounds_halves_away_from_zero(
    numerator: int, denominator: int, expected: int
) -> None:
    assert half_up(numerator, denominator) == expected


def test_half_up_wants_a_positive_denominator() -> None:
    for denominator in (0, -1):
        with pytest.raises(ValueError, match="positive"):
            half_up(1, denominator)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        pytest.param(2001, [2000, 500], [1601, 400], id="contract_section_6_first"),
        pytest.param(901, [333, 667], [300, 601], id="contract_section_6_second"),
        pytest.param(3, [1] * 10, [1, 1, 1] + [0] * 7, id="contract_section_6_third"),
        pytest.param(15000, [3700, 14990], [2970, 12030], id="contract_section_12_1"),
        pytest.param(1, [1, 1], [1, 0], id="a_tie_goes_to_the_lower_index"),
        pytest.param(5, [0, 0], [0, 0], id="weights_of_nothing"),
        pytest.param(0, [3, 4], [0, 0], id="nothing_to_share"),
        pytest.param(7, [0, 3, 0], [0, 7, 0], id="zero_weights_get_nothing"),
        pytest.param(0, [], [], id="nobody"),
    ],
)
def test_shares_follow_the_largest_remainder(
    total: int, weights: list[int], shares: list[int]
) -> None:
    assert split(total, weights) == shares


weights = st.lists(st.integers(0, 10**7), max_size=30)


@given(st.integers(0, 10**9), weights)
def test_shares_sum_to_the_total_and_none_is_negative(total: int, weights: list[int]) -> None:
    shares = split(total, weights)
    assert len(shares) == len(weights)
    assert sum(shares) == (total if sum(weights) else 0)
    assert all(share >= 0 for share in shares)


@given(st.integers(0, 10**9), weights)
def test_a_share_is_never_off_by_a_whole_cent(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for share, weight in zip(split(total, weights), weights, strict=True):
        assert not whole or abs(share * whole - total * weight) < whole


@given(st.integers(0, 10**9), weights)
def test_a_weight_of_nothing_has_a_share_of_nothing(total: int, weights: list[int]) -> None:
    assert all(s == 0 for s, w in zip(split(total, weights), weights, strict=True) if w == 0)


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [-1, 2])])
def test_nothing_negative_can_be_shared(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        split(total, weights)


@given(st.integers(-(10**9), 10**9), st.decimals(0, 100, places=3))
def test_a_percentage_agrees_with_exact_arithmetic(minor: int, percent: Decimal) -> None:
    exact = Decimal(minor) * percent / 100
    assert abs(Decimal(percent_of(Money(minor), percent).minor) - exact) <= Decimal("0.5")


@given(st.integers(-(10**12), 10**12), st.sampled_from(sorted(EXPONENTS)))
def test_an_amount_survives_the_way_to_decimal_and_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.from_decimal(money.to_decimal(), currency) == money


def test_currencies_do_not_mix() -> None:
    reais, euros = Money(1), Money(1, "EUR")
    for mix in (Money.__add__, Money.__sub__, Money.at_most):
        with pytest.raises(ValueError, match="BRL with EUR"):
            mix(reais, euros)


def test_amounts_add_up_and_compare() -> None:
    assert Money(100) + Money(20) - Money(5) == Money(115)
    assert Money(25) * 3 == Money(75)
    assert -Money(5) == Money(-5)
    assert Money(5) > Money(4)
    assert not Money(0)
    assert Money(1)
    assert Money(9).at_most(Money(5)) == Money(5)
    assert Money(-9).not_negative() == Money(0)
