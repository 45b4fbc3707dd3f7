"""The event loop on which Qt and asyncio live together: the only import of qasync."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtWidgets import QApplication

os.environ["QT_API"] = "pyside6"

import qasync


class Loop(qasync.QEventLoop):  # type: ignore[misc]
    """Leaves no timer behind: those that qasync forgets would go off after they were collected,
    perhaps on another thread, where Qt cannot stop them."""

    def close(self) -> None:
        if not self.is_closed():
            super().close()
            shiboken6.delete(self._timer)


def new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    loop = Loop(app)
    loop.set_default_executor(ThreadPoolExecutor(4, "io"))
    return loop


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Runs ``main`` to its end; only its return ends the program."""
    with asyncio.Runner(loop_factory=lambda: new_loop(app)) as runner:
        return runner.run(main())


def on_termination(stop: Callable[[], None]) -> None:
    """SIGINT and SIGTERM ask for an orderly end. Windows has no such handlers on its loop; there
    the window's close is the way out."""
    if sys.platform == "win32":
        return
    import signal  # noqa: PLC0415

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
