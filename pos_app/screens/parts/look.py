"""How the parts that paint themselves find the window's colours and share small drawings."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QLabel, QWidget

from pos_app.screens.theme import LIGHT, THEMES, Theme

THEME_PROPERTY = "tillTheme"
TARGET = 44
"""The smallest side of anything that can be touched."""


def theme_of(widget: QWidget) -> Theme:
    return THEMES.get(str(widget.window().property(THEME_PROPERTY)), LIGHT)


def label(role: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """A label that never takes its text for markup; ``role`` picks font and colour."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets what a style rule looks at; a widget not shown yet is polished later anyway."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def key_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(max(10, round(pixel_size(base) * 0.72)))
    font.setWeight(QFont.Weight.Medium)
    return font


def pixel_size(font: QFont) -> int:
    """Of a font in points as well, as it comes out on the screen."""
    return font.pixelSize() if font.pixelSize() > 0 else round(QFontMetricsF(font).height() * 0.85)


def key_width(base: QFont, key: str) -> float:
    return QFontMetricsF(key_font(base)).horizontalAdvance(key) + 14 if key else 0.0


def paint_key(painter: QPainter, area: QRectF, key: str, ink: QColor, edge: QColor) -> None:
    """The key cap, as on the keyboard, at the middle of ``area``."""
    painter.save()
    base = painter.font()
    font = key_font(base)
    width = key_width(base, key)
    height = QFontMetricsF(font).height() + 6
    cap = QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
