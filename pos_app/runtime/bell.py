"""A second start on the same folder asks the till that runs there to show itself, and no more.

Over a Unix socket in the folder or a named pipe of Windows, both by the standard library: Qt's own
would bring QtNetwork, 3.4 MB, for one word. Only the same user may ring: the socket's mode says so
on Unix, and the pipe's default owner on Windows. Whoever binds holds the folder's lock, so a socket
that is found there was left by a till that is gone.
"""

import hashlib
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

log = logging.getLogger("pos_app.bell")

SHOW, SHOWN = b"show", b"shown"
REQUEST = re.compile(rb"show(?: ([\x21-\x7e]{1,200}))?")
"""With what the desktop gave the second start, so that the first may come to the front."""
LONGEST = 256
"""Bytes of a request."""
ANSWER_SECONDS = 3.0
"""In which a window that can be shown has been."""
RETRY_SECONDS = 0.05
LONGEST_SOCKET_PATH = 100
"""Bytes; the system takes 104 to 108."""

Show = Callable[[str], bool]
"""Shows the window, with the desktop's token or an empty text; answers whether it did."""


@contextmanager
def address(folder: Path) -> Iterator[str]:
    """What the bell of this folder is called; a long path is gone by way of an open folder."""
    if sys.platform == "win32":
        name = os.path.normcase(folder.resolve())
        yield rf"\\.\pipe\pos-app-{hashlib.sha256(name.encode()).hexdigest()[:32]}"
        return
    path = folder.resolve() / "till.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH or sys.platform != "linux":
        yield str(path)
        return
    opened = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}/{path.name}"
    finally:
        os.close(opened)


class Bell:
    """Hears second starts on a thread of its own until it is taken down."""

    def __init__(self, folder: Path, show: Show) -> None:
        self._folder = folder
        self._show = show
        self._ended = False
        self._thread = threading.Thread(target=self._serve, name="bell", daemon=True)

    def hang(self) -> None:
        self._thread.start()

    def take_down(self) -> None:
        self._ended = True
        with suppress(OSError), address(self._folder) as name, Client(name):
            pass  # wakes the thread, which sees that it has ended
        self._thread.join(1.0)

    def _serve(self) -> None:
        try:
            with address(self._folder) as name, _listener(name) as listener:
                while not self._ended:
                    self._hear(listener)
        except OSError as error:
            log.info("no_bell error=%s", type(error).__name__)

    def _hear(self, listener: Listener) -> None:
        try:
            with listener.accept() as caller:
                if not self._ended:
                    self._answer(caller)
        except (OSError, EOFError) as error:
            log.info("bell_ignored error=%s", type(error).__name__)

    def _answer(self, caller: "Connection[bytes, bytes]") -> None:
        if not caller.poll(ANSWER_SECONDS):
            return
        request = REQUEST.fullmatch(caller.recv_bytes(LONGEST))
        if request is None:
            log.info("bell_ignored error=not_a_request")
        elif self._show((request[1] or b"").decode("ascii")):
            caller.send_bytes(SHOWN)


@contextmanager
def _listener(name: str) -> Iterator[Listener]:
    if sys.platform == "win32":
        with Listener(name, "AF_PIPE") as listener:
            yield listener
        return
    with suppress(FileNotFoundError):
        os.unlink(name)  # noqa: PTH108 - by way of /proc, where a Path would be no shorter
    before = os.umask(0o177)
    try:
        listener = Listener(name, "AF_UNIX")
    finally:
        os.umask(before)
    with listener:
        yield listener


def ring(folder: Path, patience: float = 5.0) -> bool:
    """Whether the till on this folder has shown itself; one that just begins is waited for."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    request = f"{SHOW.decode()} {token}".encode("ascii", "replace").strip()
    if not REQUEST.fullmatch(request):
        request = SHOW
    _allow_to_come_forward()
    deadline = time.monotonic() + patience
    while True:
        try:
            with address(folder) as name, Client(name) as till:
                till.send_bytes(request)
                return till.poll(ANSWER_SECONDS + 1) and till.recv_bytes(LONGEST) == SHOWN
        except (FileNotFoundError, ConnectionError):
            if time.monotonic() > deadline:
                return False
            threading.Event().wait(RETRY_SECONDS)
        except (OSError, EOFError):
            return False


def _allow_to_come_forward() -> None:
    """On Windows only the program that a person has just started may bring one to the front."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
