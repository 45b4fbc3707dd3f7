"""How the last run on a folder ended: it leaves a file when it begins and takes it away when it
closes, so that a power cut, a crash and a kill are all seen by the next one."""

import os
from pathlib import Path

NAME = "running"


def begin(folder: Path) -> bool:
    """Whether the last run never closed. A folder that cannot be written knows nothing."""
    path = folder / NAME
    try:
        interrupted = path.exists()
        path.write_text(f"{os.getpid()}\n", encoding="ascii")
    except OSError:
        return False
    return interrupted


def end(folder: Path) -> None:
    try:
        (folder / NAME).unlink(missing_ok=True)
    except OSError:
        return


def was_interrupted(folder: Path) -> bool:
    """Of a folder on which no till is running."""
    return (folder / NAME).exists()
