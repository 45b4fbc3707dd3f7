"""The bytes that leave for Weavr, against the exchanges of the contract's section 13."""

import pytest

from pos_app.core.money import Money
from pos_app.providers.weavr import requests
from pos_app.providers.weavr.requests import Channel, Order
from tests.unit.providers.weavr_send import EUR, MERCHANT, PROFILE, SEND, SOURCE

ORDER = Order(PROFILE, "till7-000451", SOURCE, MERCHANT, Money(3450, EUR), "Shop 12 receipt 451")


def test_a_create_is_spelt_as_in_the_contract() -> None:
    draft = requests.create(ORDER)
    assert (draft.method, draft.path) == ("POST", "/sends")
    assert draft.body == (
        b'{"profileId":"110000000000000031","tag":"till7-000451",'
        b'"source":{"type":"managed_accounts","id":"112233445566778801"},'
        b'"destination":{"type":"managed_accounts","id":"112233445566779977"},'
        b'"destinationAmount":{"currency":"EUR","amount":3450},'
        b'"description":"Shop 12 receipt 451"}'
    )


def test_an_issue_names_exactly_one_send() -> None:
    draft = requests.issue(Channel.SMS, SEND)
    assert draft.path == "/challenges/otp/SMS"
    assert draft.body == b'{"resourceType":"sends","resourceIds":["113900000000004510"]}'


@pytest.mark.parametrize("channel", [Channel.AUTHY, Channel.BIOMETRIC])
def test_a_push_has_a_path_of_its_own(channel: Channel) -> None:
    assert requests.issue(channel, SEND).path == f"/challenges/push/{channel.value}"


def test_a_code_leaves_as_text_with_its_zeros() -> None:
    draft = requests.verify("114000000000000077", "012345")
    assert draft.path == "/challenges/114000000000000077/otp/SMS/verify"
    assert draft.body == b'{"verificationCode":"012345","resourceType":"sends"}'


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "１２３４５６", "12345\n"])
def test_what_is_no_code_never_leaves(code: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        requests.verify("1", code)


@pytest.mark.parametrize(
    ("currency", "minor", "amount"),
    [("EUR", 1250, b"1250"), ("JPY", 30000, b"30000"), ("KWD", 12500, b"12500")],
)
def test_amounts_are_whole_minor_units_of_their_currency(
    currency: str, minor: int, amount: bytes
) -> None:
    body = Order(PROFILE, "t", SOURCE, MERCHANT, Money(minor, currency)).body()
    assert b'{"currency":"%s","amount":%s}' % (currency.encode(), amount) in body


@pytest.mark.parametrize(
    "order",
    [
        Order("", "t", SOURCE, MERCHANT, Money(1, EUR)),
        Order(PROFILE, "", SOURCE, MERCHANT, Money(1, EUR)),
        Order(PROFILE, "t" * 51, SOURCE, MERCHANT, Money(1, EUR)),
        Order(PROFILE, "a b", SOURCE, MERCHANT, Money(1, EUR)),
        Order(PROFILE, "t", "12x", MERCHANT, Money(1, EUR)),
        Order(PROFILE, "t", SOURCE, "../1", Money(1, EUR)),
        Order(PROFILE, "t", SOURCE, MERCHANT, Money(0, EUR)),
        Order(PROFILE, "t", SOURCE, MERCHANT, Money(-1, EUR)),
        Order(PROFILE, "t", SOURCE, MERCHANT, Money(1, EUR), "ç"),
        Order(PROFILE, "t", SOURCE, MERCHANT, Money(1, EUR), "x" * 256),
    ],
)
def test_what_weavr_would_not_take_never_leaves(order: Order) -> None:
    with pytest.raises(ValueError, match=r"id|tag|description|nothing"):
        order.body()


def test_paths_are_percent_encoded() -> None:
    assert requests.send("a/../b").path == "/sends/a%2F..%2Fb"
    assert requests.tagged("a&state=x").path == "/sends?tag=a%26state%3Dx&offset=0&limit=100"
    assert requests.cancel(SEND).body == b"{}"
