"""``pos-app --keep-running``: a small parent that starts the till, and again when it dies.

For machines without systemd, whose unit does the same. A till that ends by itself, orderly or
with something for a person to mend, is not started again; neither is one that does not get up.
"""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

ENDS = (0, 2, 3, 4, 130)
"""Exit codes of a till that meant to end: closed, wrong settings, another till is running,
something missing on this machine, Ctrl-C."""
STEADY = 120.0
"""Seconds after which a till counts as standing again."""
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before it is started again; after so many falls in a row it is left alone."""
GAVE_UP = 5
"""Exit code of a parent whose till does not get up."""


class Falls:
    """How often the till fell without having stood in between."""

    def __init__(self) -> None:
        self._in_a_row = 0

    def pause(self, stood: float) -> float | None:
        """Seconds to wait after a till that ran for ``stood`` seconds; ``None``: give up."""
        self._in_a_row = 1 if stood >= STEADY else self._in_a_row + 1
        return PAUSES[self._in_a_row - 1] if self._in_a_row <= len(PAUSES) else None


def has_ended(code: int) -> bool:
    """``code`` as of a child: negative for the signal that ended it."""
    meant = {-signal.SIGTERM, -signal.SIGINT}
    if sys.platform != "win32":
        meant.add(-signal.SIGHUP)
    return code in ENDS or code in meant


def command(arguments: Sequence[str]) -> list[str]:
    """The same till without its parent, as this program was started."""
    own = [argument for argument in arguments if argument != "--keep-running"]
    if getattr(sys, "frozen", False):
        return [sys.executable, *own]
    return [sys.executable, "-m", "pos_app", *own]


class Keeper:
    def __init__(self, till: Sequence[str]) -> None:
        self._till = till
        self._falls = Falls()
        self._left = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def leave(self, number: int, _frame: FrameType | None) -> None:
        """The parent is asked to end: so is the till, which ends orderly. On Windows a console's
        Ctrl-C reaches both by itself."""
        self._left.set()
        if self._child is not None and sys.platform != "win32":
            self._child.send_signal(number)

    def run(self) -> int:
        while not self._left.is_set():
            begun = time.monotonic()
            code = self._run_once()
            if self._left.is_set() or has_ended(code):
                return max(code, 0)
            pause = self._falls.pause(time.monotonic() - begun)
            if pause is None:
                print("pos-app: the till does not get up; `pos-app doctor` helps", file=sys.stderr)
                return GAVE_UP
            print(f"pos-app: the till fell ({code}); again in {pause:.0f} s", file=sys.stderr)
            self._left.wait(pause)
        return 0

    def _run_once(self) -> int:
        with subprocess.Popen(self._till) as self._child:  # noqa: S603
            if self._left.is_set():  # asked between the look and the start
                self._child.terminate()
            return self._child.wait()


def run() -> int:
    keeper = Keeper(command(sys.argv[1:]))
    signal.signal(signal.SIGTERM, keeper.leave)
    signal.signal(signal.SIGINT, keeper.leave)
    return keeper.run()
