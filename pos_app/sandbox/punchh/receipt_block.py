"""The receipt block that all calls of Redemptions 2.0 share (contract, section 5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh.refusals import INVALID_RECEIPT_AMOUNT, RefusedError

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.punchh.reading import Members


@dataclass(frozen=True, slots=True)
class Line:
    item_id: str
    quantity: Decimal
    cents: int
    """The line's total."""
    echo: JsonObject
    """As it was sent, for `qualified_items`."""


@dataclass(frozen=True, slots=True)
class ReceiptBlock:
    guest: int
    external_uid: str
    cents: int
    lines: tuple[Line, ...]
    """Menu items only, each with its modifiers beside it."""
    body: JsonObject


def read_receipt_block(
    wanted: Members, *, needs_uid: bool, needs_lines: bool, guest_called: str
) -> ReceiptBlock:
    guest = wanted.id("user_id", guest_called)
    if needs_uid:
        wanted.text("external_uid")
    wanted.cents("subtotal_amount")
    cents = wanted.cents("receipt_amount")
    wanted.instant("receipt_datetime")
    lines: tuple[Line, ...] = ()
    if needs_lines or wanted.get("line_items") is not None:
        read = [_read_line(line) for line in wanted.objects("line_items")]
        lines = tuple(line for line in read if line is not None)
    if cents == 0:
        raise RefusedError(INVALID_RECEIPT_AMOUNT)
    body = {name: value for name, value in wanted.raw.items() if name != "query"}
    return ReceiptBlock(guest, wanted.optional_text("external_uid") or "", cents, lines, body)


def _read_line(line: Members) -> Line | None:
    """Tax, service, payment and discount lines qualify for nothing."""
    line.text("item_name")
    quantity = line.quantity("item_qty")
    cents = line.cents("amount")
    kind = line.text("item_type")
    item_id = line.text("item_id")
    line.required("serial_number")
    if kind != "M" or cents <= 0:
        return None
    return Line(item_id, quantity, cents, dict(line.raw))
