"""Logs: one event per line, rotating, and nothing personal in them whatever a message says."""

import logging
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pos_app.core.scrubbing import scrub

NAME = "pos-app.log"
LARGEST = 2_000_000
"""Bytes of one file."""
KEPT = 5
"""Older files beside it."""


class Scrubbing(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class Rotating(RotatingFileHandler):
    """Lines that cannot be written are counted, and told once there is room again.

    A disk that is full, or a folder that cannot be written, does not make a till stop or chatter.
    """

    lost = 0

    def doRollover(self) -> None:  # noqa: N802 - the standard library's name
        """A file that another process holds is not turned over, and is written on."""
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()

    def emit(self, record: logging.LogRecord) -> None:
        before = self.lost
        super().emit(record)
        if before and self.lost == before:
            told = f"lines_lost count={before}"
            super().emit(logging.LogRecord(__name__, logging.WARNING, "", 0, told, (), None))
            self.lost -= before

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)
            return
        self.lost += 1
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()


def set_up(folder: Path | None, level: str = "INFO") -> None:
    """Sends everything to ``folder``/pos-app.log, or nowhere without a folder."""
    root = logging.getLogger()
    root.setLevel(level)
    for name in ("httpx", "httpcore", "asyncio", "qasync", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    handler: logging.Handler = logging.NullHandler()
    if folder is not None and _made(folder):
        handler = Rotating(
            folder / NAME,
            maxBytes=LARGEST,
            backupCount=KEPT,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
    handler.setFormatter(
        Scrubbing("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
    )
    root.addHandler(handler)


def _made(folder: Path) -> bool:
    """A till that cannot write its log still sells."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True
