"""What is special about a demo: its one code, and the faults it can rehearse."""

from collections.abc import Mapping

from pos_app.core.value import Value

CODE = "1234"
"""What the customer of a demo always says: there is no phone to read it from."""

DEMO_SETTINGS: Mapping[str, Mapping[str, str]] = {"bonifiq": {"fixed_pin": CODE}}
"""Settings of the sandbox, by provider."""

HINT = f"Demo: customer 123.456.789-09, product 7891000315507; the code is always {CODE}."


class Rehearsal(Value, frozen=True):
    call: str
    fault: str
    times: int
    """Zero: until the program ends."""
    says: str


FAULTS: Mapping[str, Rehearsal] = {
    "answer-lost": Rehearsal("redeem", "drop_after", 1, "redeemed, but the answer is lost"),
    "provider-down": Rehearsal("*", "refuse_connection", 0, "nothing reaches the provider"),
    "orders-down": Rehearsal("order", "refuse_connection", 0, "sales cannot be registered"),
    "code-not-sent": Rehearsal("challenge", "status_500_before", 1, "the first code is not sent"),
    "redeem-refused": Rehearsal("redeem", "reward_unusable", 1, "the redemption is refused"),
    "undo-fails": Rehearsal("delete_reward", "is_canceled_false", 1, "the first undo fails"),
    "wrong-credentials": Rehearsal("*", "status_401", 0, "the provider refuses the credentials"),
    "slow": Rehearsal("*", "delay", 0, "every answer takes two seconds"),
}
