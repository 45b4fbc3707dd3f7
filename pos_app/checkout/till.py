"""The till: what a cashier asks for becomes events of the core; what is shown is one state."""

from pos_app.checkout.basket_desk import BasketDesk
from pos_app.checkout.customer_desk import CustomerDesk
from pos_app.checkout.enrolment_desk import EnrolmentDesk
from pos_app.checkout.intents import Checkout
from pos_app.checkout.payment_desk import PaymentDesk
from pos_app.checkout.returns_desk import ReturnsDesk
from pos_app.checkout.reward_desk import RewardDesk
from pos_app.checkout.staff_desk import StaffDesk
from pos_app.checkout.supervisor_desk import SupervisorDesk
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    is_settled,
)
from pos_app.core.sale import Stage
from pos_app.core.selling import Dropped, PostsRestarted, RedemptionMoved


class Till(
    BasketDesk,
    CustomerDesk,
    RewardDesk,
    PaymentDesk,
    ReturnsDesk,
    SupervisorDesk,
    EnrolmentDesk,
    StaffDesk,
    Checkout,
):
    """One counter with all its desks. All methods run on the event loop's thread."""

    def recover(self, away: float) -> None:
        """Takes up what the last run left: settles what is open, shows the sale that was on."""
        now = self._clock.monotonic()
        for sale in list(self._book.sales.values()):
            if not sale.is_settled:
                self._book.apply(sale.id, PostsRestarted(now))
                self._book.apply(sale.id, RedemptionMoved(re.Restarted(now, away)))
        unfinished = [s for s in self._book.sales.values() if s.stage is Stage.OPEN]
        for sale in unfinished:
            if not sale.basket.lines and is_settled(sale.redemption):
                self._book.apply(sale.id, Dropped())
        resumable = [s for s in self._book.sales.values() if s.stage is Stage.OPEN]
        if resumable:
            self._show(resumable[-1], restored=True)
        self._book_changed()

    def restarted(self) -> None:
        """The last run never closed."""
        self._set(restarted=not self._state.restored)

    def park(self) -> None:
        if self._state.sale.basket.lines and self._state.receipt is None:
            self._open()

    def resume(self, sale_id: str) -> None:
        sale = self._book.sales.get(sale_id)
        if sale is None or sale.stage is not Stage.OPEN or sale_id == self._sale_id:
            return
        self._drop_if_empty()
        self._show(sale, restored=False)

    def clear_sale(self) -> None:
        if self._state.receipt is not None:
            self.next_sale()
            return
        self._redeem_if_open(re.Left(self.now()))
        if self._sale_id in self._book.sales:
            self._book.apply(self._sale_id, Dropped())
        self._open()

    def leave(self) -> None:
        """The window closes: what was redeemed and not paid goes back."""
        self._lookup.drop()
        self.enrol_leave()
        self._redeem_if_open(re.Left(self.now()))
