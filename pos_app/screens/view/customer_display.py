"""What the customer sees on the second screen: their sale, and nothing of anybody's person but a
first name. No code, no identifier, no account's name, no coupon."""

from enum import StrEnum

from pos_app.checkout.state import Asking, TillState
from pos_app.core.basket import Line
from pos_app.core.challenge import Channel
from pos_app.core.loyalty import Cashback, Computed
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    ContactNeeded,
    Holding,
    Intent,
    Parked,
    Redeemed,
    Reversing,
    SendingCode,
    discount_of,
    is_left,
    worth_of,
)
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import TotalsView, derive_totals, reward_name
from pos_app.screens.view.customer import Figure, derive_customer
from pos_app.screens.view.elements import Notice, Tone
from pos_app.screens.view.header import derive_header
from pos_app.screens.view.paper import earned_in
from pos_app.screens.view.wording import minutes

LONGEST_FIRST_NAME = 20


class Scene(StrEnum):
    WELCOME = "welcome"
    SALE = "sale"
    THANKS = "thanks"


class ItemRow(Value, frozen=True):
    line_id: int
    title: str
    detail: str
    total: str

    @property
    def row_id(self) -> str:
        return str(self.line_id)

    @property
    def cells(self) -> tuple[str, ...]:
        return f"{self.title}\n{self.detail}", self.total


class CustomerDisplay(Value, frozen=True):
    scene: Scene
    store: str
    marking: str
    """Empty on a real till."""
    greeting: str
    rows: tuple[ItemRow, ...] = ()
    totals: TotalsView | None = None
    figures: tuple[Figure, ...] = ()
    hint: Notice | None = None
    paid: str = ""
    change: str = ""
    earned: str = ""


def derive_display(state: TillState, now: float, money: MoneyText) -> CustomerDisplay:
    store, marking = remote(state.identity.store), derive_header(state).marking
    if state.receipt is not None:
        return _thanks(state, state.receipt, money, store, marking)
    if not state.sale.lines and state.key is None:
        welcome = translate("CustomerScreen", "Welcome")
        return CustomerDisplay(Scene.WELCOME, store, marking, welcome)
    card = derive_customer(state, money)
    return CustomerDisplay(
        Scene.SALE,
        store,
        marking,
        _greeting(state),
        rows=tuple(_row(line, money) for line in state.sale.lines),
        totals=derive_totals(state.sale, money, _called),
        figures=card.figures if card is not None else (),
        hint=_hint(state, now, money),
    )


def _thanks(
    state: TillState, sale: Sale, money: MoneyText, store: str, marking: str
) -> CustomerDisplay:
    total = sale.order.total if sale.order is not None else sale.total
    change = sale.order.tender.change if sale.order is not None else sale.basket.zero
    name = first_name(state)
    thanks = translate("CustomerScreen", "Thank you!")
    if name:
        thanks = translate("CustomerScreen", "Thank you, {name}!").format(name=name)
    return CustomerDisplay(
        Scene.THANKS,
        store,
        marking,
        thanks,
        paid=translate("Receipt", "{total} paid").format(total=money.full(total)),
        change=money.full(change) if change else "",
        earned=" · ".join(earned_in(sale, money)),
    )


def first_name(state: TillState) -> str:
    """Only what is one: some providers have an e-mail or a number where the name should be."""
    words = remote(state.customer.name).split() if state.customer is not None else []
    if not words or not all(part.isalpha() for part in words[0].replace("-", "'").split("'")):
        return ""
    name = words[0]
    return name.capitalize() if name.isupper() else name[:LONGEST_FIRST_NAME]


def _greeting(state: TillState) -> str:
    name = first_name(state)
    if name:
        return translate("CustomerScreen", "Hello, {name}!").format(name=name)
    return ""


def _row(line: Line, money: MoneyText) -> ItemRow:
    detail = f"{money.count(line.quantity)} × {money.plain(line.unit_price)}"
    return ItemRow(line.id, remote(line.title), detail, money.plain(line.total))


def _called(intent: Intent) -> str:
    """A coupon's code is worth money to whoever reads it, and an account may bear a family's
    name."""
    match intent.benefit:
        case Computed(coupon=True):
            return translate("CustomerScreen", "Your coupon")
        case Cashback(named=True):
            return translate("CustomerScreen", "Your account")
    return reward_name(intent)


def _hint(state: TillState, now: float, money: MoneyText) -> Notice | None:
    redemption = state.sale.redemption
    if is_left(redemption):
        return None
    match redemption:
        case AwaitingCode() if not redemption.challenge.is_over(now):
            return _say_the_code(redemption, now)
        case AwaitingApproval() if not redemption.challenge.is_over(now):
            return _confirm(state, redemption, now, money)
        case AwaitingCode() | AwaitingApproval() | CodeNotSent():
            text = translate("CustomerScreen", "The cashier can send you another code.")
            return Notice(text, Tone.CAUTION)
        case Redeemed():
            return _redeemed(redemption, money)
    words = _patience(state)
    return Notice(words, Tone.PLAIN) if words else None


def _patience(state: TillState) -> str:
    match state.sale.redemption:
        case ConsentNeeded() | ContactNeeded():
            return translate("CustomerScreen", "The cashier has a question for you.")
        case SendingCode():
            return translate("CustomerScreen", "Sending you a code…")
        case CheckingCode():
            return translate("CustomerScreen", "Checking your code…")
        case Holding() | Committing() | Reversing() | Parked():
            return translate("CustomerScreen", "One moment, please. Nothing is lost.")
    if isinstance(state.quote, Asking):
        return translate("CustomerScreen", "One moment, please…")
    return ""


def _say_the_code(redemption: AwaitingCode, now: float) -> Notice:
    match redemption.challenge.channel:
        case Channel.SMS:
            text = translate("CustomerScreen", "It is in the SMS on your phone.")
        case Channel.EMAIL:
            text = translate("CustomerScreen", "It is in your e-mail.")
        case Channel.APP_CODE:
            text = translate("CustomerScreen", "It is in your authenticator app.")
        case _:
            text = translate("CustomerScreen", "It may take a moment to arrive.")
    title = translate("CustomerScreen", "Tell the cashier your code")
    return Notice(_with_time(text, redemption.challenge.expires_at, now), Tone.PLAIN, title)


def _confirm(
    state: TillState, redemption: AwaitingApproval, now: float, money: MoneyText
) -> Notice:
    text = translate("CustomerScreen", "Open the message on your phone and approve it.")
    if state.profile.check_commits:
        amount = money.full(worth_of(redemption))
        text = translate("CustomerScreen", "Your phone asks: pay {amount}?").format(amount=amount)
    title = translate("CustomerScreen", "Confirm on your phone")
    return Notice(_with_time(text, redemption.challenge.expires_at, now), Tone.PLAIN, title)


def _with_time(text: str, expires_at: float | None, now: float) -> str:
    if expires_at is None:
        return text
    left = translate("Code", "Valid for {time}").format(time=minutes(expires_at - now))
    return f"{text}\n{left}"


def _redeemed(redemption: Redeemed, money: MoneyText) -> Notice:
    name, worth = _called(redemption.intent), discount_of(redemption)
    title = translate("Totals", "{reward} redeemed").format(reward=name)
    if not worth:
        return Notice(translate("CustomerScreen", "Enjoy it!"), Tone.GOOD, title)
    text = translate("CustomerScreen", "{amount} less to pay").format(amount=money.full(worth))
    return Notice(text, Tone.GOOD, title)
