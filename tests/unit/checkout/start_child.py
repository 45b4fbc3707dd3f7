"""Starts a till's journal in a process of its own, under bad conditions, and tells what came of it.

``kill N``: the process ends, as by a power cut, at the Nth change it makes to the folder.
``room N``: no file may grow beyond N bytes. ``plain``: nothing is wrong.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pos_app.checkout import salvage, set_aside
from tests.unit.checkout import damage


def _killed_at(change: int) -> None:
    """Before it and after it are two points."""
    count = 0

    def point() -> None:
        nonlocal count
        count += 1
        if count == change:
            os._exit(9)

    def watched(owner: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def call(*arguments: Any, **named: Any) -> Any:
            point()
            result = real(*arguments, **named)
            point()
            return result

        setattr(owner, name, call)

    for name in ("rename", "replace", "unlink", "open"):
        watched(Path, name)
    watched(set_aside, "_reach_disk")
    for step in ("_copy_facts", "_read_sales", "_write_sales", "_copy_private", "_with_doubts"):
        watched(salvage._Salvage, step)


def main() -> None:
    condition, amount, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if condition == "kill":
        _killed_at(amount)
    elif condition == "room":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (amount, resource.RLIM_INFINITY))
    found = damage.start_of(path).run()
    told = None if found is None else [i.lost.set_aside for i in found.incidents]
    print(json.dumps(told), flush=True)
    os._exit(0)


main()
