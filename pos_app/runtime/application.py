"""The process's Qt application, and its first frame."""

import gc

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

LONGEST_WAIT = 2000
"""Milliseconds for the first frame; a window that cannot be painted must not stop the till."""


def application(arguments: list[str]) -> QApplication:
    """The one application; closing a window does not end it, returning from main does."""
    existing = QApplication.instance()
    styled = [*arguments, "-style", "fusion"]  # by Qt's own argument: setStyle() is slow to reach
    app = existing if isinstance(existing, QApplication) else QApplication(styled)
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("pos-app")
    app.setDesktopFileName("pos-app")
    return app


class _FirstPaint(QObject):
    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._app.exit)
        return super().eventFilter(watched, event)


def show_first_frame(app: QApplication, window: QWidget) -> None:
    """Shows the window and returns when it has been painted.

    What comes after, the loop, the journal and the provider, is loaded behind a window that is
    already there; keys pressed meanwhile wait in Qt's queue.
    """
    watch = _FirstPaint(app)
    window.installEventFilter(watch)
    window.show()
    window.activateWindow()
    QTimer.singleShot(LONGEST_WAIT, watch, app.exit)
    app.exec()
    gc.enable()
    gc.freeze()
    watch.deleteLater()
