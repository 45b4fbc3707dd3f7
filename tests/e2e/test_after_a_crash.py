"""A till that dies comes back with what was on its counter. Real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.harness import SandboxProcess, journalled, kill, sandbox_process, start, until
from tests.e2e.living import SETTINGS, data_of, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

RESTARTED = "banner The till was interrupted and has restarted. Everything on record was kept."


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    config = tmp_path / "till.toml"
    config.write_text(SETTINGS)
    return ["--language", "en", "--config", str(config), "--data-dir", str(tmp_path / "data")]


@pytest.fixture
def sandbox() -> Iterator[SandboxProcess]:
    with sandbox_process() as serving:
        yield serving


class Keeper:
    def __init__(self, arguments: list[str]) -> None:
        self.process = start("tests.e2e.keeper_child", "--keep-running", *arguments)
        assert self.process.stdout is not None
        self.out = self.process.stdout
        self.errors = ""

    def until_open(self) -> list[str]:
        said: list[str] = []
        while not said or said[-1] != "open":
            line = self.out.readline().strip()
            assert line, self.process.communicate(timeout=30)
            said.append(line)
        return said

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        if not self.out.closed:
            _, self.errors = self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def keepers() -> Iterator[list[Keeper]]:
    made: list[Keeper] = []
    yield made
    for keeper in made:
        keeper.end()


def till_of(arguments: list[str]) -> int:
    return int((data_of(arguments) / "running").read_text())


def test_a_killed_till_is_started_again_and_says_that_all_was_kept(
    arguments: list[str], keepers: list[Keeper]
) -> None:
    keeper = Keeper(arguments)
    keepers.append(keeper)
    assert "banner" in keeper.until_open()
    first = till_of(arguments)
    os.kill(first, signal.SIGKILL)
    assert RESTARTED in keeper.until_open()
    assert till_of(arguments) != first
    assert keeper.end() == 0
    assert "the till fell (-9); again in 1 s" in keeper.errors
    assert not (data_of(arguments) / "running").exists(), "it ended in order"


def test_the_unsettled_sale_is_on_the_screen_again_after_each_kill(
    sandbox: SandboxProcess, tmp_path: Path, keepers: list[Keeper]
) -> None:
    data = tmp_path / "data"
    arguments = ["--config", str(sandbox.settings_file(tmp_path)), "--data-dir", str(data)]
    tour = start("tests.e2e.sale_child", "--scenario", "cashback-with-code", *arguments)
    until(lambda: any('"step":"commit"' in event for event in journalled(data)), "a redemption")
    kill(tour)
    keeper = Keeper(["--language", "en", *arguments])
    keepers.append(keeper)
    for _ in range(2):
        banner, total = keeper.until_open()[:2]
        assert banner.startswith("banner This sale was interrupted.")
        assert total != "total 0"
        os.kill(till_of(arguments), signal.SIGKILL)
    keeper.until_open()
    assert keeper.end() == 0


def test_a_till_that_ends_by_itself_is_left_alone(tmp_path: Path) -> None:
    wrong = tmp_path / "till.toml"
    wrong.write_text("[loyalty]\nprovider = 7\n")
    ended = subprocess.run(
        [sys.executable, "-m", "pos_app", "--keep-running", "--config", str(wrong)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert "loyalty.provider must be" in ended.stderr
    assert "again in" not in ended.stderr


def test_a_crash_below_python_leaves_its_stacks_and_the_next_start_notes_it(
    arguments: list[str],
) -> None:
    crashed = start("tests.e2e.life_child", "crash", *arguments)
    crashed.communicate(timeout=60)
    assert crashed.returncode == -signal.SIGSEGV
    logs = data_of(arguments) / "logs"
    stacks = (logs / "crash.txt").read_text(encoding="utf-8")
    assert "Segmentation fault" in stacks
    assert "serve_and_say" in stacks

    with running(arguments) as till:
        assert till.said[0] == RESTARTED
        assert (logs / "crash.1.txt").read_text(encoding="utf-8") == stacks
        assert (logs / "crash.txt").read_text(encoding="utf-8") == ""
        assert till.end() == 0
    noted = (logs / "pos-app.log").read_text(encoding="utf-8")
    assert "last_run_crashed kind=Segmentation fault at=life_child.py:" in noted

    with running(arguments) as till:
        assert till.said[0] == "banner", "an orderly end is no interruption"
