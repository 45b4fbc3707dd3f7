"""Quiet signs of waiting: a turning ring and a skeleton."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from pos_app.screens.icons import check_path
from pos_app.screens.parts.look import theme_of


class Ring(QWidget):
    """Turns while something is on its way; becomes a check mark when it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._done = False
        self._timer = QTimer(self)
        self._timer.setInterval(80)
        self._timer.timeout.connect(self._turn)

    def set_done(self, *, done: bool) -> None:
        self._done = done
        if done:
            self._timer.stop()
        elif self.isVisible():
            self._timer.start()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(48, 48)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._done:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle - 30) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.width() / 2 - 20, self.height() / 2 - 20, 40, 40)
        pen = QPen(QColor(theme.edge), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        if self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.good_soft))
            painter.drawEllipse(area.adjusted(-4, -4, 4, 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen.setColor(QColor(theme.good))
            painter.setPen(pen)
            painter.drawPath(check_path(area.adjusted(10, 12, -10, -11)))
        else:
            painter.setPen(pen)
            painter.drawEllipse(area)
            pen.setColor(QColor(theme.accent))
            painter.setPen(pen)
            painter.drawArc(area, self._angle * 16, 80 * 16)
        painter.end()


class Skeleton(QWidget):
    """Where the rewards will be."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, top = float(self.width()), 0.0
        while top + 60 <= self.height():
            painter.setBrush(QColor(theme.disabled_soft))
            painter.drawRoundedRect(QRectF(0, top, width, 60), 8, 8)
            painter.setBrush(QColor(theme.edge))
            painter.drawRoundedRect(QRectF(16, top + 15, width * 0.34, 12), 4, 4)
            painter.drawRoundedRect(QRectF(16, top + 36, width * 0.52, 9), 4, 4)
            painter.drawRoundedRect(QRectF(width - 96, top + 23, 80, 14), 4, 4)
            top += 70
        painter.end()
