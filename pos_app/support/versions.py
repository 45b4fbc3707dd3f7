"""Which program this is, on which system, with which libraries."""

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from pos_app import __version__

LIBRARIES = {
    "PySide6-Essentials": "PySide6",
    "qasync": "qasync",
    "httpx": "httpx",
    "httpcore": "httpcore",
    "msgspec": "msgspec",
    "truststore": "truststore",
    "platformdirs": "platformdirs",
    "python-stdnum": "stdnum",
    "phonenumbers": "phonenumbers",
    "keyring": "keyring",
    "cryptography": "cryptography",
    "tomlkit": "tomlkit",
    "filelock": "filelock",
    "segno": "segno",
    "starlette": "starlette",
    "uvicorn": "uvicorn",
}
"""By package: the module that knows its version too, as a bundle has few packages' records."""


def versions() -> Iterator[str]:
    how = "as a bundle" if getattr(sys, "frozen", False) else "from Python"
    yield f"pos-app {__version__}, run {how}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"system {platform.platform()}, {platform.machine()}"
    yield from (f"{name} {_version(name, module)}" for name, module in LIBRARIES.items())


def _version(name: str, module: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return version_in(module)


def version_in(module: str) -> str:
    try:
        return str(getattr(import_module(module), "__version__", "of a version it does not tell"))
    except ImportError:
        return "not installed"
