"""The till's one window: shows the state, hands keys and touches to the desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import Marking, TillState
from pos_app.screens import focus
from pos_app.screens.desk import Desk
from pos_app.screens.keys import SUPPORT, WHOLE_SCREEN, Command, is_lock, name_of
from pos_app.screens.money_text import MoneyText
from pos_app.screens.overlays.host import Overlays
from pos_app.screens.pages.host import Page, PageHost
from pos_app.screens.parts.banner import Banner
from pos_app.screens.parts.buttons import ButtonPool
from pos_app.screens.parts.header_bar import HeaderBar
from pos_app.screens.parts.legend import Legend
from pos_app.screens.parts.look import THEME_PROPERTY, set_property
from pos_app.screens.settings_door import SettingsDoor
from pos_app.screens.stylesheet import scale_for, stylesheet
from pos_app.screens.theme import THEMES, Theme
from pos_app.screens.view.header import derive_banner, derive_banner_action, derive_header
from pos_app.screens.view.sale import derive_next_look, derive_sale

if TYPE_CHECKING:
    from pos_app.screens.curtain import Curtain
    from pos_app.screens.idle import IdleLock
    from pos_app.screens.standing import Standing
    from pos_app.screens.upkeep import Upkeep

_SMALLEST = (960, 560)
_USUAL = (1366, 768)
_BORDER = 4
_AFTER_FIRST_FRAME = 100
"""Milliseconds."""


class TillWindow(QWidget):
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self,
        checkout: Checkout,
        *,
        theme: Theme,
        region: QLocale | str,
        on_close: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("tillWindow")
        self._checkout = checkout
        self._money = MoneyText(region)
        self._on_close = on_close
        self._close_asked = False
        self._finished = False
        self.standing: Standing | None = None
        self._theme = theme
        self._scale = scale_for(*_USUAL)
        self._make_parts()
        self._wire()
        self.resize(*_USUAL)
        self.setMinimumSize(*_SMALLEST)
        self.set_theme(theme)
        QTimer.singleShot(_AFTER_FIRST_FRAME, self._put_icon)
        checkout.subscribe(self._changed)
        self.refresh()

    def _make_parts(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pool = ButtonPool(self)
        self.pages = PageHost(self.pool, self._money, self)
        self._header = HeaderBar(self._money.locale, self)
        self._banner = Banner(self)
        self._legend = Legend(self)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._header)
        column.addWidget(self._banner)
        column.addWidget(self.pages, 1)
        column.addWidget(self._legend)
        self._overlays = Overlays(self._checkout, self._money, self)
        self.desk = Desk(self._checkout, self.pages, self._overlays, self)
        self._curtain: Curtain | None = None
        self.settings = SettingsDoor(self.desk, self._overlays, self)
        self._idle: IdleLock | None = None

    def _wire(self) -> None:
        self.pool.commanded.connect(self.desk.run)
        self._legend.commanded.connect(self.desk.run)
        self.desk.changed.connect(self.refresh)
        self._overlays.theme_wanted.connect(self._choose_theme)
        self._overlays.language_wanted.connect(self._choose_language)
        self._overlays.matters_wanted.connect(self.desk.matters)
        self._overlays.enrol_wanted.connect(self.desk.enrol)
        self._overlays.lock_wanted.connect(self.desk.staff.lock)
        self._banner.commanded.connect(self.desk.run)
        self.pages.settings_left.connect(self.desk.product)
        self.pages.language_wanted.connect(self._choose_language)
        self.pages.changed.connect(self.refresh)
        self._clock.timeout.connect(self.refresh)

    def settle_in(self, upkeep: "Upkeep", *, kiosk: bool) -> None:
        """What a till needs on a counter besides selling; after the first frame."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415

        from pos_app.screens.standing import Standing  # noqa: PLC0415

        self.standing = Standing(self, kiosk=kiosk)
        self._overlays.settle_in(upkeep, self.standing)
        QShortcut(QKeySequence(SUPPORT), self).activated.connect(self._overlays.support)

    def come_forward(self) -> None:
        if self.standing is not None:
            self.standing.come_forward()

    def _put_icon(self) -> None:
        from pos_app.screens.app_icon import app_icon  # noqa: PLC0415 - not for the first frame

        self.setWindowIcon(app_icon())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setProperty(THEME_PROPERTY, theme.name)
        self.setStyleSheet(stylesheet(theme, self._scale))

    @property
    def region(self) -> str:
        """How amounts are written."""
        return self._money.locale.name()

    @property
    def theme(self) -> Theme:
        return self._theme

    def finish(self) -> None:
        """The program has shut down: the window may really close now."""
        self._finished = True
        if self.standing is not None:
            self.standing.leave()
        self._clock.stop()
        if self._idle is not None:
            self._idle.stop()
        self._header.stop()
        self.hide()

    def refresh(self) -> None:
        """Shows the state of this moment; touches only what differs from before."""
        if self._finished:
            return
        state, now = self._checkout.state, self._checkout.now()
        self._header.show_header(derive_header(state))
        self._mark(state)
        if self._draw_curtain(state, now):
            self._banner.show_banner(None)
        else:
            notice = derive_banner(state, self.desk.hint)
            self._banner.show_banner(notice, derive_banner_action(state))
            self._show_page(state, now)
        self._overlays.show_state(state, now)
        self._watch_idle(state)
        look = derive_next_look(state, now)
        if look is None:
            self._clock.stop()
        else:
            self._clock.start(max(10, int(look * 1000) + 1))

    def _draw_curtain(self, state: TillState, now: float) -> bool:
        """Answers whether it is down: where people sign in, and nobody is there."""
        if self._curtain is None and state.staff is not None:
            from pos_app.screens.curtain import Curtain  # noqa: PLC0415 - few tills have people

            self._curtain = Curtain(self._checkout, self._column, (self.pages, self._legend), self)
            self._curtain.falling.connect(self.desk.fall)
            self._curtain.risen.connect(self.desk.come_back)
            self._curtain.unlock_wanted.connect(self.desk.staff.unlock_keys)
            self._overlays.left.connect(self._curtain.refocus)
        return self._curtain is not None and self._curtain.draw(state, now)

    def _watch_idle(self, state: TillState) -> None:
        if self._idle is None and state.staff is not None:
            from pos_app.screens.idle import IdleLock  # noqa: PLC0415 - few tills have people

            self._idle = IdleLock(self._checkout, self)
        if self._idle is not None:
            self._idle.watch()

    def _mark(self, state: TillState) -> None:
        marked = state.identity.marking is not Marking.REAL
        if self.property("marked") != marked:
            set_property(self, "marked", marked)
            border = _BORDER if marked else 0
            self.setContentsMargins(border, border, border, border)

    def _show_page(self, state: TillState, now: float) -> None:
        page = self.desk.page_for(state)
        turned = self.pages.go_to(page)
        match page:
            case Page.SALE:
                view = derive_sale(state, now, self._money, searching=self.desk.searching)
                changed = self.pages.sale.show_sale(view)
                self.desk.settle(view.panel, changed=changed or turned)
            case Page.PAY:
                self.pages.pay_page().show_pay(state)
            case Page.RECEIPT:
                self.pages.receipt_page().show_receipt(state)
            case Page.DAY:
                self.pages.day_page().show_day(state)
            case Page.MATTERS:
                self.pages.matters_page().show_matters(state)
            case Page.ENROL:
                turned |= self.pages.enrol_page().show_enrolment(state, now)
            case Page.SETTINGS:
                pass  # it shows what somebody answers, and nothing of the sale
        if turned and page is not Page.SALE:
            self.desk.arrive(page)

    def _changed(self) -> None:
        self.desk.hint = ""
        self.refresh()

    def _choose_theme(self, name: str) -> None:
        self.set_theme(THEMES[name])
        self.theme_chosen.emit(name)

    def _choose_language(self, name: str) -> None:
        from pos_app.screens.translation import install  # noqa: PLC0415 - not for the first frame

        install(name)
        self.language_chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = name_of(event.key())
        if is_lock(event):
            self.desk.run(Command.LOCK)
        elif self._curtain is not None and self._curtain.is_down:
            self._curtain.type(event.text())
        elif name and event.modifiers() & _WITH_MODIFIER:
            event.ignore()
        elif name:
            if not event.isAutoRepeat():
                self._press(name)
        elif event.text().isprintable() and event.text() and not event.modifiers() & _WITH_MODIFIER:
            self.desk.type(event.text())
        else:
            super().keyPressEvent(event)

    def _press(self, name: str) -> None:
        free = not self.desk.press(name, self.pool)
        standing = self.standing
        if free and name == WHOLE_SCREEN and standing is not None and not standing.kiosk:
            self._overlays.close()
            standing.toggle()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        area = self._curtain.area if self._curtain is not None else None
        focus.step(area or self.pages, forward=forward, columns=area is None)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._header.retranslate()
            self._legend.retranslate()
            self.pages.retranslate()
            if self._curtain is not None:
                self._curtain.retranslate()
            self.desk.hint = ""
            self._overlays.retranslate()
            self.refresh()

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
        if self.standing is not None and self.standing.kiosk:
            self._overlays.ending()
        elif not self._close_asked:
            self._close_asked = True
            self._on_close()


_WITH_MODIFIER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
