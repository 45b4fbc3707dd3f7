"""The passphrase of the encrypted file that the credentials lie in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.core.challenge import TypedCode
from pos_app.screens import focus, texts
from pos_app.screens.keys import Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.fields import FieldWithProblem, KeyField
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind

_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class UnlockSheet(Sheet):
    def __init__(self, checkout: Checkout, window: QWidget) -> None:
        super().__init__("unlockSheet", 520, window)
        self._checkout = checkout
        self._text = label("body", "unlockText", wrap=True)
        self.field = KeyField("passphraseInput", "", self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(_HINTS)
        self.field.entered.connect(self._enter)
        self._entry = FieldWithProblem(self.field, self)
        self._button = KeyButton("unlockButton", self)
        self._button.clicked.connect(self._press)
        self._turn = 0
        for part in (self._text, self._entry, self._button):
            self.column.addWidget(part)

    def first_focus(self) -> QWidget:
        return self.field

    def retranslate(self) -> None:
        self.title.setText(translate("Unlock", "Unlock the keys"))
        self.setAccessibleName(self.title.text())
        self._text.setText(
            translate("Unlock", "The passphrase opens the file with the till's credentials.")
        )
        self.field.setPlaceholderText(translate("Unlock", "Passphrase"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.show_state(self._checkout.state, self._checkout.now())

    def show_state(self, state: TillState, now: float) -> None:
        del now
        keys = state.keys
        if keys is None:
            self.closed.emit()
            return
        text = translate("Unlock", "Unlock")
        if keys.checking:
            text = translate("Unlock", "Opening…")
        enabled = not keys.checking
        self._button.show_button(
            Button("unlockButton", text, Command.NOTHING, "Enter", Kind.PRIMARY, enabled=enabled)
        )
        self.field.setEnabled(enabled)
        self._entry.show_problem(texts.refusal(keys.refusal) if keys.refusal else "")
        if keys.turn != self._turn:
            self._turn = keys.turn
            focus.give(self.field)

    def _enter(self, text: str) -> None:
        """It is not kept here while it is tried."""
        if text:
            self.field.clear()
            self._checkout.unlock_keys(TypedCode(text))

    def _press(self) -> None:
        self._enter(self.field.text())
