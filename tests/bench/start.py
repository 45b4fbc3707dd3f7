"""From the start of the process to the first painted, typing-ready frame; and memory there."""

import json
import os
import subprocess
import sys
import time

from tests.bench.measure import RUNS, Measure, compared

Point = tuple[float, float]
"""Milliseconds from the start, mebibytes in memory."""


def _run(kind: str) -> Point:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.frame_child", kind],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=_environment(),
    )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return (told["at"] - started) * 1000, told["kib"] / 1024


def _environment() -> dict[str, str]:
    """As an installed program runs: with compiled bytecode, which the warm-up writes."""
    own = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own


def measures() -> list[Measure]:
    for kind in ("bare", "till", "sale"):
        _run(kind)
    runs = [(_run("till"), _run("bare"), _run("sale")) for _ in range(RUNS)]
    return [
        compared("start to first frame", "ms", [(t[0], b[0]) for t, b, _ in runs], 1.6),
        compared("memory at the first frame", "MiB", [(t[1], b[1]) for t, b, _ in runs], 1.5),
        compared("memory after a whole demo sale", "MiB", [(s[1], b[1]) for _, b, s in runs], 2.3),
    ]
