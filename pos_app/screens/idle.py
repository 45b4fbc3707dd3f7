"""Locks a till that nobody has touched for a while."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from pos_app.checkout.intents import Checkout
from pos_app.core.staff import locks_at

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}


class IdleLock(QObject):
    """The timer only nudges: what counts is how long ago the last touch was."""

    def __init__(self, checkout: Checkout, window: QObject) -> None:
        super().__init__(window)
        self._checkout = checkout
        self._touched = checkout.now()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._watches = False

    def watch(self) -> None:
        """After every change of the state."""
        if not self._is_wanted():
            self.stop()
        elif not self._watches:
            self._watches = True
            self._touched = self._checkout.now()
            application = QCoreApplication.instance()
            if application is not None:
                application.installEventFilter(self)
            self.look()

    def look(self) -> None:
        staff = self._checkout.state.staff
        due = locks_at(self._touched, staff.idle_minutes) if staff is not None else None
        if due is None or not self._watches:
            return
        left = due - self._checkout.now()
        if left > 0:
            self._timer.start(max(50, int(left * 1000) + 1))
        else:
            self._checkout.lock()

    def _is_wanted(self) -> bool:
        staff = self._checkout.state.staff
        return staff is not None and not staff.is_locked and staff.idle_minutes > 0

    def stop(self) -> None:
        if self._watches:
            self._watches = False
            self._timer.stop()
            application = QCoreApplication.instance()
            if application is not None:
                application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _TOUCHES:
            self._touched = self._checkout.now()
        return False
