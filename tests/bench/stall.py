"""How long the UI thread stood still, at worst, in each of many toured sales."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from tests.bench.measure import Measure, absolute

SALES = 300


def measures(sales: int = SALES) -> list[Measure]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.stall", str(sales)],
        capture_output=True,
        text=True,
        check=True,
        timeout=1800,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    gaps = json.loads(done.stdout.strip().splitlines()[-1])["gaps"]
    p99 = statistics.quantiles(gaps, n=100)[98]
    return [
        absolute("longest UI stall per sale, p99", "ms", p99, 16),
        absolute("longest UI stall per sale, worst", "ms", max(gaps), 50),
    ]


class Watch:
    """Counts the time between two turns of the event loop: what a key press would have waited."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()

    def start(self) -> None:
        self._last = time.perf_counter()
        asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, now - self._last)
        self._last = now
        asyncio.get_running_loop().call_soon(self._turn)


def _child(sales: int) -> None:
    from pos_app import cli
    from pos_app.tour import command
    from pos_app.tour.scenario import Scenario
    from pos_app.tour.stage import Stage

    gaps: list[float] = []
    play = command.play
    watch = Watch()

    async def play_many(stage: Stage, scenario: Scenario) -> dict[str, Any]:
        result = await play(stage, scenario)
        watch.start()
        for _ in range(sales):
            watch.worst = 0.0
            result = await play(stage, scenario)
            assert result["passed"], result
            gaps.append(watch.worst * 1000)
        return result

    command.play = play_many
    cli.main(["tour", "--json", "--scenario", "cashback-with-code"])
    print(json.dumps({"gaps": gaps}))


if __name__ == "__main__":
    _child(int(sys.argv[1]))
