"""Below the basket: what can be done to the marked line, for fingers and for keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button


class BasketTools(QWidget):
    stepped = Signal(int)
    removed = Signal()
    quantity_typed = Signal(str)
    discount_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quantity = KeyField("quantityInput", "", self)
        self.quantity.entered.connect(self.quantity_typed)
        self._entry = FieldWithProblem(self.quantity, self)
        self._entry.hide()
        self._fewer = KeyButton("fewerButton", self)
        self._more = KeyButton("moreButton", self)
        self._count = KeyButton("quantityButton", self)
        self._remove = KeyButton("removeButton", self)
        self._discount = KeyButton("discountButton", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(8)
        for button in self._buttons():
            button.make_small()
            row.addWidget(button, 1 if button in {self._fewer, self._more} else 2)
        row.addWidget(self._entry, 6)
        self._fewer.clicked.connect(self._one_fewer)
        self._more.clicked.connect(self._one_more)
        self._count.clicked.connect(self.ask_quantity)
        self._remove.clicked.connect(self.removed)
        self._discount.clicked.connect(self.discount_wanted)
        self.retranslate()

    def _buttons(self) -> tuple[KeyButton, ...]:
        return self._fewer, self._more, self._count, self._remove, self._discount

    def retranslate(self) -> None:
        quantity = translate("Basket", "Quantity")
        self.quantity.setAccessibleName(quantity)
        self.quantity.setPlaceholderText(quantity)
        for button, text, key in (
            (self._fewer, "−", ""),
            (self._more, "+", ""),
            (self._count, quantity, "*"),
            (self._remove, translate("Basket", "Remove"), "Del"),
            (self._discount, translate("Basket", "Discount"), "F5"),
        ):
            button.show_button(Button(button.objectName(), text, Command.NOTHING, key))
        self._fewer.setAccessibleName(translate("Basket", "One less"))
        self._more.setAccessibleName(translate("Basket", "One more"))

    def show_problem(self, text: str) -> None:
        self._entry.show_problem(text)
        if text:
            self._ask(asking=True)

    def ask_quantity(self) -> None:
        self._ask(asking=True)
        self.quantity.clear()
        self.quantity.setFocus()

    def stop_asking(self) -> bool:
        """Answers whether a quantity was being typed."""
        asking = not self._entry.isHidden()
        if asking:
            self._ask(asking=False)
        return asking

    def _ask(self, *, asking: bool) -> None:
        for button in self._buttons():
            button.setVisible(not asking)
        self._entry.setVisible(asking)

    def _one_more(self) -> None:
        self.stepped.emit(1)

    def _one_fewer(self) -> None:
        self.stepped.emit(-1)
