"""A durable commit of one event on the journal's thread, beside a bare SQLite commit of the same
bytes. The hop to that thread and back is told on a line of its own."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from pos_app.checkout.journal import Entry, Journal
from pos_app.core.redemption.events import Woken
from pos_app.core.selling import RedemptionMoved
from tests.bench.measure import RUNS, Measure, absolute, compared

COMMITS = 200


def _ours(folder: Path) -> float:
    journal = Journal.open(folder / "journal.db")
    took = []
    for number in range(COMMITS):
        entry = Entry("sale-1", "2026-01-01T00:00:00Z", RedemptionMoved(Woken(float(number))))
        started = time.perf_counter()
        journal.write([entry])
        took.append(time.perf_counter() - started)
    journal.close()
    return statistics.median(took) * 1e6


async def _hop() -> float:
    loop, took = asyncio.get_running_loop(), []
    with ThreadPoolExecutor(1) as thread:
        for _ in range(COMMITS):
            started = time.perf_counter()
            await loop.run_in_executor(thread, int)
            took.append(time.perf_counter() - started)
    return statistics.median(took) * 1e6


def _bare(folder: Path) -> float:
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, sale TEXT, at TEXT, body BLOB)")
    took = []
    for number in range(COMMITS):
        body = msgspec.json.encode(RedemptionMoved(Woken(float(number))))
        started = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        db.execute(
            "INSERT INTO event (sale, at, body) VALUES (?, ?, ?)",
            ("sale-1", "2026-01-01T00:00:00Z", body),
        )
        db.execute("COMMIT")
        took.append(time.perf_counter() - started)
    db.close()
    return statistics.median(took) * 1e6


def measures() -> list[Measure]:
    pairs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            pairs.append((_ours(Path(folder)), _bare(Path(folder))))
    return [
        compared("a durable journal commit", "us", pairs, 1.3),
        absolute("the hop to the journal's thread and back", "us", asyncio.run(_hop()), 1000),
    ]
