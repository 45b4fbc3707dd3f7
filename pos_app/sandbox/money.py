"""Integer cents inside, decimal reais on the wire; half a cent rounds up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_LARGEST = 10**9


def to_cents(amount: Decimal | int) -> int:
    """Exact; raises ValueError beyond two decimals or a thousand million reais."""
    if not -_LARGEST <= amount <= _LARGEST:
        raise ValueError("amount out of range")
    cents = Decimal(amount) * 100
    whole = int(cents)
    if cents != whole:
        raise ValueError("more than two decimals")
    return whole


def to_reais(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def percent_of(cents: int, percent: Decimal | int) -> int:
    share = Decimal(cents) * percent / 100
    return int(share.to_integral_value(ROUND_HALF_UP))


def in_words(cents: int) -> str:
    """As Brazilians write it: R$ 1.234,50."""
    figures = f"{to_reais(cents):,.2f}"
    return "R$ " + figures.translate(str.maketrans(",.", ".,"))
