"""A crash below Python leaves its stacks in crash.txt: files, lines and functions, never a value.

The next start moves it aside and notes it in the log; so does whoever asks what happened last.
"""

import faulthandler
import logging
import re
from datetime import UTC, datetime
from pathlib import Path, PurePath

from pos_app.core.value import Value

log = logging.getLogger("pos_app.crash")

NAME = "crash.txt"
KEPT = 3

_KIND = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (.+)$", re.MULTILINE)
_FRAME = re.compile(
    r'^  File "(?P<file>[^"]+)", line (?P<line>\d+) in (?P<where>\S+)$', re.MULTILINE
)
_FALLEN = "Current thread"


class NativeCrash(Value, frozen=True):
    kind: str
    place: str
    """File and line of the innermost Python frame; empty where there is none."""
    at: str
    """When, ISO 8601 in UTC."""


def watch(logs: Path, *, interrupted: bool) -> None:
    """Moves the last run's file aside and opens one for this run. ``interrupted``: the last one
    never closed; else what its file says did not end it."""
    try:
        found = read(logs / NAME)
        if found is not None:
            _move_aside(logs)
        logs.mkdir(parents=True, exist_ok=True)
        # open for as long as the process lives: a crash has no time to open it
        faulthandler.enable((logs / NAME).open("w", encoding="utf-8"))
    except OSError as error:
        log.info("no_crash_file error=%s", type(error).__name__)
        return
    if found is not None and interrupted:
        log.error("last_run_crashed kind=%s at=%s", found.kind, found.place or "unknown")


def latest(logs: Path) -> NativeCrash | None:
    """Of this run's file and those moved aside, newest first."""
    for path in (logs / NAME, *(_aside(logs, number) for number in range(1, KEPT + 1))):
        if (found := read(path)) is not None:
            return found
    return None


def read(path: Path) -> NativeCrash | None:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
        changed = path.stat().st_mtime
    except OSError:
        return None
    if not text.strip():
        return None
    kind, frame = _KIND.search(text), _FRAME.search(text, max(text.find(_FALLEN), 0))
    place = f"{PurePath(frame['file']).name}:{frame['line']} {frame['where']}" if frame else ""
    at = datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds")
    return NativeCrash(kind[1] if kind else "unknown", place, at)


def _aside(logs: Path, number: int) -> Path:
    return logs / f"crash.{number}.txt"


def _move_aside(logs: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        if _aside(logs, number).exists():
            _aside(logs, number).replace(_aside(logs, number + 1))
    (logs / NAME).replace(_aside(logs, 1))
