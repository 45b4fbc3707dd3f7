"""From BonifiQ's answers to what the till works with."""

import json
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from pos_app.core.challenge import Channel, Contact, ContactWanted, NotDelivered, Sent
from pos_app.core.errors import ContractBrokenError, RefusedError
from pos_app.core.loyalty import (
    AmountOff,
    Benefit,
    Cashback,
    PercentOff,
    ProductPricing,
    Quote,
    Refusal,
    Reward,
    RewardedProduct,
    Unsupported,
)
from pos_app.core.submission import Receipt
from pos_app.providers.bonifiq import mapping, wire
from pos_app.providers.bonifiq.classification import Accepted, bare
from pos_app.providers.reading import text_of
from tests.unit.providers.people import BRUNA, CPF, KEY, reais

CASHBACK = {
    "Id": 40,
    "Title": "Usar cashback",
    "RewardType": 3,
    "Value": 1,
    "CanSelectValue": True,
    "IsCashback": True,
    "Requirements": "Até 20% da compra.",
    "AvailableCashback": 42.35,
    "MaxCashbackForCurrentPurchase": 37.38,
    "CanUse": True,
    "CannotUseReason": 0,
    "Points": 37,
    "RewardCanBeCumulative": True,
}
ANSWER = {
    "Customer": {
        "Id": 7311,
        "OriginalId": CPF,
        "Name": "Bruna Teste",
        "Email": None,
        "Phone": "11900000000",
        "Document": CPF,
        "IsEnrolled": True,
        "CurrentTier": {"Name": "Prata", "Color": "#9aa0a6", "IconUrl": None},
    },
    "Rewards": [CASHBACK],
    "HasRestrictedItems": False,
    "RestrictedValue": 0,
    "EligibleValue": 186.90,
    "HasRewards": True,
    "ShouldValidateCustomer": True,
    "ShouldValidateCustomerSignup": False,
    "AvailablePoints": 120,
    "CashbackEnabled": True,
    "AvailableCashback": 42.35,
    "MaxCashbackForCurrentPurchase": 37.38,
}


def quoted(**members: Any) -> Quote:
    body = json.dumps({**ANSWER, **members}).encode()
    return mapping.quote(bare(200, body, wire.AvailableAnswer), KEY, "BRL")


def rewarded(**members: Any) -> Reward:
    base = {"Id": 7, "Title": "Prêmio", "CanUse": True, "Points": 100}
    (reward,) = quoted(Rewards=[{**base, **members}]).rewards
    return reward


def test_the_answer_of_the_contract() -> None:
    quote = quoted()
    assert quote.customer == BRUNA
    assert quote.balances.points == 120
    assert quote.balances.cashback == reais("42.35")
    assert quote.balances.usable_cashback == reais("37.38")
    assert quote.rewards == (
        Reward(
            id="40",
            title="Usar cashback",
            benefit=Cashback(reais("37.38")),
            points=37,
            requirements="Até 20% da compra.",
        ),
    )
    assert (quote.needs_code, quote.signing_up) == (True, False)


@pytest.mark.parametrize("customer", [{"Customer": None}, {}], ids=["null", "absent"])
def test_an_unknown_customer(customer: dict[str, Any]) -> None:
    members = {
        name: value
        for name, value in ANSWER.items()
        if name.startswith("Should") or name == "Rewards"
    }
    body = json.dumps({**members, "Rewards": [], **customer}).encode()
    quote = mapping.quote(bare(200, body, wire.AvailableAnswer), KEY, "BRL")
    assert quote.customer is None
    assert quote.rewards == ()
    assert quote.balances.points == 0


def test_the_reference_is_what_was_asked_with_whatever_the_answer_calls_it() -> None:
    customer = quoted(Customer={"OriginalId": "other", "Name": "Ana"}).customer
    assert customer is not None
    assert customer.reference == CPF
    assert customer.enrolled is None


@pytest.mark.scenario("bonifiq", 4)
@pytest.mark.parametrize(
    ("plain", "signup", "needed", "signing_up"),
    [
        (True, False, True, False),
        (False, True, True, True),
        (True, True, True, True),
        (False, False, False, False),
        (False, None, False, False),
        (None, None, True, False),
    ],
)
def test_when_a_code_is_needed(
    plain: bool | None, signup: bool | None, needed: bool, signing_up: bool
) -> None:
    quote = quoted(ShouldValidateCustomer=plain, ShouldValidateCustomerSignup=signup)
    assert (quote.needs_code, quote.signing_up) == (needed, signing_up)


