"""The settings of a till that is open: the same questions, answered already."""

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.core.setting_up.keeping import begin
from pos_app.screens import translation
from pos_app.settings.load import SettingsError
from pos_app.setup.looking import written
from pos_app.setup.session import SetUpSession, Spawn

if TYPE_CHECKING:
    from pos_app.screens.window import TillWindow

log = logging.getLogger("pos_app.setup")


class SettingsDesk:
    """Opens the form as often as it is asked for, each time with what the file says then."""

    def __init__(self, window: "TillWindow", config: Path, data: Path, spawn: Spawn) -> None:
        self._window = window
        self._config = config
        self._data = data
        self._spawn = spawn

    def open(self) -> None:
        self._spawn(self._open())

    async def _open(self) -> None:
        found = await asyncio.to_thread(self._written)
        language = translation.LOCALES[translation.current() or "en"]
        region = self._window.region
        state = begin(found, language=language, region=region)
        session = SetUpSession(state, self._config, self._data, self._spawn)
        self._window.settings.show(session)
        await session.look()

    def _written(self) -> Mapping[tuple[str, str], object]:
        """A file that somebody has broken meanwhile is told of when it is saved."""
        try:
            return written(self._config)
        except (SettingsError, ValueError) as error:
            log.warning("settings_unreadable error=%s", type(error).__name__)
            return {}
