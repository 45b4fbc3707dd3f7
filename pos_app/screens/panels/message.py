"""One thing to know: waiting, done, unknown, out of reach."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.spinner import Ring
from pos_app.screens.view.elements import Notice, Tone
from pos_app.screens.view.redeeming import MessagePanel


class MessagePanelView(QWidget):
    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = Ring(self)
        self._title = label("title", "messageTitle", wrap=True)
        self._text = label("small", "messageText", wrap=True)
        self._box = NoticeBox("messageNotice", self)
        self._note = NoticeBox("messageNote", self)
        self._small = label("small", "messageSmall", wrap=True)
        for centred in (self._title, self._text, self._small):
            centred.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._row = ButtonRow(pool, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 20, 8)
        column.setSpacing(8)
        column.addStretch(3)
        for part in (self._ring, self._title, self._text, self._box, self._note, self._small):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self._row)
        column.addStretch(4)
        self._shown: MessagePanel | None = None

    def show_panel(self, view: MessagePanel) -> None:
        self._row.show_buttons(view.buttons)
        if view == self._shown:
            return
        self._shown = view
        boxed = view.tone in {Tone.CAUTION, Tone.BAD}
        self._ring.setVisible(view.busy or view.done)
        self._ring.set_done(done=view.done)
        self._title.setText(view.title)
        self._title.setVisible(not boxed)
        self._text.setText(view.text)
        self._text.setVisible(not boxed and bool(view.text))
        self._box.show_notice(Notice(view.text, view.tone, view.title) if boxed else None)
        self._note.show_notice(view.notice)
        self._small.setText(view.small)
        self._small.setVisible(bool(view.small))
        self.setAccessibleName(f"{view.title}. {view.text}")
