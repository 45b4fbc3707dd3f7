"""A supervisor's decision, on its way to the checkout."""

from pos_app.checkout.intents import Checkout
from pos_app.core.decision import Decision
from pos_app.screens import focus
from pos_app.screens.pages.host import PageHost


class MattersDesk:
    def __init__(self, checkout: Checkout, pages: PageHost) -> None:
        self._checkout = checkout
        self._pages = pages

    def decide(self, decision: Decision) -> None:
        page = self._pages.matters_page()
        chosen = page.choose(decision)
        if chosen is None:
            return
        self._checkout.decide(*chosen)
        problem = self._checkout.state.problem
        wrong = page.field_of(problem.field) if problem is not None else None
        if wrong is not None:
            focus.give(wrong)
        elif problem is None:
            page.decided()
            focus.give(page.first_focus())
