"""Real processes: a sandbox, tills and tours on it, and their ends."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from pos_app.demo import CURRENCIES, LEDGERS

ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
PATIENCE = 30.0


def until(true: Callable[[], Any], what: str) -> Any:
    """Looks until something is true; no fixed wait."""
    deadline = time.monotonic() + PATIENCE
    while not (found := true()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.005)
    return found


class SandboxProcess:
    """``pos-app sandbox`` in a process of its own."""

    def __init__(self, address: str, process: "subprocess.Popen[str]") -> None:
        self.address = address
        self.process = process

    def call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.address + path, data, method=method)  # noqa: S310 - loopback
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def books(self) -> Any:
        return self.call("GET", "/_sandbox/bonifiq/books")

    def calls(self, name: str, provider: str = "bonifiq") -> list[Any]:
        found = self.call("GET", f"/_sandbox/{provider}/calls")["calls"]
        return [call for call in found if call["call"] == name]

    def reset(self) -> None:
        self.call("DELETE", "/_sandbox/bonifiq/faults")
        self.call("POST", "/_sandbox/reset", {})

    def arm(self, call: str, fault: str, times: int = 1, **extra: Any) -> None:
        body = {"call": call, "fault": fault, "times": times, **extra}
        self.call("POST", "/_sandbox/bonifiq/faults", body)

    def settings_file(self, folder: Path, provider: str = "bonifiq") -> Path:
        path = folder / "till.toml"
        ledger, currency = LEDGERS.get(provider, provider), CURRENCIES.get(provider, "BRL")
        halves = [("loyalty", ledger), *([("challenge", provider)] if ledger != provider else [])]
        path.write_text(
            "".join(
                f'[{section}]\nprovider = "{name}"\naddress = "{self.address}"\n'
                for section, name in halves
            )
            + f'[money]\ncurrency = "{currency}"\n'
        )
        return path


@contextmanager
def sandbox_process() -> Iterator[SandboxProcess]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pos_app", "sandbox", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        yield SandboxProcess(line.split()[4], process)
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(timeout=10)


def start(module: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )


def run(*arguments: str, timeout: float = 300) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pos_app", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        env=ENVIRONMENT,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    """As a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)


def journalled(data: Path) -> list[str]:
    """The events on disk so far, as JSON."""
    path = data / "journal.db"
    if not path.exists():
        return []
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [bytes(body).decode() for (body,) in db.execute("SELECT body FROM event")]
    except sqlite3.OperationalError:
        return []
    finally:
        db.close()
