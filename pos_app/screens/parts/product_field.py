"""The product field also steers the basket below it while it is empty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_app.screens.parts.fields import LONGEST_SCANNED, KeyField


class ProductField(KeyField):
    stepped = Signal(int)
    """One more or one less of the marked item."""
    moved = Signal(int)
    """Marks the next or the previous item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("productInput", "F2", parent, LONGEST_SCANNED)
        self._longest_shown: int | None = None
        self.textChanged.connect(self._on_changed)

    def show_up_to(self, longest: int | None) -> None:
        """Longer text is no product: it may be what nobody else is to read."""
        self._longest_shown = longest

    def _on_changed(self, text: str) -> None:
        limit = self._longest_shown
        self.hide_text(hidden=limit is not None and len(text) > limit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        empty = not self.text()
        match event.key():
            case Qt.Key.Key_Plus if empty:
                self.stepped.emit(1)
            case Qt.Key.Key_Minus if empty:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                super().keyPressEvent(event)
