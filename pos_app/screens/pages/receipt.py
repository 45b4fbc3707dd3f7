"""The receipt on the screen, and the change to hand over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.screens.money_text import MoneyText
from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.parts.barcode import Barcode
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.spinner import Ring
from pos_app.screens.texts import translate
from pos_app.screens.view.receipt import WIDTH, ReceiptView, derive_receipt

_PADDING = 48
"""Of the frame and the document, left and right together."""


class Paper(QPlainTextEdit):
    """The text in the middle, as wide as the receipt's paper."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("receiptText")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.fontMetrics().horizontalAdvance("0") * WIDTH
        margin = max(0, (self.width() - wide - _PADDING) // 2)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(margin, 8, max(0, margin - bar), 8)


class ReceiptPage(TwoColumns):
    def __init__(self, pool: ButtonPool, money: MoneyText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self._paper = Paper(self)
        self._barcode = Barcode("receiptBarcode", self)
        self._ring = Ring(self)
        self._ring.set_done(done=True)
        self._title = label("title", "receiptTitle", wrap=True)
        self._change_title = label("title", "receiptChangeTitle")
        self._change = label("huge", "receiptChangeLabel")
        self._change.setProperty("tone", "good")
        self._change_title.setProperty("tone", "good")
        self._earned = label("body", "earnedLabel", wrap=True)
        self._notice = NoticeBox("receiptNotice", self)
        self._printing = NoticeBox("printingNotice", self)
        self._actions = ButtonRow(pool, self)
        self._shown: ReceiptView | None = None
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.left.addWidget(self._paper, 1)
        self.left.addWidget(self._barcode, 0, Qt.AlignmentFlag.AlignHCenter)
        card = QFrame(self)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._ring)
        for part in (self._title, self._change_title, self._change, self._earned):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addWidget(self._notice)
        column.addWidget(self._printing)
        column.addStretch(3)
        self.right.addWidget(card, 1)
        self.right.addWidget(self._actions)

    def retranslate(self) -> None:
        self._paper.setAccessibleName(translate("Receipt", "Receipt"))
        self._change_title.setText(translate("Pay", "Change"))
        self._shown = None

    def show_receipt(self, state: TillState) -> None:
        if state.receipt is None:
            return
        view = derive_receipt(state, state.receipt, self._money)
        self._actions.show_buttons(view.actions)
        if view == self._shown:
            return
        self._shown = view
        self._paper.setPlainText(view.text)
        self._barcode.show_code(view.barcode)
        self._title.setText(view.title)
        for part in (self._change_title, self._change):
            part.setVisible(bool(view.change))
        self._change.setText(view.change)
        self._change.setAccessibleName(f"{self._change_title.text()} {view.change}")
        self._earned.setText(view.earned)
        self._earned.setVisible(bool(view.earned))
        self._notice.show_notice(view.notice)
        self._printing.show_notice(view.printing)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._paper.toPlainText())

    def first_focus(self) -> QWidget | None:
        return self._actions.primary()
