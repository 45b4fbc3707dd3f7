"""The pages of the window; all but the sale's are made when they are first opened."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.checkout.state import TillState
from pos_app.screens.money_text import MoneyText
from pos_app.screens.pages.sale import SalePage
from pos_app.screens.parts.buttons import ButtonPool

if TYPE_CHECKING:
    from pos_app.screens.pages.day import DayPage
    from pos_app.screens.pages.enrol import EnrolPage
    from pos_app.screens.pages.matters import MattersPage
    from pos_app.screens.pages.pay import PayPage
    from pos_app.screens.pages.receipt import ReceiptPage
    from pos_app.screens.set_up.intents import SettingUp
    from pos_app.screens.set_up.panel import SetUpPanel


class Page(StrEnum):
    SALE = "sale"
    PAY = "pay"
    RECEIPT = "receipt"
    DAY = "day"
    MATTERS = "matters"
    ENROL = "enrol"
    SETTINGS = "settings"


class PageHost(QWidget):
    changed = Signal()
    finish_wanted = Signal()
    settings_left = Signal()
    language_wanted = Signal(str)
    restart_wanted = Signal()

    def __init__(self, pool: ButtonPool, money: MoneyText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._money = money
        self.sale = SalePage(pool, self)
        self.pay: PayPage | None = None
        self.receipt: ReceiptPage | None = None
        self.day: DayPage | None = None
        self.matters: MattersPage | None = None
        self.enrol: EnrolPage | None = None
        self.settings: SetUpPanel | None = None
        self.current = Page.SALE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.sale)

    def go_to(self, page: Page) -> bool:
        """Answers whether this is another page than before."""
        if page is self.current:
            return False
        wanted = self._page(page)
        self._page(self.current).hide()
        self.current = page
        wanted.show()
        return True

    def retranslate(self) -> None:
        self.sale.retranslate()
        for page in (self.pay, self.receipt, self.day, self.matters, self.enrol):
            if page is not None:
                page.retranslate()

    def _page(self, page: Page) -> QWidget:
        match page:
            case Page.SALE:
                return self.sale
            case Page.PAY:
                return self.pay_page()
            case Page.RECEIPT:
                return self.receipt_page()
            case Page.DAY:
                return self.day_page()
            case Page.MATTERS:
                return self.matters_page()
            case Page.ENROL:
                return self.enrol_page()
            case Page.SETTINGS:
                return self.settings_page()

    def pay_page(self) -> "PayPage":
        if self.pay is None:
            from pos_app.screens.pages.pay import PayPage  # noqa: PLC0415 - not for the first frame

            self.pay = PayPage(self._pool, self._money, self)
            self.pay.changed.connect(self.changed)
            self.pay.finish_wanted.connect(self.finish_wanted)
            self._add(self.pay)
        return self.pay

    def receipt_page(self) -> "ReceiptPage":
        if self.receipt is None:
            from pos_app.screens.pages.receipt import ReceiptPage  # noqa: PLC0415

            self.receipt = ReceiptPage(self._pool, self._money, self)
            self._add(self.receipt)
        return self.receipt

    def day_page(self) -> "DayPage":
        if self.day is None:
            from pos_app.screens.pages.day import DayPage  # noqa: PLC0415

            self.day = DayPage(self._pool, self._money, self)
            self.day.changed.connect(self.changed)
            self._add(self.day)
        return self.day

    def matters_page(self) -> "MattersPage":
        if self.matters is None:
            from pos_app.screens.pages.matters import MattersPage  # noqa: PLC0415

            self.matters = MattersPage(self._pool, self._money, self)
            self.matters.changed.connect(self.changed)
            self._add(self.matters)
        return self.matters

    def enrol_page(self) -> "EnrolPage":
        if self.enrol is None:
            from pos_app.screens.pages.enrol import EnrolPage  # noqa: PLC0415

            self.enrol = EnrolPage(self._pool, self)
            self._add(self.enrol)
        return self.enrol

    def paid_sale(self, state: TillState) -> str | None:
        """The one that the cashier looks at, by its id."""
        if self.current is Page.DAY:
            return self.day_page().current_sale()
        return state.receipt.id if self.current is Page.RECEIPT and state.receipt else None

    def make_settings(self, setting_up: "SettingUp") -> None:
        """Anew for each time that they are opened."""
        from pos_app.screens.set_up.panel import SetUpPanel  # noqa: PLC0415

        if self.settings is not None:
            self.settings.leave()
            self.settings.deleteLater()
        self.settings = SetUpPanel(setting_up, self)
        self.settings.left_wanted.connect(self.settings_left)
        self.settings.language_wanted.connect(self.language_wanted)
        self.settings.restart_wanted.connect(self.restart_wanted)
        self._add(self.settings)

    def settings_page(self) -> "SetUpPanel":
        assert self.settings is not None  # noqa: S101 - made before anybody goes there
        return self.settings

    def leave_settings(self) -> None:
        self.settings_page().leave()

    def disarm(self) -> bool:
        """Answers whether the page had asked something and now takes it back."""
        match self.current:
            case Page.DAY:
                return self.day_page().disarm()
            case Page.MATTERS:
                return self.matters_page().disarm()
            case _:
                return False

    def _add(self, page: QWidget) -> None:
        page.hide()
        self._column.addWidget(page)
