"""Where the customer's window is: on the screen that is not the cashier's, as soon as there is one
and for as long as it is plugged in."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pos_app.screens.customer_window import CustomerWindow

Screens = Callable[[], Sequence[QScreen]]


class CustomerScreen(QObject):
    def __init__(
        self,
        window: CustomerWindow,
        cashier: QWidget,
        screens: Screens = QGuiApplication.screens,
    ) -> None:
        super().__init__(cashier)
        self._window = window
        self._cashier = cashier
        self._screens = screens
        self._on: QScreen | None = None
        self._watched: list[QScreen] = []
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101 - there is a window
        app.screenAdded.connect(self.arrange)
        app.screenRemoved.connect(self.arrange)
        app.primaryScreenChanged.connect(self.arrange)
        if (handle := cashier.windowHandle()) is not None:
            handle.screenChanged.connect(self.arrange)
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.setCursor(Qt.CursorShape.BlankCursor)
        self.arrange()

    def arrange(self) -> None:
        """Never over the cashier's window: with one screen, or two that show the same, it hides."""
        screens = self._screens()
        self._watch(screens)
        screen = free_screen(screens, self._cashier.screen())
        before, self._on = self._on, screen
        if screen is None:
            self._window.hide()
            return
        moved = screen is not before or not self._window.isVisible()
        if moved:
            self._window.hide()
            self._window.setScreen(screen)
            self._window.refresh()
        self._window.setGeometry(screen.geometry())
        if moved:
            self._window.showFullScreen()

    def _watch(self, screens: Sequence[QScreen]) -> None:
        """A screen may become another's mirror, or larger, without being unplugged."""
        for screen in screens:
            if screen not in self._watched:
                screen.geometryChanged.connect(self.arrange)
        self._watched = list(screens)


def free_screen(screens: Sequence[QScreen], cashiers: QScreen) -> QScreen | None:
    """The first one on which nothing of the cashier's screen is."""
    taken = cashiers.geometry()
    return next(
        (s for s in screens if s is not cashiers and not s.geometry().intersects(taken)), None
    )
