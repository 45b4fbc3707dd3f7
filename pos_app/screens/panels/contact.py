"""Asks for the phone or e-mail that the provider lacks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.view.redeeming import ContactPanel


class ContactPanelView(QWidget):
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("title", "contactTitle", wrap=True)
        self._text = label("small", "contactText", wrap=True)
        self.field = KeyField("contactInput", "", self)
        self.field.entered.connect(self.entered)
        self._entry = FieldWithProblem(self.field, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        for part in (self._title, self._text, self._entry):
            column.addWidget(part)
        column.addStretch(1)
        self._shown: ContactPanel | None = None

    def show_panel(self, view: ContactPanel) -> None:
        if view == self._shown:
            return
        self._shown = view
        self._title.setText(view.title)
        self._text.setText(view.text)
        self.field.setPlaceholderText(view.placeholder)
        self.field.setAccessibleName(view.placeholder)
        self._entry.show_problem(view.problem)
