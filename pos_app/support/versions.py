"""Which program this is, on which system, with which libraries."""

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from pos_app import __version__

LIBRARIES = (
    "PySide6-Essentials",
    "shiboken6",
    "qasync",
    "httpx",
    "httpcore",
    "msgspec",
    "truststore",
    "platformdirs",
    "python-stdnum",
    "phonenumbers",
    "keyring",
    "cryptography",
    "filelock",
    "segno",
    "starlette",
    "uvicorn",
)


def versions() -> Iterator[str]:
    how = "as a bundle" if getattr(sys, "frozen", False) else "from Python"
    yield f"pos-app {__version__}, run {how}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"system {platform.platform()}, {platform.machine()}"
    yield from (f"{name} {_version(name)}" for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not known"
