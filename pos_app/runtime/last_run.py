"""How the last run on a folder ended: it leaves a file when it begins and takes it away when it
closes, so that a power cut, a crash and a kill are all seen by the next one."""

import os
from contextlib import suppress
from pathlib import Path

NAME = "running"


def begin(folder: Path) -> bool:
    """Whether the last run never closed. Of a folder that cannot be read nothing is known."""
    interrupted = False
    with suppress(OSError):
        interrupted = was_interrupted(folder)
        (folder / NAME).write_text(f"{os.getpid()}\n", encoding="ascii")
    return interrupted


def end(folder: Path) -> None:
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def was_interrupted(folder: Path) -> bool:
    """Of a folder on which no till is running."""
    return (folder / NAME).exists()
