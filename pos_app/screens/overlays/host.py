"""Opens one sheet at a time and takes it away again when it is closed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.screens.money_text import MoneyText
from pos_app.screens.overlays.sheet import Sheet

if TYPE_CHECKING:
    from pos_app.screens.standing import Standing
    from pos_app.screens.upkeep import Upkeep


class Overlays(QObject):
    theme_wanted = Signal(str)
    language_wanted = Signal(str)
    matters_wanted = Signal()
    enrol_wanted = Signal()
    lock_wanted = Signal()
    settings_wanted = Signal()
    left = Signal()
    """What had the focus before is not there any more."""

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
        self._upkeep: Upkeep | None = None
        self._standing: Standing | None = None
        self._approved: Callable[[str], None] | None = None

    def settle_in(self, upkeep: "Upkeep", standing: "Standing") -> None:
        self._upkeep, self._standing = upkeep, standing

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
        if before is not None and before.isVisible():
            before.setFocus()
        else:
            self.left.emit()
        if self._approved is not None:
            self._approved = None
            self._checkout.end_approval()

    def show_state(self, state: TillState, now: float) -> None:
        if self._sheet is not None:
            self._sheet.show_state(state, now)

    def approve(self, callback: Callable[[str], None]) -> None:
        """Asks for a manager, and calls back with their name when one has agreed."""
        self.close()
        self.toggle("approval")
        self._approved = callback

    def _agreed(self, name: str) -> None:
        callback = self._approved
        self.close()
        if callback is not None:
            callback(name)

    def about(self) -> None:
        self._show("about")

    def support(self) -> None:
        self._show("support")

    def ending(self) -> None:
        self._show("ending")

    def _show(self, kind: str) -> None:
        """In the place of what is open."""
        if self._kind != kind and self._upkeep is not None:
            self.toggle(kind)

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
            case "approval":
                from pos_app.screens.overlays.approval import ApprovalSheet  # noqa: PLC0415

                approval = ApprovalSheet(self._checkout, self._window)
                approval.approved.connect(self._agreed)
                return approval
            case "unlock":
                from pos_app.screens.overlays.unlock import UnlockSheet  # noqa: PLC0415

                return UnlockSheet(self._checkout, self._window)
            case "clear":
                from pos_app.screens.overlays.clear import ClearSheet  # noqa: PLC0415

                return ClearSheet(self._checkout, self._window)
            case "about" | "support" | "ending" if self._upkeep and self._standing:
                return self._of_upkeep(kind, self._upkeep, self._standing)
            case _:
                from pos_app.screens.overlays.parked import ParkedSheet  # noqa: PLC0415

                return ParkedSheet(self._checkout, self._money, self._window)

    def _of_upkeep(self, kind: str, upkeep: "Upkeep", standing: "Standing") -> Sheet:
        if kind == "about":
            from pos_app.screens.overlays.about import AboutSheet  # noqa: PLC0415

            about = AboutSheet(upkeep.facts, self._window)
            about.support_wanted.connect(self.support)
            return about
        if kind == "support":
            from pos_app.screens.overlays.support import SupportSheet  # noqa: PLC0415

            return SupportSheet(upkeep, self._window, opens_folders=not standing.kiosk)
        from pos_app.screens.overlays.ending import EndingSheet, is_selling  # noqa: PLC0415

        selling = is_selling(self._checkout.state)
        ending = EndingSheet(self._window, selling=selling, kiosk=standing.kiosk)
        ending.end_wanted.connect(self._end)
        return ending

    def _end(self) -> None:
        self.close()
        if self._upkeep is not None:
            self._upkeep.end()

    def _menu(self) -> Sheet:
        from pos_app.screens.overlays.menu import MenuSheet, Offers  # noqa: PLC0415

        state, standing = self._checkout.state, self._standing
        offers = Offers(
            enrols=state.can_enrol,
            settings=self.has_settings,
            locks=state.staff is not None,
            keys_locked=state.keys is not None,
            whole=None if standing is None else standing.is_whole,
            kiosk=standing is not None and standing.kiosk,
        )
        menu = MenuSheet(len(state.matters), offers, self._window)
        menu.whole_wanted.connect(self._switch_whole)
        menu.about_wanted.connect(self.about)
        menu.end_wanted.connect(self.ending)
        menu.theme_wanted.connect(self.theme_wanted)
        menu.language_wanted.connect(self.language_wanted)
        menu.clear_wanted.connect(self._clear)
        menu.matters_wanted.connect(self._to_matters)
        menu.enrol_wanted.connect(self._to_enrol)
        menu.lock_wanted.connect(self.lock_wanted)
        menu.unlock_wanted.connect(self.unlock)
        menu.settings_wanted.connect(self._to_settings)
        return menu

    def _switch_whole(self) -> None:
        self.close()
        if self._standing is not None:
            self._standing.toggle()

    def _to_matters(self) -> None:
        self.close()
        self.matters_wanted.emit()

    def _to_enrol(self) -> None:
        self.close()
        self.enrol_wanted.emit()

    def unlock(self) -> None:
        """Asks for the passphrase of the credentials."""
        self.close()
        self.toggle("unlock")

    def _to_settings(self) -> None:
        self.close()
        self.settings_wanted.emit()

    def _clear(self) -> None:
        self.toggle("clear")
