"""How many requests an api-key has, and what a 429 says of it (contract, section 1)."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.refusals import Refusal, RefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.weavr.settings import WeavrSettings


class Quota:
    def __init__(self) -> None:
        self._requests: defaultdict[tuple[str, int], deque[datetime]] = defaultdict(deque)
        """By key and window; what is refused does not count."""

    def count(self, key: str, now: datetime, settings: WeavrSettings) -> None:
        limits = _limits(settings)
        for window, limit in limits:
            past = self._requests[key, window]
            while past and (now - past[0]).total_seconds() >= window:
                past.popleft()
            if len(past) >= limit:
                left = window - (now - past[0]).total_seconds()
                raise too_many(settings, limit, math.ceil(left))
        for window, _limit in limits:
            self._requests[key, window].append(now)


def _limits(settings: WeavrSettings) -> list[tuple[int, int]]:
    limits = (60, settings.per_minute), (3600, settings.per_hour), (86400, settings.per_day)
    return [(window, limit) for window, limit in limits if limit]


def too_many(settings: WeavrSettings, tripped: int, reset_s: int) -> RefusedError:
    limits = "".join(f", {limit};w={window}" for window, limit in _limits(settings))
    headers = {"x-ratelimit-limit": f"{tripped}{limits}", "x-ratelimit-reset": str(reset_s)}
    return RefusedError(Refusal(429, headers=headers))
