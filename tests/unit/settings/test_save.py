"""till.toml written by the till: what else stands in it stays, and nothing wrong gets in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.settings.load import SettingsError, load, parse
from pos_app.settings.save import changed, save

BY_HAND = """\
# by Bia, do not touch
[store]
name = "Loja Centro"   # as on the sign

[loyalty]
provider = "bonifiq"
answer_seconds = 5
"""


def test_a_new_file_holds_what_was_answered(tmp_path: Path) -> None:
    path = tmp_path / "new" / "till.toml"
    settings = save(path, {("store", "name"): "Açaí & Cia", ("loyalty", "tills"): 3})
    assert settings == load(path)
    assert (settings.store, settings.tills) == ("Açaí & Cia", 3)


def test_what_stands_beside_a_change_stays(tmp_path: Path) -> None:
    path = tmp_path / "till.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    save(path, {("store", "name"): "Loja Sul", ("loyalty", "answer_seconds"): None})
    text = path.read_text(encoding="utf-8")
    assert "# by Bia, do not touch" in text
    assert 'name = "Loja Sul"   # as on the sign' in text
    assert "answer_seconds" not in text


def test_a_mistake_leaves_the_file_as_it_was_and_tells_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "till.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        save(path, {("store", "code"): "a code too long", ("loyalty", "tills"): 0})
    assert len(caught.value.mistakes) == 2
    assert path.read_text(encoding="utf-8") == BY_HAND
    assert [file.name for file in tmp_path.iterdir()] == ["till.toml"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError):
        save(tmp_path / "file" / "till.toml", {("store", "name"): "Loja"})


@given(st.text(min_size=1).filter(str.strip))
def test_any_name_comes_back_as_it_was_typed(name: str) -> None:
    path = Path("till.toml")
    text = changed(BY_HAND, {("store", "name"): name}, path)
    assert parse(text, path).store == name.strip()
