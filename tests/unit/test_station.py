"""What a till is like when its journal is not what it should be."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from pos_app.plan import Plan
from pos_app.settings.model import Settings
from pos_app.station import open_station


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
