"""Opens one sheet at a time and takes it away again when it is closed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_app.checkout.intents import Checkout
from pos_app.screens.money_text import MoneyText
from pos_app.screens.overlays.sheet import Sheet


class Overlays(QObject):
    theme_wanted = Signal(str)
    language_wanted = Signal(str)
    matters_wanted = Signal()
    enrol_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, checkout: Checkout, money: MoneyText, window: QWidget) -> None:
        super().__init__(window)
        self._checkout = checkout
        self._money = money
        self._window = window
        self._sheet: Sheet | None = None
        self._kind = ""
        self.has_settings = False
        self._before: QWidget | None = None
        """What had the focus when the sheet came up."""

    @property
    def is_open(self) -> bool:
        return self._sheet is not None

    def toggle(self, kind: str) -> None:
        """Opens the sheet of this kind, or closes it if it is open."""
        was = self._kind
        self.close()
        if was == kind:
            return
        sheet = self._make(kind)
        sheet.closed.connect(self.close)
        self._before = self._window.focusWidget()
        sheet.retranslate()
        self._sheet, self._kind = sheet, kind
        sheet.show()

    def close(self) -> None:
        sheet, self._sheet, self._kind = self._sheet, None, ""
        if sheet is None:
            return
        sheet.hide()
        sheet.deleteLater()
        before, self._before = self._before, None
        if before is not None:
            before.setFocus()

    def retranslate(self) -> None:
        if self._sheet is not None:
            self._sheet.retranslate()

    def _make(self, kind: str) -> Sheet:
        match kind:
            case "help":
                from pos_app.screens.overlays.help import HelpSheet  # noqa: PLC0415 - on first use

                return HelpSheet(self._window)
            case "menu":
                return self._menu()
            case "discount":
                from pos_app.screens.overlays.discount import DiscountSheet  # noqa: PLC0415

                return DiscountSheet(self._checkout, self._money, self._window)
            case "clear":
                from pos_app.screens.overlays.clear import ClearSheet  # noqa: PLC0415

                return ClearSheet(self._checkout, self._window)
            case _:
                from pos_app.screens.overlays.parked import ParkedSheet  # noqa: PLC0415

                return ParkedSheet(self._checkout, self._money, self._window)

    def _menu(self) -> Sheet:
        from pos_app.screens.overlays.menu import MenuSheet  # noqa: PLC0415

        state = self._checkout.state
        menu = MenuSheet(
            len(state.matters),
            self._window,
            enrols=state.can_enrol,
            has_settings=self.has_settings,
        )
        menu.theme_wanted.connect(self.theme_wanted)
        menu.language_wanted.connect(self.language_wanted)
        menu.clear_wanted.connect(self._clear)
        menu.matters_wanted.connect(self._to_matters)
        menu.enrol_wanted.connect(self._to_enrol)
        menu.settings_wanted.connect(self._to_settings)
        return menu

    def _to_matters(self) -> None:
        self.close()
        self.matters_wanted.emit()

    def _to_enrol(self) -> None:
        self.close()
        self.enrol_wanted.emit()

    def _to_settings(self) -> None:
        self.close()
        self.settings_wanted.emit()

    def _clear(self) -> None:
        self.toggle("clear")
