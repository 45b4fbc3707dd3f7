"""Makes the window in the till's language, theme and region."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.screens.doorway import Doorway
from pos_app.screens.theme import THEMES
from pos_app.screens.translation import install, known
from pos_app.screens.window import TillWindow

if TYPE_CHECKING:
    from pos_app.screens.customer_window import CustomerWindow


def make_window(
    empty: TillState,
    *,
    theme: str,
    region: str,
    language: str | None,
    on_close: Callable[[], None],
    full_screen: bool = False,
) -> tuple[TillWindow, Doorway]:
    """A window onto an empty till, and the doorway through which the real one comes.

    ``language`` ``None`` is the system's, or English where the till does not speak it.
    """
    install(known(language))
    door = Doorway(empty)
    checkout = cast("Checkout", door)
    window = TillWindow(checkout, theme=THEMES[theme], region=region, on_close=on_close)
    if full_screen:
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        window.setGeometry(window.screen().geometry())  # also where no window manager is
    return window, door


def make_customer_screen(
    checkout: Checkout, cashier: TillWindow, *, theme: str, region: str, beside: bool
) -> "CustomerWindow":
    """Shown where there is a screen for it; ``beside`` as an ordinary window in any case."""
    from pos_app.screens.customer_screen import CustomerScreen  # noqa: PLC0415 - few tills have one
    from pos_app.screens.customer_window import CustomerWindow  # noqa: PLC0415

    window = CustomerWindow(checkout, cashier, theme=theme, region=region)
    cashier.theme_chosen.connect(window.set_theme)
    if beside:
        window.show()
    else:
        CustomerScreen(window, cashier)
    return window
