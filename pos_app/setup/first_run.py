"""A till that has not been set up: its first window asks what it must know, then the till opens."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.core.setting_up.keeping import begin
from pos_app.core.setting_up.states import Saved, Saving
from pos_app.runtime import crash, loop
from pos_app.runtime.application import application, show_first_frame
from pos_app.runtime.tasks import TaskScope
from pos_app.screens.set_up.window import SetUpWindow
from pos_app.screens.theme import LIGHT
from pos_app.screens.translation import LOCALES, install, known
from pos_app.setup.session import SetUpSession

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_STORING = 60.0
"""Seconds that a window which is closed waits for what is being stored."""


def run(options: argparse.Namespace, config: Path, data: Path) -> bool:
    """Answers whether the till is set up now; left before its end, it has changed nothing."""
    app = application(sys.argv[:1])
    language = known(getattr(options, "language", None))
    install(language)
    wizard = Wizard(config, data, LOCALES[language])
    show_first_frame(app, wizard.window)
    crash.install()
    return loop.run(app, wizard.serve) == 0


class Wizard:
    def __init__(self, config: Path, data: Path, language: str) -> None:
        self._tasks = TaskScope()
        self._over: Callable[[], None] = self._come_too_early
        self._asked = False
        region = "pt_BR" if language == "pt_BR" else "en_US"
        state = begin(None, language=language, region=region)
        self.session = SetUpSession(state, config, data, self._tasks.spawn)
        self.session.subscribe(self._moved)
        self.window = SetUpWindow(self.session, theme=LIGHT, on_close=self._leave)

    async def serve(self) -> int:
        """Zero: the till is set up."""
        over = asyncio.Event()
        self._over = over.set
        loop.on_termination(self._leave)
        if self._asked:
            over.set()
        self._tasks.spawn(self.session.look())
        await over.wait()
        await self._tasks.drain(LONGEST_STORING if self._is_storing() else 0)
        self.window.finish()
        await self._tasks.cancel_all()
        return 0 if isinstance(self.session.state.save, Saved) else 1

    def _moved(self) -> None:
        if isinstance(self.session.state.save, Saved):
            self._over()

    def _leave(self) -> None:
        self._over()

    def _come_too_early(self) -> None:
        self._asked = True

    def _is_storing(self) -> bool:
        return isinstance(self.session.state.save, Saving)
