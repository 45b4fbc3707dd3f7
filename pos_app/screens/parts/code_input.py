"""The boxes for a one-time code. What is typed lives here until they are handed over, once."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.core.challenge import Alphabet, TypedCode
from pos_app.screens.parts.look import theme_of
from pos_app.screens.texts import translate

_BOX = QSize(54, 64)
_WIDE_ONES = 6
_GAP = 10
_SECRET = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
_HINTS = {
    Alphabet.DIGITS: _SECRET | Qt.InputMethodHint.ImhDigitsOnly,
    Alphabet.LETTERS: (
        _SECRET | Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoAutoUppercase
    ),
}


class CodeInput(QWidget):
    submitted = Signal(object)
    """A ``TypedCode``, once for each code that was typed."""
    length_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeInput")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._typed = ""
        self._shortest, self._longest = 4, 6
        self._alphabet = Alphabet.DIGITS
        self._busy = False
        self.setInputMethodHints(_HINTS[self._alphabet])
        self._tell()

    def configure(self, shortest: int, longest: int, alphabet: Alphabet = Alphabet.DIGITS) -> None:
        wanted = (shortest, longest, alphabet)
        if wanted != (self._shortest, self._longest, self._alphabet):
            self._shortest, self._longest, self._alphabet = wanted
            self.setInputMethodHints(_HINTS[alphabet])
            self.clear()
            self.updateGeometry()

    def set_busy(self, *, busy: bool) -> None:
        """While a code is checked, or when it is over, nothing can be typed."""
        if busy != self._busy:
            self._busy = busy
            self._changed()

    @property
    def is_busy(self) -> bool:
        return self._busy

    def clear(self) -> None:
        self._typed = ""
        self._changed()

    @property
    def length(self) -> int:
        return len(self._typed)

    @property
    def is_complete(self) -> bool:
        return len(self._typed) >= self._shortest

    def submit(self) -> None:
        """Hands the code over and forgets it; too short a code stays."""
        if self._busy or not self.is_complete:
            return
        code = TypedCode(self._typed)
        self.clear()
        self.submitted.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.add(QGuiApplication.clipboard().text())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.submit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.erase()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        elif self._alphabet.of_code(event.text()):
            self.add(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.add(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query is Qt.InputMethodQuery.ImEnabled:
            return not self._busy
        if query is Qt.InputMethodQuery.ImHints:
            return self.inputMethodHints().value
        return super().inputMethodQuery(query)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def add(self, text: str) -> None:
        """Takes the code in a typed or pasted text, all of it or nothing."""
        code = self._alphabet.of_code(text)
        if self._busy or not code or len(self._typed) + len(code) > self._longest:
            return
        self._typed += code
        self._changed()
        if self._shortest == self._longest == len(self._typed):
            self.submit()

    def erase(self) -> None:
        if not self._busy:
            self._typed = self._typed[:-1]
            self._changed()

    def _changed(self) -> None:
        self._tell()
        self.length_changed.emit(len(self._typed))
        self.update()

    def _tell(self) -> None:
        typed = translate("Code", "{count} of {longest} digits typed")
        if self._alphabet is Alphabet.LETTERS:
            typed = translate("Code", "{count} of {longest} letters or digits typed")
        count, longest = len(self._typed), self._longest
        self.setAccessibleDescription(typed.format(count=count, longest=longest))

    def _box(self) -> QSize:
        """Longer codes have narrower boxes, so that all of them fit."""
        scale = max(0.8, self.fontMetrics().height() / 19)
        narrow = min(1.0, _WIDE_ONES / self._longest)
        return QSize(int(_BOX.width() * scale * narrow), int(_BOX.height() * scale))

    def sizeHint(self) -> QSize:
        box = self._box()
        width = self._longest * box.width() + (self._longest - 1) * _GAP
        return QSize(width + 4, box.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        for place in range(self._longest):
            left = 2 + place * (box.width() + _GAP)
            area = QRectF(left, 2, box.width(), box.height())
            here = self.hasFocus() and not self._busy and place == len(self._typed)
            optional = place >= self._shortest
            edge = QColor(theme.accent if here else theme.control_edge)
            line = Qt.PenStyle.DashLine if optional and not here else Qt.PenStyle.SolidLine
            painter.setPen(QPen(edge, 2.4 if here else 1.5, line))
            painter.setBrush(QColor(theme.disabled_soft if self._busy else theme.card))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)
            if place < len(self._typed):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.text))
                painter.drawEllipse(area.center(), 5.5, 5.5)
        painter.end()
