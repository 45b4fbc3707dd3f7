"""A recovery is cut off, has no room, or may not write: nothing is lost, nothing comes twice."""

import ctypes
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pos_app.checkout.set_aside import files_set_aside, marker_of
from tests.unit.checkout import damage as d

_DAC_OVERRIDE, _DAC_READ_SEARCH, _CAPBSET_DROP = 1, 2, 24


def child(
    condition: str, amount: int, path: Path, before: Callable[[], None] | None = None
) -> tuple[int, Any]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.unit.checkout.start_child",
            condition,
            str(amount),
            str(path),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=before,
    )
    assert done.returncode in {0, 9}, done.stderr
    return done.returncode, json.loads(done.stdout) if done.stdout else None


def obeys_permissions() -> None:
    """Even where the tests run as root, the process they start may not write what it may not."""
    libc = ctypes.CDLL(None)
    for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
        libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "journal.db"
    d.write(path)
    d.middle_page(path)
    return path


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    order = {"event": "seq", "sale": "id", "private": "sale, name", "incident": "seq"}
    return {t: d.rows(path, f"SELECT * FROM {t} ORDER BY {key}") for t, key in order.items()}  # noqa: S608


def test_a_recovery_killed_at_any_change_ends_in_the_same_journal(
    path: Path, tmp_path: Path
) -> None:
    damaged = path.read_bytes()
    undisturbed = tmp_path / "undisturbed" / path.name
    undisturbed.parent.mkdir()
    undisturbed.write_bytes(damaged)
    assert child("plain", 0, undisturbed)[0] == 0
    expected = content(undisturbed)
    killed = 0
    for point in range(1, 200):
        folder = tmp_path / f"cut-{point}"
        folder.mkdir()
        cut = folder / path.name
        cut.write_bytes(damaged)
        code, _ = child("kill", point, cut)
        if code == 0:
            break
        killed += 1
        if point % 3 == 0:
            child("kill", 7, cut)
        assert child("plain", 0, cut)[0] == 0
        [aside] = files_set_aside(folder)
        assert aside.read_bytes() == damaged, point
        assert content(cut) == expected, point
        assert not marker_of(cut).exists()
        assert not list(folder.glob("journal-unfinished*"))
    assert killed > 20


@pytest.mark.parametrize("room", [0, 8 * 4096, 40 * 4096])
def test_a_recovery_without_room_leaves_everything_for_the_next_start(
    path: Path, room: int
) -> None:
    damaged = path.read_bytes()
    assert child("room", room, path) == (0, None)
    kept = [file.read_bytes() for file in path.parent.iterdir()]
    assert damaged in kept
    _, told = child("plain", 0, path)
    assert told == [file.name for file in files_set_aside(path.parent)]
    assert files_set_aside(path.parent)[0].read_bytes() == damaged


def test_a_damaged_journal_in_a_folder_that_cannot_be_written_is_left_alone(path: Path) -> None:
    damaged = path.read_bytes()
    path.parent.chmod(0o500)
    path.chmod(0o400)
    try:
        assert child("plain", 0, path, obeys_permissions) == (0, None)
        assert path.read_bytes() == damaged
        assert [file.name for file in path.parent.iterdir()] == [path.name]
    finally:
        path.parent.chmod(0o700)
        path.chmod(0o600)
    assert len(child("plain", 0, path)[1]) == 1


def test_a_sound_journal_that_cannot_be_written_is_not_taken_for_a_damaged_one(
    path: Path,
) -> None:
    d.write(path)
    path.chmod(0o400)
    try:
        assert child("plain", 0, path, obeys_permissions) == (0, [])
    finally:
        path.chmod(0o600)
    assert files_set_aside(path.parent) == []
    assert child("plain", 0, path) == (0, [])
