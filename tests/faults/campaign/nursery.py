"""Tills on demand: a process that has loaded the program once, and forks a till for each start.

A till is a process of its own all the same, with its own memory, files and end; only the second
that loading Qt takes is not spent twenty thousand times.
"""

import asyncio
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

DAC_OVERRIDE, DROP = 1, 24
"""From Linux's capability.h and prctl.h: with it, a file's mode means nothing to root."""
ANSWER = 1 << 12


class Till:
    """A running till, the harness's end of its line, and its ends."""

    def __init__(self, pid: int, end: socket.socket) -> None:
        self.pid = pid
        self.end = end
        self._life = _watch(pid)

    async def gone(self) -> None:
        """Returns when nothing is left of the process, its locks included."""
        life, self._life = self._life, None
        if life is None:
            return
        loop, dead = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(life, dead.set)
        try:
            await dead.wait()
        finally:
            loop.remove_reader(life)
            os.close(life)

    def kill(self) -> None:
        """As a power cut would."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


class Nursery:
    def __init__(self, folder: Path, trusted: Path | None) -> None:
        ours, theirs = socket.socketpair()
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
        environment["QT_LOGGING_RULES"] = "qt.qpa.*=false"
        if trusted is not None:
            environment["SSL_CERT_FILE"] = str(trusted)
        self._ends = ours
        self._errors = folder / "stderr.txt"
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.campaign.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=environment,
                preexec_fn=_obey_file_modes,  # noqa: PLW1509 - no thread runs before it
            )
        theirs.close()

    def start(self, arguments: list[str], sandbox: str, provider: str, clock: float) -> Till:
        """``clock``: seconds by which the machine's time of day is wrong."""
        ours, theirs = socket.socketpair()
        order = {"arguments": arguments, "sandbox": sandbox, "provider": provider, "clock": clock}
        socket.send_fds(self._ends, [json.dumps(order).encode()], [theirs.fileno()])
        theirs.close()
        try:
            return Till(int(self._ends.recv(ANSWER)), ours)
        except (OSError, ValueError) as error:
            raise RuntimeError(f"no till can be started: {self.complaint()}") from error

    def complaint(self) -> str:
        """The end of what its tills wrote on their standard error."""
        return self._errors.read_text()[-2000:]

    def close(self) -> None:
        self._ends.close()
        self._process.wait(timeout=20)


def _watch(pid: int) -> int | None:
    """A descriptor that can be read once the process has ended."""
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


def _obey_file_modes() -> None:
    """Root reads and writes what it likes; the programs started here do not."""
    ctypes.CDLL(None).prctl(DROP, DAC_OVERRIDE, 0, 0, 0)


def _serve(ends: socket.socket) -> int:
    import gc

    from tests.faults.campaign import preload, till

    preload.everything()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, [*fds], _, _ = socket.recv_fds(ends, 1 << 16, 1)
        if not order:
            return 0
        pid = os.fork()
        if pid == 0:
            ends.close()
            _become_a_till(till.run, socket.socket(fileno=fds[0]), json.loads(order))
        os.close(fds[0])
        ends.send(str(pid).encode())


def _become_a_till(run: Callable[..., int], end: socket.socket, order: dict[str, Any]) -> NoReturn:
    code = 70
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        farewell = end.dup()
        code = run(end, **order)
        with suppress(OSError):
            farewell.setblocking(True)
            farewell.sendall(json.dumps({"exit": code}).encode() + b"\n")
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    sys.exit(_serve(socket.socket(fileno=int(sys.argv[1]))))
