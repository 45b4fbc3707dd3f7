"""The lines of a check as Punchh wants them: two spellings, and two ways of telling a discount;
contract, 5.5 and 5.10."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from pos_app.core.basket import Basket, Line, net_shares
from pos_app.core.money import Money
from pos_app.core.value import Value
from pos_app.providers.punchh.bodies import LineItem, MenuItem
from pos_app.providers.reading import decimals_of

LARGEST_ID = 10**18


class ItemType(StrEnum):
    MENU = "M"
    SERVICE = "S"
    """Tips, fees, gift cards sold."""
    TAX = "T"
    PAYMENT = "P"
    DISCOUNT = "D"


class Item(Value, frozen=True):
    name: str
    type: ItemType
    amount: Money
    """Of the whole line, never negative: the type says what it does."""
    id: str
    quantity: int = 1
    family: str = ""
    group: str = ""


def net_items(basket: Basket) -> tuple[Item, ...]:
    """For redemptions: the till's own discount is netted into the lines, to the cent."""
    shares = net_shares(basket.lines, basket.payable)
    return tuple(_item(line, share) for line, share in zip(basket.lines, shares, strict=True))


def gross_items(basket: Basket, name: str = "Discount") -> tuple[Item, ...]:
    """For check-ins and receipts: lines at their prices, and the till's own discount, under its
    ``name``, as a line."""
    lines = tuple(_item(line, line.total) for line in basket.lines)
    own = basket.own_discount
    return (*lines, Item(name, ItemType.DISCOUNT, own, "D1")) if own else lines


def line_items(items: Iterable[Item]) -> tuple[LineItem, ...]:
    """5.5"""
    return tuple(_line_item(number, item) for number, item in enumerate(items, 1))


def menu_items(items: Iterable[Item]) -> tuple[MenuItem, ...]:
    """5.10"""
    return tuple(
        MenuItem(
            item_name=item.name,
            item_qty=item.quantity,
            item_amount=decimals_of(item.amount),
            menu_item_type=item.type.value,
            menu_item_id=item.id,
            menu_family=item.family,
            menu_major_group=item.group,
            serial_number=f"{number}.0",
        )
        for number, item in enumerate(items, 1)
    )


def number_or_text(text: str) -> int | str:
    """A number where nothing is lost by it, as the examples have it; else as it is."""
    is_number = text.isascii() and text.isdigit() and str(int(text[:19])) == text
    return int(text) if is_number and int(text) < LARGEST_ID else text


def _line_item(number: int, item: Item) -> LineItem:
    if item.type is ItemType.DISCOUNT:
        raise ValueError("a redemption's lines are net: they have no discount among them")
    return LineItem(
        item_name=item.name,
        item_qty=item.quantity,
        amount=decimals_of(item.amount),
        item_type=item.type.value,
        item_id=number_or_text(item.id),
        item_family=item.family,
        item_group=item.group,
        serial_number=Decimal(f"{number}.0"),
    )


def _item(line: Line, amount: Money) -> Item:
    """The till knows one level of categories."""
    return Item(
        name=line.title,
        type=ItemType.MENU,
        amount=amount,
        id=line.sku,
        quantity=line.quantity,
        family=line.category or "",
    )
