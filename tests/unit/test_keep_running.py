"""When a till is started again, and when it is left alone."""

import signal
import sys

import pytest

from pos_app.keep_running import PAUSES, STEADY, Falls, Keeper, command, has_ended


def test_the_pauses_grow_and_then_it_is_given_up() -> None:
    falls = Falls()
    assert [falls.pause(0.5) for _ in range(len(PAUSES) + 2)] == [*PAUSES, None, None]


def test_a_till_that_stood_begins_anew() -> None:
    falls = Falls()
    for _ in PAUSES:
        falls.pause(0.5)
    assert falls.pause(STEADY) == PAUSES[0]
    assert falls.pause(1.0) == PAUSES[1]


@pytest.mark.parametrize("code", [0, 2, 3, 4, 130, -signal.SIGTERM, -signal.SIGINT])
def test_whoever_meant_to_end_is_left_alone(code: int) -> None:
    assert has_ended(code)


@pytest.mark.parametrize("code", [1, 5, 134, 139, -6, -9, -11, 0xC0000005])
def test_whoever_fell_is_not(code: int) -> None:
    assert not has_ended(code)


def test_the_same_till_is_started_without_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["--kiosk", "--keep-running", "--data-dir", "/srv/till"]
    own = ["--kiosk", "--data-dir", "/srv/till"]
    assert command(given) == [sys.executable, "-m", "pos_app", *own]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command(given) == [sys.executable, *own]


def test_a_till_that_does_not_get_up_is_given_up(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pos_app.keep_running.PAUSES", (0.0, 0.0))
    assert Keeper([sys.executable, "-c", "import sys; sys.exit(1)"]).run() == 5
    told = capfd.readouterr().err.splitlines()
    assert [line.startswith("pos-app: the till fell (1)") for line in told] == [True, True, False]
    assert told[-1] == "pos-app: the till does not get up; `pos-app doctor` helps"
