"""Run as a module on a platform with two screens: what the customer's window does as its screen is
pulled out and plugged in."""

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from pos_app.screens.customer_screen import CustomerScreen, free_screen
from pos_app.screens.customer_window import CustomerWindow
from pos_app.screens.theme import LIGHT
from pos_app.screens.window import TillWindow
from tests.screens.examples import STATES
from tests.screens.fake_checkout import FakeCheckout


def main() -> None:
    app = QApplication([])
    checkout = FakeCheckout(STATES["basket"])
    cashier = TillWindow(checkout, theme=LIGHT, region="pt_BR", on_close=print)
    cashier.show()
    cashier.activateWindow()
    window = CustomerWindow(checkout, cashier, theme="light", region="pt_BR")
    plugged = list(QGuiApplication.screens())
    first, second = plugged

    def screens() -> list[QScreen]:
        return list(plugged)

    CustomerScreen(window, cashier, screens)
    _tell("customer", window, cashier)
    plugged.remove(second)
    app.screenRemoved.emit(second)
    _tell("unplugged", window, cashier)
    plugged.append(second)
    app.screenAdded.emit(second)
    _tell("plugged", window, cashier)
    print("mirrored:hidden" if free_screen([first, first], first) is None else "mirrored:shown")
    window.finish()
    cashier.finish()


def _tell(what: str, window: CustomerWindow, cashier: TillWindow) -> None:
    for _ in range(5):
        QApplication.processEvents()
    area = window.geometry()
    corner = f"{area.x()},{area.y()},{area.width()},{area.height()}"
    place = corner if window.isVisible() else "hidden"
    print(f"{what}:{place}")
    print("cashier:active" if QApplication.activeWindow() is cashier else "cashier:lost")


if __name__ == "__main__":
    main()
