"""The installer for Windows, as far as it can be checked anywhere."""

import re
from pathlib import Path

import pytest
from pack.installer import sign
from pack.places import PACKAGING

SCRIPT = (PACKAGING / "windows/pos-app.iss").read_text(encoding="utf-8")


def test_a_file_is_signed_by_the_command_that_is_given(tmp_path: Path) -> None:
    file = tmp_path / "pos-app.exe"
    file.touch()
    sign(file, None)
    assert file.exists()
    sign(file, "rm --verbose")
    assert not file.exists()


@pytest.mark.parametrize("message", ["Till", "Practise", "Autostart", "Open", "KeepData"])
def test_each_text_is_in_both_languages(message: str) -> None:
    for language in ("en", "pt_BR"):
        assert f"\n{language}.{message}=" in SCRIPT
    assert f"{{cm:{message}}}" in SCRIPT or f"'{message}'" in SCRIPT


def test_the_script_asks_for_what_the_build_gives() -> None:
    given = re.findall(r"/D(\w+)=", (PACKAGING / "pack/installer.py").read_text(encoding="utf-8"))
    assert set(re.findall(r"#ifndef (\w+)", SCRIPT)) == set(given)
    assert set(re.findall(r"\{#(\w+)\}", SCRIPT)) == set(given)
