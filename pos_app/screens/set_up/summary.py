"""What was answered, one line for each step."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pos_app.screens.parts.look import label
from pos_app.screens.view.set_up_summary import SummaryRow


class Summary(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 8, 2)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[SummaryRow, ...] = ()
        self._labels: list[QLabel] = []

    def show_rows(self, rows: tuple[SummaryRow, ...]) -> None:
        self.setVisible(bool(rows))
        if rows == self._shown:
            return
        self._shown = rows
        for gone in self._labels:
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._labels = []
        for place, row in enumerate(rows):
            name = label("small", f"setUpSummary{place}")
            text = label("body", f"setUpSummary{place}Text", wrap=True)
            name.setText(row.name)
            text.setText(row.text)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(text, place, 1)
            self._labels += [name, text]
