"""Every task has one owner, and no error is lost."""

import asyncio
import logging

import pytest

from pos_app.runtime.tasks import TaskScope


@pytest.mark.expects_log
async def test_a_task_that_fails_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    failures: list[BaseException] = []
    scope = TaskScope(failures.append)

    async def fail() -> None:
        raise ValueError("no")

    with caplog.at_level(logging.CRITICAL, "pos_app.tasks"):
        scope.spawn(fail())
        assert await scope.drain(1)
    assert [type(error) for error in failures] == [ValueError]
    assert "task_failed error=ValueError" in caplog.text


async def test_draining_waits_for_what_is_under_way() -> None:
    scope, gate, done = TaskScope(), asyncio.Event(), []

    async def work() -> None:
        await gate.wait()
        done.append(True)

    scope.spawn(work())
    assert not await scope.drain(0.01)
    gate.set()
    assert await scope.drain(1)
    assert done == [True]


async def test_draining_waits_for_tasks_that_tasks_begin() -> None:
    scope, done = TaskScope(), []

    async def second() -> None:
        done.append(2)

    async def first() -> None:
        scope.spawn(second())

    scope.spawn(first())
    assert await scope.drain(1)
    assert done == [2]


async def test_cancelling_ends_everything_quietly() -> None:
    failures: list[BaseException] = []
    scope = TaskScope(failures.append)
    task = scope.spawn(asyncio.sleep(3600))
    await scope.cancel_all()
    assert task.cancelled()
    assert failures == []
    assert await scope.drain(0)
