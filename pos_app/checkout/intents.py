"""What a cashier can ask of the till. Every method returns at once; the answer is a new state."""

from collections.abc import Callable, Mapping
from typing import Protocol

from pos_app.checkout.state import TillState
from pos_app.core.challenge import Channel, TypedCode
from pos_app.core.decision import Decision
from pos_app.core.order import Method


class Checkout(Protocol):
    """Bad input becomes ``state.problem`` at its field; nothing is sent and nothing is lost."""

    @property
    def state(self) -> TillState: ...

    def now(self) -> float:
        """Monotonic seconds: the clock that codes and waits are counted on."""
        ...

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Calls the listener after every change of ``state``, on the thread of the event loop."""
        ...

    def enter_product(self, text: str) -> None:
        """An EAN, a SKU, ``3*EAN``, or an amount for an item without a code."""
        ...

    def set_quantity(self, line_id: int, text: str) -> None: ...

    def remove_line(self, line_id: int) -> None: ...

    def set_discount(self, text: str) -> None:
        """The till's own discount: an amount, or a percentage with ``%``; empty takes it away."""
        ...

    def find_customer(self, text: str) -> None: ...

    def clear_customer(self) -> None: ...

    def ask_again(self) -> None:
        """Repeats the look-up of the current customer."""
        ...

    def choose_reward(self, reward_id: str | None) -> None:
        """Marks a usable reward; ``None`` unmarks. Nothing is sent."""
        ...

    def set_amount(self, text: str) -> None:
        """How much of a cashback to spend; clamped to what is allowed and payable."""
        ...

    def enter_coupon(self, text: str) -> None:
        """A code that the customer says or shows: marked like a reward. Nothing is sent."""
        ...

    def confirm_reward(self) -> None:
        """Begins the redemption of the marked reward: sends the code, or redeems at once."""
        ...

    def consent(self) -> None:
        """The customer has agreed to the programme's terms: now the code may go out."""
        ...

    def give_contact(self, text: str) -> None:
        """The phone or e-mail the provider asked for."""
        ...

    def resend_code(self, by: Channel | None = None) -> None:
        """Once more, or at once by another way."""
        ...

    def enter_code(self, code: TypedCode) -> None: ...

    def ask_now(self) -> None:
        """Asks about an unknown outcome without waiting for the next turn."""
        ...

    def continue_without(self) -> None:
        """The sale goes on without the reward; what may have happened is taken back."""
        ...

    def undo(self) -> None:
        """Gives a redeemed reward back."""
        ...

    def park(self) -> None:
        """Puts the sale aside and opens a new one."""
        ...

    def resume(self, sale_id: str) -> None: ...

    def clear_sale(self) -> None:
        """Drops the sale; a redeemed reward is given back."""
        ...

    def pay(self, method: Method, given: str) -> None:
        """``given`` is what the customer hands over; empty means the exact amount."""
        ...

    def next_sale(self) -> None:
        """Leaves the receipt."""
        ...

    def print_again(self, sale_id: str) -> None:
        """One more paper of a paid sale."""
        ...

    def cancel_paid(self, sale_id: str) -> None: ...

    def refund(self, sale_id: str, pieces: Mapping[int, int]) -> None:
        """Takes back quantities by line id; all that is left cancels the sale."""
        ...

    def decide(self, matter_id: str, decision: Decision, by: str, why: str) -> None:
        """A supervisor settles what no rule can, with their name and the reason."""
        ...

    def enrol_open(self) -> None:
        """An authenticator is to be set up: for the customer of the sale, or one to be found."""
        ...

    def enrol_find(self, text: str) -> None: ...

    def enrol_other(self) -> None:
        """Another customer; what was not proved is given up."""
        ...

    def enrol_ask_again(self) -> None:
        """Repeats the question by which ways the customer can prove themselves."""
        ...

    def enrol_begin(self, by: str) -> None:
        """Shows the customer a new seed; whoever does it puts their name to it."""
        ...

    def enrol_code(self, code: TypedCode) -> None:
        """The first code of the new authenticator."""
        ...

    def enrol_stop(self) -> None:
        """One step back; what was not proved is given up."""
        ...

    def enrol_leave(self) -> None: ...

    def sign_in(self, name: str, pin: TypedCode) -> None: ...

    def lock(self) -> None:
        """Whoever is there goes; the sale stays, and what is on its way goes on."""
        ...

    def approve(self, name: str, pin: TypedCode) -> None:
        """A manager agrees: then ``state.staff.approved`` is their name."""
        ...

    def end_approval(self) -> None:
        """It was used, or is not wanted any more."""
        ...

    def unlock_keys(self, passphrase: TypedCode) -> None:
        """Opens the encrypted file of the credentials, and goes to the provider."""
        ...
