"""What is sold: items, quantities and the till's own discount."""

from pos_app.checkout.counter import Counter, TurnedDownError
from pos_app.checkout.entry import read_discount, read_item
from pos_app.checkout.state import (
    Field,
)
from pos_app.core.basket import Basket
from pos_app.core.identifiers import (
    read_quantity,
)
from pos_app.core.loyalty import (
    Refusal,
)
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    BeforeCommit,
)
from pos_app.core.selling import BasketSet


class BasketDesk(Counter):
    def enter_product(self, text: str) -> None:
        def enter() -> None:
            product, quantity = read_item(
                text, self._catalogue, self._state.identity.currency, self._typed_item
            )
            self._edit(self._basket.add(product, quantity))

        self.next_sale()
        self._guard(Field.PRODUCT, enter)

    def set_quantity(self, line_id: int, text: str) -> None:
        def change() -> None:
            if self._basket.line(line_id) is not None:
                self._edit(self._basket.with_quantity(line_id, read_quantity(text)))

        self._guard(Field.QUANTITY, change)

    def remove_line(self, line_id: int) -> None:
        self._guard(Field.QUANTITY, lambda: self._edit(self._basket.without(line_id)))

    def set_discount(self, text: str) -> None:
        def change() -> None:
            self._edit(self._basket.with_discount(read_discount(text, self._basket)))

        self._guard(Field.DISCOUNT, change)

    def _edit(self, basket: Basket) -> None:
        if basket == self._basket:
            return
        if self._state.sale.basket_is_locked:
            raise TurnedDownError(Refusal("BASKET_LOCKED"))
        if isinstance(self._state.sale.redemption, BeforeCommit):
            self._redeem(re.Left(self.now()))
        self._book.apply(self._sale_id, BasketSet(basket))
        self._set(choice=None)
        self._ask()
