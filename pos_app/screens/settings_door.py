"""The way into the till's settings: offered by whoever can change them, once a manager agrees."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pos_app.screens.desk import Desk
from pos_app.screens.overlays.host import Overlays
from pos_app.screens.pages.host import Page

if TYPE_CHECKING:
    from pos_app.screens.set_up.intents import SettingUp


class SettingsDoor(QObject):
    def __init__(self, desk: Desk, overlays: Overlays, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._overlays = overlays
        self._opened: Callable[[], None] | None = None
        self._restart: Callable[[], None] | None = None
        overlays.settings_wanted.connect(self._ask)
        desk.pages.restart_wanted.connect(self._ask_for_restart)

    def offer(self, opened: Callable[[], None], restart: Callable[[], None]) -> None:
        """From now on the menu has them. ``opened`` is called for each wish that was approved, and
        answers with ``show``."""
        self._overlays.has_settings = True
        self._opened, self._restart = opened, restart

    @property
    def is_offered(self) -> bool:
        return self._opened is not None

    def show(self, setting_up: "SettingUp") -> None:
        self._desk.pages.make_settings(setting_up)
        self._desk.settings()

    def _ask(self) -> None:
        if self._opened is not None and self._desk.pages.current is not Page.SETTINGS:
            self._desk.staff.approve(self._approved)

    def _approved(self, _manager: str) -> None:
        if self._opened is not None:
            self._opened()

    def _ask_for_restart(self) -> None:
        if self._restart is not None:
            self._restart()
