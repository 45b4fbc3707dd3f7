"""The log holds where it cannot be written: the till goes on, and tells what is missing."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.runtime import logs
from pos_app.runtime.logs import Rotating, set_up

FULL = Path("/dev/full")


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    made = logging.getLogger("till_of_this_test")
    made.propagate = False
    yield made
    for handler in list(made.handlers):
        made.removeHandler(handler)
        handler.close()


def rotating(path: Path, logger: logging.Logger, *, largest: int = 2000) -> Rotating:
    handler = Rotating(path, maxBytes=largest, backupCount=2, encoding="utf-8", delay=True)
    logger.addHandler(handler)
    return handler


def test_a_folder_that_is_no_folder_is_no_obstacle(
    tmp_path: Path, logger: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "logs"
    blocked.write_text("a file where the folder should be")
    handler = rotating(blocked / logs.NAME, logger)
    for _ in range(3):
        logger.warning("nothing to write to")
    assert handler.lost == 3
    assert capfd.readouterr() == ("", "")

    blocked.unlink()
    blocked.mkdir()
    logger.warning("there is room")
    told = (blocked / logs.NAME).read_text().splitlines()
    assert told == ["there is room", "lines_lost count=3"]
    assert handler.lost == 0


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_disk_is_no_obstacle(
    tmp_path: Path, logger: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / logs.NAME
    path.symlink_to(FULL)
    handler = rotating(path, logger, largest=0)
    logger.warning("no room")
    logger.warning("still none")
    assert handler.lost == 2
    path.unlink()
    logger.warning("room")
    assert path.read_text().splitlines() == ["room", "lines_lost count=2"]
    assert capfd.readouterr() == ("", "")


def test_a_file_that_cannot_be_turned_over_is_written_on(
    tmp_path: Path, logger: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    """As on Windows, where another process that has it open forbids to rename it."""
    path = tmp_path / logs.NAME
    handler = rotating(path, logger, largest=200)
    (tmp_path / f"{logs.NAME}.1").touch()
    (tmp_path / f"{logs.NAME}.2").mkdir()  # nothing can be put in its place
    for number in range(40):
        logger.warning("line %03d of forty", number)
    assert handler.lost == 0
    assert len(path.read_text().splitlines()) == 40
    assert capfd.readouterr() == ("", "")


def test_a_bug_in_a_line_is_still_told(
    tmp_path: Path, logger: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    handler = rotating(tmp_path / logs.NAME, logger)
    wrong = "two places %s %s"
    handler.handle(logging.LogRecord("x", logging.WARNING, "", 0, wrong, ("one value",), None))
    assert "Logging error" in capfd.readouterr().err


WRITER = """
import logging, sys
from pathlib import Path
from pos_app.runtime import logs
logs.LARGEST = 20_000
logs.set_up(Path(sys.argv[1]))
for number in range(2000):
    logging.getLogger("pos_app.x").info("from %s number %05d %s", sys.argv[2], number, "x" * 40)
"""


def test_two_processes_on_one_folder_write_whole_lines(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name], stderr=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == ["", ""]
    found = [
        line
        for path in tmp_path.glob(f"{logs.NAME}*")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(found) > 500
    assert [line for line in found if not line.endswith("x" * 40)] == []
    assert [line for line in found if " INFO pos_app.x from " not in line] == []
    assert len(list(tmp_path.iterdir())) <= logs.KEPT + 1


def test_what_no_encoding_has_is_written_all_the_same(tmp_path: Path) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.handlers.clear()  # those of the test run pass on what they hear, as text that has one
    try:
        set_up(tmp_path)
        logging.getLogger("pos_app.x").info("a file named %s", os.fsdecode(b"caf\xe9"))
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = before
        root.setLevel(level)
    assert r"caf\udce9" in (tmp_path / logs.NAME).read_text(encoding="utf-8")
