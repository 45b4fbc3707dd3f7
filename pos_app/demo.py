"""What is special about a demo: its one code, and the faults it can rehearse."""

from collections.abc import Mapping

from pos_app.core.value import Value

CODE = "1234"
"""What the customer of a demo always says: there is no phone to read it from."""

SIX_DIGITS = "123456"
"""Where codes are that long: Weavr's own sandbox knows no other."""
CODES: Mapping[str, str] = {"weavr": SIX_DIGITS}
"""By provider, where it is another."""

DEMO_SETTINGS: Mapping[str, Mapping[str, str]] = {
    "bonifiq": {"fixed_pin": CODE},
    "punchh": {"fixed_code": CODE},
    "weavr": {"fixed_code": SIX_DIGITS, "push_answer": "approve"},
    "twilio_verify": {"fixed_code": CODE, "device_answers": "approves"},
}
"""Settings of the sandbox, by provider."""

PRACTICE: Mapping[str, Mapping[str, str]] = {
    "punchh": {"client": "sandbox-client-id"},
    "weavr": {"account": "112233445566779977", "send_profile": "110000000000000031"},
}
"""What the sandbox knows the tills and their merchant by, by provider."""

CURRENCIES: Mapping[str, str] = {"weavr": "EUR"}
"""Of the demo's accounts, where it is not the till's own."""

SERVICES: Mapping[str, str] = {"twilio_verify": "VA0c0ffee00c0ffee00c0ffee00c0ffee0"}
"""Under which they verify."""

LEDGERS: Mapping[str, str] = {"twilio_verify": "bonifiq"}
"""Beside which a challenger is practised."""

CUSTOMERS: Mapping[str, str] = {
    "bonifiq": "123.456.789-09",
    "punchh": "500 555-0142",
    "weavr": "eyJhbGciOiJub25lIn0.alma.sandbox",
    "twilio_verify": "11.222.333/0001-81",
}


def hint(provider: str) -> str:
    """What to type first."""
    customer = CUSTOMERS[provider]
    code = CODES.get(provider, CODE)
    return f"Demo: customer {customer}, product 7891000315507; the code is always {code}."


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
_WEAVR: Mapping[str, Rehearsal] = {
    "answer-lost": Rehearsal("verify", "drop_after", 2, "paid, but the answers are lost"),
    "provider-down": Rehearsal("*", "refuse_connection", 0, "nothing reaches the provider"),
    "orders-down": Rehearsal("send", "refuse_connection", 0, "no payment can be looked at"),
    "code-not-sent": Rehearsal("issue", "status_500_before", 2, "the first code is not sent"),
    "redeem-refused": Rehearsal("create_send", "refused", 1, "the payment is refused"),
    "undo-fails": Rehearsal("cancel_send", "status_500_before", 1, "the first cancelling fails"),
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
    "weavr": _WEAVR,
    "twilio_verify": _TWILIO,
}
"""By provider; the same names with each of them."""
