"""``python -m tests.bench.installed PROGRAM``: a packed till's start beside that of its source.

From the start of the process to the line that the demo till prints when its first frame is painted;
the two in turn, on the same machine.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.measure import paired

MOST = 1.25
"""Packed code is looked up and unpacked; that may cost, but not be felt."""


def _until_painted(command: list[str]) -> float:
    """Milliseconds."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    till = subprocess.Popen(
        [*command, "--demo"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    assert till.stdout is not None
    with till.stdout as told:
        line = told.readline()
        took = time.monotonic() - started
        till.kill()
    till.wait()
    assert line.startswith(b"Demo: customer"), line
    return took * 1000


def main() -> int:
    program = [str(Path(sys.argv[1]).absolute())]
    source = [sys.executable, "-m", "pos_app"]
    for command in (program, source):
        _until_painted(command)
    measure = paired(
        "start to first frame, packed beside source",
        "ms",
        lambda: _until_painted(program),
        lambda: _until_painted(source),
        MOST,
    )
    print(measure.as_line())
    return 0 if measure.within else 1


sys.exit(main())
