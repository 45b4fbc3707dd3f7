"""One till per journal: a lock the operating system drops when the process dies."""

from pathlib import Path

from filelock import FileLock, Timeout

from pos_app.settings.errors import SetupError


class JournalInUseError(SetupError):
    """Another till is running on this data folder."""

    exit_code = 3


def claim(folder: Path) -> FileLock:
    """Holds the folder until the lock is released or the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "till.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise JournalInUseError(
            f"another till is already running with the data in {folder}: use that window, or give"
            " this one a folder of its own with --data-dir"
        ) from None
    return lock
