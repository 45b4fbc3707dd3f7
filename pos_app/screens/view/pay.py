"""Paying: what is due, what was given, what goes back."""

from pos_app.checkout.state import Field, TillState
from pos_app.core.identifiers import MisreadError, read_amount
from pos_app.core.money import EXPONENTS, Money
from pos_app.core.order import Method
from pos_app.core.value import Value
from pos_app.screens import texts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import translate
from pos_app.screens.view.basket import Sum, derive_totals, problem_at
from pos_app.screens.view.elements import Button, Kind

_NOTES = (5, 10, 20, 50, 100, 200)
MOST_SUGGESTIONS = 3


class Note(Value, frozen=True):
    text: str
    typed: str


class PayView(Value, frozen=True):
    sums: tuple[Sum, ...]
    total: str
    cash: bool
    notes: tuple[Note, ...]
    change: str
    """Empty while there is none to speak of."""
    short: str
    """How much is missing; empty when it is enough."""
    problem: str
    card_hint: str
    methods: tuple[Button, ...]
    actions: tuple[Button, ...]


def derive_pay(state: TillState, method: Method, typed: str, money: MoneyText) -> PayView:
    due = state.sale.total
    given, misread = read_given(typed, due)
    missing = due - given if given is not None and given < due else None
    change = given - due if given is not None and due < given else None
    cash = method is Method.CASH
    return PayView(
        sums=derive_totals(state.sale, money).sums,
        total=money.full(due),
        cash=cash,
        notes=_notes(due, money) if cash else (),
        change=money.full(change) if cash and change is not None else "",
        short=money.full(missing) if cash and missing is not None else "",
        problem=(misread or problem_at(state, Field.GIVEN)) if cash else "",
        card_hint="" if cash else _card_hint(due, money),
        methods=_methods(cash=cash),
        actions=_actions(due, money, enough=not cash or (given is not None and missing is None)),
    )


def read_given(typed: str, due: Money) -> tuple[Money | None, str]:
    """What the customer handed over, or why it cannot be read; nothing typed is the exact sum."""
    if not typed.strip():
        return due, ""
    try:
        return read_amount(typed, due.currency), ""
    except MisreadError as error:
        return None, texts.misread(error.reason)


def _notes(due: Money, money: MoneyText) -> tuple[Note, ...]:
    exact = translate("Pay", "Exact {amount}").format(amount=money.plain(due))
    suggestions = (Note(money.plain(amount), money.typed(amount)) for amount in next_notes(due))
    return (Note(exact, ""), *suggestions)


def next_notes(due: Money) -> tuple[Money, ...]:
    """The sums that customers round up to: the next multiples of the notes in their purse."""
    unit = 10 ** EXPONENTS[due.currency]
    sums = {-(-due.minor // (note * unit)) * note * unit for note in _NOTES}
    return tuple(due.of(minor) for minor in sorted(sums) if minor > due.minor)[:MOST_SUGGESTIONS]


def _card_hint(due: Money, money: MoneyText) -> str:
    return translate(
        "Pay", "Charge {amount} on the payment terminal. Finish here once it says approved."
    ).format(amount=money.full(due))


def _methods(*, cash: bool) -> tuple[Button, ...]:
    return (
        Button(
            "cashButton",
            translate("Pay", "Cash"),
            Command.CASH,
            "" if cash else "F6",
            Kind.CHOSEN if cash else Kind.SECONDARY,
        ),
        Button(
            "cardButton",
            translate("Pay", "Card"),
            Command.CARD,
            "F6" if cash else "",
            Kind.SECONDARY if cash else Kind.CHOSEN,
        ),
    )


def _actions(due: Money, money: MoneyText, *, enough: bool) -> tuple[Button, ...]:
    text = translate("Pay", "Finish {amount}").format(amount=money.full(due))
    finish = Button(
        "finishPaymentButton", text, Command.FINISH_PAYMENT, "Enter", Kind.PRIMARY, enabled=enough
    )
    return (Button("backButton", translate("Pay", "Back to the sale"), Command.BACK, "Esc"), finish)
