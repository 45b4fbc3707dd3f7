"""The window is there before the journal is read: what happens to it in that time."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_app import opening
from pos_app.checkout.journal import Journal
from pos_app.plan import Plan
from pos_app.screens.doorway import Doorway
from pos_app.screens.opening import make_window
from pos_app.screens.window import TillWindow
from pos_app.settings.model import Settings
from pos_app.station import Station, open_station
from tests.unit.checkout.old_journals import write_version_1

pytestmark = pytest.mark.usefixtures("qapp")


@contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program holds the file, so that the till waits for it while it opens."""
    write_version_1(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def window_for(plan: Plan, closing_asked: opening.Closing) -> tuple[TillWindow, Doorway]:
    window, door = make_window(
        opening.empty_till(plan),
        theme="light",
        region="pt_BR",
        language="en",
        on_close=closing_asked.ask,
    )
    window.show()
    return window, door


def type_in(window: TillWindow, text: str) -> None:
    field = window.pages.sale.product
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


async def test_items_scanned_while_the_journal_opens_are_sold_when_it_is_open(
    tmp_path: Path,
) -> None:
    plan = Plan(Settings(), tmp_path, demo=True)
    window, door = window_for(plan, opening.Closing())
    with held(tmp_path / "journal.db") as other:

        async def scan() -> None:
            type_in(window, "7891000315507")
            type_in(window, "2*12,50")
            assert not door.state.sale.lines
            other.execute("ROLLBACK")

        station, _ = await asyncio.gather(open_station(plan), scan())
    door.open(station.till)
    window.refresh()
    lines = [(line.sku, line.quantity) for line in station.till.state.sale.lines]
    assert lines[-1][1] == 2
    assert ("CAM-01", 1) in lines
    await station.close()
    window.finish()


async def test_a_window_closed_while_the_journal_opens_ends_the_till(tmp_path: Path) -> None:
    plan = Plan(Settings(), tmp_path, demo=True)
    asked = opening.Closing()
    window, door = window_for(plan, asked)
    with held(tmp_path / "journal.db") as other:

        async def close() -> None:
            window.close()
            assert asked.asked
            assert window.isVisible(), "it stays until everything behind it has ended"
            other.execute("ROLLBACK")

        ended, _ = await asyncio.gather(opening._serve(plan, window, door, asked), close())
    assert ended == 0
    assert not window.isVisible()
    with closing(Journal.open(tmp_path / "journal.db")) as journal:
        assert len(journal.unsettled()) == 1


async def test_the_ui_thread_is_free_while_the_journal_opens(tmp_path: Path) -> None:
    plan = Plan(Settings(), tmp_path, demo=True)
    turns = 0
    with held(tmp_path / "journal.db") as other:

        async def turn() -> None:
            nonlocal turns
            for _ in range(50):
                turns += 1
                await asyncio.sleep(0)
                QApplication.sendPostedEvents()
            other.execute("ROLLBACK")

        station, _ = await asyncio.gather(open_station(plan), turn())
    assert isinstance(station, Station)
    assert station.till.state.can_redeem
    assert turns == 50
    await station.close()
