"""The window's icon, painted: the picture of ``resources/icons/pos-app.svg``."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from pos_app.screens.icons import check_path


def app_icon() -> QIcon:
    """A receipt with a point on it."""
    icon = QIcon()
    for side in (16, 32, 64, 128):
        icon.addPixmap(_app_pixmap(side))
    return icon


def _app_pixmap(side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 64, side / 64)
    ground = QLinearGradient(0, 0, 0, 64)
    ground.setColorAt(0, QColor("#2f63e8"))
    ground.setColorAt(1, QColor("#1d3fae"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 14, 14)
    painter.setBrush(QColor("#ffffff"))
    painter.drawPath(_receipt_path())
    painter.setPen(QPen(QColor("#9fb4e8"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(24, 23), QPointF(40, 23))
    painter.drawLine(QPointF(24, 31), QPointF(34, 31))
    painter.setPen(QPen(QColor("#1d3fae"), 2.5))
    painter.setBrush(QColor("#3ddc91"))
    painter.drawEllipse(QPointF(43, 43), 10, 10)
    pen = QPen(QColor("#0b3d26"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(check_path(QRectF(38.5, 39, 9, 8)))
    painter.end()
    return pixmap


def _receipt_path() -> QPainterPath:
    path = QPainterPath(QPointF(17, 13))
    path.lineTo(47, 13)
    path.lineTo(47, 51)
    for x in (42, 37, 32, 27, 22, 17):
        path.lineTo(x, 47 if x % 2 == 0 else 51)
    path.closeSubpath()
    return path
