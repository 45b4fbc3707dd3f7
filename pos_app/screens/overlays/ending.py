"""Asks before a till on the whole screen is ended; a kiosk with a sale on it is not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.core.redemption.states import is_settled
from pos_app.screens.keys import Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind


def is_selling(state: TillState) -> bool:
    if state.receipt is not None:
        return False
    return bool(state.sale.lines) or not is_settled(state.sale.redemption)


class EndingSheet(Sheet):
    end_wanted = Signal()

    def __init__(self, window: QWidget, *, selling: bool, kiosk: bool) -> None:
        super().__init__("endingSheet", 560, window)
        self._selling = selling
        self._refused = selling and kiosk
        self._text = label("body", "endingText", wrap=True)
        self._stay = KeyButton("stayButton", self)
        self._end = KeyButton("endButton", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._stay)
        row.addWidget(self._end)
        self.column.addWidget(self._text)
        self.column.addLayout(row)
        self._end.setVisible(not self._refused)
        self._stay.clicked.connect(self.close_sheet)
        self._end.clicked.connect(self.end_wanted)

    def first_focus(self) -> QWidget:
        return self._stay

    def retranslate(self) -> None:
        self.title.setText(translate("Ending", "End the till?"))
        self.setAccessibleName(self.title.text())
        self._text.setText(self._says())
        stay = translate("Ending", "Back to the till")
        end = translate("Ending", "End the till")
        self._stay.show_button(Button("stayButton", stay, Command.NOTHING, "Esc"))
        self._end.show_button(Button("endButton", end, Command.NOTHING, "", Kind.PRIMARY))

    def _says(self) -> str:
        if self._refused:
            return translate("Ending", "A sale is open: finish it, or clear it (F10), first.")
        if self._selling:
            return translate(
                "Ending",
                "The open sale is kept and comes back. A reward that was taken is given back.",
            )
        return translate("Ending", "No sale is open. What is still to be sent is kept.")
