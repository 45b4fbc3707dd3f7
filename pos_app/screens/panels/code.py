"""The code: boxes, what is true about it, and sending it again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.code_input import CodeInput
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.spinner import Ring
from pos_app.screens.texts import translate
from pos_app.screens.view.code import CodePanel


class CodePanelView(QWidget):
    submitted = Signal(object)

    def __init__(self, pool: ButtonPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("title", "codeTitle", wrap=True)
        self._sent = label("small", "codeSentLabel", wrap=True)
        self._phone = label("body", "onThePhoneLabel", wrap=True)
        self._ring = Ring(self)
        self.input = CodeInput(self)
        self.input.submitted.connect(self.submitted)
        self._status = label("small", "codeStatusLabel", wrap=True)
        self._notice = NoticeBox("codeNotice", self)
        self._row = ButtonRow(pool, self)
        for centred in (self._title, self._sent, self._phone, self._status):
            centred.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 20, 8)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._sent)
        column.addWidget(self._phone)
        column.addWidget(self._ring)
        column.addWidget(self.input, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._status)
        column.addWidget(self._notice)
        column.addWidget(self._row)
        column.addStretch(1)
        self._entry = ("", 0)
        self._shown: CodePanel | None = None

    def show_panel(self, view: CodePanel) -> None:
        self._row.show_buttons(tuple(b for b in (view.resend, view.instead) if b is not None))
        if view == self._shown:
            return
        self._shown = view
        self.input.setAccessibleName(translate("Code", "Code of the customer"))
        self._title.setText(view.title)
        self._sent.setText(view.sent)
        self._phone.setText(view.on_the_phone)
        self._phone.setVisible(bool(view.on_the_phone))
        self._status.setText(view.status)
        self._status.setAccessibleName(view.status)
        self._status.setVisible(bool(view.status))
        self._notice.show_notice(view.notice)
        with_boxes = bool(view.longest)
        self._ring.setVisible(not with_boxes)
        self.input.setVisible(with_boxes)
        if with_boxes:
            self.input.configure(view.shortest, view.longest, view.alphabet)
            self.input.set_busy(busy=view.busy or view.over)
        if view.entry != self._entry:
            self._entry = view.entry
            self.input.clear()

    def first_focus(self) -> QWidget | None:
        return self.input if self.input.isVisibleTo(self) else None
