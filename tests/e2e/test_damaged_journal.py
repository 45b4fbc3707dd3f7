"""A power cut in the middle of a sale, and damage to the file on top of it, with real processes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.harness import SandboxProcess, run, sandbox_process
from tests.e2e.test_power_cut import CUTS, _play_until, _restart
from tests.unit.checkout.damage import overwrite, root_of

ANSWER_LOST = next(cut for cut in CUTS if cut.name == "redeemed, answer on its way")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with sandbox_process() as running:
        yield running


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_the_newest_entries_are_gone_and_nobody_redeems_a_second_time(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    """The entry by which the redemption left was on the disk, and is unreadable now."""
    config, data = _play_until(ANSWER_LOST, sandbox, tmp_path)
    log = data / "journal.db-wal"
    flip(log, log.stat().st_size - 10)
    torn = log.read_bytes()

    told = _restart(config, data, "pay")

    assert told["can_redeem"] is False
    assert told["redemption"] == "Idle"
    assert "no rewards until a supervisor has compared them" in told["banner"]
    assert len(sandbox.books()["redeems"]) == 1
    [aside] = data.glob("journal-damaged-*.db-wal")
    assert aside.read_bytes() == torn
    listed = run("journal", "--data-dir", str(data), timeout=30).stdout
    key = sandbox.calls("redeem")[0]["request"]["OriginalKey"]
    shown = f"{key[-8:-4]}-{key[-4:]}".upper()
    assert "the newest entries are lost" in listed
    assert shown in listed or "unfinished sales that may lack entries: 1" in listed


def test_what_is_whole_in_a_damaged_file_is_settled_as_ever(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    """An index is broken, and every entry is still there."""
    config, data = _play_until(ANSWER_LOST, sandbox, tmp_path)
    path = data / "journal.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite(path, root_of(path, "sale_opened"))

    told = _restart(config, data, "pay")

    assert told["redemption"] == "Redeemed"
    assert len(list(data.glob("journal-damaged-*.db"))) == 1
    assert len(sandbox.books()["redeems"]) == 1
    assert len(sandbox.books()["orders"]) == 1
    assert len({call["request"]["OriginalKey"] for call in sandbox.calls("redeem")}) == 1
