"""A damaged journal: the till starts and sells, says what is lost, settles what can be read, and
nothing is deleted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from pos_app.checkout.incidents import RecordsCompared
from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.journal_check import JournalCheck
from pos_app.checkout.journal_schema import JournalError
from pos_app.checkout.set_aside import files_set_aside, marker_of
from pos_app.checkout.state import LostRecords
from pos_app.core.decision import Decision
from pos_app.core.redemption.states import Committing, Redeemed, Spent
from pos_app.core.submission import Step
from tests.unit.checkout import damage as d
from tests.unit.checkout.shop import FIXED, Counter, Scripted

pytestmark = pytest.mark.expects_log

UNSEEN_AT_START = {"sale_key_index"}
"""Only the check of the whole file finds it."""
WHOLE = {"header", "first_page", "sale_index", "sale_key_index", "sale_table"}
"""All entries are still there."""
END_GONE = {"last_page", "newest_entries", "event_root", "half", "zeroes", "text"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.db"


@pytest.fixture(params=d.BREAKS)
def broken(request: pytest.FixtureRequest, path: Path) -> str:
    """The name of what was done to the file."""
    d.write(path)
    d.BREAKS[request.param](path)
    if request.param in UNSEEN_AT_START:
        assert JournalCheck(path).finds_damage(d.at(0))
    return str(request.param)


@asynccontextmanager
async def till(path: Path) -> AsyncIterator[Counter]:
    found = d.started(path)
    shop = Counter(path, Scripted(), found.journal)
    shop._numbered = found.numbered
    shop.book.restore(found.records, found.private, found.incidents)
    shop.till.recover(5)
    shop.connect()
    try:
        yield shop
    finally:
        await shop.close()


def test_the_file_is_set_aside_as_it_was_and_a_sound_one_takes_its_place(
    broken: str, path: Path
) -> None:
    before = path.read_bytes()
    found = d.started(path)
    assert found.journal.damage() is None
    found.journal.close()
    [aside] = files_set_aside(path.parent)
    assert aside.read_bytes() == before, broken
    assert {file.name for file in path.parent.iterdir()} <= {
        *(aside.name + ending for ending in ("", "-wal", "-shm")),
        path.name,
    }
    assert [incident.lost.set_aside for incident in found.incidents] == [aside.name]


def test_every_entry_that_is_back_is_what_it_was_under_its_own_number(
    broken: str, path: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole.db"
    d.write(whole)
    d.started(path).journal.close()
    written = dict(d.rows(whole, "SELECT seq, sale || at || body FROM event"))
    back = dict(d.rows(path, "SELECT seq, sale || at || body FROM event"))
    assert back.items() <= written.items()
    if broken in WHOLE | {"private_page", "event_root"}:
        assert back == written
    elif broken == "middle_page":
        assert 0 < len(written) - len(back) < 40
    elif broken == "flipped_bit":
        assert len(written) - len(back) == 1


def test_the_gaps_are_the_numbers_that_are_missing(broken: str, path: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    d.write(whole)
    found = d.started(path)
    found.journal.close()
    written = {n for (n,) in d.rows(whole, "SELECT seq FROM event")}
    back = {n for (n,) in d.rows(path, "SELECT seq FROM event")}
    [incident] = found.incidents
    told = {n for gap in incident.lost.gaps for n in range(gap.first, gap.last + 1)}
    assert told & written == written - back
    assert incident.lost.newest_gone == (broken in END_GONE)
    assert incident.lost.lost == len(written - back) or incident.lost.newest_gone


async def test_the_till_sells_under_a_number_that_was_never_given(broken: str, path: Path) -> None:
    async with till(path) as shop:
        shop.till.clear_sale()
        shop.scan()
        await shop.pay()
        await shop.quiet()
        number = int(shop.state.sale.number.rpartition("-")[2])
    assert number > d.SETTLED + 2, broken
    again = d.started(path)
    assert again.numbered == number
    again.journal.close()


async def test_what_may_lack_entries_waits_for_a_person_and_all_else_is_settled(
    broken: str, path: Path
) -> None:
    async with till(path) as shop:
        await shop.quiet()
        await shop.later(5)
        sent = shop.provider.steps(Step.COMMIT)
        if broken in WHOLE | {"middle_page"}:
            assert sent == [(d.KEY, b'{"a":1}')]
            assert isinstance(shop.book.sales[d.REDEEMING].redemption, Redeemed | Spent)
            assert shop.state.can_redeem
        else:
            assert sent == []
            assert d.REDEEMING not in shop.book.sales
            assert not shop.state.can_redeem
        assert len(shop.state.incidents) == 1


async def test_nobody_redeems_while_a_lost_entry_may_hide_a_redemption(path: Path) -> None:
    d.write(path)
    d.newest_entries(path)
    async with till(path) as shop:
        [lost] = shop.state.matters
        assert isinstance(lost, LostRecords)
        assert lost.keys == (d.KEY,)
        await shop.choose(FIXED)
        shop.till.confirm_reward()
        assert shop.state.problem is not None
        assert shop.state.problem.reason.code == "RECORDS_DAMAGED"  # type: ignore[union-attr]
        [incident] = shop.book.incidents
        assert incident.lost.keys == (d.KEY,)
        shop.till.decide(lost.id, Decision.COMPARED, "Rosa M.", "compared with the provider's list")
        await shop.until(shop.can_redeem)
        assert shop.state.matters == ()
        shop.till.choose_reward(FIXED.id)
        shop.till.confirm_reward()
        await shop.until(lambda: shop.provider.codes_sent)


async def test_a_compared_loss_is_closed_for_good_and_its_personal_data_is_gone(path: Path) -> None:
    d.write(path)
    d.newest_entries(path)
    async with till(path) as shop:
        [incident] = shop.book.incidents
        assert await shop.book.compare(incident, "Rosa M.", "nothing was open")
    [aside] = files_set_aside(path.parent)
    others = [f for f in path.parent.iterdir() if not f.name.startswith(aside.name)]
    assert d.SECRET not in b"".join(file.read_bytes() for file in others)
    assert d.SECRET in aside.read_bytes()
    again = d.started(path)
    assert again.incidents == ()
    assert again.journal.unsettled() == []
    assert RecordsCompared(incident.number, "Rosa M.", "nothing was open") in [
        noted.fact for noted in again.journal.facts()
    ]
    again.journal.close()


async def test_a_sale_that_lost_nothing_goes_on_beside_one_that_did(path: Path) -> None:
    """Entries are missing before the sale began: they were others'."""
    d.write(path, redeem_at=250)
    d.overwrite(path, d.page_with(path, b"L01C03-000100"))
    async with till(path) as shop:
        await shop.quiet()
        await shop.later(5)
        assert isinstance(shop.book.sales[d.REDEEMING].redemption, Redeemed)


