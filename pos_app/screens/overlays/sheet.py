"""A sheet over the window: takes the keys until it is closed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.screens import focus
from pos_app.screens.keys import is_lock
from pos_app.screens.parts.look import label
from pos_app.screens.stylesheet import scale_for

_SCRIM = QColor(8, 12, 20, 150)


class Sheet(QWidget):
    closed = Signal()

    def __init__(self, name: str, width: int, window: QWidget) -> None:
        """``width`` in pixels of the usual screen; on a larger one it grows with the letters."""
        super().__init__(window)
        self.setObjectName(name)
        self.frame = QFrame(self)
        self.frame.setProperty("role", "sheet")
        grown = round(width * max(1.0, scale_for(window.width(), window.height())))
        self.frame.setFixedWidth(min(grown, window.width() - 40))
        self.title = label("title", f"{name}Title", wrap=True)
        self.column = QVBoxLayout(self.frame)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        self.column.addWidget(self.title)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.frame)
        middle.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def first_focus(self) -> QWidget | None:
        return None

    def retranslate(self) -> None:
        """Sets every text again in the current language."""

    def show_state(self, state: TillState, now: float) -> None:
        """Of a sheet that shows more than it was made with."""

    def close_sheet(self) -> None:
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.close_sheet()
        elif event.key() in _THE_WINDOWS or is_lock(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab stays on the sheet."""
        focus.step(self, forward=forward, columns=False)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.window().rect())
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        (self.first_focus() or self).setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM)
        painter.end()


_THE_WINDOWS = {Qt.Key.Key_F1, Qt.Key.Key_F10, Qt.Key.Key_F11}
