"""For a supervisor: what no rule can settle, what to compare, and what can be decided."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.checkout.state import LONGEST_NAME, LONGEST_REASON, Field, Matter, TillState
from pos_app.core.decision import Decision
from pos_app.screens.money_text import MoneyText
from pos_app.screens.pages.columns import TwoColumns
from pos_app.screens.parts.buttons import ButtonPool, ButtonRow
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label, set_property
from pos_app.screens.parts.rows import RowModel
from pos_app.screens.parts.table import RowTable
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.decisions import ASKED_TWICE
from pos_app.screens.view.matters import MatterDetail, MatterRow, derive_matter, derive_matters

Chosen = tuple[str, Decision, str, str]
FACTS = ("known", "tried", "compare")


class MattersPage(TwoColumns):
    changed = Signal()

    def __init__(self, pool: ButtonPool, money: MoneyText, parent: QWidget | None = None) -> None:
        self._detail = QVBoxLayout()
        super().__init__(parent)
        self._money = money
        self._matters: tuple[Matter, ...] = ()
        self._shown_id = ""
        self._armed: Decision | None = None
        self._manager = ""
        """Who has agreed, where people sign in: no name is typed then."""
        self.table = RowTable("mattersTable", self)
        self._rows: RowModel[MatterRow] = RowModel(self)
        self.table.setModel(self._rows)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._title = label("title", "mattersTitle", wrap=True)
        self._matter_title = label("title", "matterTitle", wrap=True)
        self._names = {fact: label("quiet", f"{fact}Name") for fact in FACTS}
        self._facts = {fact: label("body", f"{fact}Text", wrap=True) for fact in FACTS}
        self._question = label("body", "decisionQuestion", wrap=True)
        set_property(self._question, "tone", "caution")
        self._approval = label("small", "mattersApproval", wrap=True)
        self.supervisor = KeyField("supervisorInput", "", self)
        self.supervisor.setMaxLength(LONGEST_NAME)
        self.reason = KeyField("reasonInput", "", self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.supervisor.entered.connect(self._to_reason)
        self.reason.entered.connect(self._to_actions)
        self._name_entry = FieldWithProblem(self.supervisor, self)
        self._reason_entry = FieldWithProblem(self.reason, self)
        self._actions = ButtonRow(pool, self)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.show_list(self._title, self.table)
        detail = QFrame(self)
        detail.setProperty("role", "card")
        detail.setLayout(self._detail)
        self._detail.addWidget(self._matter_title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(FACTS):
            grid.addWidget(self._names[fact], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._facts[fact], row, 1)
        self._detail.addLayout(grid)
        self._detail.addStretch(1)
        self._detail.addWidget(self._question)
        self._detail.addWidget(self._approval)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._name_entry, 2, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self._reason_entry, 3, Qt.AlignmentFlag.AlignTop)
        self._detail.addLayout(fields)
        self.right.addWidget(detail, 1)
        self.right.addWidget(self._actions)

    def tighten(self, *, compact: bool) -> None:
        side, air = (14, 8) if compact else (18, 14)
        self._detail.setContentsMargins(side, air, side, air)
        self._detail.setSpacing(6 if compact else 12)

    def retranslate(self) -> None:
        self._rows.set_heads((translate("Matters", "CASE"), translate("Matters", "WORTH")))
        self.table.stretch_first((11,))
        self.table.setAccessibleName(translate("Matters", "For a supervisor"))
        for fact, text in (
            ("known", translate("Matters", "Known")),
            ("tried", translate("Matters", "Tried")),
            ("compare", translate("Matters", "Compare")),
        ):
            self._names[fact].setText(text)
        for field, text in (
            (self.supervisor, translate("Matters", "Your name")),
            (self.reason, translate("Matters", "Reason: what you saw")),
        ):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)

    def show_matters(self, state: TillState) -> None:
        self._matters = state.matters
        current = self._rows.row(self.table.currentIndex().row())
        self._rows.set_rows(derive_matters(state, self._money))
        place = self._rows.number_of(current.row_id) if current is not None else None
        if self._matters and (place is None or place != self.table.currentIndex().row()):
            self.table.selectRow(place or 0)
        self._title.setText(
            translate("Matters", "For a supervisor")
            if self._matters
            else translate("Matters", "Nothing waits for a supervisor")
        )
        self._show_detail(state)

    def _current(self) -> Matter | None:
        row = self._rows.row(self.table.currentIndex().row())
        if row is None:
            return None
        return next((matter for matter in self._matters if matter.id == row.matter_id), None)

    def _show_detail(self, state: TillState) -> None:
        matter = self._current()
        shown_id = matter.id if matter is not None else ""
        if shown_id != self._shown_id or (matter and self._armed not in matter.decisions):
            self._shown_id, self._armed = shown_id, None
        if matter is None:
            self._show_nothing()
        else:
            self._show_matter(derive_matter(state, matter, self._money, self._armed), matter)

    def _show_nothing(self) -> None:
        self._matter_title.setText(
            translate("Matters", "What no rule can settle will be listed here.")
        )
        words = (self._question, self._approval)
        for part in (*self._names.values(), *self._facts.values(), *words):
            part.hide()
        self._name_entry.hide()
        self._reason_entry.hide()
        self._actions.show_buttons(())

    def _show_matter(self, view: MatterDetail, matter: Matter) -> None:
        self._matter_title.setText(view.title)
        for fact, text in (
            ("known", view.known),
            ("tried", view.tried),
            ("compare", view.compare),
        ):
            self._show_fact(self._names[fact], self._facts[fact], text)
        self._question.setText(view.question)
        self._question.setVisible(bool(view.question))
        for entry, problem in (
            (self._name_entry, view.name_problem),
            (self._reason_entry, view.reason_problem),
        ):
            typed = entry is self._reason_entry or not self._manager
            entry.setVisible(bool(matter.decisions) and typed)
            entry.show_problem(problem)
        self._approval.setVisible(bool(self._manager))
        self._approval.setText(
            translate("Staff", "Approved by {name}").format(name=remote(self._manager))
        )
        self._actions.show_buttons(view.actions)

    def _show_fact(self, name: QLabel, fact: QLabel, text: str) -> None:
        fact.setText(text)
        for part in (name, fact):
            part.setVisible(bool(text))

    def _row_changed(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.changed.emit()

    def choose(self, decision: Decision) -> Chosen | None:
        """Nothing at the first press of what is asked twice; the whole decision otherwise."""
        matter = self._current()
        if matter is None or decision not in matter.decisions:
            return None
        if decision in ASKED_TWICE and self._armed is not decision:
            self._armed = decision
            self.changed.emit()
            return None
        return matter.id, decision, self._manager or self.supervisor.text(), self.reason.text()

    def approved_by(self, manager: str) -> None:
        self._manager = manager

    def decided(self) -> None:
        """The reason belonged to what was decided; the supervisor goes on with the next one."""
        self._armed = None
        self.reason.clear()
        self.changed.emit()

    def disarm(self) -> bool:
        """Answers whether a decision was waiting to be confirmed."""
        was, self._armed = self._armed, None
        if was is not None:
            self.changed.emit()
        return was is not None

    def leave(self) -> None:
        """Whoever comes next types a name of their own."""
        self._armed = None
        self._manager = ""
        self.supervisor.clear()
        self.reason.clear()

    def field_of(self, field: Field) -> KeyField | None:
        return {Field.SUPERVISOR: self.supervisor, Field.REASON: self.reason}.get(field)

    def _to_reason(self) -> None:
        self.reason.setFocus()

    def _to_actions(self) -> None:
        (self._actions.primary() or self.table).setFocus()

    def first_focus(self) -> QWidget:
        return self.table
