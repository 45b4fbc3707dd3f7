"""Every reachable state, every event: the invariants hold."""

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.faults.explore import WALKS, Report, explore, main
from tests.faults.explore.laws import LAWS, LIVENESS, TITLES
from tests.faults.explore.report import never_asked
from tests.faults.shapes import SHAPES


@cache
def explored(name: str, walk: str = "redemption") -> Report:
    return explore(name, walk)


def _told(report: Report) -> str:
    return "\n".join(
        f"{found.law.text}: {' / '.join(found.trace)}" for found in report.violations.values()
    )


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("name", SHAPES)
def test_every_reachable_state_keeps_the_invariants(name: str, walk: str) -> None:
    report = explored(name, walk)
    assert report.sound, _told(report)
    assert {report.by_invariant[number] > 0 for number in TITLES} == {True}


@pytest.mark.parametrize("name", SHAPES)
def test_a_fair_provider_settles_everything_within_a_dozen_steps(name: str) -> None:
    report = explored(name)
    assert 0 < report.longest_settling <= 12


@pytest.mark.parametrize(
    ("name", "least"),
    [("bonifiq", 700), ("punchh", 500), ("weavr", 1000), ("twilio_verify", 700)],
)
def test_the_walk_is_not_cut_short(name: str, least: int) -> None:
    report = explored(name)
    assert report.states >= least
    assert report.transitions > 50 * report.states
    must_meet = {"Committing", "Redeemed", "Spent", "Reversing", "Parked", "Closed", "AwaitingCode"}
    if name == "weavr":
        must_meet.remove("Reversing")
    assert must_meet <= set(report.kinds)


@pytest.mark.parametrize(
    ("walk", "name", "least"),
    [
        ("journal", "bonifiq", 25_000),
        ("journal", "punchh", 60_000),
        ("sale", "punchh", 4_000),
        ("sale", "weavr", 6_000),
    ],
)
def test_the_disk_and_the_whole_sale_are_walked_to_their_end(
    walk: str, name: str, least: int
) -> None:
    report = explored(name, walk)
    assert report.states >= least
    assert 0 < report.longest_settling <= 20


def test_no_law_passes_because_nobody_came_by_it() -> None:
    """Three providers and the smallest of the other walks come by every law between them."""
    reports = [explored(name) for name in ("bonifiq", "punchh", "weavr")]
    reports += [explored("bonifiq", "journal"), explored("punchh", "sale")]
    assert never_asked(reports) == []
    assert never_asked([explored("punchh")]) != []
    assert {law.invariant for law in LAWS} == {*range(1, 9), LIVENESS}


def test_states_that_a_shape_cannot_have_are_never_met() -> None:
    assert "AwaitingApproval" not in explored("bonifiq").kinds
    assert "AwaitingApproval" in explored("twilio_verify").kinds
    assert not {"Holding", "Releasing"} & set(explored("bonifiq").kinds)
    assert {"Holding", "Releasing"} <= set(explored("punchh").kinds)
    assert "Reversing" not in explored("weavr").kinds


def test_the_command_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--profile", "punchh", "--walk", "redemption", "--json"])
    [profile] = json.loads(capsys.readouterr().out)["profiles"]
    assert profile["name"] == "punchh"
    assert profile["states"] > 100
    assert profile["sound"] is (profile["violations"] == [])
    [walk] = profile["walks"]
    assert walk["name"] == "redemption"
    assert set(walk["asked"]) == {"1", "2", "3", "4", "5", "6", "7", "8", "liveness"}
    assert min(walk["asked"].values()) > 0


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.faults.explore"),
            *("--profile", "bonifiq", "--walk", "redemption"),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    head, row, *_ = done.stdout.splitlines()
    assert head.split()[:5] == ["profile", "walk", "states", "transitions", "settling"]
    assert row.split()[:2] == ["bonifiq", "redemption"]
    assert done.stdout.splitlines()[-1] == "sound"
    assert done.returncode == 0
    assert done.stderr == ""
