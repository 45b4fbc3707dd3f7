"""What is special about a demo: its one code, and the faults it can rehearse."""

from collections.abc import Mapping

from pos_app.core.value import Value

CODE = "1234"
"""What the customer of a demo always says: there is no phone to read it from."""

DEMO_SETTINGS: Mapping[str, Mapping[str, str]] = {
    "bonifiq": {"fixed_pin": CODE},
    "punchh": {"fixed_code": CODE},
    "twilio_verify": {"fixed_code": CODE, "device_answers": "approves"},
}
"""Settings of the sandbox, by provider."""

CLIENTS: Mapping[str, str] = {"punchh": "sandbox-client-id"}
"""Under which the demo's tills are known, by provider."""

SERVICES: Mapping[str, str] = {"twilio_verify": "VA0c0ffee00c0ffee00c0ffee00c0ffee0"}
"""Under which they verify."""

LEDGERS: Mapping[str, str] = {"twilio_verify": "bonifiq"}
"""Beside which a challenger is practised."""

CUSTOMERS: Mapping[str, str] = {
    "bonifiq": "123.456.789-09",
    "punchh": "500 555-0142",
    "twilio_verify": "11.222.333/0001-81",
}


def hint(provider: str) -> str:
    """What to type first."""
    customer = CUSTOMERS[provider]
    return f"Demo: customer {customer}, product 7891000315507; the code is always {CODE}."


class Rehearsal(Value, frozen=True):
    call: str
    fault: str
    times: int
    """Zero: until the program ends."""
    says: str
    at: str = ""
    """Whose fault it is, where that is not the ledger's."""


_PUNCHH: Mapping[str, Rehearsal] = {
    "answer-lost": Rehearsal("commit", "drop_after", 1, "redeemed, but the answer is lost"),
    "provider-down": Rehearsal("*", "refuse_connection", 0, "nothing reaches the provider"),
    "orders-down": Rehearsal("checkin", "refuse_connection", 0, "sales cannot be registered"),
    "code-not-sent": Rehearsal("send_code", "status_500_before", 2, "the first code is not sent"),
    "redeem-refused": Rehearsal("commit", "only_failures", 1, "the redemption is refused"),
    "undo-fails": Rehearsal("void", "status_500_before", 1, "the first undo fails"),
    "wrong-credentials": Rehearsal("*", "status_401", 0, "the provider refuses the credentials"),
    "slow": Rehearsal("*", "delay", 0, "every answer takes two seconds"),
}
_BONIFIQ: Mapping[str, Rehearsal] = {
    "answer-lost": Rehearsal("redeem", "drop_after", 1, "redeemed, but the answer is lost"),
    "provider-down": Rehearsal("*", "refuse_connection", 0, "nothing reaches the provider"),
    "orders-down": Rehearsal("order", "refuse_connection", 0, "sales cannot be registered"),
    "code-not-sent": Rehearsal("challenge", "status_500_before", 1, "the first code is not sent"),
    "redeem-refused": Rehearsal("redeem", "reward_unusable", 1, "the redemption is refused"),
    "undo-fails": Rehearsal("delete_reward", "is_canceled_false", 1, "the first undo fails"),
    "wrong-credentials": Rehearsal("*", "status_401", 0, "the provider refuses the credentials"),
    "slow": Rehearsal("*", "delay", 0, "every answer takes two seconds"),
}
_TWILIO: Mapping[str, Rehearsal] = {
    **_BONIFIQ,
    "code-not-sent": Rehearsal(
        "list_factors", "status_500_before", 2, "no code is asked for", at="twilio_verify"
    ),
}
FAULTS: Mapping[str, Mapping[str, Rehearsal]] = {
    "bonifiq": _BONIFIQ,
    "punchh": _PUNCHH,
    "twilio_verify": _TWILIO,
}
"""By provider; the same names with each of them."""
