"""What waits for a supervisor, how the till looks and speaks, and clearing the sale."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.screens import counts, translation
from pos_app.screens.keys import Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label, theme_of
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind


class MenuSheet(Sheet):
    theme_wanted = Signal(str)
    language_wanted = Signal(str)
    clear_wanted = Signal()
    matters_wanted = Signal()
    enrol_wanted = Signal()
    settings_wanted = Signal()

    def __init__(
        self, matters: int, window: QWidget, *, enrols: bool = False, has_settings: bool = False
    ) -> None:
        """``matters``: how many of them wait. ``enrols``: authenticators can be set up here."""
        super().__init__("menuSheet", 520, window)
        self._waiting = matters
        self._matters = KeyButton("mattersButton", self)
        self._enrol = KeyButton("enrolButton", self)
        self._enrol.setVisible(enrols)
        self._settings = KeyButton("settingsButton", self)
        self._settings.setVisible(has_settings)
        self._theme_title = label("quiet", "themeTitle")
        self._language_title = label("quiet", "languageTitle")
        self._light = KeyButton("themeLightButton", self)
        self._dark = KeyButton("themeDarkButton", self)
        self._portuguese = KeyButton("languagePtButton", self)
        self._english = KeyButton("languageEnButton", self)
        self._clear = KeyButton("clearSaleButton", self)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self._matters, 0, 0, 1, 2)
        grid.addWidget(self._enrol, 1, 0, 1, 2)
        grid.setRowMinimumHeight(2, 10)
        grid.addWidget(self._theme_title, 3, 0, 1, 2)
        grid.addWidget(self._light, 4, 0)
        grid.addWidget(self._dark, 4, 1)
        grid.addWidget(self._language_title, 5, 0, 1, 2)
        grid.addWidget(self._portuguese, 6, 0)
        grid.addWidget(self._english, 6, 1)
        grid.setRowMinimumHeight(7, 10)
        grid.addWidget(self._settings, 8, 0, 1, 2)
        grid.addWidget(self._clear, 9, 0, 1, 2)
        self.column.addLayout(grid)
        self._matters.clicked.connect(self.matters_wanted)
        self._enrol.clicked.connect(self.enrol_wanted)
        self._settings.clicked.connect(self.settings_wanted)
        self._light.clicked.connect(self._to_light)
        self._dark.clicked.connect(self._to_dark)
        self._portuguese.clicked.connect(self._to_portuguese)
        self._english.clicked.connect(self._to_english)
        self._clear.clicked.connect(self.clear_wanted)

    def first_focus(self) -> QWidget:
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
        ):
            kind = Kind.CHOSEN if chosen else Kind.SECONDARY
            button.show_button(Button(button.objectName(), text, Command.NOTHING, "", kind))

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
