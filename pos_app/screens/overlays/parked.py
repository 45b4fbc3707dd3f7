"""The sales that were put aside, to be taken up again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_app.checkout.intents import Checkout
from pos_app.core.sale import Sale
from pos_app.screens import counts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind

MOST_SHOWN = 6


class ResumeButton(KeyButton):
    wanted = Signal(str)

    def __init__(self, place: int, sale: Sale, parent: QWidget) -> None:
        super().__init__(f"resumeButton{place}", parent)
        self._sale_id = sale.id
        self.clicked.connect(self._want)

    def _want(self) -> None:
        self.wanted.emit(self._sale_id)


class ParkedSheet(Sheet):
    def __init__(self, checkout: Checkout, money: MoneyText, window: QWidget) -> None:
        super().__init__("parkedSheet", 520, window)
        self._checkout = checkout
        self._money = money
        self._sales = checkout.state.parked[:MOST_SHOWN]
        self._hint = label("body", "parkedHint", wrap=True)
        self.column.addWidget(self._hint)
        self._buttons = [ResumeButton(i, sale, self) for i, sale in enumerate(self._sales)]
        for button in self._buttons:
            button.wanted.connect(self._resume)
            self.column.addWidget(button)

    def first_focus(self) -> QWidget | None:
        return self._buttons[0] if self._buttons else None

    def retranslate(self) -> None:
        self.title.setText(translate("Parked", "Parked sales"))
        self.setAccessibleName(self.title.text())
        self._hint.setText(
            translate("Parked", "Choose the sale to go on with.")
            if self._sales
            else translate("Parked", "No sale is parked. F7 parks the open one.")
        )
        for i, (button, sale) in enumerate(zip(self._buttons, self._sales, strict=True)):
            text = (
                f"{sale.number} · {counts.pieces(_pieces(sale))} · {self._money.full(sale.total)}"
            )
            kind = Kind.PRIMARY if i == 0 else Kind.SECONDARY
            button.show_button(Button(button.objectName(), text, Command.NOTHING, "", kind))

    def _resume(self, sale_id: str) -> None:
        self._checkout.resume(sale_id)
        self.close_sheet()


def _pieces(sale: Sale) -> int:
    return sum(line.quantity for line in sale.lines)
