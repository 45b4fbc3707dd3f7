"""A checkout that shows the state it is given and writes down what it is asked."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from pos_app.checkout.state import TillState
from pos_app.core.challenge import Channel, TypedCode
from pos_app.core.decision import Decision
from pos_app.core.order import Method


class FakeCheckout:
    def __init__(self, state: TillState, now: float = 1000.0) -> None:
        self._state = state
        self.time = now
        self.calls: list[tuple[Any, ...]] = []
        self.replies: dict[str, TillState] = {}
        """The state that a call brings about, by its name."""
        self._listeners: list[Callable[[], None]] = []

    @property
    def state(self) -> TillState:
        return self._state

    def now(self) -> float:
        return self.time

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def show(self, state: TillState) -> None:
        self._state = state
        for listener in self._listeners:
            listener()

    def change(self, **fields: Any) -> None:
        self.show(replace(self._state, **fields))

    def _note(self, *call: Any) -> None:
        self.calls.append(call)
        if call[0] in self.replies:
            self.show(self.replies[call[0]])

    def enter_product(self, text: str) -> None:
        self._note("enter_product", text)

    def set_quantity(self, line_id: int, text: str) -> None:
        self._note("set_quantity", line_id, text)

    def remove_line(self, line_id: int) -> None:
        self._note("remove_line", line_id)

    def set_discount(self, text: str) -> None:
        self._note("set_discount", text)

    def find_customer(self, text: str) -> None:
        self._note("find_customer", text)

    def clear_customer(self) -> None:
        self._note("clear_customer")

    def ask_again(self) -> None:
        self._note("ask_again")

    def choose_reward(self, reward_id: str | None) -> None:
        self._note("choose_reward", reward_id)

    def set_amount(self, text: str) -> None:
        self._note("set_amount", text)

    def enter_coupon(self, text: str) -> None:
        self._note("enter_coupon", text)

    def confirm_reward(self) -> None:
        self._note("confirm_reward")

    def give_contact(self, text: str) -> None:
        self._note("give_contact", text)

    def resend_code(self, by: Channel | None = None) -> None:
        self._note("resend_code", *(() if by is None else (by,)))

    def enter_code(self, code: TypedCode) -> None:
        self._note("enter_code", code.take())

    def consent(self) -> None:
        self._note("consent")

    def ask_now(self) -> None:
        self._note("ask_now")

    def continue_without(self) -> None:
        self._note("continue_without")

    def undo(self) -> None:
        self._note("undo")

    def park(self) -> None:
        self._note("park")

    def resume(self, sale_id: str) -> None:
        self._note("resume", sale_id)

    def clear_sale(self) -> None:
        self._note("clear_sale")

    def pay(self, method: Method, given: str) -> None:
        self._note("pay", method, given)

    def next_sale(self) -> None:
        self._note("next_sale")

    def print_again(self, sale_id: str) -> None:
        self._note("print_again", sale_id)

    def cancel_paid(self, sale_id: str) -> None:
        self._note("cancel_paid", sale_id)

    def refund(self, sale_id: str, pieces: Mapping[int, int]) -> None:
        self._note("refund", sale_id, dict(pieces))

    def decide(self, matter_id: str, decision: Decision, by: str, why: str) -> None:
        self._note("decide", matter_id, decision, by, why)

    def enrol_open(self) -> None:
        self._note("enrol_open")

    def enrol_find(self, text: str) -> None:
        self._note("enrol_find", text)

    def enrol_other(self) -> None:
        self._note("enrol_other")

    def enrol_ask_again(self) -> None:
        self._note("enrol_ask_again")

    def enrol_begin(self, by: str) -> None:
        self._note("enrol_begin", by)

    def enrol_code(self, code: TypedCode) -> None:
        self._note("enrol_code", code.take())

    def enrol_stop(self) -> None:
        self._note("enrol_stop")

    def enrol_leave(self) -> None:
        self._note("enrol_leave")

    def sign_in(self, name: str, pin: TypedCode) -> None:
        self._note("sign_in", name, pin.take())

    def lock(self) -> None:
        self._note("lock")

    def approve(self, name: str, pin: TypedCode) -> None:
        self._note("approve", name, pin.take())

    def end_approval(self) -> None:
        self._note("end_approval")

    def unlock_keys(self, passphrase: TypedCode) -> None:
        self._note("unlock_keys", passphrase.take())
