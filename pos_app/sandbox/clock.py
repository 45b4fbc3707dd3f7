"""The one clock of a sandbox: real time plus an offset that tests and the tour move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SandboxClock:
    __slots__ = ("_offset", "_source")

    def __init__(self, source: Callable[[], datetime] = _utc_now) -> None:
        self._source = source
        self._offset = timedelta()

    @classmethod
    def frozen(cls, start: datetime) -> SandboxClock:
        """A clock that moves by `advance` alone; `start` carries its zone."""
        if start.tzinfo is None:
            raise ValueError("a frozen clock starts at an instant with a zone")
        instant = start.astimezone(UTC)
        return cls(lambda: instant)

    def now(self) -> datetime:
        return self._source() + self._offset

    def advance(self, seconds: float) -> None:
        self._offset += timedelta(seconds=seconds)
