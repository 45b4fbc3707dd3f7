"""Every reachable state, every event: the invariants hold."""

import json
import pickle
import subprocess
import sys
from collections.abc import Callable

import pytest
from filelock import FileLock

from tests.faults.explore import WALKS, Report, explore, main
from tests.faults.explore.laws import LAWS, LIVENESS, TITLES
from tests.faults.explore.report import never_asked
from tests.faults.shapes import SHAPES

Explored = Callable[..., Report]


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Explored:
    """Each walk is gone once for all workers of a run, whichever comes to it first."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent

    def once(name: str, walk: str = "redemption") -> Report:
        kept = folder / f"explored-{name}-{walk}.pickle"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(explore(name, walk)))
            report: Report = pickle.loads(kept.read_bytes())  # noqa: S301 - of this run
        return report

    return once


def _told(report: Report) -> str:
    return "\n".join(
        f"{found.law.text}: {' / '.join(found.trace)}" for found in report.violations.values()
    )


LEAST_STATES = {
    ("bonifiq", "redemption"): 2_000,
    ("punchh", "redemption"): 2_000,
    ("weavr", "redemption"): 2_000,
    ("twilio_verify", "redemption"): 2_000,
    ("bonifiq", "journal"): 30_000,
    ("punchh", "journal"): 60_000,
    ("weavr", "journal"): 35_000,
    ("twilio_verify", "journal"): 30_000,
    ("bonifiq", "sale"): 25_000,
    ("punchh", "sale"): 4_000,
    ("weavr", "sale"): 6_000,
    ("twilio_verify", "sale"): 25_000,
}
"""So that no walk is cut short without anybody noticing."""
MET_BY_ALL = {"Committing", "Redeemed", "Spent", "Parked", "Closed", "AwaitingCode"}


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("name", SHAPES)
def test_every_reachable_state_keeps_the_invariants_and_settles(
    name: str, walk: str, explored: Explored
) -> None:
    report = explored(name, walk)
    assert report.sound, _told(report)
    assert {report.by_invariant[number] > 0 for number in TITLES} == {True}
    assert report.states >= LEAST_STATES[name, walk]
    assert 0 < report.longest_settling <= 20
    if walk == "redemption":
        assert report.longest_settling <= 12
        assert report.transitions > 50 * report.states
        assert set(report.kinds) >= MET_BY_ALL


@pytest.mark.timeout(300)  # whatever walks nobody has gone yet
def test_no_law_passes_because_nobody_came_by_it(explored: Explored) -> None:
    """Three providers and the smallest of the other walks come by every law between them."""
    reports = [explored(name) for name in ("bonifiq", "punchh", "weavr")]
    reports += [explored("bonifiq", "journal"), explored("punchh", "sale")]
    assert never_asked(reports) == []
    assert never_asked([explored("punchh")]) != []
    assert {law.invariant for law in LAWS} == {*range(1, 9), LIVENESS}


def test_states_that_a_shape_cannot_have_are_never_met(explored: Explored) -> None:
    assert "AwaitingApproval" not in explored("bonifiq").kinds
    assert "AwaitingApproval" in explored("twilio_verify").kinds
    assert not {"Holding", "Releasing"} & set(explored("bonifiq").kinds)
    assert {"Holding", "Releasing"} <= set(explored("punchh").kinds)
    assert "Reversing" in explored("punchh").kinds
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
