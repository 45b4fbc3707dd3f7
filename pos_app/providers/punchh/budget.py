"""How many wrong codes a store may send before Punchh shuts its address out; contract, 4.3."""

from collections import deque
from collections.abc import Callable

WINDOW = 600.0
"""Seconds."""
PER_STORE = 8
"""Failures of all tills behind one address; the tenth shuts it out for an hour."""


class Budget:
    """This till's share. ``now`` is in monotonic seconds."""

    def __init__(self, now: Callable[[], float], tills: int = 1) -> None:
        self._now = now
        self._most = max(1, PER_STORE // max(1, tills))
        self._failed: deque[float] = deque()

    @property
    def is_used_up(self) -> bool:
        while self._failed and self._now() - self._failed[0] >= WINDOW:
            self._failed.popleft()
        return len(self._failed) >= self._most

    def note_failure(self) -> None:
        self._failed.append(self._now())
