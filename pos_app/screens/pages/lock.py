"""The locked till: who comes, and their PIN. Nothing of any sale is on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.screens import focus
from pos_app.screens.keys import Command
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.parts.pin_entry import PinEntry
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind
from pos_app.screens.view.staff import derive_sign_in

_WIDEST = 48
"""In heights of a line: letters grow with the screen."""


class LockPage(QWidget):
    unlock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card = card = QFrame(self)
        card.setProperty("role", "card")
        self._title = label("title", "lockTitle", wrap=True)
        self.entry = PinEntry(card)
        self.entry.marked.connect(self._again)
        self._unlock = KeyButton("unlockKeysButton", card)
        self._unlock.clicked.connect(self.unlock_wanted)
        self.entry.add_below_people(self._unlock)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.entry, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        self._state: TillState | None = None
        self._now = 0.0
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translate("Staff", "Who is at the till?"))
        text = translate("Staff", "Unlock the keys")
        self._unlock.show_button(
            Button("unlockKeysButton", text, Command.NOTHING, "", Kind.SECONDARY)
        )
        self.entry.retranslate()

    def show_lock(self, state: TillState, now: float) -> None:
        self._state, self._now = state, now
        if state.staff is None:
            return
        locked = state.keys is not None
        marked = self.entry.chosen
        view = derive_sign_in(state.staff, now, marked, keys_locked=locked)
        self.entry.show_pin(view)
        self._unlock.setVisible(locked)

    def arrive(self, state: TillState) -> None:
        """For whoever was there last, with nothing typed."""
        self.entry.pin.clear()
        if state.staff is not None:
            self.entry.choose(state.staff.chosen)
        focus.give(self.first_focus())

    def first_focus(self) -> QWidget:
        return self._unlock if self._unlock.isVisibleTo(self) else self.entry.first_focus()

    def _again(self) -> None:
        if self._state is not None:
            self.show_lock(self._state, self._now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.setMaximumWidth(self.fontMetrics().height() * _WIDEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever is typed here ends here."""
        if event.text().isdigit():
            self.entry.type(event.text())
