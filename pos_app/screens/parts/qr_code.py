"""A QR code that a customer's phone reads from the screen: black on white in every theme."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.screens.parts.look import theme_of
from pos_app.screens.texts import translate

QUIET = 4
"""Modules of white around the code."""
_LEAST = 200
_RADIUS = 8


class QrCode(QWidget):
    """As large as its room. What it stands for is told by no name and no description."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._rows: Sequence[Sequence[int]] = ()
        self.hide()

    def show_text(self, text: str) -> None:
        """Nothing shows none, and nothing of the last one stays."""
        self._rows = _matrix(text) if text else ()
        self.setAccessibleName(translate("Enrol", "QR code for the customer's authenticator"))
        self.setVisible(bool(text))
        self.update()

    @property
    def is_blank(self) -> bool:
        return not self._rows

    def sizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """In whole pixels of the screen, whatever its scale, so that every module is square."""
        if not self._rows:
            return
        painter = QPainter(self)
        scale = self.devicePixelRatioF()
        painter.scale(1 / scale, 1 / scale)
        modules = len(self._rows) + 2 * QUIET
        width, height = int(self.width() * scale), int(self.height() * scale)
        module = max(1, min(width, height) // modules)
        left, top = (width - modules * module) // 2, (height - modules * module) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme_of(self).edge), scale))
        painter.setBrush(Qt.GlobalColor.white)
        ground = QRectF(left, top, modules * module, modules * module)
        painter.drawRoundedRect(ground, _RADIUS * scale, _RADIUS * scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for y, row in enumerate(self._rows, start=QUIET):
            for x, dark in enumerate(row, start=QUIET):
                if dark:
                    place = left + x * module, top + y * module
                    painter.fillRect(*place, module, module, Qt.GlobalColor.black)
        painter.end()


def _matrix(text: str) -> Sequence[Sequence[int]]:
    import segno  # noqa: PLC0415 - only where an authenticator is set up

    return segno.make_qr(text, error="m", boost_error=False).matrix
