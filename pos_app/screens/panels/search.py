"""The customer field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.fields import LONGEST_SCANNED, FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.view.panel import SearchPanel


class SearchPanelView(QWidget):
    entered = Signal(str)

    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("title", "searchTitle", wrap=True)
        self._hint = label("small", "searchHint", wrap=True)
        self.field = KeyField("customerInput", "F3", self, LONGEST_SCANNED)
        self.field.entered.connect(self._on_entered)
        self._entry = FieldWithProblem(self.field, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._entry)
        column.addWidget(self._hint)
        self._row = ButtonRow(pool, self)
        self._row.hide()
        column.addWidget(self._row)
        column.addStretch(1)
        self._shown: SearchPanel | None = None

    def show_panel(self, view: SearchPanel) -> None:
        if view.clear is not None or not self._row.isHidden():
            self._row.show_buttons((view.clear,) if view.clear is not None else ())
        if view == self._shown:
            return
        self._shown = view
        self._title.setText(view.title)
        self._hint.setText(view.hint)
        self.field.hide_text(hidden=view.hidden)
        self.field.setPlaceholderText(view.placeholder)
        self.field.setAccessibleName(view.placeholder)
        self._entry.show_problem(view.problem, view.code)
        if view.problem:
            self.field.selectAll()

    def _on_entered(self, text: str) -> None:
        """What is hidden does not stay in the field either."""
        if self._shown is not None and self._shown.hidden:
            self.field.clear()
        self.entered.emit(text)
