"""Text fields with their key on the right and their problem below."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pos_app.screens.parts.look import TARGET, key_width, label, paint_key, set_property, theme_of

LONGEST, LONGEST_SCANNED = 255, 4096


class KeyField(QLineEdit):
    """Hands over what was typed once per press of Enter, never on a held key."""

    entered = Signal(str)

    def __init__(
        self, name: str, key: str = "", parent: QWidget | None = None, longest: int = LONGEST
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._key = key
        self.setMaxLength(longest)
        self.setMinimumHeight(TARGET + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        right = int(key_width(self.font(), key)) + 16 if key else 0
        self.setTextMargins(0, 0, right, 0)

    def hide_text(self, *, hidden: bool) -> None:
        """Dots, for what a scanner reads and nobody may."""
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        if self.echoMode() != mode:
            self.setEchoMode(mode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.entered.emit(self.text())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), TARGET + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._key:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setFont(self.font())
        width = key_width(self.font(), self._key)
        area = QRectF(self.width() - width - 14, 0, width, self.height())
        paint_key(painter, area, self._key, QColor(theme.quiet), QColor(theme.control_edge))
        painter.end()


class FieldWithProblem(QWidget):
    """A field, and below it what was wrong with the last entry."""

    def __init__(self, field: KeyField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._problem = label("problem", f"{field.objectName()}Problem", wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(field)
        column.addWidget(self._problem)

    def show_problem(self, text: str, code: str = "") -> None:
        shown = f"{text}  {code}" if code else text
        if self._problem.text() != shown:
            self._problem.setText(shown)
            self._problem.setVisible(bool(text))
            self.field.setAccessibleDescription(text)
        set_property(self.field, "wrong", bool(text))
