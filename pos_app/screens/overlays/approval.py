"""A manager agrees, by name and PIN, to what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.core.challenge import TypedCode
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.look import label
from pos_app.screens.parts.pin_entry import PinEntry
from pos_app.screens.texts import translate
from pos_app.screens.view.staff import derive_approval


class ApprovalSheet(Sheet):
    approved = Signal(str)
    """The manager's name."""

    def __init__(self, checkout: Checkout, window: QWidget) -> None:
        super().__init__("approvalSheet", 860, window)
        self._checkout = checkout
        self._text = label("body", "approvalText", wrap=True)
        self.entry = PinEntry(self.frame)
        self.entry.entered.connect(self._enter)
        self.entry.marked.connect(self._again)
        self.column.addWidget(self._text)
        self.column.addWidget(self.entry)

    def first_focus(self) -> QWidget:
        return self.entry.pin

    def retranslate(self) -> None:
        self.title.setText(translate("Staff", "A manager's approval"))
        self.setAccessibleName(self.title.text())
        self._text.setText(translate("Staff", "A manager types their PIN. Esc goes back."))
        self.entry.retranslate()
        self._again()

    def show_state(self, state: TillState, now: float) -> None:
        if state.staff is None or state.staff.is_locked:
            return
        if state.staff.approved:
            self.approved.emit(state.staff.approved)
            return
        self.entry.show_pin(derive_approval(state.staff, now, self.entry.chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F1, Qt.Key.Key_F10}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _enter(self, name: str, pin: TypedCode) -> None:
        self._checkout.approve(name, pin)

    def _again(self) -> None:
        self.show_state(self._checkout.state, self._checkout.now())
