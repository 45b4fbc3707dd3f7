"""The paid sale as it is registered, and what is taken back from it later."""

from collections.abc import Mapping
from enum import StrEnum

from pos_app.core.basket import Line, net_shares
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money, half_up, split
from pos_app.core.submission import Phase, Receipt, Submission
from pos_app.core.value import Value


class Method(StrEnum):
    CASH = "cash"
    CARD = "card"
    """Paid on the payment terminal beside the till."""


class Tender(Value, frozen=True):
    method: Method
    paid: Money
    given: Money

    @property
    def change(self) -> Money:
        return self.given - self.paid


class OrderLine(Value, frozen=True):
    sku: str
    title: str
    net: Money
    """Net of the whole line, after every discount."""
    brand: str | None = None
    category: str | None = None


class Order(Value, frozen=True):
    id: str
    total: Money
    """What was really paid for goods."""
    lines: tuple[OrderLine, ...]
    tender: Tender
    placed_at: str
    """ISO 8601 in UTC."""
    coupon: str | None = None
    operator: str | None = None


class Refund(Value, frozen=True):
    """A partial return: pieces by line, their value by SKU, and the order's total afterwards."""

    key: str
    value: Money
    by_sku: tuple[tuple[str, Money], ...]
    pieces: tuple[tuple[int, int], ...]
    """Pairs of line id and quantity."""
    total_after: Money


class Post(Value, frozen=True):
    """A message of the outbox: carried until delivered, refused, or set aside for a person."""

    submission: Submission
    receipt: Receipt | None = None
    refusal: Refusal | None = None
    decision: Decision | None = None
    """A supervisor's last word on it."""

    @property
    def is_open(self) -> bool:
        return self.receipt is None and self.refusal is None

    @property
    def is_under_way(self) -> bool:
        """It will be delivered without anybody's help."""
        return self.is_open and not self.needs_person

    @property
    def needs_person(self) -> bool:
        """Refused, or set aside because no rule can deliver it; and not decided yet."""
        if self.decision is not None or self.receipt is not None:
            return False
        return self.refusal is not None or self.submission.phase is Phase.PARKED


def order_lines(lines: tuple[Line, ...], total: Money) -> tuple[OrderLine, ...]:
    shares = net_shares(lines, total)
    return tuple(
        OrderLine(line.sku, line.title, share, line.brand, line.category)
        for line, share in zip(lines, shares, strict=True)
    )


class NothingToRefundError(ValueError):
    pass


class EverythingReturnedError(ValueError):
    """The selection exhausts the order: cancel it as a whole instead."""


def plan_refund(
    key: str,
    lines: tuple[Line, ...],
    remaining: Mapping[int, int],
    selected: Mapping[int, int],
    discounts: Money,
    current_total: Money,
) -> Refund:
    """Works from the current total, so that successive returns never lose a cent.

    ``lines`` are the sold ones, ``remaining`` and ``selected`` quantities by line id, ``discounts``
    everything that was taken off the whole order.
    """
    chosen = {i: n for i, n in selected.items() if n > 0}
    if not chosen or any(n > remaining.get(i, 0) for i, n in chosen.items()):
        raise NothingToRefundError
    left = {i: n - chosen.get(i, 0) for i, n in remaining.items()}
    if not any(left.values()):
        raise EverythingReturnedError
    prices = {line.id: line.unit_price.minor for line in lines}
    sold = sum(line.total.minor for line in lines)
    kept = sum(prices[i] * n for i, n in left.items())
    share = half_up(discounts.minor * kept, sold) if sold else 0
    total_after = current_total.of(kept - min(kept, share))
    value = current_total - total_after
    if value.minor <= 0:
        raise NothingToRefundError
    return Refund(key, value, _by_sku(lines, chosen, value), tuple(chosen.items()), total_after)


def _by_sku(
    lines: tuple[Line, ...], chosen: Mapping[int, int], value: Money
) -> tuple[tuple[str, Money], ...]:
    picked = [line for line in lines if line.id in chosen]
    shares = split(value.minor, [line.unit_price.minor * chosen[line.id] for line in picked])
    merged: dict[str, int] = {}
    for line, share in zip(picked, shares, strict=True):
        merged[line.sku] = merged.get(line.sku, 0) + share
    return tuple((sku, value.of(minor)) for sku, minor in merged.items())