async def test_a_sale_with_a_gap_in_its_days_is_not_taken_for_whole(path: Path) -> None:
    """Entries are missing after the sale began: they may have been its own."""
    d.write(path, redeem_at=50)
    d.overwrite(path, d.page_with(path, b"L01C03-000150"))
    async with till(path) as shop:
        await shop.quiet()
        assert shop.provider.sent == []
        [doubtful] = shop.book.doubtful
        assert isinstance(doubtful.redemption, Committing)
        assert len(shop.state.matters) == 1


async def test_a_second_damage_tells_only_what_it_lost_itself(path: Path) -> None:
    d.write(path)
    d.middle_page(path)
    first = d.started(path)
    first.journal.close()
    d.overwrite(path, d.page_with(path, b"L01C03-000270"))
    second = d.started(path, f"{d.DAY}T23:30:00.000Z")
    second.journal.close()
    assert len(second.incidents) == 2
    one, two = (incident.lost for incident in second.incidents)
    assert {(gap.first, gap.last) for gap in one.gaps}.isdisjoint(
        {(gap.first, gap.last) for gap in two.gaps}
    )
    assert 0 < two.lost < 40
    assert len(files_set_aside(path.parent)) == 2


def test_a_number_of_a_lost_entry_is_never_used_again(path: Path) -> None:
    d.write(path)
    newest: int = d.rows(path, "SELECT max(seq) FROM event")[0][0]
    d.newest_entries(path)
    found = d.started(path)
    d.settled(found.journal, 900)
    found.journal.close()
    [(fresh,)] = d.rows(path, "SELECT min(seq) FROM event WHERE sale = 'sale-0900'")
    assert fresh > newest
    again = d.started(path)
    assert len(again.incidents) == 1, "the numbers left out are no new loss"
    again.journal.close()