@pytest.mark.parametrize(
    ("members", "benefit"),
    [
        ({"RewardType": 0, "Value": 15}, PercentOff(Decimal(15))),
        ({"RewardType": 0, "Value": 12.5}, PercentOff(Decimal("12.5"))),
        ({"RewardType": 1, "Value": 10}, AmountOff(reais("10.00"))),
        ({"RewardType": "1", "Value": "10.00"}, AmountOff(reais("10.00"))),
        ({"RewardType": 1, "Value": 0.005}, AmountOff(reais("0.01"))),
        (
            {"RewardType": 3, "MaxCashbackForCurrentPurchase": 20.5},
            Cashback(reais("20.50")),
        ),
        ({"RewardType": 3}, Cashback(reais("37.38"))),
        (
            {"RewardType": 5, "ExternalProductId": "CAN-01", "ProductDiscountMode": 2},
            RewardedProduct("CAN-01", ProductPricing.FREE, Decimal(0)),
        ),
        (
            {
                "RewardType": 5,
                "ExternalProductId": 1001,
                "ProductDiscountMode": 0,
                "ProductDiscountValue": 20,
            },
            RewardedProduct("1001", ProductPricing.PERCENT_OFF, Decimal(20)),
        ),
        (
            {
                "RewardType": 5,
                "ExternalProductId": " X-GAR-01 ",
                "ProductDiscountMode": 1,
                "ProductDiscountValue": 0.01,
            },
            RewardedProduct("X-GAR-01", ProductPricing.FIXED_PRICE, Decimal("0.01")),
        ),
        (
            {
                "RewardType": 5,
                "ExternalProductId": "X",
                "ProductDiscountMode": 3,
                "ProductDiscountValue": 10,
            },
            RewardedProduct("X", ProductPricing.AMOUNT_OFF, Decimal(10)),
        ),
    ],
)
def test_a_benefit_that_a_till_can_apply(members: dict[str, Any], benefit: Benefit) -> None:
    reward = rewarded(**members)
    assert reward.benefit == benefit
    assert reward.usable
    assert reward.refusal is None


@pytest.mark.scenario("bonifiq", 26)
@pytest.mark.parametrize(
    ("members", "kind", "code"),
    [
        ({"RewardType": 2}, "2", "UNSUPPORTED_REWARD"),
        ({"RewardType": 4, "Value": 25}, "4", "UNSUPPORTED_REWARD"),
        ({"RewardType": 99, "Value": 50}, "99", "UNSUPPORTED_REWARD"),
        ({"RewardType": None}, "None", "UNSUPPORTED_REWARD"),
        ({"RewardType": 1, "IsCashback": True}, "1/cashback", "UNSUPPORTED_REWARD"),
        (
            {"RewardType": 5, "ExternalProductId": "X", "ProductDiscountMode": 9},
            "5/9",
            "UNSUPPORTED_REWARD",
        ),
        ({"RewardType": 5, "ExternalProductId": "X"}, "5/None", "UNSUPPORTED_REWARD"),
        ({"RewardType": 5, "ProductDiscountMode": 2}, "5", "INVALID_PRODUCT_REWARD"),
        (
            {"RewardType": 5, "ProductDiscountMode": 2, "ExternalProductId": " "},
            "5",
            "INVALID_PRODUCT_REWARD",
        ),
    ],
)
def test_a_benefit_that_a_till_cannot_apply(members: dict[str, Any], kind: str, code: str) -> None:
    reward = rewarded(**members)
    assert reward.benefit == Unsupported(kind)
    assert not reward.usable
    assert reward.refusal == Refusal(code)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (1, "NOT_ENOUGH_POINTS"),
        (2, "MINIMUM_NOT_REACHED"),
        (3, "CASHBACK_NOT_AVAILABLE"),
        (4, "NO_CUSTOMER"),
        (5, "EXCEEDS_PURCHASE"),
        (6, "MINIMUM_PERCENT_NOT_REACHED"),
        (7, "NOT_ENROLLED"),
        (8, "NOT_CUMULATIVE"),
        (9, "NO_APPLICABLE_PRODUCT"),
        (10, "USAGE_LIMIT_REACHED"),
        (11, "ONLINE_ONLY"),
        (12, "INVALID_PRODUCT_REWARD"),
        (13, "REWARD_UNAVAILABLE"),
        (0, "REWARD_UNAVAILABLE"),
        (None, "REWARD_UNAVAILABLE"),
    ],
)
def test_why_a_reward_cannot_be_used(reason: int | None, code: str) -> None:
    reward = rewarded(
        RewardType=1, Value=10, CanUse=False, CannotUseReason=reason, Requirements="Mínimo"
    )
    assert not reward.usable
    assert reward.refusal == Refusal(code, "Mínimo")


