"""Rounded labels of the top bar."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from pos_app.screens.parts.look import theme_of
from pos_app.screens.theme import Theme
from pos_app.screens.view.header import Light


class Badge(QLabel):
    """Plain text in a rounded chip, with a light before it if one is set."""

    def __init__(self, name: str, role: str = "chip", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setProperty("role", role)
        self._light: Light | None = None

    def set_light(self, light: Light) -> None:
        if light is not self._light:
            self._light = light
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._light is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_colour(theme_of(self), self._light)))
        painter.drawEllipse(QPointF(16, self.height() / 2), 4.5, 4.5)
        painter.end()


def _colour(theme: Theme, light: Light) -> str:
    match light:
        case Light.GREEN:
            return theme.online
        case Light.AMBER:
            return theme.marking
        case Light.RED:
            return theme.offline
        case Light.IDLE:
            return theme.idle
