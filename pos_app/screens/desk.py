"""What keys and buttons do: moves about the screen here, intents to the checkout."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.core.challenge import Channel
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.order import Method
from pos_app.core.redemption.states import Closed, Idle, is_left
from pos_app.screens import focus, texts
from pos_app.screens.enrol_desk import EnrolDesk
from pos_app.screens.keys import BY_KEY, Command
from pos_app.screens.matters_desk import MattersDesk
from pos_app.screens.overlays.host import Overlays
from pos_app.screens.pages.host import Page, PageHost
from pos_app.screens.paid_desk import PaidDesk
from pos_app.screens.parts.buttons import ButtonPool
from pos_app.screens.sale_desk import SaleDesk
from pos_app.screens.staff_desk import StaffDesk
from pos_app.screens.view.decisions import DECISIONS
from pos_app.screens.view.panel import LookingUpPanel, Panel, SearchPanel


class Desk(QObject):
    """Knows what only the screen knows: the page, and whether a field was asked for by key."""

    changed = Signal()

    def __init__(
        self, checkout: Checkout, pages: PageHost, overlays: Overlays, window: QWidget
    ) -> None:
        super().__init__(window)
        self.checkout = checkout
        self.pages = pages
        self._overlays = overlays
        self.selling = SaleDesk(checkout, pages.sale, self)
        self.enrolling = EnrolDesk(checkout, pages)
        self.supervising = MattersDesk(checkout, pages)
        self.staff = StaffDesk(checkout, overlays)
        self.paid = PaidDesk(checkout, pages)
        self._page = Page.SALE
        self._sale_id = checkout.state.sale.id
        self._last_panel: Panel | None = None
        self.searching = False
        self.hint = ""
        self.selling.customer_misread.connect(self.customer)
        self.selling.customer_asked.connect(self._stop_searching)
        pages.sale.basket.discount_wanted.connect(self.discount)
        pages.finish_wanted.connect(self.finish_payment)

    # what the window asks

    def page_for(self, state: TillState) -> Page:
        if state.sale.id != self._sale_id:
            self._sale_id = state.sale.id
            self.searching = False
        if state.receipt is not None and self._page in {Page.SALE, Page.PAY}:
            self._page = Page.SALE
            return Page.RECEIPT
        if self._page is Page.PAY and not state.sale.can_be_paid:
            self._page = Page.SALE
        return self._page

    def settle(self, panel: Panel, *, changed: bool) -> None:
        before, self._last_panel = self._last_panel, panel
        if not isinstance(panel, SearchPanel | LookingUpPanel):
            self.pages.sale.panels.search.field.clear()
        if changed and not self._overlays.is_open:
            focus.give(focus.after_panel(self.pages, panel, before))

    def arrive(self, page: Page) -> None:
        if not self._overlays.is_open:
            focus.give(focus.after_page(self.pages, page))

    def press(self, key: str, pool: ButtonPool) -> bool:
        """The button that shows the key, or what the key always does; else it is free."""
        button = None if self._overlays.is_open else pool.with_key(key)
        if button is not None:
            button.click()
        elif key in BY_KEY:
            self.run(BY_KEY[key])
        return button is not None or key in BY_KEY

    def type(self, text: str) -> None:
        elsewhere = self._page not in {Page.SALE, Page.ENROL}
        if self._overlays.is_open or elsewhere or self.staff.is_locked:
            return
        if self._page is Page.ENROL:
            self.enrolling.type(text)
            return
        if self.checkout.state.receipt is not None:
            self.checkout.next_sale()
        self.selling.type(text)

    def run(self, command: str) -> None:
        if self._overlays.is_open and command not in _OVER_EVERYTHING:
            return
        if self.staff.is_locked and command != Command.UNLOCK_KEYS:
            return
        _DO[Command(command)](self)

    # moving about

    def help(self) -> None:
        self._overlays.toggle("help")

    def menu(self) -> None:
        self._overlays.toggle("menu")

    def discount(self) -> None:
        if self.checkout.state.sale.basket_is_locked:
            self._say("BASKET_LOCKED")
        elif not self.checkout.state.sale.lines:
            self._say("EMPTY_SALE")
        else:
            self._overlays.toggle("discount")

    def product(self) -> None:
        self._go(Page.SALE)
        if self.checkout.state.receipt is not None:
            self.checkout.next_sale()
        focus.give(self.pages.sale.product)

    def customer(self) -> None:
        self._go(Page.SALE)
        redemption = self.checkout.state.sale.redemption
        if not isinstance(redemption, Idle | Closed) and not is_left(redemption):
            self._say("CUSTOMER_LOCKED")
            return
        self.searching = True
        self.changed.emit()
        focus.give(self.pages.sale.panels.search.field)

    def clear_customer(self) -> None:
        self._stop_searching()
        self.checkout.clear_customer()

    def rewards(self) -> None:
        self._go(Page.SALE)
        panel = self.pages.sale.panels.rewards
        if panel is not None and panel.isVisible():
            focus.give(panel.list)
        elif self.checkout.state.customer is None:
            self.customer()

    def pay(self) -> None:
        sale = self.checkout.state.sale
        if not sale.lines:
            self._say("EMPTY_SALE")
        elif not sale.can_be_paid:
            self._say("REDEMPTION_OPEN")
        else:
            self._go(Page.PAY)

    def sales(self) -> None:
        self._go(Page.SALE if self._page is Page.DAY else Page.DAY)

    def matters(self) -> None:
        if self._page is not Page.MATTERS:
            self.staff.approve(self._open_matters)

    def _open_matters(self, manager: str) -> None:
        self.pages.matters_page().approved_by(manager)
        self._go(Page.MATTERS)

    def come_back(self) -> None:
        self.arrive(self.pages.current)

    def fall(self) -> None:
        """The till locks: what belongs to whoever was there is put away."""
        self._overlays.close()
        if self._page in {Page.MATTERS, Page.ENROL, Page.SETTINGS}:
            self._go(Page.SALE)

    def enrol(self) -> None:
        if self.checkout.state.can_enrol:
            self.enrolling.open()
            self._go(Page.ENROL)

    def settings(self) -> None:
        self._go(Page.SETTINGS)

    def back(self) -> None:
        """One step: what lies on top goes first."""
        if self._overlays.is_open:
            self._overlays.close()
        elif self.pages.disarm() or (self._page is Page.ENROL and self.enrolling.step_back()):
            return
        elif self._page is not Page.SALE:
            self._go(Page.SALE)
        elif self.pages.sale.basket.stop_counting() or self.selling.stop_coupon():
            return
        elif self.searching:
            self._stop_searching()
            self.changed.emit()
        elif self.checkout.state.choice is not None:
            self.checkout.choose_reward(None)

    def hold(self) -> None:
        sale = self.checkout.state.sale
        if sale.lines or self.checkout.state.key is not None:
            self.checkout.park()
        else:
            self._overlays.toggle("parked")

    def _go(self, page: Page) -> None:
        if page is not self._page:
            before, self._page = self._page, page
            if before is Page.MATTERS:
                self.pages.matters_page().leave()
            elif before is Page.ENROL:
                self.enrolling.leave()
            elif before is Page.SETTINGS:
                self.pages.leave_settings()
            self.changed.emit()

    def _stop_searching(self) -> None:
        self.searching = False

    def _say(self, code: str) -> None:
        self.hint = texts.refusal(Refusal(code))
        self.changed.emit()

    # intents

    def resend(self, by: Channel | None = None) -> None:
        self.checkout.resend_code(by)

    def cash(self) -> None:
        self.pages.pay_page().set_method(Method.CASH)
        self.arrive(Page.PAY)

    def card(self) -> None:
        self.pages.pay_page().set_method(Method.CARD)
        self.arrive(Page.PAY)

    def finish_payment(self) -> None:
        order = self.pages.pay_page().order()
        if order is not None:
            self.checkout.pay(*order)


def _decider(decision: Decision) -> Callable[[Desk], None]:
    return lambda desk: desk.supervising.decide(decision)


_OVER_EVERYTHING = {Command.HELP, Command.MENU, Command.BACK, Command.LOCK}
_DO: dict[Command, Callable[[Desk], None]] = {
    Command.HELP: Desk.help,
    Command.PRODUCT: Desk.product,
    Command.CUSTOMER: Desk.customer,
    Command.CLEAR_CUSTOMER: Desk.clear_customer,
    Command.REWARDS: Desk.rewards,
    Command.DISCOUNT: Desk.discount,
    Command.HOLD: Desk.hold,
    Command.PAY: Desk.pay,
    Command.SALES: Desk.sales,
    Command.MENU: Desk.menu,
    Command.BACK: Desk.back,
    Command.CONFIRM: lambda desk: desk.selling.confirm(),
    Command.RESEND: Desk.resend,
    Command.CODE_INSTEAD: lambda desk: desk.resend(Channel.SMS),
    Command.CHECK_CODE: lambda desk: desk.selling.check_code(),
    Command.CONSENT: lambda desk: desk.checkout.consent(),
    Command.GIVE_CONTACT: lambda desk: desk.selling.give_contact(),
    Command.ASK_NOW: lambda desk: desk.checkout.ask_now(),
    Command.ASK_AGAIN: lambda desk: desk.checkout.ask_again(),
    Command.CONTINUE_WITHOUT: lambda desk: desk.checkout.continue_without(),
    Command.UNDO: lambda desk: desk.checkout.undo(),
    Command.CASH: Desk.cash,
    Command.CARD: Desk.card,
    Command.FINISH_PAYMENT: Desk.finish_payment,
    Command.NEXT_SALE: lambda desk: desk.paid.next_sale(),
    Command.COPY: lambda desk: desk.paid.copy_receipt(),
    Command.PRINT: lambda desk: desk.paid.print_receipt(),
    Command.RETURN_PIECES: lambda desk: desk.paid.return_pieces(),
    Command.CANCEL_PAID: lambda desk: desk.paid.cancel(),
    Command.NOTHING: lambda _: None,  # a button that only tells what is going on
    Command.MATTERS: Desk.matters,
    Command.LOCK: lambda desk: desk.staff.lock(),
    Command.UNLOCK_KEYS: lambda desk: desk.staff.unlock_keys(),
    Command.ENROL_FIND: lambda desk: desk.enrolling.find(),
    Command.ENROL_OTHER: lambda desk: desk.enrolling.other(),
    Command.ENROL_ASK_AGAIN: lambda desk: desk.enrolling.ask_again(),
    Command.ENROL_BEGIN: lambda desk: desk.enrolling.begin(),
    Command.ENROL_CODE: lambda desk: desk.enrolling.check_code(),
    **{command: _decider(decision) for command, decision in DECISIONS.items()},
}
