"""A process that paints one window, tells when and how large it was, and ends.

``bare`` paints a label; ``till`` opens the demo till; ``sale`` plays one whole sale first.
"""

import json
import os
import sys
import time
from pathlib import Path


def resident() -> int:
    """Kibibytes of this process in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise LookupError("VmRSS")


def tell() -> None:
    print(json.dumps({"at": time.monotonic(), "kib": resident()}), flush=True)
    os._exit(0)


def bare() -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Paint:
                QTimer.singleShot(0, tell)
            return super().eventFilter(watched, event)

    app = QApplication(sys.argv[:1])
    label = QLabel("pos-app")
    watch = Watch()
    label.installEventFilter(watch)
    label.resize(1366, 768)
    label.show()
    app.exec()


def till() -> None:
    """Typing-ready: the window has painted and its product field has the focus."""
    from PySide6.QtWidgets import QApplication, QWidget

    from pos_app import cli
    from pos_app.runtime import application as runtime

    show = runtime.show_first_frame

    def show_and_tell(app: QApplication, window: QWidget) -> None:
        show(app, window)
        assert window.focusWidget().objectName() == "productInput"
        tell()

    runtime.show_first_frame = show_and_tell
    cli.main(["--demo"])


def sale() -> None:
    from pos_app.tour import command

    play = command.play

    async def play_and_tell(*arguments: object) -> object:
        result = await play(*arguments)  # type: ignore[arg-type]
        assert result["passed"], result
        tell()
        return result

    command.play = play_and_tell  # type: ignore[assignment]
    from pos_app import cli

    cli.main(["tour", "--scenario", "cashback-with-code"])


if __name__ == "__main__":
    {"bare": bare, "till": till, "sale": sale}[sys.argv[1]]()
