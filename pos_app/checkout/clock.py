"""Time as the checkout sees it: an argument, so that a tour or a test can own it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """The machine's clocks, or others, plus an offset that only ``advance`` moves.

    Deadlines compare instants; timers only nudge, and are armed again when they fire early.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._monotonic = monotonic
        self._wall = wall
        self._offset = 0.0
        self._alarms: dict[int, tuple[float, Callable[[], None]]] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._last = 0

    def monotonic(self) -> float:
        return self._monotonic() + self._offset

    def wall(self) -> datetime:
        return self._wall() + timedelta(seconds=self._offset)

    def stamp(self) -> str:
        """The wall clock in ISO 8601 with a ``Z``, to the millisecond."""
        return _iso(self.wall())

    def midnight(self) -> str:
        """The start of the store's day, in the form of ``stamp``."""
        today = self.wall().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return _iso(today.astimezone(UTC))

    def call_at(self, due: float, callback: Callable[[], None]) -> int:
        self._last += 1
        self._alarms[self._last] = (due, callback)
        self._arm(self._last)
        return self._last

    def cancel(self, alarm: int) -> None:
        self._alarms.pop(alarm, None)
        if timer := self._timers.pop(alarm, None):
            timer.cancel()

    async def sleep(self, seconds: float) -> None:
        rung = asyncio.Event()
        alarm = self.call_at(self.monotonic() + seconds, rung.set)
        try:
            await rung.wait()
        finally:
            self.cancel(alarm)

    def cancel_all(self) -> None:
        for alarm in list(self._alarms):
            self.cancel(alarm)

    def advance(self, seconds: float) -> None:
        """Moves both clocks; alarms that became due go off on the next turn of the loop."""
        self._offset += seconds
        for alarm in list(self._alarms):
            if timer := self._timers.pop(alarm, None):
                timer.cancel()
            self._arm(alarm)

    def _arm(self, alarm: int) -> None:
        due, _ = self._alarms[alarm]
        wait = max(0.0, due - self.monotonic())
        self._timers[alarm] = asyncio.get_running_loop().call_later(wait, self._ring, alarm)

    def _ring(self, alarm: int) -> None:
        due, callback = self._alarms[alarm]
        if self.monotonic() < due:
            self._arm(alarm)
            return
        self.cancel(alarm)
        callback()


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
