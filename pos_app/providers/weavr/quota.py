"""How often this till looks: all tills of the merchant share a hundred calls a minute; contract,
1 and 7."""

from collections import deque
from collections.abc import Callable
from math import inf

MINUTE = 60.0
LOOKS = 60
"""Of those hundred, by all tills; the others are for what moves money, which is never held back."""
FEWEST = 3
"""A till that may not look at all would never learn how a payment ended."""


class Quota:
    """``now`` is in monotonic seconds."""

    def __init__(self, now: Callable[[], float], tills: int = 1) -> None:
        self._now = now
        self._most = max(FEWEST, LOOKS // max(1, tills))
        self._looks: deque[float] = deque()
        self._closed_until = -inf

    def close_for(self, seconds: float) -> None:
        """Weavr has said that it is enough for now."""
        self._closed_until = max(self._closed_until, self._now() + seconds)

    def take(self) -> bool:
        """Whether a look may leave now; one that may is counted."""
        now = self._now()
        while self._looks and now - self._looks[0] >= MINUTE:
            self._looks.popleft()
        if now < self._closed_until or len(self._looks) >= self._most:
            return False
        self._looks.append(now)
        return True
