from pathlib import Path

import pytest

from pos_app import resources


def test_the_source_tree_is_used_in_the_source_tree() -> None:
    assert resources.resource("icons/pos-app.svg").is_file()


def test_an_installed_program_uses_what_it_brought(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resources, "_INSTALLED", tmp_path)
    assert resources.resource("icons/x.svg") == tmp_path / "icons/x.svg"
