"""The keys of intents: random, readable by their prefix, and telling nothing of the customer."""

from collections.abc import Callable
from uuid import uuid4

from pos_app.core.value import Value


class Keys(Value, frozen=True):
    """Randomness as an argument; ``mint`` answers with 32 hexadecimal digits."""

    mint: Callable[[], str] = lambda: uuid4().hex

    def sale(self) -> str:
        return f"sale-{self.mint()}"

    def customer(self) -> str:
        return f"cst-{self.mint()}"

    def redemption(self) -> str:
        return f"rdm-{self.mint()}"

    def transaction(self) -> str:
        return f"otp-{self.mint()}"

    def refund(self) -> str:
        return f"ret-{self.mint()}"

    def cancellation(self) -> str:
        return f"cnl-{self.mint()}"
