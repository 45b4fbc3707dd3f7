"""The steps of a set-up, down the left side: done, current, ahead; those reached can be gone to."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.setting_up.states import Step
from pos_app.screens.icons import check_path
from pos_app.screens.parts.look import TARGET, pixel_size, theme_of
from pos_app.screens.parts.step_bar import colours
from pos_app.screens.view.set_up import StepRow
from pos_app.screens.view.steps import Mark

_DISC = 24.0
_SIDE = 12.0


class StepButton(QPushButton):
    wanted = Signal(str)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"setUpStep-{step}")
        self._step = step
        self._row: StepRow | None = None
        self.setAutoRepeat(False)
        self.setMinimumHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(self._clicked)

    def show_row(self, row: StepRow) -> None:
        if row == self._row:
            return
        self._row = row
        self.setText(row.name)
        self.setAccessibleName(f"{row.number}. {row.name}")
        self.setEnabled(row.reachable)
        self.update()

    def _clicked(self) -> None:
        self.wanted.emit(self._step.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, TARGET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._row is None:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._row.mark is Mark.CURRENT
        face = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if current or self.hasFocus():
            ring = theme.accent if self.hasFocus() else theme.accent_soft
            painter.setPen(QPen(QColor(ring), 2))
            painter.setBrush(QColor(theme.accent_soft if current else theme.card))
            painter.drawRoundedRect(face, 8, 8)
        fill, edge, ink = colours(theme, self._row.mark)
        disc = QRectF(_SIDE, face.center().y() - _DISC / 2, _DISC, _DISC)
        painter.setPen(QPen(QColor(edge), 1.2))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(disc)
        self._paint_mark(painter, disc, QColor(ink))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if current else theme.quiet))
        words = face.adjusted(_SIDE + _DISC + 10, 0, -4, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags), self.text())
        painter.end()

    def _paint_mark(self, painter: QPainter, disc: QRectF, ink: QColor) -> None:
        assert self._row is not None  # noqa: S101 - asked by whoever paints
        if self._row.mark is Mark.DONE:
            painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(check_path(disc.adjusted(7, 7, -7, -7)))
            return
        small = QFont(self.font())
        small.setPixelSize(max(11, round(pixel_size(self.font()) * 0.8)))
        painter.setFont(small)
        painter.setPen(ink)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._row.number))


class StepList(QWidget):
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setUpSteps")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._buttons: dict[Step, StepButton] = {}
        for step in Step:
            button = StepButton(step, self)
            button.wanted.connect(self.wanted)
            self._buttons[step] = button
            self._column.addWidget(button)

    def show_rows(self, rows: tuple[StepRow, ...]) -> None:
        shown = {row.step: row for row in rows}
        for step, button in self._buttons.items():
            button.setVisible(step in shown)
            if step in shown:
                button.show_row(shown[step])
