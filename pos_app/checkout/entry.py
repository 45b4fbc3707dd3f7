"""What was typed or scanned at the basket, read against the catalogue."""

import re
from decimal import Decimal

from pos_app.checkout.catalogue import Catalogue, looks_like_code
from pos_app.core.basket import LARGEST_QUANTITY, Basket, Product
from pos_app.core.identifiers import (
    Misread,
    MisreadError,
    clean,
    read_amount,
    read_price,
    read_quantity,
)
from pos_app.core.money import Money, percent_of

TYPED_SKU = "MISC"
"""The SKU of an item that was typed as an amount."""


def read_item(text: str, catalogue: Catalogue, currency: str, typed: str) -> tuple[Product, int]:
    """A product and how many of it: ``EAN``, ``SKU``, ``3*EAN``, ``12,50`` or ``2*12,50``.

    ``typed`` is the title of an item without a code. Raises ``MisreadError``.
    """
    text = clean(text)
    count, star, rest = text.partition("*")
    quantity = read_quantity(count, LARGEST_QUANTITY) if star else 1
    code = clean(rest) if star else text
    product = catalogue.by_code(code)
    if product is not None:
        return product, quantity
    if looks_like_code(code) or not re.search(r"\d", code):
        raise MisreadError(Misread.PRODUCT_UNKNOWN)
    if re.search(r"[A-Za-z]", code.removeprefix("R")):
        raise MisreadError(Misread.PRODUCT_UNKNOWN)
    return Product(TYPED_SKU, typed, read_price(code, currency)), quantity


def read_discount(text: str, basket: Basket) -> Money | None:
    """An amount or a percentage of the gross, never above it; empty text means none."""
    if not text.strip():
        return None
    text = clean(text)
    if text.endswith("%"):
        percent = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?", text[:-1].strip(), re.ASCII)
        share = Decimal(f"{percent[1]}.{percent[2] or 0}") if percent else Decimal(-1)
        if not 0 <= share <= 100:
            raise MisreadError(Misread.AMOUNT_FORM)
        return percent_of(basket.gross, share)
    amount = read_amount(text, basket.currency)
    if amount > basket.gross:
        raise MisreadError(Misread.AMOUNT_TOO_LARGE)
    return amount
