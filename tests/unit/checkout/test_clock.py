"""Instants are compared; timers only nudge."""

import asyncio
from datetime import UTC, datetime

from pos_app.checkout.clock import Clock


async def turned(times: int = 5) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


async def test_an_alarm_goes_off_when_the_clock_is_moved_past_it() -> None:
    clock, rung = Clock(), []
    clock.call_at(clock.monotonic() + 100, lambda: rung.append(1))
    clock.advance(99)
    await turned()
    assert rung == []
    clock.advance(1.1)
    await turned()
    assert rung == [1]


async def test_a_timer_that_fires_early_is_armed_again() -> None:
    clock, rung = Clock(), []
    alarm = clock.call_at(clock.monotonic() + 100, lambda: rung.append(1))
    clock._ring(alarm)
    assert rung == []
    assert alarm in clock._timers
    clock.cancel_all()


async def test_a_cancelled_alarm_stays_silent() -> None:
    clock, rung = Clock(), []
    alarm = clock.call_at(clock.monotonic() + 1, lambda: rung.append(1))
    clock.cancel(alarm)
    clock.cancel(alarm)
    clock.advance(5)
    await turned()
    assert rung == []


async def test_alarms_go_off_in_the_order_of_their_instants() -> None:
    clock, rung = Clock(), []
    now = clock.monotonic()
    for due in (3, 1, 2):
        clock.call_at(now + due, lambda due=due: rung.append(due))  # type: ignore[misc]
        clock.advance(0)
    for _ in range(3):
        clock.advance(1.01)
        await turned()
    assert rung == [1, 2, 3]


async def test_both_clocks_move_together() -> None:
    clock = Clock()
    monotonic, wall = clock.monotonic(), clock.wall()
    clock.advance(3600)
    assert 3600 <= clock.monotonic() - monotonic < 3605
    assert 3600 <= (clock.wall() - wall).total_seconds() < 3605
    assert clock.stamp().endswith("Z")
    assert len(clock.stamp()) == len("2026-08-03T14:02:11.000Z")


async def test_a_clock_that_is_given_moves_by_advance_alone() -> None:
    clock = Clock(lambda: 7.0, lambda: datetime(2031, 3, 4, 15, tzinfo=UTC))
    assert (clock.monotonic(), clock.stamp()) == (7.0, "2031-03-04T15:00:00.000Z")
    clock.advance(90)
    assert (clock.monotonic(), clock.stamp()) == (97.0, "2031-03-04T15:01:30.000Z")


async def test_a_sleep_that_is_cancelled_leaves_no_alarm() -> None:
    clock = Clock()
    sleeper = asyncio.ensure_future(clock.sleep(100))
    await turned()
    sleeper.cancel()
    await turned()
    assert clock._alarms == {}
    assert clock._timers == {}
