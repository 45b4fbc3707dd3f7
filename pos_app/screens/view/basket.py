"""The lines of the sale and the sum below them."""

from collections.abc import Callable

from pos_app.checkout.state import Field, TillState
from pos_app.core.basket import Line
from pos_app.core.loyalty import Cashback
from pos_app.core.money import Money
from pos_app.core.redemption.states import (
    AwaitingCode,
    Intent,
    discount_of,
    intent_of,
    pending_discount,
)
from pos_app.core.sale import REWARD_LINE, Sale
from pos_app.core.value import Value
from pos_app.screens import counts, texts
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.elements import Tone
from pos_app.screens.view.wording import short, title_of


class Row(Value, frozen=True):
    line_id: int
    title: str
    detail: str
    count: int
    quantity: str
    price: str
    total: str
    is_reward: bool = False

    @property
    def row_id(self) -> str:
        return str(self.line_id)

    @property
    def cells(self) -> tuple[str, ...]:
        return f"{self.title}\n{self.detail}", self.quantity, self.price, self.total


class BasketView(Value, frozen=True):
    rows: tuple[Row, ...]
    locked: bool
    product_problem: str
    quantity_problem: str


class Sum(Value, frozen=True):
    name: str
    amount: str
    tone: Tone = Tone.PLAIN


class TotalsView(Value, frozen=True):
    sums: tuple[Sum, ...]
    total: str
    after: str
    """What will be to pay once the pending reward is confirmed; empty without one."""


def derive_basket(state: TillState, money: MoneyText) -> BasketView:
    return BasketView(
        rows=tuple(row_of(line, money) for line in state.sale.lines),
        locked=state.sale.basket_is_locked,
        product_problem=problem_at(state, Field.PRODUCT),
        quantity_problem=problem_at(state, Field.QUANTITY),
    )


def problem_at(state: TillState, field: Field) -> str:
    if state.problem is None or state.problem.field is not field:
        return ""
    return texts.sentence(state.problem.reason)


def row_of(line: Line, money: MoneyText) -> Row:
    gift = line.id == REWARD_LINE
    detail = translate("Basket", "Gift of the programme") if gift else line.ean or line.sku
    return Row(
        line.id,
        remote(line.title),
        detail,
        line.quantity,
        money.count(line.quantity),
        money.plain(line.unit_price),
        money.plain(line.total),
        gift,
    )


Naming = Callable[[Intent], str]
"""What a reward is called on the screen that shows it."""


def derive_totals(sale: Sale, money: MoneyText, called: Naming | None = None) -> TotalsView:
    """``called`` is how the reward is named, where that is not as the cashier reads it."""
    pending = pending_discount(sale.redemption)
    return TotalsView(
        sums=tuple(_sums(sale, money, called or reward_name)),
        total=money.full(sale.total),
        after=_after(sale, pending, money) if pending is not None else "",
    )


def _sums(sale: Sale, money: MoneyText, called: Naming) -> list[Sum]:
    pieces = sum(line.quantity for line in sale.lines)
    gross = sum((line.total for line in sale.lines), sale.basket.zero)
    sums = [Sum(counts.items(pieces), money.plain(gross))]
    if own := sale.basket.own_discount:
        sums.append(Sum(translate("Totals", "Discount at the till"), money.taken_off(own)))
    intent = intent_of(sale.redemption)
    if intent is None:
        return sums
    if confirmed := discount_of(sale.redemption):
        name = translate("Totals", "{reward} redeemed").format(reward=called(intent))
        sums.append(Sum(name, money.taken_off(confirmed), Tone.GOOD))
    elif pending := pending_discount(sale.redemption):
        name = _pending_name(sale, called(intent))
        sums.append(Sum(name, money.taken_off(pending), Tone.CAUTION))
    return sums


def _pending_name(sale: Sale, name: str) -> str:
    if isinstance(sale.redemption, AwaitingCode):
        return translate("Totals", "{reward}, waiting for the code, not taken off yet").format(
            reward=name
        )
    return translate("Totals", "{reward}, not confirmed, not taken off yet").format(reward=name)


def _after(sale: Sale, pending: Money, money: MoneyText) -> str:
    if not pending:
        return ""
    after = money.full((sale.total - pending).not_negative())
    return translate("Totals", "After confirmation {amount}").format(amount=after)


def reward_name(intent: Intent) -> str:
    if isinstance(intent.benefit, Cashback) and not intent.benefit.named:
        return translate("Totals", "Cashback")
    return short(title_of(intent) or translate("Totals", "Reward"), 32)
