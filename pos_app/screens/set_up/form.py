"""The questions of one step: fields to type into, and choices to press."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.setting_up.asks import PINS, Ask
from pos_app.screens.keys import Command
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.view.elements import Button, Kind
from pos_app.screens.view.set_up import FieldView

LONGEST = 512
"""Characters of an answer; some keys are long."""
Revealed = Callable[[Ask], str]
"""What was typed into a hidden field, for one that is made anew."""


class _Question(QWidget):
    """One question with its name above it."""

    answered = Signal(str, str)
    """Which, and what."""
    entered = Signal()

    def __init__(self, view: FieldView, parent: QWidget) -> None:
        super().__init__(parent)
        self.ask = view.ask
        self.label = label("small", f"setUp-{view.ask}-label", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(3)
        self.column.addWidget(self.label)

    def show_view(self, view: FieldView) -> None:
        self.label.setText(view.label)

    def first_focus(self) -> QWidget:
        return self

    def discard(self) -> None:
        """Nothing that was typed stays in it, however long it takes to be deleted."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.hide()
        self.deleteLater()


class TypedQuestion(_Question):
    def __init__(self, view: FieldView, typed: str, parent: QWidget) -> None:
        super().__init__(view, parent)
        self.field = KeyField(f"setUp-{view.ask}", "", self, LONGEST)
        self.field.hide_text(hidden=view.hidden)
        self.field.setText(typed if view.hidden else view.text)
        self._entry = FieldWithProblem(self.field, self)
        self.column.addWidget(self._entry)
        self.column.addStretch(1)
        self.field.textChanged.connect(self._changed)
        self.field.entered.connect(self._entered)

    def show_view(self, view: FieldView) -> None:
        super().show_view(view)
        if not view.hidden and view.text != self.field.text():
            self.field.setText(view.text)
        self.field.setPlaceholderText(view.example)
        self.field.setAccessibleName(view.label)
        self._entry.show_problem(view.problem)

    def first_focus(self) -> QWidget:
        return self.field

    def discard(self) -> None:
        super().discard()
        self.field.clear()

    def _changed(self, text: str) -> None:
        if self.ask in PINS and not text.isdigit():
            digits = "".join(character for character in text if character.isdigit())
            if digits != text:
                self.field.setText(digits)
                return
        self.answered.emit(self.ask.value, text)

    def _entered(self, _text: str) -> None:
        self.entered.emit()


class ChoiceQuestion(_Question):
    def __init__(self, view: FieldView, parent: QWidget) -> None:
        super().__init__(view, parent)
        self._buttons: dict[str, ChoiceButton] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice in view.choices:
            button = ChoiceButton(f"setUp-{view.ask}-{choice.value or 'none'}", choice.value, self)
            button.chosen.connect(self._chosen)
            self._buttons[choice.value] = button
            row.addWidget(button)
        self.column.addLayout(row)
        self._problem = label("problem", f"setUp-{view.ask}-problem", wrap=True)
        self.column.addWidget(self._problem)

    def show_view(self, view: FieldView) -> None:
        super().show_view(view)
        for choice in view.choices:
            kind = Kind.CHOSEN if choice.chosen else Kind.SECONDARY
            button = self._buttons[choice.value]
            shown = Button(button.objectName(), choice.text, Command.NOTHING, "", kind)
            button.show_button(shown)
            button.setAccessibleDescription(view.label)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))

    def first_focus(self) -> QWidget:
        chosen = [button for button in self._buttons.values() if button.kind is Kind.CHOSEN]
        return chosen[0] if chosen else next(iter(self._buttons.values()))

    def _chosen(self, value: str) -> None:
        self.answered.emit(self.ask.value, value)


class ChoiceButton(KeyButton):
    chosen = Signal(str)

    def __init__(self, name: str, value: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._value = value
        self.make_small()
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._value)


class Form(QWidget):
    answered = Signal(str, str)
    finished = Signal()
    """Enter was pressed where nothing is left to be answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 8, 2)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[Ask, tuple[str, ...]], ...] = ()
        self._questions: dict[Ask, TypedQuestion | ChoiceQuestion] = {}
        self._order: list[Ask] = []

    def tighten(self, *, compact: bool) -> None:
        self._grid.setVerticalSpacing(8 if compact else 14)

    def show_fields(self, fields: tuple[FieldView, ...], revealed: Revealed) -> None:
        wanted = tuple((view.ask, tuple(each.value for each in view.choices)) for view in fields)
        if wanted != self._shown:
            self._shown = wanted
            self._arrange(fields, revealed)
        for view in fields:
            self._questions[view.ask].show_view(view)

    def first_focus(self) -> QWidget | None:
        """The first that has a mistake or no answer, else the first."""
        typed = [each for each in self._questions.values() if isinstance(each, TypedQuestion)]
        wrong = [each for each in typed if each.field.property("wrong")]
        empty = [each for each in typed if not each.field.text()]
        every = [*wrong, *empty, *self._questions.values()]
        return every[0].first_focus() if every else None

    def clear(self) -> None:
        self._shown = ()
        for question in self._questions.values():
            question.discard()
        self._questions.clear()

    def _arrange(self, fields: tuple[FieldView, ...], revealed: Revealed) -> None:
        kept = {view.ask for view in fields}
        for ask in [ask for ask in self._questions if ask not in kept]:
            gone = self._questions.pop(ask)
            self._grid.removeWidget(gone)
            gone.discard()
        row, half = 0, 0
        for view in fields:
            question = self._questions.get(view.ask) or self._make(view, revealed)
            self._grid.removeWidget(question)
            if view.wide:
                row, half = row + half, 0
                self._grid.addWidget(question, row, 0, 1, 2)
                row += 1
                continue
            self._grid.addWidget(question, row, half)
            row, half = (row + 1, 0) if half else (row, 1)
        self._order = [view.ask for view in fields]

    def _make(self, view: FieldView, revealed: Revealed) -> "TypedQuestion | ChoiceQuestion":
        question: TypedQuestion | ChoiceQuestion
        if view.choices:
            question = ChoiceQuestion(view, self)
        else:
            question = TypedQuestion(view, revealed(view.ask), self)
        question.answered.connect(self.answered)
        question.entered.connect(self._to_the_next)
        self._questions[view.ask] = question
        question.show()
        return question

    def _to_the_next(self) -> None:
        fields = [
            each.field
            for ask in self._order
            if isinstance(each := self._questions[ask], TypedQuestion)
        ]
        here = next((i for i, field in enumerate(fields) if field.hasFocus()), len(fields))
        if here + 1 < len(fields):
            fields[here + 1].setFocus()
        else:
            self.finished.emit()
