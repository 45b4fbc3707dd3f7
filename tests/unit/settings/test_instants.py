"""Instants that outlive the run of a till."""

from pathlib import Path

import pytest

from pos_app.settings.instants import InstantsFile


def test_what_is_kept_is_there_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "instants.json"
    InstantsFile(path).write((1930410000.25, 1930410007.0))
    InstantsFile(path).write((1930410007.5,))
    assert InstantsFile(path).read() == (1930410007.5,)
    assert [file.name for file in tmp_path.iterdir()] == ["instants.json"]


def test_a_new_till_has_kept_nothing(tmp_path: Path) -> None:
    assert InstantsFile(tmp_path / "instants.json").read() == ()


@pytest.mark.parametrize(
    "damaged", [b"", b"[", b"[1,", b"\xff\xfe", b'["1930410000"]', b"[null]", b"{}", b"[NaN]"]
)
def test_what_cannot_be_read_is_unknown_and_not_nothing(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "instants.json"
    path.write_bytes(damaged)
    assert InstantsFile(path).read() is None


def test_what_is_no_file_is_unknown_too(tmp_path: Path) -> None:
    assert InstantsFile(tmp_path).read() is None


def test_a_write_that_breaks_off_leaves_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "instants.json"
    InstantsFile(path).write((1.0,))
    (tmp_path / "instants.json.new").mkdir()
    InstantsFile(path).write((2.0,))
    assert InstantsFile(path).read() == (1.0,)


def test_a_folder_that_takes_nothing_stops_nobody(tmp_path: Path) -> None:
    InstantsFile(tmp_path / "missing" / "instants.json").write((1.0,))
