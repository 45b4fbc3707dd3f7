"""The Portuguese is complete, and what is shipped is what the source says."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6
import pytest
from PySide6.QtWidgets import QApplication

from pos_app.resources import resource
from pos_app.screens import counts
from pos_app.screens.texts import translate
from pos_app.screens.translation import current, install, remove

ROOT = Path(__file__).parents[2]
FILES = ("pos-app_pt_BR", "pos-app_en")
UPDATE = ("-silent", "-extensions", "py", "-locations", "none", "-sort-messages")


def tool(name: str) -> str:
    beside = Path(sys.executable).parent / f"pyside6-{name}"
    inside = Path(PySide6.__file__).parent / name
    found = shutil.which(str(beside)) or shutil.which(str(inside))
    assert found is not None, f"{name} comes with PySide6"
    return found


def messages(path: Path) -> dict[tuple[str, str], list[str]]:
    """The translations of every message, one or several forms each."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, message.findtext("source")
            forms = [form.text or "" for form in translation.iter("numerusform")]
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = forms or [translation.text or ""]
    return found


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_new_stale_or_unfinished(name: str, tmp_path: Path) -> None:
    kept = resource(f"translations/{name}.ts")
    fresh = tmp_path / kept.name
    shutil.copy(kept, fresh)
    plural = ("-pluralonly",) if name.endswith("_en") else ()
    subprocess.run(
        [tool("lupdate"), *UPDATE, *plural, "pos_app", "-ts", str(fresh)], cwd=ROOT, check=True
    )
    assert messages(fresh) == messages(kept)


@pytest.mark.parametrize("name", FILES)
def test_what_is_compiled_is_what_is_written(name: str, tmp_path: Path) -> None:
    compiled = tmp_path / f"{name}.qm"
    source = resource(f"translations/{name}.ts")
    subprocess.run([tool("lrelease"), "-silent", str(source), "-qm", str(compiled)], check=True)
    assert compiled.read_bytes() == resource(f"translations/{name}.qm").read_bytes()


def test_every_message_is_translated_and_keeps_its_places() -> None:
    for (context, source), forms in messages(resource("translations/pos-app_pt_BR.ts")).items():
        for form in forms:
            assert form, (context, source)
            assert _places(form) == _places(source), (context, source)


def _places(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]} | (
        {"%n"} if "%n" in text else set()
    )


def test_languages_are_switched_and_kept_alive(qapp: QApplication) -> None:
    assert qapp is not None
    try:
        install("pt")
        assert current() == "pt"
        assert translate("Actions", "Ask now") == "Perguntar agora"
        install("en")
        install("en")
        assert current() == "en"
        assert translate("Actions", "Ask now") == "Ask now"
    finally:
        remove()
    assert current() is None


def test_counted_phrases_have_their_forms(qapp: QApplication) -> None:
    assert qapp is not None
    try:
        install("en")
        assert [counts.tries_left(n) for n in (1, 2)] == ["1 attempt left", "2 attempts left"]
        install("pt")
        assert [counts.tries_left(n) for n in (1, 2)] == [
            "resta 1 tentativa",
            "restam 2 tentativas",
        ]
    finally:
        remove()


def test_an_unknown_language_is_an_error_and_changes_nothing(qapp: QApplication) -> None:
    assert qapp is not None
    with pytest.raises(KeyError):
        install("xx")
    assert current() is None
