"""Shown while the customer is looked up."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.screens.parts.look import label
from pos_app.screens.parts.spinner import Skeleton
from pos_app.screens.texts import translate


class LookingUpPanelView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("small", "lookingUpLabel")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addWidget(Skeleton(self), 1)

    def show_panel(self) -> None:
        self._words.setText(translate("Panel", "Looking up points and rewards…"))
