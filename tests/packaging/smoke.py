"""What every bundle must do, on Linux and on Windows: ``python -m tests.packaging.smoke PROGRAM``.

Needs nothing but Python's own library: where a bundle is tried, nothing of the till is installed.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

TOURS = ("bonifiq", "punchh", "weavr", "twilio_verify")
PATIENCE = 300.0


class Program(Protocol):
    """A till that can be started, where its files can be written too."""

    def start(self, *arguments: str) -> "subprocess.Popen[str]": ...

    def folder(self) -> tuple[Path, str]:
        """One for files of this test: as seen from here, and as the program sees it."""


def checks(program: Program, version: str) -> Iterator[str]:
    """Says what went well; raises ``AssertionError`` at what did not."""
    assert run(program, "--version").strip() == f"pos-app {version}"
    yield f"--version says {version}"
    for provider in TOURS:
        yield f"tour --provider {provider}: {_tour(program, provider)}"
    yield _certified(program)
    with_sandbox = _doctored(program)
    yield f"doctor on its own sandbox: {with_sandbox}"
    yield _demo(program)


def run(program: Program, *arguments: str, good: int = 0) -> str:
    process = program.start(*arguments)
    try:
        printed, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        process.kill()
        raise AssertionError(f"{arguments} does not end:\n{error.output}") from None
    if process.returncode != good:
        raise AssertionError(f"{arguments} ended with {process.returncode}:\n{printed}")
    return printed


def _tour(program: Program, provider: str) -> str:
    here, there = program.folder()
    pictures = f"{there}/{provider}"
    told = run(program, "tour", "--provider", provider, "--json", "--out", pictures)
    scenarios = json.loads(told)["scenarios"]
    failed = [scenario for scenario in scenarios if not scenario["passed"]]
    assert len(scenarios) >= 10, told
    assert not failed, failed
    count = len(list((here / provider).glob("*.png")))
    assert count >= len(scenarios)
    return f"{len(scenarios)} scenarios passed, {count} pictures"


def _certified(program: Program) -> str:
    here, there = program.folder()
    run(program, "certify", "--provider", "punchh", "--out", f"{there}/certificate.md")
    lines = len((here / "certificate.md").read_text(encoding="utf-8").splitlines())
    assert lines > 100
    return f"certify --provider punchh: a log of {lines} lines"


def _doctored(program: Program) -> str:
    """Also reads settings, the catalogue among the resources, and asks the keyring."""
    here, there = program.folder()
    sandbox = program.start("sandbox", "--port", "0")
    try:
        assert sandbox.stdout is not None
        address = sandbox.stdout.readline().split()[4]
        settings = f'[loyalty]\nprovider = "bonifiq"\naddress = "{address}"\n'
        (here / "till.toml").write_text(settings, encoding="utf-8")
        doctor = ("doctor", "--config", f"{there}/till.toml", "--data-dir", f"{there}/data")
        told = run(program, *doctor)
    finally:
        sandbox.terminate()
        sandbox.communicate(timeout=PATIENCE)
    assert "BAD" not in told, told
    return f"{len(told.splitlines())} findings, all good"


def _demo(program: Program) -> str:
    demo = program.start("--demo")
    try:
        assert demo.stdout is not None
        first = demo.stdout.readline()
        assert first.startswith("Demo: customer"), first
    finally:
        demo.terminate()
        demo.communicate(timeout=PATIENCE)
    return "the demo till opens"


class Here:
    """A program on this machine."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = folder

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [self._path, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def folder(self) -> tuple[Path, str]:
        return self._folder, str(self._folder)


def main() -> int:
    path, version = Path(sys.argv[1]), sys.argv[2]
    with TemporaryDirectory() as folder:
        for line in checks(Here(path, Path(folder)), version):
            print(f"ok  {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
