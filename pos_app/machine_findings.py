"""What ``pos-app doctor`` finds about the program itself on this machine: whether a till is
running, how the last one ended, and what keeps its secrets."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app.runtime import crash_file, last_run
from pos_app.runtime.instance import is_claimed

RECENT = timedelta(days=7)
"""A crash that is older is not news."""


def instance(folder: Path) -> tuple[bool, str]:
    """As all here: whether it is good, and the words."""
    try:
        running = is_claimed(folder)
    except OSError as error:
        return False, f"{folder} cannot be looked into ({error.strerror})"
    if running:
        return True, "a till is running on this data: a second start brings its window to the front"
    return True, "no till is running on this data"


def last_end(folder: Path, now: datetime) -> tuple[bool, str]:
    crash = crash_file.latest(folder / "logs")
    if crash is not None and now - datetime.fromisoformat(crash.at) < RECENT:
        place = f" at {crash.place}" if crash.place else ""
        cure = "send the file that `pos-app support` writes"
        return False, f"a crash on {crash.at}: {crash.kind}{place}; {cure}"
    if not is_running_or_closed(folder):
        return True, "ended without closing, by a power cut or a kill: the next start takes it up"
    return True, "no crash in the last days"


def is_running_or_closed(folder: Path) -> bool:
    try:
        return is_claimed(folder) or not last_run.was_interrupted(folder)
    except OSError:
        return True


def keyring() -> tuple[bool, str]:
    """The back end by its own name; blocks."""
    import keyring as library  # noqa: PLC0415 - slow

    backend = library.get_keyring()
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    if not library.core.recommended(backend):
        return True, f"none ({name}): secrets need the environment, or an encrypted file"
    return True, name


def today() -> datetime:
    return datetime.now(UTC)
