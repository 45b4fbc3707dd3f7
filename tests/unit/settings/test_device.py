"""The name of one till among all."""

from pathlib import Path
from uuid import UUID

from pos_app.settings.device import FILE, device_id


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    made = device_id(tmp_path)
    assert UUID(made).version == 4
    assert device_id(tmp_path) == made
    other = tmp_path / "other"
    other.mkdir()
    assert device_id(other) != made


def test_a_file_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    made = device_id(tmp_path)
    assert device_id(tmp_path) == made


def test_a_folder_that_takes_nothing_still_lets_the_till_start(tmp_path: Path) -> None:
    assert device_id(tmp_path / "missing")
