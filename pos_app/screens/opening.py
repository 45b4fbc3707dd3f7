"""Makes the window in the till's language, theme and region."""

from collections.abc import Callable
from typing import cast

from pos_app.checkout.intents import Checkout
from pos_app.checkout.state import TillState
from pos_app.screens.doorway import Doorway
from pos_app.screens.theme import THEMES
from pos_app.screens.translation import install, known
from pos_app.screens.window import TillWindow


def make_window(
    empty: TillState,
    *,
    theme: str,
    region: str,
    language: str | None,
    on_close: Callable[[], None],
) -> tuple[TillWindow, Doorway]:
    """A window onto an empty till, and the doorway through which the real one comes.

    ``language`` ``None`` is the system's, or English where the till does not speak it.
    """
    install(known(language))
    door = Doorway(empty)
    checkout = cast("Checkout", door)
    window = TillWindow(checkout, theme=THEMES[theme], region=region, on_close=on_close)
    return window, door
