"""Cash with its change, or the card terminal beside the till."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.core.order import Method
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow, KeyButton
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label, set_property
from pos_app.screens.parts.totals import Sums
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button
from pos_app.screens.view.pay import Note, PayView, derive_pay


class NoteButton(KeyButton):
    """Puts a sum that customers often hand over into the field."""

    taken = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._typed = ""
        self.make_small()
        self.clicked.connect(self._take)

    def show_note(self, note: Note) -> None:
        self._typed = note.typed
        self.show_button(Button(self.objectName(), note.text, Command.NOTHING))

    def _take(self) -> None:
        self.taken.emit(self._typed)


class PayPage(TwoColumns):
    changed = Signal()
    finish_wanted = Signal()

    def __init__(self, pool: ButtonPool, money: MoneyText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self._method = Method.CASH
        self._sale_id = ""
        self._sums = Sums()
        self._words = {name: label("title", f"{name}Title") for name in ("total", "change")}
        self._total = label("huge", "payTotalLabel")
        self._change = label("huge", "changeLabel")
        self._methods = ButtonRow(pool, self)
        self._question = label("title", "givenTitle", wrap=True)
        self._card_hint = label("body", "cardHint", wrap=True)
        self.given = KeyField("givenInput", "", self)
        self.given.textEdited.connect(self._edited)
        self.given.entered.connect(self._entered)
        self._entry = FieldWithProblem(self.given, self)
        self._notes = [NoteButton(f"noteButton{i}", self) for i in range(4)]
        self._actions = ButtonRow(pool, self)
        self._lay_out()
        self._shown: PayView | None = None
        self._enough = True
        self.retranslate()

    def _lay_out(self) -> None:
        due = QFrame(self)
        due.setProperty("role", "card")
        column = QVBoxLayout(due)
        column.setContentsMargins(28, 20, 28, 20)
        column.addLayout(self._sums)
        column.addStretch(1)
        for name, amount in (("total", self._total), ("change", self._change)):
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._words[name].setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(self._words[name])
            column.addWidget(amount)
            column.addSpacing(8)
        column.addStretch(1)
        self.left.addWidget(due, 1)
        how = QFrame(self)
        how.setProperty("role", "card")
        steps = QVBoxLayout(how)
        steps.setContentsMargins(20, 18, 20, 18)
        steps.setSpacing(12)
        steps.addWidget(self._methods)
        steps.addSpacing(6)
        for part in (self._question, self._entry, self._card_hint):
            steps.addWidget(part)
        grid = QGridLayout()
        grid.setSpacing(8)
        for i, note in enumerate(self._notes):
            note.taken.connect(self._take_note)
            grid.addWidget(note, i // 2, i % 2)
        steps.addLayout(grid)
        steps.addStretch(1)
        self.right.addWidget(how, 1)
        self.right.addWidget(self._actions)

    def retranslate(self) -> None:
        self._words["total"].setText(translate("Totals", "To pay"))
        self._question.setText(translate("Pay", "How much did the customer give?"))
        self.given.setAccessibleName(self._question.text())
        self.given.setPlaceholderText(translate("Pay", "Empty means the exact amount"))
        self._shown = None

    def show_pay(self, state: TillState) -> None:
        if state.sale.id != self._sale_id:
            self._sale_id = state.sale.id
            self._method = Method.CASH
            self.given.clear()
        view = derive_pay(state, self._method, self.given.text(), self._money)
        self._methods.show_buttons(view.methods)
        self._actions.show_buttons(view.actions)
        if view == self._shown:
            return
        self._shown = view
        self._enough = view.actions[-1].enabled
        self._sums.show_sums(view.sums)
        self._total.setText(view.total)
        self._total.setAccessibleName(f"{self._words['total'].text()} {view.total}")
        self._show_change(view)
        self._entry.setVisible(view.cash)
        self._question.setVisible(view.cash)
        self._card_hint.setVisible(not view.cash)
        self._card_hint.setText(view.card_hint)
        self._entry.show_problem(view.problem)
        for i, button in enumerate(self._notes):
            button.setVisible(i < len(view.notes))
            if i < len(view.notes):
                button.show_note(view.notes[i])

    def _show_change(self, view: PayView) -> None:
        title: QLabel = self._words["change"]
        missing = bool(view.short)
        title.setText(translate("Pay", "Still missing") if missing else translate("Pay", "Change"))
        amount = view.short or view.change
        self._change.setText(amount)
        self._change.setAccessibleName(f"{title.text()} {amount}")
        tone = "caution" if missing else "good"
        for part in (title, self._change):
            set_property(part, "tone", tone)
            part.setVisible(bool(amount))

    def first_focus(self) -> QWidget | None:
        return self.given if self._method is Method.CASH else self._actions.primary()

    def set_method(self, method: Method) -> None:
        self._method = method
        self.changed.emit()

    def order(self) -> tuple[Method, str] | None:
        """How it is paid, once it is enough."""
        given = self.given.text() if self._method is Method.CASH else ""
        return (self._method, given) if self._enough else None

    def _edited(self) -> None:
        self.changed.emit()

    def _entered(self) -> None:
        self.finish_wanted.emit()

    def _take_note(self, typed: str) -> None:
        self.given.setText(typed)
        self.changed.emit()
        primary = self._actions.primary()
        if primary is not None:
            primary.setFocus()
