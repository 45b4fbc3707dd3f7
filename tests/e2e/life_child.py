"""Opens the till, says on stdout what its window does, and then does what the argument says:
``stay`` minimised, ``hang`` its loop, or ``crash`` below Python."""

import faulthandler
import os
import sys
import threading

from PySide6.QtWidgets import QApplication, QWidget

from pos_app import cli
from pos_app.screens.standing import Standing
from pos_app.station import Station

THEN = sys.argv.pop(1)

serve = Station.serve
come_forward = Standing.come_forward


def window() -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if w.isVisible())


def say(*words: object) -> None:
    print(*words, flush=True)


async def serve_and_say(self: Station) -> None:
    banner = window().findChild(QWidget, "banner")
    assert banner is not None
    say("banner", banner.accessibleName())
    say("total", self.till.state.sale.total.minor)
    match THEN:
        case "hang":
            say("open")
            threading.Event().wait()
        case "crash":
            faulthandler._sigsegv()  # type: ignore[attr-defined]
        case _:
            window().showMinimized()
            say("open")
    await serve(self)


def come_forward_and_say(self: Standing) -> None:
    was = window().isMinimized()
    come_forward(self)
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    say("forward", f"minimised={was}", f"now={window().isMinimized()}", f"token={token}")


Station.serve = serve_and_say  # type: ignore[method-assign]
Standing.come_forward = come_forward_and_say  # type: ignore[method-assign]
sys.exit(cli.main())
