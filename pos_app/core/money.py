"""Money in minor units: half-up rounding and splits that sum to the cent."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from pos_app.core.value import Value

EXPONENTS = {"BRL": 2, "EUR": 2, "USD": 2, "GBP": 2, "JPY": 0, "CLP": 0, "KWD": 3}
"""ISO 4217 minor-unit exponents of the currencies a till can be set to."""


class Money(Value, frozen=True, order=True):
    """An amount of one currency in its minor unit; arithmetic refuses to mix currencies."""

    minor: int
    currency: str = "BRL"

    @classmethod
    def from_decimal(cls, amount: Decimal, currency: str = "BRL") -> Self:
        """Rounds half away from zero to the currency's minor unit."""
        scaled = amount.scaleb(EXPONENTS[currency])
        return cls(int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    def to_decimal(self) -> Decimal:
        """The amount in major units, with exactly the currency's decimals."""
        return Decimal(self.minor).scaleb(-EXPONENTS[self.currency])

    def of(self, minor: int) -> "Money":
        """The same currency, another amount."""
        return Money(minor, self.currency)

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"cannot mix {self.currency} with {other.currency}")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return self.of(self.minor + self._same(other))

    def __sub__(self, other: "Money") -> "Money":
        return self.of(self.minor - self._same(other))

    def __mul__(self, count: int) -> "Money":
        return self.of(self.minor * count)

    def __neg__(self) -> "Money":
        return self.of(-self.minor)

    def __bool__(self) -> bool:
        return self.minor != 0

    def at_most(self, ceiling: "Money") -> "Money":
        return self if self.minor <= self._same(ceiling) else ceiling

    def not_negative(self) -> "Money":
        return self if self.minor >= 0 else self.of(0)


def half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` rounded to the nearest integer, halves away from zero."""
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def percent_of(amount: Money, percent: Decimal) -> Money:
    """``percent`` of ``amount``, half up; exact for any number of decimals in ``percent``."""
    numerator, denominator = percent.as_integer_ratio()
    return amount.of(half_up(amount.minor * numerator, 100 * denominator))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Shares ``total`` by ``weights`` with the largest-remainder rule.

    The shares sum to ``total``; ties go to the lower index; weights that sum to zero give zeros.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("a split needs a total and weights of zero or more")
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares
