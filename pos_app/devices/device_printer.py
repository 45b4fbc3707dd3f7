"""A printer behind a device file, a parallel port or a Windows share."""

import asyncio
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread

from pos_app.core.paper import Printing
from pos_app.devices.endpoint import Device
from pos_app.devices.patience import Patience


class DevicePrinter:
    """Writes on a thread of its own, which a printer that takes nothing may hold up for ever: it
    neither keeps the program from ending nor a place in a pool."""

    def __init__(self, place: Device, patience: Patience = Patience()) -> None:  # noqa: B008
        self._path = place.path
        self._patience = patience
        self._thread: Thread | None = None

    async def send(self, job: bytes) -> Printing:
        if self._thread is not None and self._thread.is_alive():
            return Printing.NOT_REACHED
        write = _write_in_turns if sys.platform != "win32" else _write_at_once
        return await self._run(partial(write, self._path, job, self._patience.job))

    async def look(self) -> Printing:
        return await self._run(partial(_open, self._path))

    async def _run(self, work: Callable[[], Printing]) -> Printing:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Printing] = loop.create_future()

        def tell(outcome: Printing) -> None:
            if not answer.done():
                answer.set_result(outcome)

        def run() -> None:
            outcome = work()
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(tell, outcome)

        self._thread = Thread(target=run, name="printer", daemon=True)
        self._thread.start()
        try:
            async with asyncio.timeout(self._patience.job + 1):
                return await answer
        except TimeoutError:
            return Printing.UNKNOWN


def _open(path: str) -> Printing:
    """Opened and closed again: nothing is printed."""
    try:
        os.close(_descriptor(path))
    except OSError:
        return Printing.NOT_REACHED
    return Printing.HANDED_OVER


def _descriptor(path: str) -> int:
    """Never makes a file, and never writes into one. Raises ``OSError``."""
    if sys.platform == "win32":
        share = path.startswith("\\\\") and not path.startswith("\\\\.\\")
        making = os.O_CREAT if share else 0  # a job in its queue; a share itself is no file
        return os.open(path, os.O_WRONLY | os.O_BINARY | making)
    opened = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    if stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise OSError(f"{path} is a file, not a device")
    return opened


def _write_at_once(path: str, job: bytes, _seconds: float) -> Printing:
    """Where a device cannot be waited for: the caller stops waiting instead."""
    try:
        opened = _descriptor(path)
    except OSError:
        return Printing.NOT_REACHED
    try:
        with os.fdopen(opened, "wb", buffering=0) as device:
            left = memoryview(job)
            while left:
                left = left[device.write(left) :]
    except OSError:
        return Printing.UNKNOWN
    return Printing.HANDED_OVER


def _write_in_turns(path: str, job: bytes, seconds: float) -> Printing:
    """As much as the device takes each time, until the deadline."""
    try:
        opened = _descriptor(path)
    except OSError:
        return Printing.NOT_REACHED
    try:
        sent = _write(opened, job, time.monotonic() + seconds)
    finally:
        os.close(opened)
    if sent == len(job):
        return Printing.HANDED_OVER
    return Printing.UNKNOWN if sent else Printing.NOT_REACHED


def _write(opened: int, job: bytes, deadline: float) -> int:
    """Bytes that were taken."""
    import select  # noqa: PLC0415 - knows only sockets on Windows

    turn = select.poll()
    turn.register(opened, select.POLLOUT)
    sent = 0
    while sent < len(job) and (left := deadline - time.monotonic()) > 0:
        if not turn.poll(left * 1000):
            break
        try:
            sent += os.write(opened, job[sent:])
        except BlockingIOError:
            continue
        except OSError:
            break
    return sent