@pytest.mark.parametrize("can_use", [False, None])
def test_only_a_clear_yes_makes_a_reward_usable(can_use: bool | None) -> None:
    assert not rewarded(RewardType=1, Value=10, CanUse=can_use).usable


@pytest.mark.parametrize("can_use", ["true", 1, "yes"])
def test_a_yes_that_is_no_boolean_is_no_answer(can_use: object) -> None:
    with pytest.raises(ContractBrokenError):
        rewarded(RewardType=1, Value=10, CanUse=can_use)


def test_every_reward_is_shown_but_one_without_an_id() -> None:
    rewards = [{"Id": 1, "RewardType": 2}, {"Title": "?"}, {"Id": None}, {"Id": "g-3"}]
    assert [reward.id for reward in quoted(Rewards=rewards).rewards] == ["1", "g-3"]
    assert quoted(Rewards=None).rewards == ()


def test_no_cashback_to_speak_of_is_not_shown() -> None:
    balances = quoted(CashbackEnabled=False, AvailableCashback=0).balances
    assert (balances.cashback, balances.usable_cashback) == (None, None)
    kept = quoted(CashbackEnabled=False, AvailableCashback=5).balances
    assert kept.cashback == reais("5.00")


@pytest.mark.parametrize(
    "number", ["1e13", "-1e13", "9" * 40, '"NaN"', '"Infinity"', '"sNaN"', '"1e999999999"']
)
@pytest.mark.parametrize("member", ["AvailablePoints", "AvailableCashback"])
def test_an_impossible_number_is_no_answer(member: str, number: str) -> None:
    body = f'{{"CashbackEnabled":true,"{member}":{number}}}'.encode()
    with pytest.raises(ContractBrokenError):
        mapping.quote(bare(200, body, wire.AvailableAnswer), KEY, "BRL")


def test_an_absurdly_fine_number_costs_no_time() -> None:
    body = b'{"Rewards":[{"Id":1,"RewardType":0,"CanUse":true,"Value":1e-999999999}]}'
    (reward,) = mapping.quote(bare(200, body, wire.AvailableAnswer), KEY, "BRL").rewards
    assert reward.benefit == PercentOff(Decimal(0))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("  a \n b\t", "a b"),
        ("<b>a</b>", "<b>a</b>"),
        ("a\x1b[31m\u202eb\x00", "a [31m b"),
        ("x" * 500, "x" * 200),
        ("", None),
        (" \u200b ", None),
        (7, "7"),
        (None, None),
    ],
)
def test_remote_text_is_one_printable_line(raw: str | int | None, shown: str | None) -> None:
    assert text_of(raw) == shown


def challenge(**members: Any) -> wire.ChallengeAnswer:
    return bare(200, json.dumps(members).encode(), wire.ChallengeAnswer)


MAIL = replace(BRUNA, email="bruna.teste@exemplo.com.br")


@pytest.mark.scenario("bonifiq", 19)
@pytest.mark.parametrize(
    ("members", "contact", "answer"),
    [
        ({"SentBySMS": True}, None, Sent(Channel.SMS, "•••• 0000")),
        ({"SentBySMS": True}, Contact(phone="+5511987658778"), Sent(Channel.SMS, "•••• 8778")),
        ({"SentByEmail": True}, None, Sent(Channel.EMAIL, "•••te@•••.br")),
        ({"SentByEmail": True}, Contact(email="x@y.com"), Sent(Channel.EMAIL, "•••@•••.com")),
        ({}, None, Sent(Channel.UNKNOWN)),
    ],
)
def test_where_a_code_was_sent(
    members: dict[str, Any], contact: Contact | None, answer: Sent
) -> None:
    assert mapping.sent(challenge(Success=True, **members), MAIL, contact) == answer


def test_a_code_may_be_sent_where_the_till_knows_no_address() -> None:
    nobody = replace(BRUNA, phone=None)
    sms, mail = challenge(Success=True, SentBySMS=True), challenge(Success=True, SentByEmail=True)
    assert mapping.sent(sms, nobody, None) == Sent(Channel.SMS)
    assert mapping.sent(mail, nobody, None) == Sent(Channel.EMAIL)


@pytest.mark.parametrize(
    ("members", "answer"),
    [
        ({"ShouldInformPhone": True}, ContactWanted(phone=True, email=False)),
        ({"ShouldInformEmail": True}, ContactWanted(phone=False, email=True)),
        (
            {"ShouldInformPhone": True, "ShouldInformEmail": True},
            ContactWanted(phone=True, email=True),
        ),
        ({}, NotDelivered(Refusal("CODE_NOT_SENT"))),
        ({"SentBySMS": True, "Code": "0042"}, NotDelivered(Refusal("CODE_NOT_SENT"))),
        (
            {"ErrorMessage": "SMTP", "FriendlyErrorMessage": "Tente depois"},
            NotDelivered(Refusal("CODE_NOT_SENT", "Tente depois")),
        ),
        ({"ErrorMessage": "SMTP"}, NotDelivered(Refusal("CODE_NOT_SENT", "SMTP"))),
    ],
)
@pytest.mark.parametrize("success", [False, None])
def test_why_no_code_was_sent(
    success: bool | None, members: dict[str, Any], answer: object
) -> None:
    assert mapping.sent(challenge(Success=success, **members), MAIL, None) == answer


