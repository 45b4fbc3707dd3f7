"""What a start reads is bounded, in order, and the same however it was found."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.checkout import journal as journal_module
from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.journal_reading import UNSETTLED_ONLY
from pos_app.checkout.journal_schema import DamagedJournalError
from pos_app.core.selling import CancelAsked, CustomerSet, Dropped
from tests.unit.checkout import damage as d

SECRET = b"39053344705"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    monkeypatch.setattr(journal_module, "NOTE_AFTER", 50)
    made = Journal.open(path)
    yield made
    made.close()


def long_open(journal: Journal) -> None:
    """One sale stays open while forty others are sold."""
    opened, basket, _ = d.events(1)
    journal.write([Entry(d.OPEN, d.at(1), opened), Entry(d.OPEN, d.at(1), basket)])
    for number in range(2, 42):
        d.settled(journal, number)
    journal.write([Entry(d.OPEN, d.at(102), CustomerSet("cst-1"))])


def noted(path: Path) -> list[bytes]:
    return [row[0] for row in d.rows(path, "SELECT noted FROM sale WHERE noted IS NOT NULL")]


def test_only_the_newest_settled_sales_are_read_and_all_unsettled_ones(journal: Journal) -> None:
    long_open(journal)
    records = journal.records("", 10)
    assert len({record.sale for record in records} - {d.OPEN}) == 10
    assert {record.sale for record in records} >= {d.OPEN, "sale-0041", "sale-0032"}
    assert [record.number for record in records] == sorted(record.number for record in records)


def test_a_sale_that_stays_open_is_looked_for_once(journal: Journal, path: Path) -> None:
    long_open(journal)
    records = journal.records(UNSETTLED_ONLY)
    journal.note(records)
    assert len(noted(path)) == 1
    assert journal.records(UNSETTLED_ONLY) == records
    journal.write([Entry(d.OPEN, d.at(103), CustomerSet(None))])
    again = journal.records(UNSETTLED_ONLY)
    assert again[:-1] == records
    assert again[-1].event == CustomerSet(None)
    journal.note(again)
    assert journal.records(UNSETTLED_ONLY) == again, "a note that is not yet renewed is still right"


def test_a_settled_sale_is_noted_no_longer(journal: Journal, path: Path) -> None:
    long_open(journal)
    journal.note(journal.records(UNSETTLED_ONLY))
    journal.write([Entry(d.OPEN, d.at(104), Dropped(), settles=True)])
    assert noted(path) == []
    journal.write([Entry(d.OPEN, d.at(105), CancelAsked("cnl-1", 1.0))])
    events = [record.event for record in journal.records(UNSETTLED_ONLY)]
    assert events[-2:] == [Dropped(), CancelAsked("cnl-1", 1.0)]
    assert len(events) == 5


def test_a_short_look_is_not_noted(journal: Journal, path: Path) -> None:
    opened, _, _ = d.events(1)
    journal.write([Entry(d.OPEN, d.at(1), opened)])
    journal.note(journal.records(UNSETTLED_ONLY))
    assert noted(path) == []


@pytest.mark.parametrize("note", ['{"upto":90,"numbers":[5]}', '{"upto":90,"numbers":[9999]}', "{"])
def test_a_note_that_is_not_true_is_damage(note: str, journal: Journal, path: Path) -> None:
    long_open(journal)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE sale SET noted = ? WHERE id = ?", (note.encode(), d.OPEN))
    with pytest.raises(DamagedJournalError):
        journal.records(UNSETTLED_ONLY)


def test_missing_entries_are_damage(journal: Journal, path: Path) -> None:
    long_open(journal)
    journal.check_order()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM event WHERE seq = 100")
    with pytest.raises(DamagedJournalError, match="entries are missing"):
        journal.check_order()


def test_missing_newest_entries_are_damage(journal: Journal, path: Path) -> None:
    d.settled(journal, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM event WHERE seq = 3")
    with closing(Journal.open(path)) as again, pytest.raises(DamagedJournalError, match="newest"):
        again.check_order()


def test_a_sales_number_is_known_from_the_newest_one(journal: Journal) -> None:
    assert journal.last_number() == 0
    for number in (7, 41):
        d.settled(journal, number)
    assert journal.last_number() == 41


def test_who_reads_keeps_deleted_data_in_the_log_no_longer_than_they_read(
    journal: Journal, path: Path
) -> None:
    opened, _, last = d.events(1)
    journal.write([Entry("s1", d.at(1), opened, {"person:c": SECRET})])
    with closing(Journal.read(path)) as reader:
        reader._db.execute("BEGIN")
        assert reader.unsettled() == ["s1"]
        journal.write([Entry("s1", d.at(1), last, settles=True)])
        assert SECRET in path.with_name(path.name + "-wal").read_bytes()
    journal.wipe_log()
    assert SECRET not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_what_was_not_wiped_is_wiped_with_the_next_write(journal: Journal, path: Path) -> None:
    opened, _, last = d.events(1)
    journal.write([Entry("s1", d.at(1), opened, {"person:c": SECRET})])
    with closing(Journal.read(path)) as reader:
        reader._db.execute("BEGIN")
        reader.unsettled()
        journal.write([Entry("s1", d.at(1), last, settles=True)])
    journal.write([Entry("s2", d.at(2), opened)])
    assert SECRET not in b"".join(file.read_bytes() for file in path.parent.iterdir())
