"""The customer's window: the sale as whoever pays sees it; nobody types at it."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.checkout.intents import Checkout
from pos_app.screens.money_text import MoneyText
from pos_app.screens.parts.badges import Badge
from pos_app.screens.parts.customer_scenes import SaleScene, ThanksScene, WelcomeScene
from pos_app.screens.parts.look import THEME_PROPERTY, set_property
from pos_app.screens.stylesheet import stylesheet
from pos_app.screens.texts import translate
from pos_app.screens.theme import THEMES
from pos_app.screens.view.customer_display import CustomerDisplay, Scene, derive_display
from pos_app.screens.view.sale import derive_next_look

_USUAL = (1024, 600)
_SMALLEST = (640, 400)
_BORDER = 4
_BESIDE = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus


class CustomerWindow(QWidget):
    """Takes neither focus nor keys nor touches from the cashier's window."""

    def __init__(self, checkout: Checkout, cashier: QWidget, *, theme: str, region: str) -> None:
        super().__init__(None, _BESIDE)
        self.setObjectName("customerWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._checkout = checkout
        self._cashier = cashier
        self._money = MoneyText(region)
        self._theme = THEMES[theme]
        self._scale = 0.0
        self._finished = False
        self._shown: CustomerDisplay | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.refresh)
        self._make_parts()
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self.set_theme(theme)
        self.retranslate()
        checkout.subscribe(self.refresh)

    def _make_parts(self) -> None:
        self._marking = Badge("customerDemoBadge", "marking", self)
        self._marking.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._welcome = WelcomeScene(self)
        self._sale = SaleScene(self)
        self._thanks = ThanksScene(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._marking)
        for scene in (self._welcome, self._sale, self._thanks):
            scene.setProperty("role", "scene")
            scene.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            scene.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(scene, 1)

    def refresh(self) -> None:
        if self._finished:
            return
        state, now = self._checkout.state, self._checkout.now()
        self._show(derive_display(state, now, self._money))
        look = derive_next_look(state, now)
        if look is None:
            self._clock.stop()
        else:
            self._clock.start(max(10, int(look * 1000) + 1))

    def _show(self, view: CustomerDisplay) -> None:
        if view == self._shown:
            return
        self._shown = view
        self._mark(view.marking)
        scenes: dict[Scene, WelcomeScene | SaleScene | ThanksScene] = {
            Scene.WELCOME: self._welcome,
            Scene.SALE: self._sale,
            Scene.THANKS: self._thanks,
        }
        scenes[view.scene].show_display(view)
        for scene, widget in scenes.items():
            widget.setVisible(scene is view.scene)

    def _mark(self, marking: str) -> None:
        self._marking.setText(marking)
        self._marking.setVisible(bool(marking))
        set_property(self, "marked", bool(marking))
        border = _BORDER if marking else 0
        self.setContentsMargins(border, border, border, border)

    def set_theme(self, name: str) -> None:
        self._theme = THEMES[name]
        self.setProperty(THEME_PROPERTY, name)
        self._restyle()

    def _restyle(self) -> None:
        self._scale = scale_for(self.width(), self.height())
        self.setStyleSheet(stylesheet(self._theme, self._scale))

    def retranslate(self) -> None:
        self.setWindowTitle(translate("CustomerScreen", "Customer's screen"))
        self._sale.retranslate()
        self._thanks.retranslate()
        self._shown = None
        self.refresh()

    def finish(self) -> None:
        self._finished = True
        self._clock.stop()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if scale_for(self.width(), self.height()) != self._scale:
            self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._cashier.activateWindow()  # some window managers ask nobody

    def closeEvent(self, event: QCloseEvent) -> None:
        """It is the cashier's window that ends the till."""
        event.ignore()
        self.hide()


def scale_for(width: int, height: int) -> float:
    """Read from across the counter: larger than the cashier's, in steps of an eighth."""
    room = min(width / 820, height / 500)
    return min(3.0, max(0.75, int(room * 8) / 8))