def test_what_should_be_informed_means_nothing_beside_a_success() -> None:
    answer = challenge(Success=True, SentBySMS=True, ShouldInformPhone=True)
    assert isinstance(mapping.sent(answer, BRUNA, None), Sent)


def redeemed(**members: Any) -> Receipt:
    result = {"RewardId": 88121, "ExternalCode": "BQX-88121-K", "OriginalKey": "rdm-1", **members}
    body = json.dumps(result).encode()
    return mapping.redeemed(Accepted(bare(200, body, wire.Redeemed)), "rdm-1")


def test_a_redemption_is_known_by_both_its_ids() -> None:
    assert redeemed() == Receipt(reference="88121", coupon="BQX-88121-K")
    assert redeemed(ExternalProductId="KIT-1").product == "KIT-1"
    assert redeemed(OriginalKey=None).reference == "88121"


@pytest.mark.parametrize(
    "members",
    [
        {"RewardId": 0},
        {"RewardId": -1},
        {"RewardId": None},
        {"ExternalCode": ""},
        {"ExternalCode": " "},
        {"ExternalCode": None},
        {"OriginalKey": "rdm-2"},
    ],
)
def test_a_redemption_without_its_ids_is_not_believed(members: dict[str, Any]) -> None:
    with pytest.raises(ContractBrokenError):
        redeemed(**members)


@pytest.mark.scenario("bonifiq", 17)
@pytest.mark.scenario("bonifiq", 19)
@pytest.mark.parametrize("cancelled", [False, None])
def test_an_undo_that_did_not_undo_is_refused(cancelled: bool | None) -> None:
    with pytest.raises(RefusedError) as raised:
        mapping.reversed_(Accepted(wire.RewardRecord(is_canceled=cancelled)))
    assert raised.value.refusal == Refusal("NOT_CANCELLED")
    assert mapping.reversed_(Accepted(wire.RewardRecord(is_canceled=True))) == Receipt()


@pytest.mark.parametrize("cancelled", [False, None])
def test_a_cancellation_that_did_not_cancel_is_refused(cancelled: bool | None) -> None:
    with pytest.raises(RefusedError) as raised:
        mapping.cancelled(Accepted(wire.Cancellation(is_canceled=cancelled)), "o-1")
    assert raised.value.refusal == Refusal("NOT_CANCELLED")
    done = mapping.cancelled(Accepted(wire.Cancellation(is_canceled=True)), "o-1")
    assert done == Receipt(reference="o-1")


@pytest.mark.scenario("bonifiq", 18)
def test_a_partial_return_is_done_unless_details_say_why_not() -> None:
    for cancelled in (False, None, True):
        result = wire.Cancellation(is_canceled=cancelled)
        assert mapping.refunded(Accepted(result), "ret-01") == Receipt(reference="ret-01")
    details = wire.RefundErrorDetails(code="VALUE_MISMATCH", message="Soma diferente")
    with pytest.raises(RefusedError) as raised:
        mapping.refunded(Accepted(wire.Cancellation(refund_error_details=details)), "ret-01")
    assert raised.value.refusal == Refusal("VALUE_MISMATCH", "Soma diferente")


def test_a_bonus_is_told_only_where_it_is_generated() -> None:
    bonus = wire.EstimatedBonus(
        generate_bonus=True, estimated_points=Decimal(150), estimated_cashback=Decimal("7.5")
    )
    order = wire.OrderRecord(original_id="o-1", estimated_bonus=bonus)
    told = mapping.registered(Accepted(order, Refusal("W")), "o-1", "BRL")
    assert (told.earned_points, told.earned_cashback, told.note) == (150, 750, Refusal("W"))
    for none in (None, wire.EstimatedBonus(generate_bonus=False, estimated_points=Decimal(1))):
        order = wire.OrderRecord(estimated_bonus=none)
        assert mapping.registered(Accepted(order), "o-1", "BRL") == Receipt(reference="o-1")


def test_an_order_under_another_id_is_another_order() -> None:
    with pytest.raises(ContractBrokenError):
        mapping.registered(Accepted(wire.OrderRecord(original_id="o-2")), "o-1", "BRL")