# --- the write-ahead log -------------------------------------------------------------------------


def _logged(path: Path) -> Path:
    """A redemption has just reached the disk, and the power goes: it lies in the log alone."""
    d.write(path)
    journal = Journal.open(path)
    d.settled(journal, 800)
    opened, basket, _ = d.events(801)
    for event in (opened, basket):
        journal.write([Entry("sale-late", d.at(801), event)])
    copy = path.parent.parent / "copy" / path.name
    copy.parent.mkdir()
    for ending in ("", "-wal"):
        (copy.parent / (path.name + ending)).write_bytes(
            (path.parent / (path.name + ending)).read_bytes()
        )
    journal.close()
    return copy


def test_an_end_of_the_log_that_sqlite_would_forget_is_a_loss(path: Path) -> None:
    copy = _logged(path)
    log = copy.with_name(copy.name + "-wal")
    torn = bytearray(log.read_bytes())
    torn[-20] ^= 1
    log.write_bytes(torn)
    found = d.started(copy)
    [incident] = found.incidents
    assert incident.lost.newest_gone
    assert "sale-late" in incident.lost.sales
    found.journal.close()
    aside = copy.with_name(incident.lost.set_aside + "-wal")
    assert aside.read_bytes() == bytes(torn)


def test_a_write_that_was_cut_off_is_no_loss(path: Path) -> None:
    """Half a frame: nobody had been told that it was on the disk."""
    copy = _logged(path)
    log = copy.with_name(copy.name + "-wal")
    log.write_bytes(log.read_bytes()[:-1000])
    found = d.started(copy)
    assert found.incidents == ()
    found.journal.close()


def test_a_whole_log_is_taken_whole(path: Path) -> None:
    found = d.started(_logged(path))
    assert found.incidents == ()
    assert [record.sale for record in found.records].count("sale-late") == 2
    found.journal.close()


# --- the check behind a running till -------------------------------------------------------------


async def test_damage_found_behind_a_running_till_stops_redeeming_and_waits_for_the_next_start(
    path: Path,
) -> None:
    d.write(path)
    d.sale_key_index(path)
    async with till(path) as shop:
        assert shop.can_redeem()
        assert JournalCheck(path).finds_damage(d.at(0))
        shop.book.found_damaged()
        assert not shop.can_redeem()
        assert shop.state.damaged
    assert marker_of(path).exists()
    found = d.started(path)
    assert len(found.incidents) == 1
    assert not marker_of(path).exists()
    found.journal.close()


def test_a_sound_file_is_found_sound_and_a_stopped_check_finds_nothing(path: Path) -> None:
    d.write(path)
    assert not JournalCheck(path).finds_damage(d.at(0))
    d.middle_page(path)
    stopped = JournalCheck(path)
    stopped.stop()
    assert not stopped.finds_damage(d.at(0))
    assert not marker_of(path).exists()


def test_a_newer_journal_is_neither_set_aside_nor_touched(path: Path) -> None:
    d.write(path)
    d.rows(path, "PRAGMA user_version = 99")
    before = path.read_bytes()
    assert d.start_of(path).run() is None
    assert path.read_bytes() == before
    assert files_set_aside(path.parent) == []


def test_a_bit_that_flipped_in_a_request_is_not_sent(path: Path) -> None:
    d.write(path)
    page = d.page_with(path, b"/commit/39053344705")
    d.overwrite(path, page, b"8", path.read_bytes()[page * d.PAGE :].find(b"39053344705"))
    with closing(Journal.open(path)) as journal, pytest.raises(JournalError, match="not what was"):
        journal.private()
    found = d.started(path)
    [incident] = found.incidents
    assert incident.lost.private_gone
    assert incident.lost.sales == (d.REDEEMING,)
    assert found.private == {}
    found.journal.close()
