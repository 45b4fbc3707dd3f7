"""A check as it is redeemed against, and as it is earned with; contract, 5.5, 5.10, 5.11."""

import re
from datetime import datetime
from typing import Literal

from pos_app import __version__
from pos_app.core.basket import Basket
from pos_app.core.money import Money
from pos_app.core.value import Value
from pos_app.providers.punchh.bodies import Earning, ReceiptBlock
from pos_app.providers.punchh.items import (
    Item,
    ItemType,
    line_items,
    menu_items,
    net_items,
    number_or_text,
)
from pos_app.providers.reading import decimals_of

POS_TYPE = "Proprietary POS"


class BadReceiptError(ValueError):
    """Punchh would refuse it, or earn something else than what was paid; nothing has left."""


class Receipt(Value, frozen=True):
    """An open check, for all that is redeemed against it."""

    user_id: int
    external_uid: str
    """One for the check, of the look-up, the basket, the quote, the commit and the check-in."""
    at: datetime
    """With its offset from UTC."""
    basket: Basket
    transaction_no: str | None = None
    punchh_key: str | None = None
    business_date: str | None = None

    def __repr__(self) -> str:
        return f"Receipt({self.external_uid})"


class Sale(Value, frozen=True):
    """A closed check."""

    external_uid: str
    at: datetime
    transaction_no: str
    punchh_key: str
    items: tuple[Item, ...]
    """Gross lines, discounts, services, taxes and payments."""
    zero: Money
    """Of the currency."""
    channel: Literal["pos", "kiosk"] = "pos"
    revenue_id: str = "Dine In"
    """In words; the code beside it is the number (5.10)."""
    revenue_code: str = "1"

    def __repr__(self) -> str:
        return f"Sale({self.external_uid})"

    @property
    def subtotal(self) -> Money:
        """Before tax, after discounts."""
        return self._total(ItemType.MENU) - self._total(ItemType.DISCOUNT)

    @property
    def payable(self) -> Money:
        return self.subtotal + self._total(ItemType.SERVICE) + self._total(ItemType.TAX)

    @property
    def paid(self) -> Money:
        return self._total(ItemType.PAYMENT)

    def _total(self, of: ItemType) -> Money:
        minor = sum(item.amount.minor for item in self.items if item.type is of)
        return self.zero.of(minor)


def receipt_block(receipt: Receipt) -> ReceiptBlock:
    """Amounts are those of the lines, so that they balance by themselves."""
    amount = decimals_of(receipt.basket.payable)
    return ReceiptBlock(
        user_id=user_id(receipt.user_id),
        external_uid=uid(receipt.external_uid),
        receipt_datetime=moment(receipt.at),
        subtotal_amount=amount,
        receipt_amount=amount,
        transaction_no=receipt.transaction_no,
        punchh_key=punchh_key(receipt.punchh_key) if receipt.punchh_key else None,
        business_date=receipt.business_date,
        line_items=line_items(net_items(receipt.basket)),
    )


def earning(sale: Sale, *, process: bool) -> Earning:
    """Raises ``BadReceiptError`` unless it balances: what is earned is computed from the lines."""
    if any(item.amount.minor < 0 for item in sale.items):
        raise BadReceiptError("lines have no sign")
    if any(item.amount.currency != sale.zero.currency for item in sale.items):
        raise BadReceiptError("lines of another currency")
    if sale.subtotal.minor < 0:
        raise BadReceiptError("discounts exceed the lines")
    if sale.payable != sale.paid:
        raise BadReceiptError("payments are not what is payable")
    amount = decimals_of(sale.subtotal)
    return Earning(
        external_uid=uid(sale.external_uid),
        channel=sale.channel,
        process=True if process else None,
        pos_type=POS_TYPE,
        pos_version=__version__,
        transaction_no=number_or_text(sale.transaction_no),
        punchh_key=punchh_key(sale.punchh_key),
        receipt_datetime=moment(sale.at),
        revenue_id=sale.revenue_id,
        revenue_code=sale.revenue_code,
        subtotal_amount=amount,
        receipt_amount=amount,
        payable=decimals_of(sale.payable),
        menu_items=menu_items(sale.items),
    )


def moment(at: datetime) -> str:
    """ISO 8601 to the second, with the offset from UTC that the contract demands."""
    if at.utcoffset() is None:
        raise BadReceiptError("a moment without its offset from UTC")
    return at.isoformat(timespec="seconds")


def uid(text: str) -> str:
    """A blank one would lock nothing (5.7)."""
    if not text.strip():
        raise BadReceiptError("a check without its uid")
    return text


def user_id(number: int) -> int:
    if number <= 0:
        raise BadReceiptError("a guest without an id")
    return number


def punchh_key(text: str) -> str:
    if not re.fullmatch(r"[0-9]{11}|[0-9]{12}|[0-9]{20}", text):
        raise BadReceiptError("a key has 11, 12 or 20 digits")
    return text
