"""Who the customer is, masked, and what they have."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.screens.parts.look import label, theme_of
from pos_app.screens.view.customer import CustomerCard, Figure


class _Avatar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._initials = ""
        self.setFixedSize(46, 46)

    def show_initials(self, initials: str) -> None:
        self._initials = initials
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        font = QFont(self.font())
        font.setPixelSize(17)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(46, 46)


class CustomerCardView(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customerCard")
        self.setProperty("role", "card")
        self._avatar = _Avatar(self)
        self._name = label("name", "customerName")
        self._details = label("quiet", "customerDetails")
        self._line = label("quiet", "customerFigures")
        self._tier = label("tier", "customerTier")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(26)
        self._cells: list[tuple[QWidget, QLabel, QLabel]] = []
        self._lay_out()
        self._shown: CustomerCard | None = None
        self._compact = False
        self._brief = False
        self.hide()

    def set_compact(self, *, compact: bool) -> None:
        """In little room the figures become one line and the circle goes."""
        if compact is self._compact:
            return
        self._compact = compact
        side = 8 if compact else 12
        self._column.setContentsMargins(16, side, 16, side)
        view, self._shown = self._shown, None
        self.show_card(view, brief=self._brief)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._details)
        words.addWidget(self._line)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._avatar)
        top.addLayout(words, 1)
        top.addWidget(self._tier, 0, Qt.AlignmentFlag.AlignVCenter)
        self._figures.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(self._figures)

    def show_card(self, view: CustomerCard | None, *, brief: bool = False) -> None:
        """``brief``: the panel below needs the room, if there is little."""
        if view == self._shown and brief is self._brief:
            return
        self._brief = brief
        self._shown = view
        self.setVisible(view is not None)
        if view is None:
            return
        self.setAccessibleName(view.spoken)
        self._avatar.show_initials(view.initials)
        self._name.setText(view.name)
        self._details.setText(view.details)
        self._tier.setText(view.tier)
        self._tier.setVisible(bool(view.tier))
        self._avatar.setVisible(not self._compact)
        self._line.setVisible(self._compact and bool(view.figures) and not brief)
        self._line.setText(" · ".join(f"{each.amount} {each.name}" for each in view.figures[:2]))
        self._show_figures(() if self._compact else view.figures)

    def _show_figures(self, figures: tuple[Figure, ...]) -> None:
        while len(self._cells) < len(figures):
            self._add_cell()
        for i, (cell, amount, name) in enumerate(self._cells):
            cell.setVisible(i < len(figures))
            if i < len(figures):
                amount.setText(figures[i].amount)
                name.setText(figures[i].name)

    def _add_cell(self) -> None:
        place = len(self._cells)
        cell = QWidget(self)
        amount = label("figure", f"customerFigure{place}")
        name = label("quiet", f"customerFigureName{place}")
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(amount)
        column.addWidget(name)
        self._figures.insertWidget(place, cell)
        self._cells.append((cell, amount, name))
