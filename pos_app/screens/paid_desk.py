"""What is done with sales that are paid."""

from pos_app.checkout.intents import Checkout
from pos_app.screens.pages.host import PageHost


class PaidDesk:
    def __init__(self, checkout: Checkout, pages: PageHost) -> None:
        self._checkout = checkout
        self._pages = pages

    def next_sale(self) -> None:
        self._checkout.next_sale()

    def copy_receipt(self) -> None:
        self._pages.receipt_page().copy()

    def print_receipt(self) -> None:
        if sale_id := self._pages.paid_sale(self._checkout.state):
            self._checkout.print_again(sale_id)

    def return_pieces(self) -> None:
        chosen = self._pages.day_page().chosen_pieces()
        if chosen is not None:
            self._checkout.refund(*chosen)

    def cancel(self) -> None:
        sale_id = self._pages.day_page().sale_to_cancel()
        if sale_id is not None:
            self._checkout.cancel_paid(sale_id)
