"""One line over everything: what is unusual, and what is still open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import TARGET, set_property
from pos_app.screens.view.elements import Button, Notice

_AIR = 6
_SIDE, _ABOVE = 18, 9
"""As the style sheet has them."""


class Banner(QLabel):
    commanded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "banner")
        self.setWordWrap(True)
        self._shown: tuple[Notice | None, Button | None] = (None, None)
        self._button: KeyButton | None = None
        self.hide()

    def show_banner(self, notice: Notice | None, action: Button | None = None) -> None:
        if (notice, action) == self._shown:
            return
        self._shown = notice, action
        self.setVisible(notice is not None)
        text = "" if notice is None else notice.text
        self.setText(f"{text}  {notice.code}" if notice is not None and notice.code else text)
        self.setAccessibleName(text)
        if notice is not None:
            set_property(self, "tone", notice.tone.value)
        self._show_action(action)

    def _show_action(self, action: Button | None) -> None:
        if action is not None and self._button is None:
            self._button = KeyButton(action.name, self)
            self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._button.make_small()
            self._button.commanded.connect(self.commanded)
        if self._button is None:
            return
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.show_button(action)
        self._place()

    def _place(self) -> None:
        """The words leave room for the button on the right."""
        button = self._button
        if button is None:
            return
        shown = not button.isHidden()
        size = button.sizeHint()
        height = max(TARGET, size.height())
        right = _SIDE + (size.width() + _AIR if shown else 0)
        self.setContentsMargins(_SIDE, _ABOVE, right, _ABOVE)
        self.setMinimumHeight(height + 2 * _AIR if shown else 0)
        left, top = self.width() - size.width() - _SIDE, (self.height() - height) // 2
        button.setGeometry(left, top, size.width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
