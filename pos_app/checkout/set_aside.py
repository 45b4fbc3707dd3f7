"""A damaged journal is set aside, never deleted, and a sound one takes its place.

A small file beside the journal says that this is to be done, and under which name; it is written
first and removed last. A crash at any moment between leaves the next start with the same work, and
the journal's own name is only ever given to a whole journal.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

from pos_app.checkout.incidents import RecordsLost
from pos_app.checkout.journal_schema import JournalError
from pos_app.checkout.write_ahead_log import forgotten_commits

_BESIDE = ("", "-wal", "-shm", "-journal")
_NAME = re.compile(r"journal-damaged-\w+\.db")
PATTERN = "journal-damaged-*.db"


def marker_of(journal: Path) -> Path:
    return journal.with_suffix(".damaged")


def files_set_aside(folder: Path) -> list[Path]:
    return sorted(folder.glob(PATTERN))


def mark_damaged(journal: Path, at: str) -> None:
    """From here on the next start sets the journal aside."""
    marker = marker_of(journal)
    if marker.exists():
        return
    stamp = re.sub(r"\W", "", at)
    name, count = f"journal-damaged-{stamp}.db", 1
    while journal.with_name(name).exists():
        count += 1
        name = f"journal-damaged-{stamp}_{count}.db"
    half = marker.with_suffix(".half")
    with half.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    half.replace(marker)
    _reach_disk(marker.parent)


def replace_damaged(journal: Path, recover: Callable[[Path, Path, bool], RecordsLost]) -> None:
    """Does what the marker says, or finishes it; does nothing without one."""
    marker = marker_of(journal)
    if not marker.exists():
        return
    name = marker.read_text(encoding="utf-8", errors="replace")
    if not _NAME.fullmatch(name):
        raise JournalError(f"{marker} does not name a file: remove it and start again")
    aside = journal.with_name(name)
    if not (journal.exists() and aside.exists()):
        _move(journal, aside)
        if aside.exists():
            _rebuild(journal, aside, recover)
    marker.unlink()
    _reach_disk(journal.parent)


def _move(journal: Path, aside: Path) -> None:
    for ending in _BESIDE:
        old = journal.with_name(journal.name + ending)
        if old.exists():
            old.rename(aside.with_name(aside.name + ending))
    _reach_disk(journal.parent)


def _rebuild(
    journal: Path, aside: Path, recover: Callable[[Path, Path, bool], RecordsLost]
) -> None:
    """Under a name of its own, which is given up for the journal's only when it is whole."""
    unfinished = journal.with_name("journal-unfinished.db")
    for ending in _BESIDE:
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    forgotten = forgotten_commits(aside.with_name(aside.name + "-wal")) > 0
    recover(aside, unfinished, forgotten)
    unfinished.replace(journal)
    _reach_disk(journal.parent)


def _reach_disk(folder: Path) -> None:
    """What a folder says of its files is on the disk, where a system lets a program ask for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
