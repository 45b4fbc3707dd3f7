"""A second start on the same folder shows the first window, and says so. Real processes."""

import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.harness import ENVIRONMENT
from tests.e2e.living import SETTINGS, data_of, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets")


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    config = tmp_path / "till.toml"
    config.write_text(SETTINGS)
    return ["--config", str(config), "--data-dir", str(tmp_path / "data")]


def second(arguments: list[str], **extra: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pos_app", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=ENVIRONMENT | extra,
    )


def test_a_second_start_brings_the_first_window_out_and_ends_well(arguments: list[str]) -> None:
    with running(arguments) as first:
        ended = second(arguments, XDG_ACTIVATION_TOKEN="desktop-42_TIME17")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.startswith("The till with the data in ")
        assert ended.stdout.endswith("is already running: its window is in front now.\n")
        assert first.says() == "forward minimised=True now=False token=desktop-42_TIME17"
        assert first.end() == 0
    assert not (data_of(arguments) / "till.sock").exists()


def test_one_that_does_not_answer_is_told_as_before(arguments: list[str]) -> None:
    with running(arguments, "hang"):
        ended = second(arguments)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "another till is already running" in ended.stderr


def test_a_socket_left_by_a_dead_till_is_no_obstacle(arguments: list[str]) -> None:
    with running(arguments) as first:
        first.end(signal.SIGKILL)
    assert (data_of(arguments) / "till.sock").exists()
    with running(arguments) as first:
        assert second(arguments).returncode == 0
        assert first.says().startswith("forward")


def test_a_folder_too_deep_for_a_socket_has_one_all_the_same(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text(SETTINGS)
    deep = tmp_path / ("d" * 90) / ("e" * 90)
    arguments = ["--config", str(config), "--data-dir", str(deep)]
    with running(arguments) as first:
        assert second(arguments).returncode == 0
        assert first.says().startswith("forward")


def test_another_folder_has_a_till_of_its_own(arguments: list[str], tmp_path: Path) -> None:
    other = [*arguments[:-1], str(tmp_path / "other")]
    with running(arguments), running(other) as its_own:
        assert its_own.said[-1] == "open"


def test_nobody_else_may_ring_and_nothing_else_is_heard(arguments: list[str]) -> None:
    with running(arguments) as first:
        path = data_of(arguments) / "till.sock"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for said in (b"end", b"show now please", b"show\nend", b"show " + b"x" * 5000):
            assert answer(path, said) == b"", said
        assert answer(path, b"show") == b"shown"
        assert first.says() == "forward minimised=True now=False token="


def answer(path: Path, said: bytes) -> bytes:
    from multiprocessing.connection import Client

    with Client(str(path)) as till:
        try:
            till.send_bytes(said)
            return till.recv_bytes()
        except (EOFError, ConnectionError):
            return b""


def test_a_caller_who_says_nothing_holds_nobody_up(arguments: list[str]) -> None:
    with running(arguments) as first:
        with socket.socket(socket.AF_UNIX) as silent:
            silent.connect(str(data_of(arguments) / "till.sock"))
            assert second(arguments).returncode == 0
        assert first.says().startswith("forward")


def test_practice_in_a_folder_of_its_own_is_not_limited(arguments: list[str]) -> None:
    with running(arguments), running(["--demo"]), running(["--demo"]) as third:
        assert third.said[-1] == "open"
