"""Finds text of the customer's window that does not fit; run as a module for another scale."""

import sys

from PySide6.QtWidgets import QApplication

from pos_app.screens.customer_window import CustomerWindow
from pos_app.screens.theme import LIGHT
from pos_app.screens.translation import install
from pos_app.screens.window import TillWindow
from tests.screens.examples import STATES
from tests.screens.fake_checkout import FakeCheckout
from tests.screens.fits import misfits


def check(size: tuple[int, int]) -> list[str]:
    checkout = FakeCheckout(STATES["basket"])
    cashier = TillWindow(checkout, theme=LIGHT, region="pt_BR", on_close=print)
    window = CustomerWindow(checkout, cashier, theme="light", region="pt_BR")
    window.resize(*size)
    window.show()
    found = []
    for name, state in STATES.items():
        checkout.show(state)
        for _ in range(3):
            QApplication.processEvents()
        found += [f"{name}: {each}" for each in misfits(window)]
    window.finish()
    cashier.finish()
    return found


if __name__ == "__main__":
    app = QApplication([])
    app.setStyle("Fusion")
    install("pt")
    problems = check((int(sys.argv[1]), int(sys.argv[2])))
    print("\n".join(problems) or "fits")
