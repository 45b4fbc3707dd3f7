"""The file for support: being written, where it is, or why there is none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.screens.keys import Command
from pos_app.screens.overlays.sheet import Sheet
from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.look import label
from pos_app.screens.texts import translate
from pos_app.screens.upkeep import NotWritten, Upkeep, Written
from pos_app.screens.view.elements import Button, Kind


class SupportSheet(Sheet):
    def __init__(self, upkeep: Upkeep, window: QWidget, *, opens_folders: bool) -> None:
        """``opens_folders``: not in a kiosk, where nothing but the till is shown."""
        super().__init__("supportSheet", 640, window)
        self._upkeep = upkeep
        self._opens_folders = opens_folders
        self._says = label("body", "supportSays", wrap=True)
        self._path = label("name", "supportPath", wrap=True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open = KeyButton("openFolderButton", self)
        self._close = KeyButton("closeSupportButton", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._open)
        row.addWidget(self._close)
        self.column.addWidget(self._says)
        self.column.addWidget(self._path)
        self.column.addLayout(row)
        self._open.clicked.connect(self._show_folder)
        self._close.clicked.connect(self.close_sheet)
        self.closed.connect(self._stop_watching)
        upkeep.watch(self.retranslate)
        upkeep.write_support()

    def first_focus(self) -> QWidget:
        return self._close

    def retranslate(self) -> None:
        self.title.setText(translate("Support", "File for support"))
        self.setAccessibleName(self.title.text())
        support = self._upkeep.support
        path = ""
        match support:
            case Written(path):
                says = translate(
                    "Support",
                    "Written. Send this file to whoever supports the till: logs, versions, what is"
                    " open, settings. Personal data and keys were taken out.",
                )
            case NotWritten(reason):
                says = translate("Support", "It could not be written: {reason}")
                says = says.format(reason=reason)
            case _:
                says = translate("Support", "Being written: selling goes on meanwhile.")
        self._says.setText(says)
        self._path.setText(path.replace("/", "/\u200b").replace("\\", "\\\u200b"))
        self._path.setVisible(bool(path))
        self._open.setVisible(bool(path) and self._opens_folders)
        for button, text, key, kind in (
            (self._open, translate("Support", "Open the folder"), "", Kind.PRIMARY),
            (self._close, translate("Support", "Close"), "Esc", Kind.SECONDARY),
        ):
            button.show_button(Button(button.objectName(), text, Command.NOTHING, key, kind))

    def _show_folder(self) -> None:
        if isinstance(self._upkeep.support, Written):
            self._upkeep.show_file(self._upkeep.support.path)

    def _stop_watching(self) -> None:
        self._upkeep.watch(None)
