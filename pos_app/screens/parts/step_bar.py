"""The step bar: done, current, ahead."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.screens.icons import check_path
from pos_app.screens.parts.look import theme_of
from pos_app.screens.theme import Theme
from pos_app.screens.view.steps import Mark, Step

_DISC = 22.0


class StepBar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[Step, ...] = ()

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        if steps == self._steps:
            return
        self._steps = steps
        now = next((step.name for step in steps if step.mark is Mark.CURRENT), steps[-1].name)
        self.setAccessibleName(" → ".join(step.name for step in steps))
        self.setAccessibleDescription(now)
        self.update()

    @property
    def steps(self) -> tuple[Step, ...]:
        return self._steps

    def sizeHint(self) -> QSize:
        return QSize(360, max(44, self.fontMetrics().height() + 28))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._steps:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(14, 0, -14, 0)
        widths = [self._width(step) for step in self._steps]
        gap = (area.width() - sum(widths)) / max(1, len(widths) - 1)
        left = area.left()
        for step, width in zip(self._steps, widths, strict=True):
            self._paint_step(painter, theme, step, QRectF(left, area.top(), width, area.height()))
            if step is not self._steps[-1] and gap > 20:
                painter.setPen(QPen(QColor(theme.edge), 2))
                y = area.center().y()
                painter.drawLine(QPointF(left + width + 8, y), QPointF(left + width + gap - 8, y))
            left += width + gap
        painter.end()

    def _font(self, step: Step) -> QFont:
        font = QFont(self.font())
        current = step.mark is Mark.CURRENT
        font.setWeight(QFont.Weight.Bold if current else QFont.Weight.Normal)
        return font

    def _width(self, step: Step) -> float:
        return _DISC + 7 + QFontMetricsF(self._font(step)).horizontalAdvance(step.name)

    def _paint_step(self, painter: QPainter, theme: Theme, step: Step, area: QRectF) -> None:
        disc = QRectF(area.left(), area.center().y() - _DISC / 2, _DISC, _DISC)
        fill, edge, ink = colours(theme, step.mark)
        painter.setPen(QPen(QColor(edge), 1.2))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(disc.adjusted(0.6, 0.6, -0.6, -0.6))
        font = self._font(step)
        if step.mark is Mark.DONE:
            painter.setPen(QPen(QColor(ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(check_path(disc.adjusted(6, 6, -6, -6)))
        else:
            small = QFont(font)
            small.setPixelSize(11)
            painter.setFont(small)
            painter.setPen(QColor(ink))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(step.number))
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if step.mark is Mark.CURRENT else theme.quiet))
        words = area.adjusted(_DISC + 7, 0, 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags), step.name)


def colours(theme: Theme, mark: Mark) -> tuple[str, str, str]:
    match mark:
        case Mark.DONE:
            return theme.good, theme.good, theme.on_good
        case Mark.CURRENT:
            return theme.primary, theme.primary, theme.on_primary
        case Mark.AHEAD:
            return theme.card, theme.control_edge, theme.quiet
