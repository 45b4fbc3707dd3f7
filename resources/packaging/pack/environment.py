"""A fresh virtual environment with exactly what ``requirements.txt`` pins, by its hashes."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from pack.places import PACKAGING, REQUIREMENTS, ROOT, WINDOWS


def make(folder: Path) -> Path:
    """Returns its interpreter. Indexes are those that pip is configured with on this machine."""
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=not WINDOWS)
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    command: list[str | Path]
    command = [python, "-m", "pip", "install", *options, "--require-hashes", "-r", REQUIREMENTS]
    subprocess.run(command, check=True)
    return python


def moment() -> int:
    """``SOURCE_DATE_EPOCH``, else the last commit's, else that of the file with the version."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    log = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(log, check=True, capture_output=True, text=True).stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int((ROOT / "pos_app" / "__init__.py").stat().st_mtime)


def run_pyinstaller(python: Path, *arguments: str | Path, environment: dict[str, str]) -> None:
    """What it says goes to the terminal only when something is wrong."""
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(moment()), "PYTHONPATH": str(ROOT)}
    options = ["--noconfirm", "--clean", "--log-level", "ERROR"]
    done = subprocess.run(
        [python, "-m", "PyInstaller", *options, *arguments],
        cwd=PACKAGING,
        env=os.environ | fixed | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        raise SystemExit(f"PyInstaller ended with {done.returncode}")
