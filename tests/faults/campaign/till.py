"""The real program in a process of its own, with a cashier at its keys and a line out of it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from pos_app import cli, station
from pos_app.checkout.clock import Clock
from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.state import LostRecords, OpenMatter
from pos_app.tour import stage as toured
from pos_app.tour.control import Control, Remote
from pos_app.tour.stage import MismatchError, Stage
from tests.faults.campaign.cashier import Cashier, ClosedWindow
from tests.faults.campaign.line import Line
from tests.faults.campaign.phone import PayingPhone, Phone
from tests.faults.campaign.plans import AtWrite, Script


class Machine:
    """The computer as the harness sets it."""

    clock = timedelta()
    """By how much its time of day is wrong."""


class Power:
    """It goes at one of the journal's writes."""

    cut: AtWrite | None = None
    writes = 0

    @classmethod
    def restore(cls, cut: AtWrite | None) -> None:
        cls.cut, cls.writes = cut, 0

    @classmethod
    def goes(cls, side: str) -> bool:
        return cls.cut == AtWrite(cls.writes, side)


write = Journal.write
connect = station.Station.connect


wall = Clock.wall


def _write(self: Journal, entries: Iterable[Entry]) -> None:
    Power.writes += 1
    if Power.goes("before"):
        os.kill(os.getpid(), signal.SIGKILL)
    write(self, entries)
    if Power.goes("after"):
        os.kill(os.getpid(), signal.SIGKILL)


def _wall(self: Clock) -> datetime:
    return wall(self) + Machine.clock


def run(end: socket.socket, arguments: list[str], sandbox: str, provider: str, clock: float) -> int:
    """``pos-app`` with these arguments; the harness talks through ``end``."""
    Machine.clock = timedelta(seconds=clock)
    Journal.write = _write  # type: ignore[method-assign]
    Clock.wall = _wall  # type: ignore[method-assign]
    toured.PATIENCE = 20.0
    serving: list[asyncio.Task[None]] = []

    async def connect_and_serve(self: station.Station) -> None:
        await connect(self)
        control = Control(Remote(sandbox), provider)
        serving.append(asyncio.get_running_loop().create_task(_serve(self, control, end)))

    station.Station.connect = connect_and_serve  # type: ignore[method-assign]
    return cli.main(arguments)


async def _serve(running: station.Station, control: Control, end: socket.socket) -> None:
    line = await Line.over(end)
    stage = Stage(_window(), running.till, control, running.clock, None)
    await line.say(ready=True)
    while (order := await line.hear()) is not None:
        if await _work(running, stage, line, order):
            return


async def _work(running: station.Station, stage: Stage, line: Line, order: dict[str, Any]) -> bool:
    """Answers whether the window was closed."""
    script = msgspec.convert(order["script"], Script)
    Power.restore(msgspec.convert(order["cut"], AtWrite | None))

    async def tell(moment: str, seen: dict[str, Any]) -> None:
        await line.say(moment=moment, seen=seen)
        answer = await line.hear() or {}
        Machine.clock = timedelta(seconds=answer.get("clock", 0))

    async def look(matter: OpenMatter | LostRecords, *, insists: bool = False) -> bool | None:
        asked: dict[str, str] = {"id": matter.id}
        if isinstance(matter, OpenMatter):
            asked |= {"step": matter.step, "reference": matter.reference, "sale": matter.sale_id}
        if insists:
            asked["insists"] = ""
        await line.say(asked=asked)
        done: bool | None = (await line.hear() or {"done": False})["done"]
        return done

    async def landed() -> None:
        await line.say(asked={"landed": ""})
        await line.hear()

    phone = Phone(stage, order["code"])
    if running.plan.settings.provider == "weavr" and script.customer is not None:
        phone = PayingPhone(stage, order["code"], script.customer)
    cashier = Cashier(running, stage, script, phone, (tell, look, landed))
    try:
        await {"serve": cashier.serve, "recover": cashier.recover, "make_do": cashier.make_do}[
            order["do"]
        ]()
    except ClosedWindow:
        await line.say(closing=True)
        return True
    except MismatchError as stuck:
        await line.say(stuck=str(stuck))
        return False
    except Exception as error:  # noqa: BLE001 - a fault of the program or of this harness
        await line.say(stuck=f"{type(error).__name__}: {error}")
        return False
    await line.say(done=True, journal=running.book.has_journal)
    return False


def _window() -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if w.isVisible())


if __name__ == "__main__":
    sys.exit("this module is started by the campaign")
