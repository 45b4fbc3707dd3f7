"""A kiosk comes back by itself, and ends in order when the system asks. Real processes."""

import sys
from pathlib import Path

import pytest

from tests.e2e.living import SETTINGS, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def test_a_kiosk_comes_back_by_itself_and_ends_when_the_system_asks(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text(SETTINGS + "[screen]\nkiosk = true\n")
    with running(["--config", str(config), "--data-dir", str(tmp_path / "data")]) as till:
        assert till.says() == "forward minimised=True now=False token="
        assert till.end() == 0
    assert not (tmp_path / "data" / "running").exists()


def test_the_command_line_makes_a_kiosk_too(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text(SETTINGS)
    with running(["--kiosk", "--config", str(config), "--data-dir", str(tmp_path / "d")]) as till:
        assert till.says().startswith("forward minimised=True")
