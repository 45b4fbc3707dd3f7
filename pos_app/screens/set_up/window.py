"""The window of a till that has not been set up yet."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.screens.app_icon import app_icon
from pos_app.screens.parts.look import THEME_PROPERTY
from pos_app.screens.set_up.intents import SettingUp
from pos_app.screens.set_up.panel import SetUpPanel
from pos_app.screens.stylesheet import scale_for, stylesheet
from pos_app.screens.texts import translate
from pos_app.screens.theme import Theme
from pos_app.screens.translation import install

_SMALLEST = (960, 560)
_USUAL = (1366, 768)


class SetUpWindow(QWidget):
    def __init__(
        self, setting_up: SettingUp, *, theme: Theme, on_close: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("setUpWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty(THEME_PROPERTY, theme.name)
        self._theme = theme
        self._scale = scale_for(*_USUAL)
        self._on_close = on_close
        self._finished = False
        self.panel = SetUpPanel(setting_up, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.panel.left_wanted.connect(self._left)
        self.panel.language_wanted.connect(self._choose_language)
        self.setStyleSheet(stylesheet(theme, self._scale))
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self._name()

    def finish(self) -> None:
        """The window may really close now."""
        self._finished = True
        self.panel.leave()
        self.hide()

    def _name(self) -> None:
        self.setWindowTitle(translate("SetUp", "Setting up the till"))

    def _left(self) -> None:
        self._on_close()

    def _choose_language(self, name: str) -> None:
        install(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = scale_for(self.width(), self.height())
        if scale != self._scale:
            self._scale = scale
            self.setStyleSheet(stylesheet(self._theme, scale))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._finished:
            event.accept()
            return
        event.ignore()
        self._on_close()
