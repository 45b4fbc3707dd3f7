"""Integer cents inside, decimal amounts on the wire; half a cent rounds up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGEST = 10**9


def to_cents(amount: Decimal | int) -> int:
    """Exact; raises ValueError beyond two decimals or a thousand million."""
    if not -_LARGEST <= amount <= _LARGEST:
        raise ValueError("amount out of range")
    cents = Decimal(amount) * 100
    whole = int(cents)
    if cents != whole:
        raise ValueError("more than two decimals")
    return whole


def to_amount(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def percent_of(cents: int, percent: Decimal | int) -> int:
    share = Decimal(cents) * percent / 100
    return int(share.to_integral_value(ROUND_HALF_UP))


def in_words(cents: int) -> str:
    """As Brazilians write it: R$ 1.234,50."""
    figures = f"{to_amount(cents):,.2f}"
    return "R$ " + figures.translate(str.maketrans(",.", ".,"))


def spread(cents: int, weights: Sequence[int]) -> list[int]:
    """In proportion to the weights, exactly; what cannot be divided goes to the largest rests."""
    total = sum(weights)
    shares = [cents * weight // total for weight in weights]
    rests = [cents * weight % total for weight in weights]
    for place in sorted(range(len(weights)), key=lambda place: -rests[place])[
        : cents - sum(shares)
    ]:
        shares[place] += 1
    return shares
