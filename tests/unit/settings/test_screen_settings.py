"""How much of the screen a till takes, by its file and by its command line."""

import argparse
from pathlib import Path

import pytest

from pos_app.options import plan_from


def planned(folder: Path, screen: str, **given: bool) -> tuple[bool, bool]:
    path = folder / "till.toml"
    path.write_text(f"[screen]\n{screen}\n", encoding="utf-8")
    options = argparse.Namespace(config=path, data_dir=folder, **given)
    settings = plan_from(options).settings
    return settings.full_screen, settings.kiosk


@pytest.mark.parametrize(
    ("screen", "given", "expected"),
    [
        ("", {}, (False, False)),
        ("full_screen = true", {}, (True, False)),
        ("kiosk = true", {}, (True, True)),
        ("", {"full_screen": True}, (True, False)),
        ("", {"kiosk": True}, (True, True)),
        ("kiosk = true\nfull_screen = false", {"full_screen": False}, (True, True)),
    ],
)
def test_a_kiosk_takes_the_whole_screen(
    tmp_path: Path, screen: str, given: dict[str, bool], expected: tuple[bool, bool]
) -> None:
    assert planned(tmp_path, screen, **given) == expected
