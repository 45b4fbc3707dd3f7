"""Who buys: looked up, cleared, asked about again."""

from pos_app.checkout.counter import Counter, TurnedDownError
from pos_app.checkout.people import Person
from pos_app.checkout.state import (
    Asking,
    Field,
    NoCustomer,
)
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import (
    Refusal,
)
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    BeforeCommit,
)
from pos_app.core.selling import CustomerSet


class CustomerDesk(Counter):
    def find_customer(self, text: str) -> None:
        self.next_sale()
        self._guard(Field.CUSTOMER, lambda: self._change_customer(self._read_key(text)))

    def clear_customer(self) -> None:
        self._guard(Field.CUSTOMER, lambda: self._change_customer(None))

    def ask_again(self) -> None:
        self._set(problem=None)
        self._ask()

    def _change_customer(self, key: CustomerKey | None) -> None:
        if self._state.sale.basket_is_locked:
            raise TurnedDownError(Refusal("BASKET_LOCKED"))
        if isinstance(self._state.sale.redemption, BeforeCommit):
            self._redeem(re.Left(self.now()))
        self._lookup.drop()
        if key is None:
            self._book.apply(self._sale_id, CustomerSet(None))
            self._set(key=None, customer=None, quote=NoCustomer(), coupon=None, choice=None)
            return
        handle = self._handles.setdefault(key, self._keys.customer())
        private = self._book.introduce(handle, Person(key))
        self._book.apply(self._sale_id, CustomerSet(handle), private=private)
        self._set(key=key, customer=None, quote=Asking(self.now()), coupon=None, choice=None)
        self._ask()
