"""Logs: one event per line, rotating, and nothing personal in them whatever a message says."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pos_app.core.scrubbing import scrub


class Scrubbing(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


def set_up(folder: Path | None, level: str = "INFO") -> None:
    """Sends everything to ``folder``/pos-app.log, or nowhere without a folder."""
    root = logging.getLogger()
    root.setLevel(level)
    for name in ("httpx", "httpcore", "asyncio", "qasync", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    handler: logging.Handler = logging.NullHandler()
    if folder is not None and _made(folder):
        handler = RotatingFileHandler(
            folder / "pos-app.log", maxBytes=2_000_000, backupCount=5, encoding="utf-8", delay=True
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
