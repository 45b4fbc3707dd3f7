"""How often something happened lately: what the limits count."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400


def within(instants: Iterable[datetime], now: datetime, seconds: int) -> int:
    begin = now - timedelta(seconds=seconds)
    return sum(1 for instant in instants if instant > begin)
