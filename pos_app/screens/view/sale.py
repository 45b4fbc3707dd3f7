"""Everything the sale page shows, derived at once."""

from typing import TYPE_CHECKING

from pos_app.checkout.state import Asking, TillState
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    Committing,
    Holding,
    Reversing,
)
from pos_app.core.submission import Phase
from pos_app.core.value import Value
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.actions import derive_actions
from pos_app.screens.view.basket import BasketView, TotalsView, derive_basket, derive_totals
from pos_app.screens.view.customer import CustomerCard, derive_customer
from pos_app.screens.view.elements import Button
from pos_app.screens.view.panel import LONGEST_PRODUCT, SKELETON_AFTER, Panel, derive_panel, hides
from pos_app.screens.view.steps import Step, derive_steps

if TYPE_CHECKING:
    from pos_app.core.enrolment.states import State


class SaleView(Value, frozen=True):
    basket: BasketView
    totals: TotalsView
    steps: tuple[Step, ...]
    customer: CustomerCard | None
    panel: Panel
    actions: tuple[Button, ...]
    longest_product: int | None
    """Characters that are shown in its field; ``None``: all."""


def derive_sale(state: TillState, now: float, money: MoneyText, *, searching: bool) -> SaleView:
    return SaleView(
        basket=derive_basket(state, money),
        totals=derive_totals(state.sale, money),
        steps=derive_steps(state),
        customer=derive_customer(state, money),
        panel=derive_panel(state, now, money, searching=searching),
        actions=derive_actions(state, now, money),
        longest_product=LONGEST_PRODUCT if hides(state) else None,
    )


def derive_next_look(state: TillState, now: float) -> float | None:
    """Seconds until time alone changes the screen; nothing when only an event can."""
    if state.staff is not None and (look := _next_look_at_staff(state, now)) is not None:
        return look
    if state.enrolment is not None:
        return _next_look_at(state.enrolment)
    quote, redemption = state.quote, state.sale.redemption
    if isinstance(quote, Asking) and now - quote.since < SKELETON_AFTER:
        return SKELETON_AFTER - (now - quote.since)
    match redemption:
        case AwaitingCode() | AwaitingApproval():
            return 0.25
        case Holding() | Committing() | Reversing() if redemption.submission.phase is Phase.RESTING:
            return 0.25
        case _:
            return None


def _next_look_at(enrolment: "State") -> float | None:
    from pos_app.core.enrolment.states import seed_of  # noqa: PLC0415 - not for the first frame

    return 0.25 if seed_of(enrolment) is not None else None


def _next_look_at_staff(state: TillState, now: float) -> float | None:
    from pos_app.screens.view.staff import next_look  # noqa: PLC0415 - not for the first frame

    return next_look(state, now)
