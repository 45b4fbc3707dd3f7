"""A journal of any earlier version becomes one of today's, and nothing of it changes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pos_app.checkout import journal_schema
from pos_app.checkout.folding import fold
from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.journal_schema import MIGRATIONS, SCHEMA_VERSION, JournalError
from pos_app.core.money import Money
from pos_app.core.redemption.states import Committing
from pos_app.core.sale import Sale, Stage
from pos_app.core.selling import Dropped
from tests.faults.shapes import BONIFIQ
from tests.unit.checkout import old_journals as old

WRITERS: dict[int, Callable[[Path], None]] = {0: old.write_version_0, 1: old.write_version_1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.db"


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def sales(journal: Journal) -> dict[str, Sale]:
    found: dict[str, Sale] = {}
    records = journal.records("")
    for sale_id in {record.sale for record in records}:
        sale = fold(BONIFIQ.profile, sale_id, [r.event for r in records if r.sale == sale_id])
        assert sale is not None
        found[sale_id] = sale
    return found


def shape(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, tbl_name FROM sqlite_master ORDER BY 2").fetchall()


def test_there_is_an_old_file_for_every_earlier_version() -> None:
    assert set(WRITERS) == set(range(SCHEMA_VERSION))


@pytest.mark.parametrize("old_version", WRITERS)
def test_an_old_file_takes_todays_form(old_version: int, path: Path, tmp_path: Path) -> None:
    WRITERS[old_version](path)
    assert version(path) == old_version
    Journal.open(path).close()
    Journal.open(tmp_path / "fresh.db").close()
    assert version(path) == SCHEMA_VERSION
    assert shape(path) == shape(tmp_path / "fresh.db")


def test_migrated_sales_are_what_they_were(path: Path) -> None:
    old.write_version_1(path)
    with closing(Journal.open(path)) as journal:
        found = sales(journal)
        paid, open_sale = found[old.PAID], found[old.COMMITTING]
        assert (paid.number, paid.stage, paid.is_settled) == ("L01C03-000041", Stage.PAID, True)
        assert paid.total == Money(14990)
        assert (open_sale.number, open_sale.stage) == ("L01C03-000042", Stage.OPEN)
        assert isinstance(open_sale.redemption, Committing)
        assert open_sale.redemption.submission.key == old.KEY
        assert open_sale.redemption.intent.amount == Money(3000)
        assert journal.unsettled() == [old.COMMITTING]
        assert journal.last_number() == 42


def test_what_is_kept_of_an_unsettled_sale_stays_and_goes_when_it_is_settled(path: Path) -> None:
    old.write_version_1(path)
    with closing(Journal.open(path)) as journal:
        kept = {f"draft:{old.KEY}": old.DRAFT, f"person:{old.HANDLE}": old.PERSON}
        assert journal.private() == {old.COMMITTING: kept}
        journal.write([Entry(old.COMMITTING, "2026-08-03T15:00:00.000Z", Dropped(), settles=True)])
        files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert old.SECRET not in files
    assert old.SECRET not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_new_entries_have_a_check_sum_and_old_ones_are_left_as_they_were(path: Path) -> None:
    old.write_version_1(path)
    with closing(Journal.open(path)) as journal:
        journal.write([Entry("s9", "2026-08-03T15:00:00.000Z", Dropped())])
        assert len(journal.records("")) == 11
    with closing(sqlite3.connect(path)) as db:
        sums = [crc for (crc,) in db.execute("SELECT crc FROM event ORDER BY seq")]
        bodies = [body.decode() for (body,) in db.execute("SELECT body FROM event LIMIT 10")]
    assert sums[:10] == [None] * 10
    assert sums[10] is not None
    assert bodies == [*old.EVENTS_OF_PAID, *old.EVENTS_OF_COMMITTING]


@pytest.mark.parametrize("old_version", WRITERS)
def test_a_migration_that_is_cut_off_leaves_the_old_version(
    old_version: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    WRITERS[old_version](path)
    before = shape(path)
    broken = list(MIGRATIONS)
    broken[old_version] = MIGRATIONS[old_version] + "DROP TABLE nowhere;"
    monkeypatch.setattr(journal_schema, "MIGRATIONS", tuple(broken))
    with pytest.raises(JournalError, match="nowhere"):
        Journal.open(path)
    assert (version(path), shape(path)) == (old_version, before)
    monkeypatch.undo()
    Journal.open(path).close()
    assert version(path) == SCHEMA_VERSION


def test_a_migration_of_a_locked_file_is_refused_and_changes_nothing(path: Path) -> None:
    old.write_version_1(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="locked"):
            Journal.open(path)
        other.execute("ROLLBACK")
    assert version(path) == 1


def test_a_newer_file_is_not_touched(path: Path) -> None:
    old.write_version_1(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(JournalError, match="newer pos-app"):
        Journal.open(path)
    assert path.read_bytes() == before


def test_an_old_file_is_read_without_being_changed(path: Path) -> None:
    old.write_version_1(path)
    before = path.read_bytes()
    with closing(Journal.read(path)) as journal:
        assert len(sales(journal)) == 2
        assert journal.facts() == ()
        assert journal.version == 1
    assert path.read_bytes() == before
