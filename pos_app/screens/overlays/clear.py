"""Asks before a sale is dropped."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.checkout.intents import Checkout
from pos_app.core.redemption.states import Closed, Idle
from pos_app.screens.keys import Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind


class ClearSheet(Sheet):
    def __init__(self, checkout: Checkout, window: QWidget) -> None:
        super().__init__("clearSheet", 520, window)
        self._checkout = checkout
        self._text = label("body", "clearText", wrap=True)
        self._keep = KeyButton("keepOpenButton", self)
        self._clear = KeyButton("confirmClearButton", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._keep)
        row.addWidget(self._clear)
        self.column.addWidget(self._text)
        self.column.addLayout(row)
        self._keep.clicked.connect(self.close_sheet)
        self._clear.clicked.connect(self._do_clear)

    def first_focus(self) -> QWidget:
        return self._keep

    def retranslate(self) -> None:
        self.title.setText(translate("Clear", "Clear this sale?"))
        redemption = self._checkout.state.sale.redemption
        if isinstance(redemption, Idle | Closed):
            text = translate("Clear", "All items are removed.")
        else:
            text = translate(
                "Clear", "All items are removed. A reward that was taken is given back by itself."
            )
        self._text.setText(text)
        keep, clear = translate("Clear", "Keep it"), translate("Clear", "Clear the sale")
        self._keep.show_button(Button("keepOpenButton", keep, Command.NOTHING, "Esc"))
        self._clear.show_button(
            Button("confirmClearButton", clear, Command.NOTHING, "", Kind.PRIMARY)
        )

    def _do_clear(self) -> None:
        self._checkout.clear_sale()
        self.close_sheet()
