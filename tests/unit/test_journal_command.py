"""``pos-app journal`` reads, tells and exports; it never writes, and never shows a person."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pos_app import cli
from pos_app.checkout.incidents import AuthenticatorAdded, AuthenticatorBegun
from pos_app.checkout.journal import Journal
from pos_app.core.reference import reference
from tests.unit.checkout import damage as d
from tests.unit.checkout import old_journals as old


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    old.write_version_1(tmp_path / "journal.db")
    return tmp_path


def run(
    capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str
) -> tuple[int, list[str], str]:
    code = cli.main(["journal", *arguments, "--data-dir", str(folder)])
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err


def test_what_is_unsettled_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = run(capsys, folder)
    assert code == 0
    [line] = told
    assert line.endswith(
        "L01C03-000042: open, R$ 149,90; redemption on its way, R$ 30,00,"
        f" reference {reference(old.KEY)}"
    )


def test_who_set_up_an_authenticator_is_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, _ = run(capsys, folder, "--authenticators")
    assert (code, told) == (0, ["no authenticator was set up at this till"])
    with closing(Journal.open(folder / "journal.db")) as journal:
        journal.add(AuthenticatorBegun("mbr-1", "Rui P."), "2031-03-04T17:15:00.000Z")
        journal.add(AuthenticatorAdded("mbr-1", "YF1"), "2031-03-04T17:16:00.000Z")
    code, told, _ = run(capsys, folder, "--authenticators")
    assert code == 0
    assert [line.partition("  ")[2] for line in told] == [
        "begun by Rui P. for mbr-1",
        "proved for mbr-1: YF1",
    ]
    assert len(run(capsys, folder)[1]) == 1


@pytest.mark.parametrize("name", ["L01C03-000042", old.COMMITTING, reference(old.KEY), old.KEY])
def test_a_sale_is_found_by_whatever_a_person_has_in_hand(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, _ = run(capsys, folder, name)
    assert code == 0
    assert told[1].endswith("sale L01C03-000042 opened")
    assert told[-1].endswith(f"code accepted; redemption sent, reference {reference(old.KEY)}")
    assert len(told) == 1 + len(old.EVENTS_OF_COMMITTING)


def test_an_unknown_sale_is_an_error_that_says_what_to_give(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, complaint = run(capsys, folder, "L01C03-000099")
    assert (code, told) == (2, [])
    assert "no sale L01C03-000099: give its number, id, or a reference" in complaint


def test_without_a_journal_it_says_where_it_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, complaint = run(capsys, tmp_path)
    assert code == 2
    assert str(tmp_path / "journal.db") in complaint


def test_events_are_exported_as_they_were_written_and_nothing_private_with_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, _ = run(capsys, folder, "--export")
    assert code == 0
    exported = [json.loads(line) for line in told]
    bodies = [*old.EVENTS_OF_PAID, *old.EVENTS_OF_COMMITTING]
    assert [line["event"] for line in exported] == [json.loads(body) for body in bodies]
    assert [line["number"] for line in exported] == list(range(1, 11))
    assert old.SECRET.decode() not in "".join(told)
    assert "Bruna" not in "".join(told)
    _, one, _ = run(capsys, folder, old.PAID, "--export")
    assert len(one) == len(old.EVENTS_OF_PAID)


def test_reading_changes_nothing_and_works_beside_a_till(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "journal.db"
    before = path.read_bytes()
    run(capsys, folder)
    assert path.read_bytes() == before
    with closing(Journal.open(path)) as till:
        d.settled(till, 77)
        code, told, _ = run(capsys, folder, "L01C03-000077")
        assert (code, told[-1].partition(" ")[2]) == (
            0,
            "paid R$ 149,90 by cash, not to be registered",
        )


def test_another_file_can_be_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = tmp_path / "journal-damaged-1.db"
    (folder / "journal.db").rename(aside)
    code, told, _ = run(capsys, tmp_path / "nowhere", "--file", str(aside))
    assert code == 0
    assert len(told) == 1


def test_a_file_that_cannot_be_read_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "journal.db").write_bytes(b"no database" * 1000)
    code, _, complaint = run(capsys, tmp_path)
    assert code == 4
    assert "pos-app doctor" in complaint


@pytest.mark.expects_log
def test_a_loss_is_listed_before_what_is_unsettled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    d.write(tmp_path / "journal.db")
    d.newest_entries(tmp_path / "journal.db")
    d.started(tmp_path / "journal.db").journal.close()
    code, told, _ = run(capsys, tmp_path)
    assert code == 0
    assert "records damaged: the newest entries are lost" in told[0]
    assert "requests that may have left: RDM1" in told[0]
    assert "remove journal-damaged-" in told[0]
    assert any("its entries are gone" in line for line in told[1:])


def test_a_stopped_reader_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_text: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", gone)
    assert cli.main(["journal", "--export", "--data-dir", str(folder)]) == 0


# --- the doctor's line ---------------------------------------------------------------------------


def doctor(capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    cli.main(["doctor", "--data-dir", str(folder), "--config", str(folder / "none.toml")])
    told = capsys.readouterr().out.splitlines()
    return next(line for line in told if line.split()[1] == "journal")


def test_the_doctor_counts_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = doctor(capsys, folder)
    assert line.startswith("ok")
    assert "intact, schema 1, 10 events, 2 sales, 1 unsettled, 0.0 MB" in line
    with closing(sqlite3.connect(folder / "journal.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


@pytest.mark.parametrize("name", d.BREAKS)
def test_the_doctor_sees_damage_and_names_the_cure(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    d.write(tmp_path / "journal.db")
    d.BREAKS[name](tmp_path / "journal.db")
    line = doctor(capsys, tmp_path)
    assert line.startswith("BAD")
    assert "open the till: it sets the file aside, brings back what can be read and says so" in line


@pytest.mark.expects_log
def test_the_doctor_names_what_lies_aside_until_it_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    d.write(tmp_path / "journal.db")
    d.middle_page(tmp_path / "journal.db")
    d.started(tmp_path / "journal.db").journal.close()
    line = doctor(capsys, tmp_path)
    assert line.startswith("BAD")
    assert "entries lost" in line
    assert "journal-damaged-" in line
    assert "personal data" in line
