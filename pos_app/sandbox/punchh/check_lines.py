"""The lines of a closed check, as check-ins and receipts carry them (contract, section 5.10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh.refusals import refused

if TYPE_CHECKING:
    from pos_app.sandbox.punchh.reading import Members

_KEY_LENGTHS = frozenset({11, 12, 20})
_NEEDED = (
    "transaction_no",
    "punchh_key",
    "receipt_datetime",
    "subtotal_amount",
    "payable",
    "menu_items",
    "channel",
    "pos_type",
    "pos_version",
    "revenue_id",
    "revenue_code",
)


@dataclass(frozen=True, slots=True)
class Totals:
    """Cents by kind of line; what a discount takes off is positive here."""

    menu: int
    discounts: int
    services: int
    taxes: int
    payments: int

    @property
    def subtotal(self) -> int:
        return self.menu - self.discounts


@dataclass(frozen=True, slots=True)
class ClosedCheck:
    key: tuple[str, str]
    """punchh_key and transaction_no, which comes as a number or as its text."""
    external_uid: str
    totals: Totals


def read_closed_check(wanted: Members, amount_name: str, *, must_balance: bool) -> ClosedCheck:
    """`amount_name`: `receipt_amount` in a check-in, `amount` in a stored receipt."""
    for name in (*_NEEDED, amount_name):
        wanted.required(name)
    key = wanted.text("punchh_key")
    if not (key.isascii() and key.isdigit() and len(key) in _KEY_LENGTHS):
        raise refused("Invalid punchh_key")
    wanted.instant("receipt_datetime")
    wanted.cents(amount_name)
    totals = _add_up(wanted.objects("menu_items"))
    if must_balance:
        _check_balance(totals, wanted.cents("subtotal_amount"), wanted.cents("payable"))
    return ClosedCheck(
        (key, wanted.text("transaction_no")), wanted.optional_text("external_uid") or "", totals
    )


def _add_up(lines: list[Members]) -> Totals:
    """A negative menu line is a discount, and a discount takes off whatever its sign."""
    sums = dict.fromkeys("MDSTP", 0)
    for line in lines:
        line.text("item_name")
        line.quantity("item_qty")
        kind, cents = line.text("menu_item_type"), line.cents("item_amount")
        if kind not in sums:
            raise refused("Invalid menu_item_type")
        if kind == "D" or (kind == "M" and cents < 0):
            sums["D"] += abs(cents)
        else:
            sums[kind] += cents
    return Totals(*(sums[kind] for kind in "MDSTP"))


def _check_balance(totals: Totals, subtotal: int, payable: int) -> None:
    if subtotal != totals.subtotal:
        raise refused("subtotal_amount does not match the menu items")
    due = totals.subtotal + totals.services + totals.taxes
    if due != payable or due != totals.payments:
        raise refused("payable does not match the menu items")
