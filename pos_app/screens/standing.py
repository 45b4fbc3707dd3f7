"""How the window stands on the screen: as a window, on the whole screen, or as a kiosk that keeps
in front and hides a pointer nobody moves. Loaded after the first frame."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

BACK_AFTER = 400
"""Milliseconds in which another window may be a passing one, as a notice of the desktop."""
POINTER_REST = 3000
"""Milliseconds without a mouse's move, after which the pointer is not painted."""

_State = Qt.WindowState
_MOUSE = {
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
}


class Standing(QObject):
    def __init__(self, window: QWidget, *, kiosk: bool) -> None:
        super().__init__(window)
        self._window = window
        self.kiosk = kiosk
        self._hidden = False
        self._back = _single(BACK_AFTER, self)
        self._rest = _single(POINTER_REST, self)
        self._back.timeout.connect(self.come_forward)
        self._rest.timeout.connect(self._hide_pointer)
        window.installEventFilter(self)
        if kiosk:
            self._keep_in_front()

    @property
    def is_whole(self) -> bool:
        return bool(self._window.windowState() & _State.WindowFullScreen)

    def toggle(self) -> None:
        if self.kiosk:
            return
        began_whole = self.is_whole and self._window.normalGeometry() == self._screen()
        self._window.setWindowState(self._window.windowState() ^ _State.WindowFullScreen)
        if began_whole:  # it has never been a window: one that shows what is behind it
            self._window.resize(self._screen().size() * 0.8)

    def come_forward(self) -> None:
        """Out of the task bar and over other windows, as far as the desktop lets a program."""
        state = self._window.windowState() & ~_State.WindowMinimized
        self._window.setWindowState(state | _State.WindowFullScreen if self.kiosk else state)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if not self.kiosk:
            QApplication.alert(self._window)

    def leave(self) -> None:
        """The window goes: nothing brings it back."""
        self._window.removeEventFilter(self)
        self._back.stop()
        self._rest.stop()
        self._show_pointer()

    def _screen(self) -> QRect:
        return self._window.screen().geometry()

    def _keep_in_front(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._application_state)
        if (handle := self._window.windowHandle()) is not None:
            handle.installEventFilter(self)  # before any widget takes the event for itself
        self._rest.start()

    def _application_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._back.stop()
        elif self._window.isVisible():
            self._back.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.kiosk:
            return False
        if watched is self._window:
            lessened = not self.is_whole or self._window.isMinimized()
            if event.type() is QEvent.Type.WindowStateChange and lessened:
                self._back.start()
        elif event.type() in _MOUSE and isinstance(event, QMouseEvent):
            self._pointed(event)
        return False

    def _pointed(self, event: QMouseEvent) -> None:
        if event.source() is Qt.MouseEventSource.MouseEventNotSynthesized:
            self._show_pointer()
            self._rest.start()

    def _hide_pointer(self) -> None:
        if not self._hidden:
            self._hidden = True
            QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def _show_pointer(self) -> None:
        if self._hidden:
            self._hidden = False
            QApplication.restoreOverrideCursor()


def _single(milliseconds: int, parent: QObject) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
