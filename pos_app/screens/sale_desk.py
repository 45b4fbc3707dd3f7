"""What is entered on the sale page, on its way to the checkout."""

from PySide6.QtCore import QObject, Signal

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import Field
from pos_app.screens import focus
from pos_app.screens.pages.sale import SalePage
from pos_app.screens.view.panel import is_of_customer
from pos_app.screens.view.rewards import COUPON_ROW


class SaleDesk(QObject):
    customer_misread = Signal()
    """The customer field is still needed."""
    customer_asked = Signal()

    def __init__(self, checkout: Checkout, page: SalePage, parent: QObject) -> None:
        super().__init__(parent)
        self._checkout = checkout
        self._page = page
        page.product.entered.connect(self._enter_product)
        page.basket.quantity_set.connect(checkout.set_quantity)
        page.basket.line_removed.connect(checkout.remove_line)
        page.panels.customer_entered.connect(self._find_customer)
        page.panels.reward_chosen.connect(self._choose_reward)
        page.panels.amount_set.connect(self._set_amount)
        page.panels.coupon_entered.connect(self._enter_coupon)
        page.panels.contact_entered.connect(checkout.give_contact)
        page.panels.code_submitted.connect(checkout.enter_code)

    def _is_wrong(self, *fields: Field) -> bool:
        problem = self._checkout.state.problem
        return problem is not None and problem.field in fields

    def _enter_product(self, text: str) -> None:
        if is_of_customer(self._checkout.state, text):
            self._page.product.clear()
            self._find_customer(text)
            return
        if text.startswith("*"):
            self._page.basket.set_current(text[1:])
        else:
            self._checkout.enter_product(text)
        if self._is_wrong(Field.PRODUCT, Field.QUANTITY):
            self._page.product.selectAll()
        else:
            self._page.product.clear()

    def _find_customer(self, text: str) -> None:
        self.customer_asked.emit()
        self._checkout.find_customer(text)
        if self._is_wrong(Field.CUSTOMER):
            self.customer_misread.emit()
        else:
            self._page.panels.search.field.clear()

    def _choose_reward(self, reward_id: str) -> None:
        """Choosing the marked one again takes the mark away."""
        rewards = self._page.panels.rewards
        choice = self._checkout.state.choice
        again = choice is not None and choice.reward.id == reward_id
        self._checkout.choose_reward(None if again or reward_id == COUPON_ROW else reward_id)
        if reward_id == COUPON_ROW and rewards is not None:
            focus.give(rewards.ask_for_coupon())
            return
        self.stop_coupon()
        amount = rewards.amount_field() if rewards is not None else None
        if self._checkout.state.choice is not None:
            focus.give(amount or self._page.primary_button())

    def _set_amount(self, text: str) -> None:
        self._checkout.set_amount(text)
        if not self._is_wrong(Field.AMOUNT):
            focus.give(self._page.primary_button())

    def _enter_coupon(self, text: str) -> None:
        self._checkout.enter_coupon(text)
        if not self._is_wrong(Field.COUPON):
            self.stop_coupon()
            focus.give(self._page.primary_button())

    def stop_coupon(self) -> bool:
        """Answers whether a code was asked for: the list has the focus again."""
        rewards = self._page.panels.rewards
        if rewards is None or not rewards.stop_coupon():
            return False
        focus.give(rewards.list)
        return True

    def confirm(self) -> None:
        """An amount still being typed is taken over first; if it is misread, nothing is sent."""
        rewards = self._page.panels.rewards
        untaken = rewards.untaken_amount() if rewards is not None else None
        if untaken is not None:
            self._checkout.set_amount(untaken)
            if self._is_wrong(Field.AMOUNT):
                return
        self._checkout.confirm_reward()

    def check_code(self) -> None:
        code = self._page.panels.code
        if code is not None:
            focus.give(code.input)
            code.input.submit()

    def give_contact(self) -> None:
        contact = self._page.panels.contact
        if contact is not None:
            self._checkout.give_contact(contact.field.text())

    def type(self, text: str) -> None:
        """Letters typed outside every field belong to the code or to the next item."""
        code = self._page.panels.code
        if code is not None and code.input.isVisible():
            code.input.setFocus()
            code.input.add(text)
        else:
            self._page.product.setFocus()
            self._page.product.insert(text)
