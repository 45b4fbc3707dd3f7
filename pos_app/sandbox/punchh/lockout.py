"""Failed verifies by IP address: a store behind one address shares its budget (section 4.3)."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.sandbox.punchh.settings import PunchhSettings


class Lockout:
    def __init__(self) -> None:
        self._failures: defaultdict[str, deque[datetime]] = defaultdict(deque)
        self._blocked_until: dict[str, datetime] = {}

    def is_blocked(self, client: str, now: datetime) -> bool:
        until = self._blocked_until.get(client)
        if until is None or now >= until:
            self._blocked_until.pop(client, None)
            return False
        return True

    def count_failure(self, client: str, now: datetime, settings: PunchhSettings) -> None:
        failures = self._failures[client]
        failures.append(now)
        while now - failures[0] >= timedelta(seconds=settings.failure_window_s):
            failures.popleft()
        if len(failures) >= settings.failures_until_block:
            failures.clear()
            self._blocked_until[client] = now + timedelta(seconds=settings.block_s)
