"""A till in a process of its own that says what its window does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.harness import start

SETTINGS = '[loyalty]\nprovider = "bonifiq"\naddress = "http://127.0.0.1:9"\n'


class First:
    """The till that is there already."""

    def __init__(self, arguments: list[str], then: str = "stay") -> None:
        self.arguments = arguments
        self.process = start("tests.e2e.life_child", then, *arguments)
        assert self.process.stdout is not None
        self.out = self.process.stdout
        self.said: list[str] = []
        while not self.said or self.said[-1] != "open":
            line = self.out.readline().strip()
            assert line, self.process.communicate(timeout=10)
            self.said.append(line)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code; once ended it stays so."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        if not self.out.closed:
            self.process.communicate(timeout=30)
        return self.process.returncode

    def says(self) -> str:
        return self.out.readline().strip()


@contextmanager
def running(arguments: list[str], then: str = "stay") -> Iterator[First]:
    first = First(arguments, then)
    try:
        yield first
    finally:
        first.end(signal.SIGKILL)


def data_of(arguments: list[str]) -> Path:
    return Path(arguments[-1])
