"""What every test shares: no display, no network but loopback, and no unexpected warning."""

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests of windows run on the till's own kind of loop, all others on a plain one."""
    del config
    if {"qapp", "qtbot"} & set(getattr(item, "fixturenames", ())):
        return {"qt": _qt_loop}
    return {"plain": asyncio.new_event_loop}


def _qt_loop() -> asyncio.AbstractEventLoop:
    from pos_app.runtime.application import application
    from pos_app.runtime.loop import new_loop

    return new_loop(application(["pos-app"]))


@pytest.fixture(autouse=True)
def _no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A warning nobody expected fails the test; one that is meant is marked ``expects_log``."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    loud = [r for r in caplog.get_records("call") if r.levelno >= 30 and r.name.startswith("pos_")]
    assert not loud, [record.getMessage() for record in loud]
