"""The paid sales of the day, and what is to be taken back from one of them."""

from collections.abc import Mapping

from pos_app.checkout.state import TillState
from pos_app.core.decision import Decision
from pos_app.core.money import Money
from pos_app.core.order import (
    EverythingReturnedError,
    Method,
    NothingToRefundError,
    Post,
    plan_refund,
)
from pos_app.core.redemption.states import Spent
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from pos_app.screens import counts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.elements import Button, Kind


class SaleRow(Value, frozen=True):
    sale_id: str
    title: str
    detail: str
    status: str
    total: str

    @property
    def row_id(self) -> str:
        return self.sale_id

    @property
    def cells(self) -> tuple[str, ...]:
        return f"{self.title}\n{self.detail}", self.status, self.total


class PieceRow(Value, frozen=True):
    line_id: int
    title: str
    price: str
    left: int
    chosen: int

    @property
    def row_id(self) -> str:
        return str(self.line_id)

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            f"{self.title}\n{self.price}",
            str(self.left),
            str(self.chosen) if self.chosen else "–",
        )


class SaleDetail(Value, frozen=True):
    title: str
    pieces: tuple[PieceRow, ...]
    hint: str
    actions: tuple[Button, ...]


def derive_day(state: TillState, money: MoneyText) -> tuple[SaleRow, ...]:
    return tuple(_row(sale, money) for sale in state.today)


def _row(sale: Sale, money: MoneyText) -> SaleRow:
    detail = ""
    if sale.order is not None:
        by_card = sale.order.tender.method is Method.CARD
        method = translate("Receipt", "Card") if by_card else translate("Receipt", "Cash")
        detail = f"{money.clock(sale.order.placed_at)} · {method}"
    number = translate("Receipt", "Sale {number}").format(number=sale.number)
    return SaleRow(sale.id, number, detail, status_of(sale), money.plain(sale.current_total))


def status_of(sale: Sale) -> str:
    cancelling = sale.cancellation
    if cancelling is not None and cancelling.decision is not Decision.LEFT_OUT:
        return _status_of_cancelling(cancelling)
    if sale.aside:
        return translate("Day", "for a supervisor")
    if any(post.is_open for post in sale.posts):
        return translate("Day", "waiting to be sent")
    return translate("Day", "partly returned") if sale.refunds else translate("Day", "paid")


def _status_of_cancelling(post: Post) -> str:
    if post.receipt is not None:
        return translate("Day", "cancelled")
    if post.needs_person:
        return translate("Day", "for a supervisor")
    return translate("Day", "being cancelled")


def derive_detail(
    sale: Sale,
    chosen: Mapping[int, int],
    money: MoneyText,
    *,
    armed: bool,
    printing: Button | None = None,
) -> SaleDetail:
    """``armed``: cancelling was asked for once and waits for its confirmation. ``printing`` is the
    button for another paper, where there is a printer."""
    actions = () if sale.is_being_cancelled else _actions(chosen, armed=armed)
    if printing is not None and not armed:
        actions = (printing, *actions)
    remaining = sale.remaining
    pieces = tuple(
        PieceRow(
            line.id,
            remote(line.title),
            money.plain(line.unit_price),
            remaining[line.id],
            chosen.get(line.id, 0),
        )
        for line in sale.lines
    )
    number = translate("Receipt", "Sale {number}").format(number=sale.number)
    return SaleDetail(
        title=f"{number} · {money.full(sale.current_total)}",
        pieces=pieces,
        hint=_hint(sale, chosen, money, armed=armed),
        actions=actions,
    )


def value_of(sale: Sale, chosen: Mapping[int, int]) -> Money | None:
    """What goes back to the customer for these pieces; nothing if nothing is chosen."""
    discounts = sale.basket.own_discount + sale.reward_discount
    try:
        plan = plan_refund("", sale.lines, sale.remaining, chosen, discounts, sale.current_total)
    except EverythingReturnedError:
        return sale.current_total
    except NothingToRefundError:
        return None
    return plan.value


def _hint(sale: Sale, chosen: Mapping[int, int], money: MoneyText, *, armed: bool) -> str:
    if sale.is_being_cancelled:
        return _cancelled_hint(sale)
    if armed:
        text = translate("Day", "Give back {amount}.")
        if isinstance(sale.redemption, Spent):
            text = translate(
                "Day", "Give back {amount}. The reward of this sale is asked back as well."
            )
        return text.format(amount=money.full(sale.current_total))
    value = value_of(sale, chosen)
    if value is None:
        return translate("Day", "Choose the pieces that come back with + and −.")
    return translate("Day", "Give back {amount}.").format(amount=money.full(value))


def _cancelled_hint(sale: Sale) -> str:
    if sale.is_cancelled and sale.reward_returned is True:
        return translate("Day", "This sale is cancelled. Its reward went back to the customer.")
    if sale.is_cancelled and sale.reward_returned is False:
        return translate("Day", "This sale is cancelled. Its reward did not come back.")
    if sale.is_cancelled:
        return translate("Day", "This sale is cancelled.")
    if sale.cancellation is not None and sale.cancellation.needs_person:
        return translate("Day", "The cancellation waits for a supervisor: F10.")
    return translate("Day", "The cancellation is on its way.")


def _actions(chosen: Mapping[int, int], *, armed: bool) -> tuple[Button, ...]:
    if armed:
        return (
            Button("keepSaleButton", translate("Day", "Keep the sale"), Command.BACK, "Esc"),
            Button(
                "confirmCancelButton",
                translate("Day", "Yes, cancel the sale"),
                Command.CANCEL_PAID,
                "F6",
                Kind.PRIMARY,
            ),
        )
    number = sum(chosen.values())
    cancel = Button(
        "cancelSaleButton", translate("Day", "Cancel the whole sale"), Command.CANCEL_PAID
    )
    text = translate("Day", "Take back: {pieces}").format(pieces=counts.pieces(number))
    if not number:
        text = translate("Day", "Take pieces back")
    back = Button(
        "returnButton", text, Command.RETURN_PIECES, "F6", Kind.PRIMARY, enabled=number > 0
    )
    return (cancel, back)
