"""The field for a coupon's code, which the customer says or shows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button


class CouponEditor(QWidget):
    """Nothing is sent by entering one: it is marked like a reward."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("body", "couponTitle")
        self.field = KeyField("couponInput", "", self)
        self.field.entered.connect(self.entered)
        self._entry = FieldWithProblem(self.field, self)
        self._take = KeyButton("couponButton", self)
        self._take.make_small()
        self._take.setMinimumHeight(self.field.minimumHeight())
        self._take.clicked.connect(self._hand_over)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._entry, 3)
        row.addWidget(self._take, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(row)

    def show_problem(self, problem: str) -> None:
        self._title.setText(translate("Reward", "Type or scan the customer's coupon"))
        self.field.setAccessibleName(self._title.text())
        text = translate("Reward", "Use it")
        self._take.show_button(Button("couponButton", text, Command.NOTHING, "Enter"))
        self._entry.show_problem(problem)
        if problem:
            self.field.selectAll()

    def _hand_over(self) -> None:
        self.entered.emit(self.field.text())
