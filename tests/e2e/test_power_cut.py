"""The till is killed at ten and more points of a cashback sale, as a power cut would, and started
again: the provider's books must show one redemption or none, and the screen must tell the truth."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.e2e.harness import (
    ENVIRONMENT,
    SandboxProcess,
    journalled,
    kill,
    sandbox_process,
    start,
    until,
)


class Cut(NamedTuple):
    name: str
    arrange: Callable[[SandboxProcess], None]
    """Holds the sale at the point, if the point is a call in flight."""
    reached: Callable[[SandboxProcess, Path], bool]


def _hold(call: str, when: str) -> Callable[[SandboxProcess], None]:
    def arrange(sandbox: SandboxProcess) -> None:
        sandbox.arm(call, "delay", 1, seconds=60, when=when)

    return arrange


def _nothing(_sandbox: SandboxProcess) -> None:
    return None


def _received(call: str) -> Callable[[SandboxProcess, Path], bool]:
    return lambda sandbox, _data: bool(sandbox.calls(call))


def _written(mark: str) -> Callable[[SandboxProcess, Path], bool]:
    return lambda _sandbox, data: any(mark in event for event in journalled(data))


CUTS = [
    Cut("items in the basket", _hold("available", "before"), _written('"BasketSet"')),
    Cut("customer asked about", _hold("available", "before"), _received("available")),
    Cut("code asked for", _hold("challenge", "before"), _received("challenge")),
    Cut("code sent, answer on its way", _hold("challenge", "after"), _received("challenge")),
    Cut("code on its way to the check", _hold("validate", "before"), _received("validate")),
    Cut("code checked, answer on its way", _hold("validate", "after"), _received("validate")),
    Cut("redemption asked for", _hold("redeem", "before"), _received("redeem")),
    Cut("redeemed, answer on its way", _hold("redeem", "after"), _received("redeem")),
    Cut("redeemed, not paid", _nothing, _written('"step":"commit"')),
    Cut("paid, order asked for", _hold("order", "before"), _received("order")),
    Cut("paid, order answer on its way", _hold("order", "after"), _received("order")),
    Cut("order delivered", _nothing, _received("order")),
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with sandbox_process() as running:
        yield running


def _restart(config: Path, data: Path, finish: str) -> dict[str, Any]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.e2e.restart_child",
            finish,
            "--config",
            str(config),
            "--data-dir",
            str(data),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=ENVIRONMENT,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def _play_until(cut: Cut, sandbox: SandboxProcess, folder: Path) -> tuple[Path, Path]:
    sandbox.reset()
    data = folder / "data"
    config = sandbox.settings_file(folder)
    arguments = ["--config", str(config), "--data-dir", str(data)]
    cut.arrange(sandbox)
    tour = start("tests.e2e.sale_child", "--scenario", "cashback-with-code", *arguments)
    until(lambda: cut.reached(sandbox, data), cut.name)
    kill(tour)
    sandbox.call("DELETE", "/_sandbox/bonifiq/faults")
    return config, data


MAY_HAVE_REDEEMED = CUTS[6:]
CASES = [
    *((cut, "nothing") for cut in CUTS),
    *((cut, finish) for cut in MAY_HAVE_REDEEMED for finish in ("pay", "undo")),
]


@pytest.mark.parametrize(("cut", "finish"), CASES, ids=lambda case: getattr(case, "name", case))
def test_a_power_cut_never_redeems_twice_and_leaves_nothing_hanging(
    cut: Cut, finish: str, sandbox: SandboxProcess, tmp_path: Path
) -> None:
    config, data = _play_until(cut, sandbox, tmp_path)

    told = _restart(config, data, finish)

    redeems = sandbox.books()["redeems"]
    active = [redeem for redeem in redeems if redeem["status"] == "active"]
    assert len(redeems) <= 1
    assert len({call["request"]["OriginalKey"] for call in sandbox.calls("redeem")}) <= 1
    orders = sandbox.books()["orders"]
    assert len(orders) <= 1
    if told["redemption"] == "Redeemed":
        assert told["undo"]
        assert told["totalLabel"].endswith("169,80")
        assert len(active) == (1 if finish == "pay" else 0), "closing gives an unpaid reward back"
    elif told["redemption"] == "Idle" and told["lines"] == 0:
        assert len(active) == len(orders)
    else:
        assert active == []
    if active and orders:
        assert orders[0]["coupon"] == active[0]["external_code"]
