"""The whole tour, through the real window: in this process, and over real sockets."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.harness import run, sandbox_process


def _failures(printed: str) -> list[Any]:
    told = json.loads(printed)
    assert told["provider"] == "bonifiq"
    assert len(told["scenarios"]) >= 14
    return [(s["name"], s["why"]) for s in told["scenarios"] if not s["passed"]]


def test_every_scenario_passes_on_the_sandbox_in_process(tmp_path: Path) -> None:
    done = run("tour", "--provider", "bonifiq", "--json", "--out", str(tmp_path))
    assert _failures(done.stdout) == []
    assert done.returncode == 0
    assert len(list(tmp_path.glob("*.png"))) >= 30


def test_every_scenario_passes_over_loopback_sockets(tmp_path: Path) -> None:
    with sandbox_process() as sandbox:
        done = run("tour", "--json", "--config", str(sandbox.settings_file(tmp_path)))
    assert _failures(done.stdout) == []
    assert done.returncode == 0


def test_the_tour_refuses_to_play_where_points_are_real(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text('[loyalty]\nprovider = "bonifiq"\naddress = "https://example.invalid/v1"\n')
    done = run("tour", "--config", str(config))
    assert done.returncode == 2
    assert "sandbox" in done.stderr
