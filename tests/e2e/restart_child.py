"""Opens the till on an existing journal, waits until nothing is in flight, tells what the screen
says, and then finishes the restored sale as the argument says: ``pay``, ``undo`` or ``nothing``."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from pos_app import cli
from pos_app.core.order import Method
from pos_app.core.redemption.states import Committing, Redeemed, Reversing
from pos_app.station import Station
from pos_app.tour.stage import Stage

FINISH = sys.argv.pop(1)
A_MINUTE = 61.0
"""What the last run sent without an answer cannot arrive any more."""


async def _report(station: Station) -> None:
    till = station.till
    await _until(lambda: not isinstance(till.state.sale.redemption, Committing))
    await _until(lambda: not till.state.owed and not till.state.waiting)
    window = _window()
    stage = Stage(window, till, None, station.clock, None)  # type: ignore[arg-type]
    told = {
        "redemption": type(till.state.sale.redemption).__name__,
        "total": till.state.sale.total.minor,
        "lines": len(till.state.sale.lines),
        "restored": till.state.restored,
        "can_redeem": till.state.can_redeem,
        "paid": till.state.sale.order is not None,
        "today": len(till.state.today),
        "screen": stage.screen(),
        "totalLabel": stage.text("totalLabel"),
        "banner": stage.text("banner"),
        "undo": stage.widget("undoButton") is not None,
    }
    station.clock.advance(A_MINUTE)
    if FINISH == "undo" and isinstance(till.state.sale.redemption, Redeemed):
        till.undo()
        await _until(lambda: not isinstance(till.state.sale.redemption, Redeemed | Reversing))
    elif FINISH == "pay" and till.state.sale.can_be_paid:
        till.pay(Method.CARD, "")
        await _until(lambda: till.state.receipt is not None and not till.state.waiting)
    print(json.dumps(told), flush=True)


def _window() -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if w.isVisible())


async def _until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - a test's own look
            await asyncio.sleep(0.01)


connect = Station.connect


async def connect_and_report(self: Station) -> None:
    await connect(self)
    await _report(self)
    os.kill(os.getpid(), signal.SIGTERM)


Station.connect = connect_and_report  # type: ignore[method-assign]
sys.exit(cli.main())
