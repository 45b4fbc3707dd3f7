"""Memory over a thousand toured sales in one process: what is learnt in the first sales stays,
nothing is added by the others."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.bench.frame_child import resident
from tests.bench.measure import Measure, absolute

SALES = 1000
WARM_UP = 250
"""Sales until the till keeps as many settled sales in memory as it ever does."""


def measures(sales: int = SALES) -> list[Measure]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.soak", str(sales)],
        capture_output=True,
        text=True,
        check=True,
        timeout=3600,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    grown = json.loads(done.stdout.strip().splitlines()[-1])["mib"]
    return [absolute(f"memory growth over {sales} toured sales", "MiB", grown, 5)]


def _child(sales: int) -> None:
    from pos_app import cli
    from pos_app.tour import command
    from pos_app.tour.scenario import Scenario
    from pos_app.tour.stage import Stage

    play = command.play
    seen: list[int] = []

    async def play_many(stage: Stage, scenario: Scenario) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for number in range(WARM_UP + sales):
            result = await play(stage, scenario)
            assert result["passed"], result
            if number >= WARM_UP - 1:
                seen.append(resident())
        return result

    command.play = play_many
    cli.main(["tour", "--json", "--scenario", "cashback-with-code"])
    print(json.dumps({"mib": (seen[-1] - seen[0]) / 1024}))


if __name__ == "__main__":
    _child(int(sys.argv[1]))
