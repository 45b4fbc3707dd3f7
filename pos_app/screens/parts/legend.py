"""The keys at the bottom, which can also be touched."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.parts.look import TARGET, key_width, paint_key, theme_of
from pos_app.screens.texts import translate


class LegendKey(QWidget):
    """Not in the tab order: it repeats a key that is pressed anyway."""

    commanded = Signal(str)

    def __init__(self, key: str, command: Command, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"legend{key}")
        self.key, self.command = key, command
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(f"{self.key} {text}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self._text)
        return QSize(int(key_width(self.font(), self.key)) + words + 9, TARGET)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.commanded.emit(self.command.value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setFont(self.font())
        cap = key_width(self.font(), self.key)
        ink, edge = QColor(theme.text), QColor(theme.control_edge)
        paint_key(painter, QRectF(0, 0, cap, self.height()), self.key, ink, edge)
        painter.setPen(QPen(QColor(theme.quiet)))
        words = QRectF(cap + 7, 0, self.width() - cap - 7, self.height())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(side), self._text)
        painter.end()


class Legend(QWidget):
    """Leaves out the least important keys where there is no room; F1 lists them all."""

    commanded = Signal(str)
    _KEYS = (
        ("F2", Command.PRODUCT, 1),
        ("F3", Command.CUSTOMER, 1),
        ("F4", Command.REWARDS, 3),
        ("F5", Command.DISCOUNT, 5),
        ("F7", Command.HOLD, 4),
        ("F8", Command.PAY, 1),
        ("F9", Command.SALES, 4),
        ("F10", Command.MENU, 3),
        ("Esc", Command.BACK, 2),
        ("F1", Command.HELP, 1),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "legend")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 1, 18, 1)
        row.setSpacing(20)
        self._row = row
        self._keys: list[tuple[LegendKey, int]] = []
        for key, command, weight in self._KEYS:
            widget = LegendKey(key, command, self)
            widget.commanded.connect(self.commanded)
            if key == "F1":
                row.addStretch(1)
            row.addWidget(widget)
            self._keys.append((widget, weight))
        self.retranslate()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, TARGET + 3)

    def retranslate(self) -> None:
        texts = {
            "F1": translate("Legend", "Help"),
            "F2": translate("Legend", "Product"),
            "F3": translate("Legend", "Customer"),
            "F4": translate("Legend", "Rewards"),
            "F5": translate("Legend", "Discount"),
            "F7": translate("Legend", "Park"),
            "F8": translate("Legend", "Pay"),
            "F9": translate("Legend", "Sales"),
            "F10": translate("Legend", "Menu"),
            "Esc": translate("Legend", "Back"),
        }
        for widget, _ in self._keys:
            widget.set_text(texts[widget.key])
        if self.isVisible():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 36
        needed = {widget.key: widget.sizeHint().width() + 20 for widget, _ in self._keys}
        keep = list(self._keys)
        while keep and sum(needed[widget.key] for widget, _ in keep) > room:
            keep.remove(max(keep, key=_weight))
        kept = {widget.key for widget, _ in keep}
        for widget, _ in self._keys:
            widget.setVisible(widget.key in kept)


def _weight(entry: tuple[LegendKey, int]) -> int:
    return entry[1]
