"""The frame all pages share, so that the next action is always at the same place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

COMPACT_BELOW = 540
"""Pixels of height: 1024 x 600 less the bars."""


class TwoColumns(QWidget):
    def __init__(self, parent: QWidget | None = None, shares: tuple[int, int] = (53, 47)) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._compact: bool | None = None
        self._columns = QHBoxLayout(self)
        self.left = self._column(shares[0])
        self.right = self._column(shares[1])
        self._space(compact=False)

    def _column(self, share: int) -> QVBoxLayout:
        """Its width is a share of the page, whatever it contains: nothing jumps."""
        side = QWidget(self)
        side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        side.setMinimumWidth(0)
        self._columns.addWidget(side, share)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        return column

    def show_list(self, title: QLabel, table: QWidget) -> None:
        """On the left, a table in a card under its title."""
        card = QFrame(self)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 12, 1, 2)
        title.setContentsMargins(14, 0, 14, 0)
        column.addWidget(title)
        column.addWidget(table, 1)
        self.left.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space(compact=self.height() < COMPACT_BELOW)

    def _space(self, *, compact: bool) -> None:
        if compact is self._compact:
            return
        self._compact = compact
        side, air = (12, 8) if compact else (18, 12)
        self._columns.setContentsMargins(side, air, side, air)
        self._columns.setSpacing(air + 2)
        self.left.setSpacing(air)
        self.right.setSpacing(air)
        self.tighten(compact=compact)

    def tighten(self, *, compact: bool) -> None:
        """Small screens: what can be said in less room is."""
