"""A tinted box with something the cashier should know."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.screens.parts.look import label, set_property
from pos_app.screens.view.elements import Notice


class NoticeBox(QFrame):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self._title = label("noticeTitle", f"{name}Title", wrap=True)
        self._text = label("noticeText", f"{name}Text", wrap=True)
        self._code = label("noticeCode", f"{name}Code")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 14, 9)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        row.addWidget(self._code, 0, Qt.AlignmentFlag.AlignBottom)
        self._shown: Notice | None = None
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        if notice == self._shown:
            return
        self._shown = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        for part, text in (
            (self._title, notice.title),
            (self._text, notice.text),
            (self._code, notice.code),
        ):
            part.setText(text)
            part.setVisible(bool(text))
            set_property(part, "tone", notice.tone.value)
        set_property(self, "tone", notice.tone.value)
        self.setAccessibleName(f"{notice.title} {notice.text}".strip())
