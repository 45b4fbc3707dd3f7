"""The whole tour, through the real window: in this process, and over real sockets."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import run, sandbox_process

AT_LEAST = {
    "bonifiq": (23, 30),
    "punchh": (17, 28),
    "weavr": (10, 17),
    "twilio_verify": (15, 34),
}
"""Scenarios, and pictures of their steps."""


def _failures(provider: str, printed: str) -> list[Any]:
    told = json.loads(printed)
    assert told["provider"] == provider
    assert len(told["scenarios"]) >= AT_LEAST[provider][0]
    return [(s["name"], s["why"]) for s in told["scenarios"] if not s["passed"]]


@pytest.mark.parametrize("provider", AT_LEAST)
def test_every_scenario_passes_on_the_sandbox_in_process(provider: str, tmp_path: Path) -> None:
    done = run("tour", "--provider", provider, "--json", "--out", str(tmp_path))
    assert _failures(provider, done.stdout) == []
    assert done.returncode == 0
    assert len(list(tmp_path.glob("*.png"))) >= AT_LEAST[provider][1]


@pytest.mark.parametrize("provider", AT_LEAST)
def test_every_scenario_passes_over_loopback_sockets_and_in_portuguese(
    provider: str, tmp_path: Path
) -> None:
    with sandbox_process() as sandbox:
        settings = sandbox.settings_file(tmp_path, provider)
        done = run("tour", "--json", "--language", "pt_BR", "--config", str(settings))
    assert _failures(provider, done.stdout) == []
    assert done.returncode == 0


def test_the_tour_refuses_to_play_where_points_are_real(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text('[loyalty]\nprovider = "bonifiq"\naddress = "https://example.invalid/v1"\n')
    done = run("tour", "--config", str(config))
    assert done.returncode == 2
    assert "sandbox" in done.stderr
