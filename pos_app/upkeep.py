"""What keeps a till alive on its counter, besides selling: loaded after the first frame."""

import argparse
import asyncio
import logging
import os
import platform
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices

from pos_app import __version__
from pos_app.plan import Plan, profile_from
from pos_app.runtime import crash_file, last_run
from pos_app.runtime.bell import ANSWER_SECONDS, Bell
from pos_app.runtime.tasks import TaskScope
from pos_app.screens.upkeep import Facts, NotAsked, NotWritten, SupportFile, Writing, Written
from pos_app.screens.window import TillWindow
from pos_app.settings.errors import SetupError

log = logging.getLogger("pos_app.upkeep")

APT_LIST = Path("/var/lib/dpkg/info/pos-app.list")
"""What a Debian package leaves on the system that installed it."""


@contextmanager
def begun(plan: Plan) -> Iterator[bool]:
    """Whether the last run on the folder never closed; notes when this one does."""
    interrupted = plan.journaled and last_run.begin(plan.folder)
    crash_file.watch(plan.folder / "logs", interrupted=interrupted)
    if interrupted:
        log.warning("last_run_never_closed")
    try:
        yield interrupted
    except SetupError:
        last_run.end(plan.folder)
        raise
    last_run.end(plan.folder)


class House:
    """The screen's ``Upkeep``, and the bell of second starts."""

    def __init__(
        self,
        plan: Plan,
        options: argparse.Namespace,
        window: TillWindow,
        end: Callable[[], None],
    ) -> None:
        self._plan = plan
        self.end = end
        self._options = options
        self._window = window
        self._tasks = TaskScope()
        self._support: SupportFile = NotAsked()
        self._listener: Callable[[], None] | None = None

    async def keep(self, serve: Coroutine[Any, Any, int]) -> int:
        """From the first frame to the till's end."""
        self._window.settle_in(self, kiosk=self._plan.settings.kiosk)
        bell = None
        if self._plan.journaled:
            bell = Bell(self._plan.folder, partial(self._show, asyncio.get_running_loop()))
            bell.hang()
        try:
            return await serve
        finally:
            if bell is not None:
                await asyncio.to_thread(bell.take_down)
            await self._tasks.cancel_all()

    def _show(self, loop: asyncio.AbstractEventLoop, token: str) -> bool:
        """On the bell's thread; a loop that does not get round to it shows nothing."""

        shown = threading.Event()
        loop.call_soon_threadsafe(self._come_forward, token, shown)
        return shown.wait(ANSWER_SECONDS)

    def _come_forward(self, token: str, shown: threading.Event) -> None:
        if not self._window.isVisible():
            return
        if token:  # Wayland asks for the desktop's own; Qt reads it here
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._window.come_forward()
        shown.set()

    # what the screen asks

    @property
    def facts(self) -> Facts:
        return Facts(
            version=__version__,
            python=platform.python_version(),
            qt=qVersion(),
            provider=profile_from(self._plan.settings).name,
            data=str(self._plan.folder),
            updates_by_apt=APT_LIST.exists() and bool(getattr(sys, "frozen", False)),
        )

    @property
    def support(self) -> SupportFile:
        return self._support

    def watch(self, listener: Callable[[], None] | None) -> None:
        self._listener = listener

    def write_support(self) -> None:
        if not isinstance(self._support, Writing):
            self._tell(Writing())
            self._tasks.spawn(self._write_support())

    def show_file(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))

    async def _write_support(self) -> None:
        from pos_app.support.command import write  # noqa: PLC0415 - heavy, and seldom asked for

        try:
            path = await asyncio.to_thread(write, self._options, self._plan.folder)
        except OSError as error:
            self._tell(NotWritten(error.strerror or type(error).__name__))
        else:
            self._tell(Written(str(path)))

    def _tell(self, support: SupportFile) -> None:
        self._support = support
        if self._listener is not None:
            self._listener()
