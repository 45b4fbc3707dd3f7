"""What a till is like when its journal is not what it should be."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pos_app.checkout.journal import Entry
from pos_app.checkout.salvage import GivenUpError
from pos_app.checkout.state import Link
from pos_app.core.enrolment.states import Listed, Unread
from pos_app.core.selling import Dropped
from pos_app.plan import Plan
from pos_app.settings.model import Settings
from pos_app.station import open_station
from tests.unit.checkout import damage, old_journals


def _plan(folder: Path) -> Plan:
    return Plan(Settings(), folder, demo=True)


async def test_a_fresh_till_can_redeem(tmp_path: Path) -> None:
    station = await open_station(_plan(tmp_path))
    assert station.till.state.can_redeem
    await station.close()


@pytest.mark.expects_log
async def test_an_unreadable_entry_stops_redeeming_and_not_selling(
    tmp_path: Path,
) -> None:
    first = await open_station(_plan(tmp_path))
    first.till.enter_product("7891000315507")
    await first.close()
    db = sqlite3.connect(tmp_path / "journal.db")
    db.execute("UPDATE event SET body = ?", (b'{"type":"Nothing"}',))
    db.commit()
    db.close()

    station = await open_station(_plan(tmp_path))
    assert not station.till.state.can_redeem
    station.till.enter_product("7891000315507")
    assert station.till.state.sale.total.minor == 4990
    await asyncio.sleep(0)
    await station.close()


@pytest.mark.expects_log
async def test_a_file_that_is_no_journal_stops_redeeming_and_not_selling(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"this is not a database, and never was one" * 100)
    station = await open_station(_plan(tmp_path))
    assert not station.till.state.can_redeem
    station.till.enter_product("12,50")
    assert station.till.state.sale.total.minor == 1250
    await station.close()


async def test_the_day_starts_at_the_stores_own_midnight(tmp_path: Path) -> None:
    station = await open_station(_plan(tmp_path))
    midnight = station.clock.midnight()
    assert midnight <= station.clock.stamp()
    assert midnight.endswith("Z")
    await station.close()


@pytest.mark.expects_log
async def test_damage_found_behind_the_open_till_stops_redeeming_until_the_next_start(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal.db"
    damage.write(path)
    damage.sale_key_index(path)
    station = await open_station(_plan(tmp_path))
    assert station.till.state.can_redeem
    await station.check_journal()
    found, may_redeem = station.till.state.damaged, station.till.state.can_redeem
    assert (found, may_redeem) == (True, False)
    await station.close()

    again = await open_station(_plan(tmp_path))
    assert (again.till.state.damaged, len(again.till.state.incidents)) == (False, 1)
    assert again.till.state.can_redeem, "every entry is back"
    await again.check_journal()
    assert not again.till.state.damaged
    await again.close()


async def test_a_sound_journal_is_checked_and_nothing_changes(tmp_path: Path) -> None:
    station = await open_station(_plan(tmp_path))
    station.till.enter_product("7891000315507")
    before = station.till.state
    await station.check_journal()
    assert station.till.state == before
    await station.close()


async def test_closing_does_not_wait_for_the_check(tmp_path: Path) -> None:
    station = await open_station(_plan(tmp_path))
    checking = station.tasks.spawn(station.check_journal())
    await asyncio.wait_for(station.close(), 5)
    assert checking.done()
    assert not (tmp_path / "journal.damaged").exists()


@pytest.mark.expects_log
def test_a_start_that_is_given_up_is_finished_by_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    damage.write(path)
    damage.middle_page(path)
    start = damage.start_of(path)
    start.give_up()
    with pytest.raises(GivenUpError):
        start.run()
    assert not path.exists()
    found = damage.started(path)
    assert found.journal.entries() > 800
    assert len(found.incidents) == 1
    found.journal.close()


@pytest.mark.expects_log
def test_personal_data_is_left_nowhere_but_in_a_file_that_is_named(tmp_path: Path) -> None:
    """Through a migration, a recovery and the end of the sale."""
    path = tmp_path / "journal.db"
    old_journals.write_version_1(path)
    damage.overwrite(path, damage.root_of(path, "sale_opened"))
    found = damage.started(path)
    [incident] = found.incidents
    assert old_journals.SECRET in path.read_bytes()
    stamp = f"{damage.DAY}T23:10:00.000Z"
    found.journal.write([Entry(old_journals.COMMITTING, stamp, Dropped(), settles=True)])
    found.journal.close()
    holding = [f.name for f in tmp_path.iterdir() if old_journals.SECRET in f.read_bytes()]
    assert holding == [incident.lost.set_aside]


@pytest.mark.parametrize(
    ("fault", "link"),
    [
        (None, Link.ONLINE),
        ({"fault": "drop_before", "times": 2}, Link.NO_ANSWER),
        ({"fault": "error_before", "code": 20003, "status": 401}, Link.MISCONFIGURED),
        ({"fault": "error_before", "code": 60318, "status": 403}, Link.ONLINE),
    ],
)
@pytest.mark.expects_log
async def test_the_line_to_a_challenger_is_told_apart_from_the_ledgers(
    tmp_path: Path, fault: dict[str, Any] | None, link: Link
) -> None:
    settings = Settings(challenger="twilio_verify")
    station = await open_station(Plan(settings, tmp_path, demo=True))
    try:
        await station.connect()
        till = station.till
        assert till.state.identity.challenger == "Twilio Verify"
        if fault is not None:
            armed = {"call": "list_factors", "times": 1, **fault}
            station.sandbox.twilio_verify.faults.arm(
                armed.pop("call"), armed.pop("fault"), armed.pop("times"), **armed
            )
        answered = asyncio.Event()

        def look() -> None:
            if isinstance(till.state.enrolment, Listed | Unread):
                answered.set()

        till.subscribe(look)
        till.enrol_open()
        till.enrol_find("12345678909")
        async with asyncio.timeout(10):
            await answered.wait()
        assert (till.state.link, till.state.challenger_link) == (Link.ONLINE, link)
    finally:
        await station.close()
