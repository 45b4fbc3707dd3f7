"""Our own drawings, as paths: no image files on the way to the first frame."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath


def check_path(area: QRectF) -> QPainterPath:
    """A check mark that fills ``area``; to be stroked."""
    path = QPainterPath(QPointF(area.left(), area.center().y() + area.height() * 0.08))
    path.lineTo(area.left() + area.width() * 0.36, area.bottom() - area.height() * 0.12)
    path.lineTo(area.right(), area.top() + area.height() * 0.14)
    return path
