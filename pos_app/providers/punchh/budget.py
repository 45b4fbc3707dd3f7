"""How many wrong codes a store may send before Punchh shuts its address out; contract, 4.3."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator

from pos_app.providers.site import Instants

WINDOW = 600.0
"""Seconds."""
PER_STORE = 8
"""Failures of all tills behind one address; the tenth shuts it out for an hour."""


class Budget:
    """This till's share, also over a restart. ``now`` is in monotonic seconds, by which it counts;
    ``wall``, in seconds since the epoch, only dates what is kept."""

    def __init__(
        self,
        now: Callable[[], float],
        tills: int = 1,
        *,
        wall: Callable[[], float] = time.time,
        kept: Instants | None = None,
    ) -> None:
        """May block: reads what is kept."""
        self._now = now
        self._wall = wall
        self._kept = kept
        self._most = max(1, PER_STORE // max(1, tills))
        self._failed = deque(sorted(self._recalled()))
        self._writing = asyncio.Lock()

    @property
    def is_used_up(self) -> bool:
        while self._failed and self._now() - self._failed[0] >= WINDOW:
            self._failed.popleft()
        return len(self._failed) >= self._most

    async def note_failure(self) -> None:
        self._failed.append(self._now())
        if self._kept is not None:
            async with self._writing:
                await asyncio.to_thread(self._kept.write, self._dated())

    def _recalled(self) -> Iterator[float]:
        """A failure that seems to lie ahead, because the clock was put back, counts as one of now.
        A record that cannot be read is taken for a whole share used up now: that costs this till
        ten minutes of codes, in which it sells; the opposite may cost the store an hour."""
        if self._kept is None:
            return
        now, wall, known = self._now(), self._wall(), self._kept.read()
        if known is None:
            known = (wall,) * self._most
            self._kept.write(known)
        for instant in known:
            yield now - max(0.0, wall - instant)

    def _dated(self) -> tuple[float, ...]:
        now, wall = self._now(), self._wall()
        return tuple(wall - (now - failed) for failed in self._failed)
