"""An EAN-13 that a scanner reads from the screen: black on white in every theme."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.core.ean13 import MODULES, QUIET_LEFT, QUIET_RIGHT, modules
from pos_app.screens.parts.look import theme_of
from pos_app.screens.parts.table import small_font
from pos_app.screens.texts import translate

_WIDTH = QUIET_LEFT + MODULES + QUIET_RIGHT
_AIR = 8
_BARS = 20
"""Height of the bars in modules: enough for a hand that is not quite straight."""
_RADIUS = 8


class Barcode(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._code = ""
        self.hide()

    def show_code(self, code: str) -> None:
        """Thirteen digits, or nothing to show none."""
        if code == self._code:
            return
        self._code = code
        self.setAccessibleName(translate("Receipt", "Barcode {digits}").format(digits=code))
        self.setVisible(bool(code))
        self.update()

    @property
    def module(self) -> int:
        """Logical pixels of the narrowest bar."""
        return max(2, self.fontMetrics().height() // 9)

    def _digits_height(self) -> int:
        return self.fontMetrics().height()

    def sizeHint(self) -> QSize:
        height = _BARS * self.module + self._digits_height() + 2 * _AIR
        return QSize(_WIDTH * self.module + 2 * _AIR, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._code:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme_of(self).edge), 1))
        painter.setBrush(Qt.GlobalColor.white)
        around = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(around, _RADIUS, _RADIUS)
        self._paint_digits(painter)
        self._paint_bars(painter)
        painter.end()

    def _paint_digits(self, painter: QPainter) -> None:
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(small_font(self.font()))
        top = self.height() - _AIR - self._digits_height() + 2
        area = QRectF(0, top, self.width(), self._digits_height())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), spaced(self._code))

    def _paint_bars(self, painter: QPainter) -> None:
        """In whole pixels of the screen, whatever its scale, so that every bar has its width."""
        scale = self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.resetTransform()
        painter.scale(1 / scale, 1 / scale)
        module = ceil(self.module * scale)
        left = (int(self.width() * scale) - _WIDTH * module) // 2 + QUIET_LEFT * module
        top, height = round(_AIR * scale), round(_BARS * self.module * scale)
        for place, black in enumerate(modules(self._code)):
            if black == "1":
                painter.fillRect(left + place * module, top, module, height, Qt.GlobalColor.black)


def spaced(code: str) -> str:
    """As it is printed below the bars."""
    return f"{code[0]} {code[1:7]} {code[7:]}"
