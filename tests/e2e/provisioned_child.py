"""``pos-app`` on a profile that a file has set up, and somebody who signs in and sells. Prints what
came of it as JSON."""

import json
import sys
import time
from collections.abc import Iterator

from pos_app.cli import main
from pos_app.runtime.application import application
from pos_app.screens.window import TillWindow
from tests.e2e.first_sale import Somebody, Wait, first_sale, sign_in, visible


def hands(pin: str, said: dict[str, object]) -> Iterator[Wait]:
    yield lambda: visible(TillWindow) is not None
    till = visible(TillWindow)
    assert isinstance(till, TillWindow)
    yield from sign_in(till, pin)
    yield from first_sale(till, said)


if __name__ == "__main__":
    started = time.monotonic()
    told: dict[str, object] = {}
    somebody = Somebody(hands(sys.argv[1], told), application(sys.argv[:1]))
    told["exit"] = main([])
    told["seconds"] = round(time.monotonic() - started, 1)
    print(json.dumps(told))
