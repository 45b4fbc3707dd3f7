"""What is entered on the page for authenticators, on its way to the checkout."""

from typing import TYPE_CHECKING

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import Field
from pos_app.core.challenge import TypedCode
from pos_app.screens import focus
from pos_app.screens.pages.host import PageHost

if TYPE_CHECKING:
    from pos_app.screens.pages.enrol import EnrolPage


class EnrolDesk:
    def __init__(self, checkout: Checkout, pages: PageHost) -> None:
        self._checkout = checkout
        self._pages = pages
        self._wired: EnrolPage | None = None

    def open(self) -> None:
        self._page()
        self._checkout.enrol_open()

    def leave(self) -> None:
        """Neither a seed nor a name stays for whoever comes next."""
        self._checkout.enrol_leave()
        self._page().leave()

    def find(self) -> None:
        self._find(self._page().customer.text())

    def other(self) -> None:
        self._checkout.enrol_other()

    def ask_again(self) -> None:
        self._checkout.enrol_ask_again()

    def begin(self) -> None:
        self._begin(self._page().name.text())

    def check_code(self) -> None:
        code = self._page().code
        focus.give(code)
        code.submit()

    def type(self, text: str) -> None:
        self._page().type(text)

    def step_back(self) -> bool:
        """Answers whether there was a step to take on the page itself."""
        if not self._page().is_showing:
            return False
        self._checkout.enrol_stop()
        return True

    def _page(self) -> "EnrolPage":
        page = self._pages.enrol_page()
        if self._wired is not page:
            self._wired = page
            page.customer.entered.connect(self._find)
            page.name.entered.connect(self._begin)
            page.code.submitted.connect(self._submit)
        return page

    def _find(self, text: str) -> None:
        page = self._page()
        self._checkout.enrol_find(text)
        if not self._is_wrong(Field.CUSTOMER):
            page.customer.clear()

    def _begin(self, name: str) -> None:
        self._checkout.enrol_begin(name)
        if self._is_wrong(Field.SUPERVISOR):
            focus.give(self._page().name)

    def _submit(self, code: TypedCode) -> None:
        self._checkout.enrol_code(code)

    def _is_wrong(self, field: Field) -> bool:
        problem = self._checkout.state.problem
        return problem is not None and problem.field is field
