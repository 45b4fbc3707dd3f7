"""The loop on which Qt and asyncio live together."""

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from pos_app.runtime.loop import Loop, new_loop


@pytest.mark.usefixtures("qapp")
def test_a_closed_loop_leaves_no_timer_behind() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loop = new_loop(app)
    assert isinstance(loop, Loop)
    timer = loop._timer
    loop.call_later(3600, print).cancel()
    assert shiboken6.isValid(timer)
    loop.close()
    loop.close()
    assert not shiboken6.isValid(timer), "nor does it go off, whoever collects it"
