"""What discounts take off a check. Pure: the server alone computes them (contract, section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pos_app.sandbox.money import percent_of, spread
from pos_app.sandbox.punchh.receipt_block import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_app.sandbox.punchh.discounts import Discount
    from pos_app.sandbox.punchh.receipt_block import ReceiptBlock
    from pos_app.sandbox.punchh.records import Benefit

PRIORITY = ("offer", "pre_purchased", "promo_coupon", "loyalty")
"""Acquisition types in the order they are applied; the first takes from the whole check."""


@dataclass(frozen=True, slots=True)
class Verdict:
    cents: int | None
    """None where the check does not qualify."""
    shares: tuple[tuple[Line, int], ...] = ()

    @property
    def qualified(self) -> bool:
        return self.cents is not None


NOT_QUALIFIED = Verdict(None)


class Check:
    """What is left of each line while discounts are taken off one after another."""

    def __init__(self, receipt: ReceiptBlock, *, reuse_items: bool = True) -> None:
        whole = Line("", Decimal(1), receipt.cents, {})
        self._lines = receipt.lines or (whole,)
        self._cents = receipt.cents
        left = receipt.cents
        self._left = []
        for line in self._lines:
            self._left.append(min(line.cents, left))
            left -= self._left[-1]
        self._reuse_items = reuse_items
        self._used: set[int] = set()

    def apply(self, benefit: Benefit) -> Verdict:
        """Takes what it gives off the check."""
        places = self._qualifying(benefit)
        if not places or self._cents < benefit.minimum_cents:
            return NOT_QUALIFIED
        if benefit.kind == "item":
            places, cents = self._one_unit(places)
        else:
            eligible = sum(self._left[place] for place in places)
            off = percent_of(eligible, benefit.percent)
            cents = off if benefit.kind == "percent" else min(benefit.cents, eligible)
        if cents <= 0:
            return NOT_QUALIFIED
        return self._take(places, cents)

    def _qualifying(self, benefit: Benefit) -> list[int]:
        return [
            place
            for place, line in enumerate(self._lines)
            if self._left[place] > 0
            and (not benefit.skus or line.item_id in benefit.skus)
            and (self._reuse_items or place not in self._used)
        ]

    def _one_unit(self, places: list[int]) -> tuple[list[int], int]:
        """The dearest."""
        prices = {place: self._unit_price(place) for place in places}
        dearest = max(places, key=lambda place: prices[place])
        return [dearest], min(prices[dearest], self._left[dearest])

    def _unit_price(self, place: int) -> int:
        line = self._lines[place]
        price = Decimal(line.cents) / max(line.quantity, Decimal(1))
        return int(price.to_integral_value(ROUND_HALF_UP))

    def _take(self, places: list[int], cents: int) -> Verdict:
        shares = spread(cents, [self._left[place] for place in places])
        for place, share in zip(places, shares, strict=True):
            self._left[place] -= share
        self._used.update(places)
        taken = [
            (self._lines[place], share)
            for place, share in zip(places, shares, strict=True)
            if share
        ]
        return Verdict(cents, tuple(taken))


def judge(discounts: Sequence[Discount | None], check: Check) -> list[Verdict]:
    """In the order given; they are applied in the order of their acquisition types."""
    verdicts = [NOT_QUALIFIED for _ in discounts]
    known = [(place, one) for place, one in enumerate(discounts) if one is not None]
    for place, one in sorted(known, key=lambda pair: PRIORITY.index(pair[1].acquisition)):
        verdicts[place] = check.apply(one.benefit)
    return verdicts
