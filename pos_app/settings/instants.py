"""A few instants in a file of their own, which outlive the run of a till."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

WRONG_CODES = "wrong-codes.json"
"""When the provider has refused a code of this till, whoever's it was."""


class InstantsFile:
    """Seconds since the epoch. Written whole or not at all; where nothing can be kept, nothing is
    redeemed either."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[float, ...] | None:
        """``None``: something was kept that cannot be read. A new till has kept nothing."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=tuple[float, ...])
        except FileNotFoundError:
            return ()
        except (OSError, msgspec.DecodeError):
            return None

    def write(self, instants: tuple[float, ...]) -> None:
        fresh = self._path.with_name(f"{self._path.name}.new")
        with suppress(OSError):
            with fresh.open("wb") as file:
                file.write(msgspec.json.encode(instants))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
