"""The till's own discount."""

from PySide6.QtWidgets import QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import Field
from pos_app.screens import texts
from pos_app.screens.money_text import MoneyText
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate


class DiscountSheet(Sheet):
    def __init__(self, checkout: Checkout, money: MoneyText, window: QWidget) -> None:
        super().__init__("discountSheet", 460, window)
        self._checkout = checkout
        self.field = KeyField("discountInput", "", self)
        self.field.entered.connect(self._entered)
        self._entry = FieldWithProblem(self.field, self)
        self._hint = label("small", "discountHint", wrap=True)
        self.column.addWidget(self._entry)
        self.column.addWidget(self._hint)
        discount = checkout.state.sale.basket.discount
        if discount is not None:
            self.field.setText(money.typed(discount))

    def first_focus(self) -> QWidget:
        self.field.selectAll()
        return self.field

    def retranslate(self) -> None:
        self.title.setText(translate("Discount", "Discount at the till"))
        self.field.setAccessibleName(self.title.text())
        self.field.setPlaceholderText(translate("Discount", "5,00 or 10%"))
        self._hint.setText(
            translate("Discount", "An amount, or a share with %. Empty takes the discount away.")
        )

    def _entered(self, text: str) -> None:
        self._checkout.set_discount(text)
        problem = self._checkout.state.problem
        if problem is not None and problem.field is Field.DISCOUNT:
            self._entry.show_problem(texts.sentence(problem.reason))
            self.field.selectAll()
        else:
            self.close_sheet()
