"""The till's receipts on its printer: the words of the screens on the letters of the device."""

import logging

from pos_app.checkout.state import TillState
from pos_app.core.paper import Printing
from pos_app.core.sale import Sale
from pos_app.devices.letters import Letters
from pos_app.devices.receipt_printer import ReceiptPrinter
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.paper import derive_paper
from pos_app.settings.model import Settings

log = logging.getLogger("pos_app.printing")


def device_of(settings: Settings) -> ReceiptPrinter:
    letters = Letters(settings.printer_code_page)
    return ReceiptPrinter(settings.printer, letters, cut=settings.printer_cut)


class TillPrinter:
    def __init__(self, settings: Settings) -> None:
        self._width = settings.printer_width
        self._money = MoneyText(settings.region)
        self._letters = Letters(settings.printer_code_page)
        self._device = device_of(settings)

    async def print_receipt(self, state: TillState, sale: Sale, copy: int) -> Printing:
        parts = derive_paper(
            state, sale, self._money, width=self._width, spell=self._letters.spell, copy=copy
        )
        outcome = await self._device.print(parts)
        log.info("receipt_printed sale=%s copy=%d outcome=%s", sale.number, copy, outcome)
        return outcome
