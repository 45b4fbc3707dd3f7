"""Workers that take one shift after the other, and their outcomes as they come in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from queue import SimpleQueue
from threading import Thread

import msgspec

from tests.faults.campaign.shift import Outcome

SHIFT = 25
"""Sales of one shift."""


class Worker:
    def __init__(self, provider: str, told: "SimpleQueue[tuple[Worker, Outcome | None]]") -> None:
        self._told = told
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.campaign.worker", provider],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def take(self, seed: int, sales: int) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seed} {sales}\n")
        self._process.stdin.flush()

    def _listen(self) -> None:
        """A line for each sale, an empty one at the end of a shift."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            outcome = msgspec.json.decode(line, type=Outcome) if line.strip() else None
            self._told.put((self, outcome))

    def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._listener.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


def run(provider: str, seed: int, sales: int, workers: int) -> Iterator[Outcome]:
    shifts = iter(_shifts(seed, sales))
    told: SimpleQueue[tuple[Worker, Outcome | None]] = SimpleQueue()
    with ExitStack() as stack:
        at_work = 0
        for _, shift in zip(range(workers), shifts, strict=False):
            worker = Worker(provider, told)
            stack.callback(worker.stop)
            worker.take(*shift)
            at_work += 1
        while at_work:
            worker, outcome = told.get()
            if outcome is not None:
                yield outcome
            elif (following := next(shifts, None)) is not None:
                worker.take(*following)
            else:
                at_work -= 1


def _shifts(seed: int, sales: int) -> Iterator[tuple[int, int]]:
    while sales > 0:
        yield seed, min(SHIFT, sales)
        seed, sales = seed + 1, sales - SHIFT
