"""Whose PIN, the PIN itself in dots, and a pad for fingers."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.challenge import Alphabet, TypedCode
from pos_app.core.staff import LONGEST_PIN, SHORTEST_PIN
from pos_app.screens.keys import Command
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.code_input import CodeInput
from pos_app.screens.parts.look import label
from pos_app.screens.parts.notice import NoticeBox
from pos_app.screens.parts.rows import RowModel
from pos_app.screens.parts.table import RowTable
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button
from pos_app.screens.view.staff import PersonRow, PinView

_ERASE = "←"
_PAD = (*"123456789", _ERASE, "0")


class PinInput(CodeInput):
    """Hands over what was typed with Enter only. What is longer than any PIN, as what a scanner
    reads, is none: it is thrown away with the Enter behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pinInput")
        self.is_too_long = False
        self.configure(SHORTEST_PIN, LONGEST_PIN)

    def add(self, text: str) -> None:
        digits = Alphabet.DIGITS.of_code(text)
        if self.is_too_long or self.length + len(digits) > LONGEST_PIN:
            self.clear()
            self.is_too_long = True
            self.length_changed.emit(0)
            return
        super().add(digits)

    def submit(self) -> None:
        if self.is_too_long:
            self.clear()
        else:
            super().submit()

    def erase(self) -> None:
        self.is_too_long = False
        super().erase()

    def clear(self) -> None:
        self.is_too_long = False
        super().clear()


class PadButton(KeyButton):
    """Touched, never in the way of Tab: the keyboard has digits."""

    pressed_on = Signal(str)

    def __init__(self, face: str, parent: QWidget) -> None:
        super().__init__(f"pinPad{'Erase' if face == _ERASE else face}", parent)
        self._face = face
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.make_small()
        self.show_button(Button(self.objectName(), face, Command.NOTHING))
        self.clicked.connect(self._press)

    def _press(self) -> None:
        self.pressed_on.emit(self._face)


class PinEntry(QWidget):
    entered = Signal(str, object)
    """A name, and a ``TypedCode``."""
    marked = Signal()
    """Somebody else is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = RowTable("peopleTable", self)
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.people.horizontalHeader().hide()
        self._rows: RowModel[PersonRow] = RowModel(self)
        self.people.setModel(self._rows)
        self.people.stretch_first(())
        self.people.selectionModel().currentRowChanged.connect(self._row_changed)
        self._ask = label("name", "pinAsk", wrap=True)
        self.pin = PinInput(self)
        self.pin.submitted.connect(self._submit)
        self.pin.length_changed.connect(self._show_problem)
        self._problem = label("problem", "pinProblem", wrap=True)
        self._notice = NoticeBox("pinNotice", self)
        self.button = KeyButton("pinButton", self)
        self.button.clicked.connect(self._press)
        self._pad = [PadButton(face, self) for face in _PAD]
        self._turn = -1
        self._said = ""
        self._retries = False
        self._lay_out()

    def _lay_out(self) -> None:
        pad = QGridLayout()
        pad.setSpacing(6)
        for place, key in enumerate(self._pad):
            key.pressed_on.connect(self._pad_pressed)
            pad.addWidget(key, place // 3, place % 3)
        self._entry = QVBoxLayout()
        self._entry.setSpacing(6)
        self._entry.addWidget(self._ask)
        self._entry.addWidget(self.pin, 0, Qt.AlignmentFlag.AlignHCenter)
        self._entry.addWidget(self._problem)
        self._entry.addLayout(pad)
        self._entry.addStretch(1)
        self._entry.addWidget(self.button)
        self._choice = QVBoxLayout()
        self._choice.setSpacing(8)
        self._choice.addWidget(self._notice)
        self._choice.addWidget(self.people, 1)
        self._choice.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(self._choice, 1)
        row.addLayout(self._entry, 1)
        policy = QSizePolicy.Policy
        self.people.setSizePolicy(policy.Ignored, policy.Expanding)

    def add_below_people(self, widget: QWidget) -> None:
        self._choice.addWidget(widget)

    @property
    def chosen(self) -> str:
        row = self._rows.row(self.people.currentIndex().row())
        return row.row_id if row is not None else ""

    def choose(self, name: str) -> None:
        place = self._rows.number_of(name)
        if place is not None:
            self.people.selectRow(place)

    def retranslate(self) -> None:
        self.people.setAccessibleName(translate("Staff", "People"))
        self.pin.setAccessibleName(translate("Staff", "PIN"))
        self._pad[_PAD.index(_ERASE)].setAccessibleName(translate("Staff", "Erase"))

    def show_pin(self, view: PinView) -> None:
        before = self.chosen
        self._rows.set_rows(view.rows)
        if self.chosen != view.first or before != view.first:
            self.choose(view.first)
        self.people.setVisible(bool(view.rows))
        self._ask.setText(view.ask)
        self._said = view.problem
        self._show_problem()
        self._notice.show_notice(view.notice)
        self.pin.set_busy(busy=view.busy)
        for key in self._pad:
            key.setEnabled(not view.busy)
        self.button.show_button(view.button)
        self._retries = view.retries
        if view.turn != self._turn:
            self._turn = view.turn
            self.pin.clear()

    def first_focus(self) -> QWidget:
        return self.button if self._retries else self.pin

    def _show_problem(self) -> None:
        text = self._said
        if self.pin.is_too_long:
            text = translate("Staff", "A PIN has 4 to 8 digits: press Enter and type it again.")
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _row_changed(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.pin.clear()
        self.marked.emit()

    def _press(self) -> None:
        if self._retries:
            self.entered.emit("", TypedCode(""))
        else:
            self.pin.submit()

    def _submit(self, pin: TypedCode) -> None:
        self.entered.emit(self.chosen, pin)

    def _pad_pressed(self, face: str) -> None:
        self.pin.setFocus()
        if face == _ERASE:
            self.pin.erase()
        else:
            self.pin.add(face)

    def type(self, text: str) -> None:
        """Digits typed outside the field."""
        if not self.pin.is_busy:
            self.pin.setFocus()
            self.pin.add(text)

    def step(self, key: int) -> bool:
        """The arrows choose, wherever the focus is; answers whether it was one."""
        by = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(key)
        if by is None:
            return False
        last = self._rows.rowCount() - 1
        if last >= 0:
            self.people.selectRow(min(last, max(0, self.people.currentIndex().row() + by)))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.step(event.key()):
            super().keyPressEvent(event)
