"""The rewards to choose from, and how much of a cashback to spend."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.panels.coupon import CouponEditor
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.reward_list import RewardList
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button
from pos_app.screens.view.panel import RewardsPanel
from pos_app.screens.view.rewards import AmountChoice


class AmountEditor(QWidget):
    """All, a round figure, or a typed amount; nothing is sent by choosing one."""

    amount_set = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("body", "amountTitle")
        self._new_total = label("small", "amountNewTotal")
        self._all = KeyButton("amountAllButton", self)
        self._round = KeyButton("amountRoundButton", self)
        for button in (self._all, self._round):
            button.make_small()
        self._all.clicked.connect(self._take_all)
        self._round.clicked.connect(self._take_round)
        self.field = KeyField("amountInput", "", self)
        self.field.entered.connect(self.amount_set)
        self._entry = FieldWithProblem(self.field, self)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._new_total)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._entry, 4)
        row.addWidget(self._all, 4)
        row.addWidget(self._round, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(row)
        self._shown: AmountChoice | None = None

    def show_amount(self, view: AmountChoice) -> None:
        if view == self._shown:
            return
        before, self._shown = self._shown, view
        self._title.setText(translate("Amount", "How much to use?"))
        self.field.setAccessibleName(self._title.text())
        self._new_total.setText(view.new_total)
        self._all.show_button(Button("amountAllButton", view.all_label, Command.NOTHING))
        self._round.show_button(Button("amountRoundButton", view.round_label, Command.NOTHING))
        self._round.setVisible(bool(view.round_label))
        self._entry.show_problem(view.problem)
        if before is None or (not view.problem and before.typed != view.typed):
            self.field.setText(view.typed)
            self.field.selectAll()

    def untaken(self) -> str | None:
        """What is typed and not yet taken over."""
        text = self.field.text()
        return text if self._shown is not None and text != self._shown.typed else None

    def _take_all(self) -> None:
        if self._shown is not None:
            self.amount_set.emit(self._shown.all_text)

    def _take_round(self) -> None:
        if self._shown is not None:
            self.amount_set.emit(self._shown.round_text)


class RewardsPanelView(QWidget):
    chosen = Signal(str)
    amount_set = Signal(str)
    coupon_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = NoticeBox("rewardsNotice", self)
        self.list = RewardList(self)
        self.list.chosen.connect(self.chosen)
        self.amount: AmountEditor | None = None
        self._coupon: CouponEditor | None = None
        self._coupon_problem = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 10)
        self._column.setSpacing(8)
        self._column.addWidget(self._notice)
        self._column.addWidget(self.list, 1)

    def show_panel(self, view: RewardsPanel) -> None:
        self.list.setAccessibleName(translate("Reward", "Rewards"))
        self._notice.show_notice(view.notice)
        self.list.show_rows(view.rows)
        if view.amount is not None:
            self._editor().show_amount(view.amount)
        if self.amount is not None:
            self.amount.setVisible(view.amount is not None)
        self._coupon_problem = view.coupon_problem
        if self._coupon is not None:
            self._coupon.show_problem(view.coupon_problem)

    def ask_for_coupon(self) -> QWidget:
        """Answers the field, which is there until a code is taken or the cashier goes back."""
        if self._coupon is None:
            self._coupon = CouponEditor(self)
            self._coupon.entered.connect(self.coupon_entered)
            self._column.addWidget(self._coupon)
        self._coupon.field.clear()
        self._coupon.show_problem(self._coupon_problem)
        self._coupon.show()
        return self._coupon.field

    def stop_coupon(self) -> bool:
        """Answers whether a code was asked for."""
        if self._coupon is None or self._coupon.isHidden():
            return False
        self._coupon.hide()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop_coupon()

    def _editor(self) -> AmountEditor:
        if self.amount is None:
            self.amount = AmountEditor(self)
            self.amount.amount_set.connect(self.amount_set)
            self._column.addWidget(self.amount)
        return self.amount

    def untaken_amount(self) -> str | None:
        editor = self.amount
        return editor.untaken() if editor is not None and editor.isVisible() else None

    def amount_field(self) -> QWidget | None:
        editor = self.amount
        return editor.field if editor is not None and not editor.isHidden() else None
