"""The check that a step is about, from what the task holds; contract, 5.5, 5.10 and 5.11. Pure."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from pos_app.core.money import Money
from pos_app.core.order import Method, Order
from pos_app.providers.ports import IncompleteTaskError, Task
from pos_app.providers.punchh.items import Item, ItemType, gross_items
from pos_app.providers.punchh.receipt_keys import receipt_key
from pos_app.providers.punchh.receipts import Receipt, Sale

PAYMENTS = {Method.CASH: ("Cash", "P1"), Method.CARD: ("Card", "P2")}
OWN_DISCOUNT = "Discount"
REWARD = Item("Loyalty reward", ItemType.DISCOUNT, Money(0), "D2")
RETURNED = Item("Returned goods", ItemType.DISCOUNT, Money(0), "D3")


def uid_of(task: Task) -> str:
    """One for the check, of all its steps: the random half of the sale's own id."""
    try:
        return str(UUID(task.sale.rpartition("-")[2]))
    except ValueError:
        raise IncompleteTaskError(f"{task.step} without its sale") from None


def user_of(task: Task) -> int:
    reference = task.customer.reference if task.customer else ""
    if not (reference.isascii() and reference.isdigit()):
        raise IncompleteTaskError(f"{task.step} without a guest that Punchh knows")
    return int(reference)


def receipt_of(task: Task) -> Receipt:
    """The same for a hold and its commit: the sale's beginning and its basket do not change."""
    return Receipt(
        user_id=user_of(task),
        external_uid=uid_of(task),
        at=datetime.fromisoformat(task.opened_at),
        basket=task.basket,
    )


def order_of(task: Task) -> Order:
    if task.order is None:
        raise IncompleteTaskError(f"{task.step} needs the order")
    return task.order


def closed_check(task: Task) -> Sale:
    """As it was paid, or, after a return, as it is worth since."""
    order = order_of(task)
    worth = task.refund.total_after if task.refund else order.total
    items = list(gross_items(task.basket, OWN_DISCOUNT))
    if off := task.basket.payable - order.total:
        items.append(replace(REWARD, amount=off))
    if returned := order.total - worth:
        items.append(replace(RETURNED, amount=returned))
    name, code = PAYMENTS[order.tender.method]
    items.append(Item(name, ItemType.PAYMENT, worth, code))
    return Sale(
        external_uid=uid_of(task),
        at=datetime.fromisoformat(order.placed_at),
        transaction_no=order.id,
        punchh_key=receipt_key(order.id),
        items=tuple(items),
        zero=worth.of(0),
    )
