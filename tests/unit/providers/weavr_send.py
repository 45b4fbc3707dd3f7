"""A send as Weavr answers it (contract, 13), and the task that asks for it."""

import json
from typing import Any

from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Cashback, Customer
from pos_app.core.money import Money
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Receipt, Step
from pos_app.providers.ports import Task

PROFILE, SOURCE = "110000000000000031", "112233445566778801"
MERCHANT, SEND = "112233445566779977", "113900000000004510"
KEY = "rdm-0f3c9d1e8f2k19qx"
SALE = "sale-000451"
EUR = "EUR"


def body(state: str = "PENDING_CHALLENGE", **changes: Any) -> bytes:
    """Members that are None are left out."""
    whole = {
        "id": SEND,
        "profileId": PROFILE,
        "tag": KEY,
        "source": {"type": "managed_accounts", "id": SOURCE},
        "sourceFee": {"currency": EUR, "amount": 0},
        "destination": {"type": "managed_accounts", "id": MERCHANT},
        "destinationAmount": {"currency": EUR, "amount": 3450},
        "transactionAmount": {"currency": EUR, "amount": 3450},
        "state": state,
        "creationTimestamp": 1790000000123,
        "executionTimestamp": "1790000041877",
        **changes,
    }
    return json.dumps({k: v for k, v in whole.items() if v is not None}).encode()


def intent(amount: Money = Money(3450, EUR)) -> Intent:  # noqa: B008 - immutable
    return Intent(SALE, KEY, f"otp-{KEY}", "cst-1", SOURCE, "Rewards", Cashback(amount), amount)


def task(step: Step, handle: str = "ses-1", receipt: Receipt | None = None) -> Task:
    key = CustomerKey(IdentifierKind.SESSION, handle)
    customer = Customer(key, "", handle)
    suffix = {Step.HOLD: "-hold", Step.RELEASE: "-free"}.get(step, "")
    wanted = intent()
    return Task(step, wanted.key + suffix, wanted, receipt, customer=customer, sale=SALE)
