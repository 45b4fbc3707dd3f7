"""The card of the customer of this sale."""

from pos_app.checkout.state import Quoted, QuoteFailed, TillState
from pos_app.core.identifiers import IdentifierKind, mask, mask_email, mask_phone
from pos_app.core.loyalty import Balances, Customer
from pos_app.core.redemption.states import Committing, Parked, Redeemed, Reversing
from pos_app.core.value import Value
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.wording import kind_name


class Figure(Value, frozen=True):
    amount: str
    name: str


class CustomerCard(Value, frozen=True):
    initials: str
    name: str
    details: str
    tier: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it in one line, for screen readers."""
        figures = (f"{figure.amount} {figure.name}" for figure in self.figures)
        return ", ".join(text for text in (self.name, self.details, self.tier, *figures) if text)


def derive_customer(state: TillState, money: MoneyText) -> CustomerCard | None:
    if state.customer is not None:
        return _known(state, state.customer, money)
    if state.key is None or isinstance(state.quote, Quoted):
        return None
    name = (
        translate("Customer", "Customer not checked")
        if isinstance(state.quote, QuoteFailed)
        else translate("Customer", "Looking up…")
    )
    return CustomerCard("?", name, f"{kind_name(state.key.kind)} {state.key.masked}")


def _known(state: TillState, customer: Customer, money: MoneyText) -> CustomerCard:
    name = remote(customer.name) or translate("Customer", "Customer")
    return CustomerCard(
        initials=initials(name),
        name=name,
        details=" · ".join(_details(customer)),
        tier=remote(customer.tier),
        figures=_figures(state, money),
    )


def _details(customer: Customer) -> list[str]:
    details = [f"{kind_name(customer.key.kind)} {customer.key.masked}"]
    document = customer.document or ""
    if customer.key.kind not in {IdentifierKind.CPF, IdentifierKind.CNPJ} and document:
        kind = IdentifierKind.CNPJ if len(document) == 14 else IdentifierKind.CPF
        details.append(f"{kind_name(kind)} {mask(kind, document)}")
    if customer.phone and customer.key.kind is not IdentifierKind.PHONE:
        details.append(f"{kind_name(IdentifierKind.PHONE)} {mask_phone(customer.phone)}")
    elif customer.email and customer.key.kind is not IdentifierKind.EMAIL:
        details.append(mask_email(customer.email))
    return details


def _figures(state: TillState, money: MoneyText) -> tuple[Figure, ...]:
    if not isinstance(state.quote, Quoted):
        return ()
    balances = state.quote.quote.balances
    if isinstance(state.sale.redemption, Committing | Redeemed | Reversing | Parked):
        return _figures_before(balances, money)
    if balances.points is None:
        return _available(balances, translate("Customer", "available"), money)
    figures = [Figure(money.count(balances.points), translate("Customer", "points"))]
    if balances.cashback is not None:
        figures.append(Figure(money.full(balances.cashback), translate("Customer", "cashback")))
    if balances.usable_cashback is not None:
        usable = money.full(balances.usable_cashback)
        figures.append(Figure(usable, translate("Customer", "usable on this sale")))
    return tuple(figures)


def _figures_before(balances: Balances, money: MoneyText) -> tuple[Figure, ...]:
    """What the provider told before value moved is still shown, as what it is."""
    if balances.points is None:
        return _available(balances, translate("Customer", "available before"), money)
    points = translate("Customer", "points before")
    figures = [Figure(money.count(balances.points), points)]
    if balances.cashback is not None:
        cashback = translate("Customer", "cashback before")
        figures.append(Figure(money.full(balances.cashback), cashback))
    return tuple(figures)


def _available(balances: Balances, name: str, money: MoneyText) -> tuple[Figure, ...]:
    """Where there are no points, there is money."""
    has = balances.cashback
    return () if has is None else (Figure(money.full(has), name),)


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return "?"
    last = words[-1][0] if len(words) > 1 else ""
    return (words[0][0] + last).upper()
