"""How a sale is paid and shown as done."""

from pos_app.checkout.counter import TurnedDownError
from pos_app.checkout.print_desk import PrintDesk
from pos_app.checkout.state import (
    Field,
    Quoted,
    QuoteFailed,
)
from pos_app.core.identifiers import (
    read_amount,
)
from pos_app.core.loyalty import (
    Refusal,
)
from pos_app.core.money import Money
from pos_app.core.order import (
    Method,
    Order,
    Tender,
    order_lines,
)
from pos_app.core.redemption.states import (
    Redeemed,
)
from pos_app.core.sale import Sale
from pos_app.core.selling import Paid


class PaymentDesk(PrintDesk):
    def pay(self, method: Method, given: str) -> None:
        def finish() -> None:
            sale = self._state.sale
            if not sale.lines:
                raise TurnedDownError(Refusal("EMPTY_SALE"))
            if not sale.can_be_paid:
                raise TurnedDownError(Refusal("REDEMPTION_OPEN"))
            tender = Tender(method, sale.total, self._given(method, given, sale.total))
            order = Order(
                id=f"{sale.number}-{sale.id[-6:]}",
                total=sale.total,
                lines=order_lines(sale.lines, sale.total),
                tender=tender,
                placed_at=self._clock.stamp(),
                coupon=_coupon(sale),
                operator=self._state.identity.operator or None,
            )
            self._lookup.drop()
            register = self._is_registered(sale)
            self._book.apply(self._sale_id, Paid(order, self.now(), register=register))
            self._spawn(self._show_receipt(self._sale_id))

        self._guard(Field.GIVEN, finish)

    def _given(self, method: Method, given: str, total: Money) -> Money:
        if method is Method.CARD or not given.strip():
            return total
        amount = read_amount(given, total.currency)
        if amount < total:
            raise TurnedDownError(Refusal("GIVEN_TOO_LITTLE"))
        return amount

    def _is_registered(self, sale: Sale) -> bool:
        """The provider learns of sales of its customers, known or not to be asked about now."""
        if self._book.person(sale.customer) is None:
            return False
        match self._state.quote:
            case Quoted(quote):
                return quote.customer is not None
            case QuoteFailed(offline=offline):
                return offline or self._state.customer is not None
            case _:
                return True

    async def _show_receipt(self, sale_id: str) -> None:
        """The sale is done for the cashier when it is done on disk, or the disk has failed."""
        await self._book.flushed()
        sale = self._book.sales.get(sale_id)
        if sale is None:
            return
        if self._sale_id == sale_id:
            self._set(receipt=sale, problem=None)
        self._print_first(sale)


def _coupon(sale: Sale) -> str | None:
    return sale.redemption.receipt.coupon if isinstance(sale.redemption, Redeemed) else None
