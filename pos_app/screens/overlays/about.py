"""What this program is, by whose work, and where it keeps what it knows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.upkeep import Facts
from pos_app.screens.view.elements import Button, Kind

_NAMES = ("version", "provider", "data", "support", "updates")


class AboutSheet(Sheet):
    support_wanted = Signal()

    def __init__(self, facts: Facts, window: QWidget) -> None:
        super().__init__("aboutSheet", 720, window)
        self._facts = facts
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._titles = {name: label("quiet", f"{name}Title") for name in _NAMES}
        self._values = {name: label("body", f"{name}Text", wrap=True) for name in _NAMES}
        for row, name in enumerate(_NAMES):
            grid.addWidget(self._titles[name], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[name], row, 1)
        self._licences = label("quiet", "licencesText", wrap=True)
        self._support = KeyButton("supportButton", self)
        self._close = KeyButton("closeAboutButton", self)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(12)
        row_of_buttons.addWidget(self._support)
        row_of_buttons.addWidget(self._close)
        self.column.addLayout(grid)
        self.column.addWidget(self._licences)
        self.column.addLayout(row_of_buttons)
        self._support.clicked.connect(self.support_wanted)
        self._close.clicked.connect(self.close_sheet)

    def first_focus(self) -> QWidget:
        return self._close

    def retranslate(self) -> None:
        facts = self._facts
        self.title.setText(translate("About", "About this till"))
        self.setAccessibleName(self.title.text())
        for name, title, value in (
            ("version", translate("About", "Version"), _versions(facts)),
            ("provider", translate("About", "Programme"), facts.provider),
            ("data", translate("About", "Data folder"), _breakable(facts.data)),
            ("support", translate("About", "Support"), _support()),
            ("updates", translate("About", "Updates"), _updates(facts)),
        ):
            self._titles[name].setText(title)
            self._values[name].setText(value)
        self._licences.setText(_licences())
        write = translate("About", "Write a file for support")
        close = translate("About", "Close")
        self._support.show_button(Button("supportButton", write, Command.NOTHING))
        self._close.show_button(
            Button("closeAboutButton", close, Command.NOTHING, "Esc", Kind.PRIMARY)
        )


def _versions(facts: Facts) -> str:
    return f"pos-app {facts.version} · Qt {facts.qt} · Python {facts.python}"


def _breakable(path: str) -> str:
    """A path may be broken after any of its folders."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def _support() -> str:
    return translate("About", "Ctrl+Shift+S writes a file to attach: no customer and no key in it")


def _updates(facts: Facts) -> str:
    if facts.updates_by_apt:
        return translate("About", "Come with the system's own (apt)")
    return translate("About", "Come from whoever installed this till; it asks for none itself")


def _licences() -> str:
    return translate(
        "About",
        "pos-app is under the MIT licence, in the file LICENSE. It uses Qt and PySide6, © The Qt"
        " Company Ltd. and others, under the GNU LGPL, version 3, as separate libraries that you"
        " may replace. The texts of this and of all other licences come with the program; the"
        " source of Qt and PySide6 is at code.qt.io.",
    )
