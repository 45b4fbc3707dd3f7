"""The file for support tells what is open, and nothing of anybody: searched by value and Base64."""

import argparse
import base64
import io
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from pos_app import cli
from pos_app.checkout.journal import Journal
from pos_app.checkout.journal_reading import JournalReader
from pos_app.support import command
from pos_app.support.command import write
from tests.unit.checkout.old_journals import write_version_1

TOKEN, KEY = "tk-live-2031-loja", "kk/9+Sé&77"
CODE = "482913"
PEOPLE = ("39053344705", "390.533.447-05", "bruna@loja.com.br", "+55 11 98765-4321", "Ana Prado")
PLANTED = (TOKEN, KEY, CODE, *PEOPLE)

SETTINGS = f"""
# the token is {TOKEN}
[store]
name = "Loja 390.533.447-05"
code = "L01"
[till]
name = "Caixa 03"
operator = "Ana Prado"
[loyalty]
provider = "bonifiq"
address = "http://127.0.0.1:9/v1/{TOKEN}"
client = "sk9XyZ27bQwE81TrLmNp"
api_token = "{TOKEN}"
connect_seconds = 0.5
[secrets]
note = "{KEY}"
"""


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    monkeypatch.setenv("POS_APP_BONIFIQ_API_TOKEN", TOKEN)
    monkeypatch.setenv("POS_APP_BONIFIQ_API_KEY", KEY)
    config, data = tmp_path / "till.toml", tmp_path / "data"
    config.write_text(SETTINGS, encoding="utf-8")
    logs = data / "logs"
    logs.mkdir(parents=True)
    lines = [f"customer {planted} base64 {b64(planted)}" for planted in PEOPLE[:4]]
    lines += [f"Authorization: Basic {b64(f'{TOKEN}:{KEY}')}", f"sent {TOKEN} and {KEY}"]
    lines += [f"code={CODE} typed", f"x {b64(f'code={CODE}')}", "order L01C03-000451 registered"]
    (logs / "pos-app.log").write_text("\n".join(lines), encoding="utf-8")
    (logs / "pos-app.log.1").write_text("older", encoding="utf-8")
    (logs / "crash.1.txt").write_text("Fatal Python error: Aborted\n", encoding="utf-8")
    write_version_1(data / "journal.db")
    with closing(Journal.open(data / "journal.db")):
        pass  # brings it to this version
    return argparse.Namespace(config=config, data_dir=data, command="support", out=None)


def opened(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name).decode("utf-8") for name in bundle.namelist()}


def test_nothing_planted_is_in_it_by_value_or_base64(till: argparse.Namespace) -> None:
    path = write(till, till.data_dir)
    everything = "\n".join(opened(path).values())
    for planted in PLANTED:
        bare = "".join(c for c in planted if c.isdigit())
        for form in {planted, b64(planted).rstrip("="), bare if len(bare) > 8 else planted}:
            assert form not in everything, form
    assert b64(f"{TOKEN}:{KEY}") not in everything
    for planted in (TOKEN, KEY, *PEOPLE):
        assert planted.encode() not in path.read_bytes()


def test_it_tells_what_support_needs(till: argparse.Namespace) -> None:
    found = opened(write(till, till.data_dir))
    assert set(found) == {
        "README.txt",
        "versions.txt",
        "settings.txt",
        "doctor.txt",
        "journal.txt",
        "logs/pos-app.log",
        "logs/pos-app.log.1",
        "logs/crash.1.txt",
    }
    assert "order L01C03-000451 registered" in found["logs/pos-app.log"]
    assert "PySide6-Essentials 6." in found["versions.txt"]
    assert "provider = bonifiq" in found["settings.txt"]
    assert "address = http://127.0.0.1:9/…" in found["settings.txt"]
    assert "(unknown key, value left out)" in found["settings.txt"]
    assert "api_token" not in found["settings.txt"]
    assert "BAD  settings" in found["doctor.txt"]
    assert "ok   instance     no till is running on this data" in found["doctor.txt"]
    with closing(JournalReader.read(till.data_dir / "journal.db")) as journal:
        assert f"events {journal.entries()}\n" in found["journal.txt"]
        assert f"unsettled {len(journal.unsettled())}\n" in found["journal.txt"]
        for sale_id in journal.unsettled():
            assert f"Sale {sale_id}:\n" in found["journal.txt"]


def test_no_journal_file_is_in_it(till: argparse.Namespace) -> None:
    path = write(till, till.data_dir)
    with zipfile.ZipFile(path) as bundle:
        assert not any(b"SQLite format" in bundle.read(name) for name in bundle.namelist())


def test_the_command_prints_where_it_is(
    till: argparse.Namespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--config", str(till.config), "--data-dir", str(till.data_dir)]
    assert cli.main(["support", *where, "--out", str(tmp_path / "stick")]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.parent == tmp_path / "stick"
    assert zipfile.is_zipfile(path)


def test_a_till_without_anything_has_a_file_too(tmp_path: Path) -> None:
    options = argparse.Namespace(config=tmp_path / "none.toml", data_dir=tmp_path / "none")
    found = opened(write(options, tmp_path / "none"))
    assert found["settings.txt"] == "there is no till.toml\n"
    assert found["journal.txt"] == "none yet\n"


def test_only_the_newest_are_kept_and_nothing_half_written(
    till: argparse.Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = till.data_dir / "support"
    folder.mkdir()
    for year in range(2001, 2010):
        (folder / f"pos-app-support-{year}0101-000000.zip").touch()
    newest = write(till, till.data_dir)
    left = sorted(folder.iterdir())
    assert len(left) == command.KEPT
    assert left[-1] == newest

    def broken(_data: Path) -> io.StringIO:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "newest_logs", broken)
    with pytest.raises(OSError, match="No space"):
        write(till, till.data_dir)
    assert sorted(folder.iterdir()) == left


def test_of_large_logs_the_newest_are_taken(tmp_path: Path) -> None:
    import os

    for age, name in enumerate(("pos-app.log", "pos-app.log.1", "pos-app.log.2")):
        (tmp_path / name).write_bytes(b"x" * (command.MOST_LOG // 2))
        os.utime(tmp_path / name, (10_000 - age, 10_000 - age))
    assert [path.name for path in command.newest_logs(tmp_path)] == ["pos-app.log", "pos-app.log.1"]
