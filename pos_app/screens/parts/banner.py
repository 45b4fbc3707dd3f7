"""One line over everything: what is unusual, and what is still open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from pos_app.screens.parts.look import set_property
from pos_app.screens.view.elements import Notice


class Banner(QLabel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "banner")
        self.setWordWrap(True)
        self._shown: Notice | None = None
        self.hide()

    def show_banner(self, notice: Notice | None) -> None:
        if notice == self._shown:
            return
        self._shown = notice
        self.setVisible(notice is not None)
        text = "" if notice is None else notice.text
        self.setText(f"{text}  {notice.code}" if notice is not None and notice.code else text)
        self.setAccessibleName(text)
        if notice is not None:
            set_property(self, "tone", notice.tone.value)
