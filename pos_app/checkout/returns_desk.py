"""What is taken back from a paid sale."""

from collections.abc import Mapping

from pos_app.checkout.counter import Counter, TurnedDownError
from pos_app.checkout.state import (
    Field,
)
from pos_app.core.loyalty import (
    Refusal,
)
from pos_app.core.order import (
    EverythingReturnedError,
    NothingToRefundError,
    plan_refund,
)
from pos_app.core.sale import Sale
from pos_app.core.selling import CancelAsked, RefundAsked


class ReturnsDesk(Counter):
    def cancel_paid(self, sale_id: str) -> None:
        def cancel() -> None:
            sale = self._paid(sale_id)
            key = self._keys.cancellation()
            self._book.apply(sale.id, CancelAsked(key, self.now()))
            self.carrier.pump()

        self._guard(Field.SALE, cancel)

    def refund(self, sale_id: str, pieces: Mapping[int, int]) -> None:
        def give_back() -> None:
            sale = self._paid(sale_id)
            try:
                refund = plan_refund(
                    self._keys.refund(),
                    sale.lines,
                    sale.remaining,
                    pieces,
                    sale.basket.own_discount + sale.reward_discount,
                    sale.current_total,
                )
            except EverythingReturnedError:
                self.cancel_paid(sale_id)
                return
            except NothingToRefundError:
                raise TurnedDownError(Refusal("NOTHING_TO_REFUND")) from None
            self._book.apply(sale.id, RefundAsked(refund, self.now()))
            self.carrier.pump()

        self._guard(Field.SALE, give_back)

    def _paid(self, sale_id: str) -> Sale:
        sale = self._book.sales.get(sale_id)
        if not self._book.writable:
            raise TurnedDownError(Refusal("JOURNAL_UNWRITABLE"))
        if sale is None or sale.order is None:
            raise TurnedDownError(Refusal("NOTHING_TO_REFUND"))
        if sale.is_being_cancelled:
            raise TurnedDownError(Refusal("ALREADY_CANCELLED"))
        return sale
