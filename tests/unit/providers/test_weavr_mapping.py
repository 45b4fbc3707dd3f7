"""From Weavr's answers to what the core knows."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import ContractBrokenError
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Cashback, Refusal
from pos_app.core.money import Money
from pos_app.providers.reading import read
from pos_app.providers.weavr import mapping, wire
from pos_app.providers.weavr.challenges import channels_of
from pos_app.providers.weavr.requests import Channel, Order
from tests.unit.providers.weavr_send import EUR, KEY, MERCHANT, PROFILE, SEND, SOURCE, body

WHO = CustomerKey(IdentifierKind.SESSION, "ses-1")
ORDER = Order(PROFILE, KEY, SOURCE, MERCHANT, Money(3450, EUR))


def account(**changes: Any) -> wire.Account:
    whole = {
        "id": SOURCE,
        "profileId": "110000000000000041",
        "friendlyName": "Rewards",
        "currency": EUR,
        "balances": {"availableBalance": 5000, "actualBalance": 7500},
        "state": {"state": "ACTIVE"},
        "creationTimestamp": 1790000000123,
        **changes,
    }
    return read(json.dumps(whole).encode(), wire.Account)


def send(state: str = "PENDING_CHALLENGE", **changes: Any) -> wire.Send:
    return read(body(state, **changes), wire.Send)


def test_what_is_available_may_be_spent_and_no_more() -> None:
    quote = mapping.quote((account(),), WHO, EUR)
    [reward] = quote.rewards
    assert reward.benefit == Cashback(Money(5000, EUR), named=True)
    assert (reward.id, reward.title, reward.usable) == (SOURCE, "Rewards", True)
    assert quote.balances.cashback == Money(5000, EUR)
    assert quote.balances.points is None
    assert quote.needs_code


def test_of_the_customer_nothing_is_known_but_the_handle() -> None:
    customer = mapping.quote((account(),), WHO, EUR).customer
    assert customer is not None
    assert (customer.name, customer.phone, customer.email, customer.document) == ("",) + (None,) * 3


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"state": {"state": "BLOCKED", "blockedReason": "USER"}}, "SOURCE_BLOCKED"),
        ({"currency": "JPY"}, "SEND_CURRENCY_MISMATCH"),
        ({"balances": {"availableBalance": 0}}, "FUNDS_INSUFFICIENT"),
        ({"balances": {"availableBalance": -500}}, "FUNDS_INSUFFICIENT"),
    ],
)
def test_an_account_that_cannot_pay_says_why(changes: dict[str, Any], refusal: str) -> None:
    quote = mapping.quote((account(**changes),), WHO, EUR)
    [reward] = quote.rewards
    assert (reward.usable, reward.refusal) == (False, Refusal(refusal))
    assert quote.balances.cashback == Money(0, EUR)


@pytest.mark.parametrize("state", ["DESTROYED", "NOT_ENABLED"])
def test_an_account_that_is_no_more_is_not_shown(state: str) -> None:
    assert mapping.quote((account(state={"state": state}),), WHO, EUR).rewards == ()


def test_an_account_without_a_name_has_the_end_of_its_number() -> None:
    [reward] = mapping.quote((account(friendlyName=None),), WHO, EUR).rewards
    assert reward.title == "•••• 8801"


def test_a_send_as_it_was_asked_for_is_fit() -> None:
    receipt = mapping.receipt_of(send(), ORDER)
    assert (receipt.reference, receipt.amount, receipt.unfit) == (SEND, 3450, None)
    assert (receipt.executed, receipt.note) == (False, None)
    assert mapping.receipt_of(send("COMPLETED"), ORDER).executed


def test_a_fee_is_told_beside() -> None:
    told = mapping.receipt_of(send(sourceFee={"currency": EUR, "amount": 20}), ORDER)
    assert told.note == Refusal("SEND_FEE")
    assert told.amount == 3450


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("destination", {"type": "managed_accounts", "id": "9"}),
        ("destination", {"type": "managed_cards", "id": MERCHANT}),
        ("source", {"type": "managed_accounts", "id": "9"}),
        ("destinationAmount", {"currency": EUR, "amount": 3451}),
        ("destinationAmount", {"currency": "USD", "amount": 3450}),
        ("transactionAmount", {"currency": EUR, "amount": 3451}),
        ("tag", "another"),
    ],
)
def test_a_send_of_something_else_is_unfit(member: str, value: object) -> None:
    changes: dict[str, Any] = {member: value}
    other = send(**changes)
    assert list(mapping.strangers(other, ORDER)) == [member]
    assert mapping.receipt_of(other, ORDER).unfit == Refusal("SEND_MISMATCH")


@pytest.mark.parametrize("member", ["tag", "transactionAmount", "sourceFee", "profileId"])
def test_what_may_be_missing_is_not_missed(member: str) -> None:
    changes: dict[str, Any] = {member: None}
    assert mapping.receipt_of(send(**changes), ORDER).unfit is None


@pytest.mark.parametrize("state", wire.FATES)
def test_only_completed_is_paid(state: str) -> None:
    fate = wire.fate_of(send(state))
    assert fate.paid == (state == "COMPLETED")
    assert [fate.paid, fate.waits, bool(fate.refusal), fate.settles].count(True) == 1


def test_a_state_that_nobody_knows_proves_nothing() -> None:
    with pytest.raises(ContractBrokenError):
        wire.fate_of(send("FINISHED"))


@pytest.mark.parametrize(
    "broken",
    [
        {"id": None},
        {"id": ""},
        {"id": "12a"},
        {"state": None},
        {"destination": None},
        {"destinationAmount": {"currency": EUR, "amount": 34.5}},
        {"destinationAmount": {"currency": EUR, "amount": 10**15}},
    ],
)
def test_half_a_send_is_none(broken: dict[str, Any]) -> None:
    with pytest.raises(ContractBrokenError):
        send(**broken)


@given(st.integers(0, 10**15 - 1))
def test_an_id_of_digits_stays_what_it_is(number: int) -> None:
    digits = f"{number:018}"
    assert send(id=digits).id == digits


@pytest.mark.parametrize(
    ("factors", "channels"),
    [
        ([("OTP", "SMS", "ACTIVE")], (Channel.SMS,)),
        ([("OTP", "SMS", "ACTIVE"), ("PUSH", "AUTHY", "ACTIVE")], (Channel.AUTHY, Channel.SMS)),
        ([("OTP", "SMS", "PENDING_VERIFICATION"), ("PUSH", "AUTHY", "INACTIVE")], ()),
        ([("BIOMETRIC", "BIOMETRIC", "ACTIVE")], (Channel.BIOMETRIC,)),
        ([("OTP", "CARRIER_PIGEON", "ACTIVE")], ()),
    ],
)
def test_only_what_is_active_can_be_asked(
    factors: list[tuple[str, str, str]], channels: tuple[Channel, ...]
) -> None:
    told = wire.Factors(tuple(wire.Factor(*factor) for factor in factors))
    assert channels_of(told) == channels
