"""What waits for a supervisor, how the till looks and speaks, and clearing the sale."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.core.value import Value
from pos_app.screens import counts, translation
from pos_app.screens.keys import WHOLE_SCREEN, Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label, theme_of
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind


class Offers(Value, frozen=True):
    """What this till has besides selling."""

    enrols: bool = False
    """Authenticators can be set up here."""
    settings: bool = False
    locks: bool = False
    """People sign in."""
    keys_locked: bool = False
    """The credentials can be opened."""
    whole: bool | None = None
    """The till fills the screen; ``None`` while that is not known."""
    kiosk: bool = False
    """There is nothing beside the till."""


class MenuSheet(Sheet):
    theme_wanted = Signal(str)
    language_wanted = Signal(str)
    clear_wanted = Signal()
    matters_wanted = Signal()
    enrol_wanted = Signal()
    whole_wanted = Signal()
    about_wanted = Signal()
    end_wanted = Signal()
    lock_wanted = Signal()
    unlock_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, matters: int, offers: Offers, window: QWidget) -> None:
        """``matters``: how many of them wait."""
        super().__init__("menuSheet", 600, window)
        self._waiting = matters
        self._whole_now = bool(offers.whole)
        self._matters = KeyButton("mattersButton", self)
        self._enrol = KeyButton("enrolButton", self)
        self._lock = KeyButton("lockButton", self)
        self._unlock = KeyButton("unlockKeysButton", self)
        self._settings = KeyButton("settingsButton", self)
        self._theme_title = label("quiet", "themeTitle")
        self._language_title = label("quiet", "languageTitle")
        self._light = KeyButton("themeLightButton", self)
        self._dark = KeyButton("themeDarkButton", self)
        self._portuguese = KeyButton("languagePtButton", self)
        self._english = KeyButton("languageEnButton", self)
        self._clear = KeyButton("clearSaleButton", self)
        self._whole = KeyButton("wholeScreenButton", self)
        self._about = KeyButton("aboutButton", self)
        self._end = KeyButton("endTillButton", self)
        self._lay_out(offers)
        self._wire()

    def _lay_out(self, offers: Offers) -> None:
        known = offers.whole is not None
        offered = {
            self._enrol: offers.enrols,
            self._lock: offers.locks,
            self._settings: offers.settings,
            self._whole: known and not offers.kiosk,
            self._about: known,
            self._clear: True,
            self._end: self._whole_now or offers.kiosk,
        }
        self._unlock.setVisible(offers.keys_locked)
        for button, is_offered in offered.items():
            button.setVisible(is_offered)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self._unlock, 0, 0, 1, 4)
        grid.addWidget(self._matters, 1, 0, 1, 4)
        grid.addWidget(self._theme_title, 2, 0, 1, 2)
        grid.addWidget(self._language_title, 2, 2, 1, 2)
        looks = (self._light, self._dark, self._portuguese, self._english)
        for column, button in enumerate(looks):
            grid.addWidget(button, 3, column)
            grid.setColumnStretch(column, 1)
        grid.setRowMinimumHeight(4, 10)
        _pair([button for button in offered if offered[button]], grid, 5)
        self.column.addLayout(grid)

    def _wire(self) -> None:
        self._matters.clicked.connect(self.matters_wanted)
        self._enrol.clicked.connect(self.enrol_wanted)
        self._settings.clicked.connect(self.settings_wanted)
        self._light.clicked.connect(self._to_light)
        self._dark.clicked.connect(self._to_dark)
        self._portuguese.clicked.connect(self._to_portuguese)
        self._english.clicked.connect(self._to_english)
        self._clear.clicked.connect(self.clear_wanted)
        self._whole.clicked.connect(self.whole_wanted)
        self._about.clicked.connect(self.about_wanted)
        self._end.clicked.connect(self.end_wanted)
        self._lock.clicked.connect(self.lock_wanted)
        self._unlock.clicked.connect(self.unlock_wanted)

    def first_focus(self) -> QWidget:
        if self._unlock.isVisibleTo(self):
            return self._unlock
        return self._matters if self._waiting else self._light

    def retranslate(self) -> None:
        self.title.setText(translate("Menu", "Menu"))
        self.setAccessibleName(self.title.text())
        self._theme_title.setText(translate("Menu", "Screen"))
        self._language_title.setText(translate("Menu", "Language"))
        dark = theme_of(self).name == "dark"
        portuguese = translation.current() == "pt"
        self._matters.show_button(
            Button(
                self._matters.objectName(),
                counts.for_supervisor(self._waiting)
                if self._waiting
                else translate("Menu", "Nothing waits for a supervisor"),
                Command.NOTHING,
                kind=Kind.PRIMARY if self._waiting else Kind.SECONDARY,
            )
        )
        for button, text, chosen in (
            (self._enrol, translate("Menu", "Enrol an authenticator"), False),
            (self._settings, translate("Menu", "Settings of the till"), False),
            (self._light, translate("Menu", "Light"), not dark),
            (self._dark, translate("Menu", "Dark"), dark),
            (self._portuguese, "Português", portuguese),
            (self._english, "English", not portuguese),
            (self._clear, translate("Menu", "Clear this sale"), False),
            (self._about, translate("Menu", "About and support"), False),
            (self._end, translate("Menu", "End the till"), False),
            (self._unlock, translate("Staff", "Unlock the keys"), False),
        ):
            kind = Kind.CHOSEN if chosen else Kind.SECONDARY
            button.show_button(Button(button.objectName(), text, Command.NOTHING, "", kind))
        in_window, whole = translate("Menu", "In a window"), translate("Menu", "Whole screen")
        text = in_window if self._whole_now else whole
        self._whole.show_button(Button("wholeScreenButton", text, Command.NOTHING, WHOLE_SCREEN))
        text = translate("Menu", "Lock the till")
        self._lock.show_button(Button("lockButton", text, Command.NOTHING, "Ctrl+L"))

    def _to_light(self) -> None:
        self.theme_wanted.emit("light")
        self.retranslate()

    def _to_dark(self) -> None:
        self.theme_wanted.emit("dark")
        self.retranslate()

    def _to_portuguese(self) -> None:
        self.language_wanted.emit("pt")

    def _to_english(self) -> None:
        self.language_wanted.emit("en")


def _pair(buttons: list[KeyButton], grid: QGridLayout, row: int) -> None:
    """Two in a row; a lone one takes it whole."""
    for number, button in enumerate(buttons):
        alone = number == len(buttons) - 1 and number % 2 == 0
        grid.addWidget(button, row + number // 2, number % 2 * 2, 1, 4 if alone else 2)
