"""One till per journal: a lock the operating system drops when the process dies."""

from pathlib import Path

from filelock import FileLock, Timeout

from pos_app.settings.errors import SetupError

LOCK = "till.lock"


class JournalInUseError(SetupError):
    """Another till is running on this data folder."""

    exit_code = 3


class ShownInsteadError(SetupError):
    """The till that runs on this folder has come to the front: nothing is left to do here."""

    exit_code = 0


def claim(folder: Path) -> FileLock:
    """Holds the folder until the lock is released or the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise JournalInUseError(
            f"another till is already running with the data in {folder}: use that window, or give"
            " this one a folder of its own with --data-dir"
        ) from None
    return lock


def claim_or_show(folder: Path) -> FileLock:
    """As ``claim``, but a till that already runs there is asked to show itself: raises
    ``ShownInsteadError`` when it did, and ``JournalInUseError`` when it does not answer."""
    try:
        return claim(folder)
    except JournalInUseError:
        from pos_app.runtime import bell  # noqa: PLC0415 - only a second start needs it

        if not bell.ring(folder):
            raise
        raise ShownInsteadError(
            f"The till with the data in {folder} is already running: its window is in front now."
        ) from None


def is_claimed(folder: Path) -> bool:
    """Whether a till is running on this folder, without making or keeping anything."""
    path = folder / LOCK
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
