"""Tolerant in form, strict in meaning; contract, 5."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import ContractBrokenError
from pos_app.core.money import Money
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.meanings import Meaning, meaning_of
from pos_app.providers.reading import money_of, read, whole_of

QUOTE = b"""{"redemption_ref":"Tq7-demo-Lk2","success":[{"discount_basket_item_id":8801,
"discount_type":"reward","discount_id":55120,"discount_amount":3.5,"discount_value":null,
"redemption_id":610044,"redemption_type":"Redemption","message":null,"qualified":true,
"remaining_balance":null,"meta_data":null,"discount_details":{"item_id":77,"name":"Free tea",
"points":null,"base_amount":null,"auto_select":false},"qualified_items":[{"item_name":
"Mint tea DISCOUNT","item_qty":1,"amount":3.5,"item_type":"R","item_id":640,"item_family":"31",
"item_group":"3","serial_number":"2.0"}]}],"failures":[]}"""
"""Of the contract's 11.B."""
CHECKIN = b"""{"id":90017,"first_name":"Ola","phone":"5005550142","points_earned":11,"balance":
{"net_balance":131,"points_balance":31,"pending_points":0,"banked_rewards":"0.00",
"unredeemed_cards":0,"total_debits":"100.0"},"rewards":[]}"""
"""11.C."""


def as_read(payload: type[Any], document: Any) -> Any:
    return read(json.dumps(document).encode(), payload)


def test_the_quote_of_the_contract() -> None:
    answer = read(QUOTE, wire.BatchAnswer)
    assert (answer.redemption_ref, answer.failures) == ("Tq7-demo-Lk2", ())
    (entry,) = answer.success or ()
    assert (entry.discount_basket_item_id, entry.discount_id) == (8801, 55120)
    assert entry.discount_amount == Decimal("3.5")
    assert entry.qualifies
    assert entry.details == wire.Details(item_id=77, name="Free tea", auto_select=False)
    (item,) = entry.qualified_items or ()
    assert (item.item_id, item.amount, item.serial_number) == (640, Decimal("3.5"), Decimal("2.0"))


def test_the_check_in_of_the_contract() -> None:
    answer = read(CHECKIN, wire.CheckinAnswer)
    assert (answer.id, whole_of(answer.points_earned)) == (90017, 11)
    assert answer.balance is not None
    assert whole_of(answer.balance.net_balance) == 131
    assert answer.balance.banked_rewards == Decimal("0.00")


def test_a_failure_explains_itself_inside_a_success() -> None:
    failed = {
        "discount_id": "55120",
        "discount_amount": None,
        "qualified": False,
        "message": ["Discount qualification on receipt failed for Free tea"],
        "qualifying_conditions": {"a": 1},
        "discount_details": None,
    }
    answer = as_read(wire.BatchAnswer, {"redemption_ref": "r", "success": [], "failures": [failed]})
    (entry,) = answer.failures
    assert not entry.qualifies
    assert (entry.discount_id, entry.discount_amount, entry.details) == ("55120", None, None)
    assert meaning_of(entry.messages) is Meaning.NOT_QUALIFIED


@pytest.mark.parametrize("details", [{"name": "Tea"}, [{"name": "Tea"}], [{"name": "Tea"}, {}]])
def test_details_are_an_object_or_an_array(details: Any) -> None:
    entry = as_read(wire.Discount, {"discount_details": details})
    assert entry.details == wire.Details(name="Tea")


@pytest.mark.parametrize("details", [[], None])
def test_or_nothing(details: Any) -> None:
    assert as_read(wire.Discount, {"discount_details": details}).details is None


@pytest.mark.parametrize(
    ("message", "texts"),
    [
        (None, ()),
        ([], ()),
        ("Invalid Reward ID.", ("Invalid Reward ID.",)),
        (["Invalid Reward ID.", None, ""], ("Invalid Reward ID.",)),
    ],
)
def test_messages_come_alone_or_together(message: Any, texts: tuple[str, ...]) -> None:
    assert as_read(wire.BasketItem, {"message": message}).messages == texts


@pytest.mark.parametrize("flag", [True, "1", 1, 1.0, "true", "True", " true "])
def test_a_yes(flag: Any) -> None:
    assert wire.flag_of(as_read(wire.Discount, {"qualified": flag}).qualified) is True


@pytest.mark.parametrize("flag", [False, "0", 0, "", "false", "yes", "no", 2, -1, "01", None])
def test_anything_else_is_no(flag: Any) -> None:
    assert wire.flag_of(as_read(wire.Discount, {"qualified": flag}).qualified) is False


@pytest.mark.scenario("punchh", 12)
@pytest.mark.parametrize("enabled", [True, "1", 1])
@pytest.mark.parametrize("here", [True, "1", 1])
def test_batches_need_business_and_location(enabled: Any, here: Any) -> None:
    def ask(business: Any, store: Any) -> bool:
        meta = as_read(wire.Meta, {"program_type": "x", "multiple_redemptions_enabled": business})
        location = {"location_id": "7", "multiple_redemption_on_location": store}
        return wire.redeems_in_batches(meta, as_read(wire.Location, location))

    assert ask(enabled, here) is True
    assert ask(enabled, "0") is False
    assert ask(None, here) is False


def test_the_start_up_answers() -> None:
    location = as_read(
        wire.Location,
        {"location_id": 17, "update_interval": "60", "log_level": 6, "print_barcodes": "1"},
    )
    assert (location.location_id, whole_of(location.update_interval)) == (17, 60)
    meta = as_read(
        wire.Meta,
        {
            "program_type": "points_unlock_redeemables",
            "points_conversion_threshold": 100,
            "redeemables": [{"redeemable_id": 5, "name": "Tea", "points_required_to_redeem": "40"}],
            "multiple_redemptions": {
                "enable_discount_locking": "1",
                "auto_unlock_duration": "15",
                "max_redemptions_in_transaction": 20,
                "auto_redemption_discounts": [{"any": "thing"}],
                "exclude_interoperability_strategy_between": ["offer|loyalty"],
                "processing_priority_by_acquisition_type": [
                    {"code": "offer", "priority": 1, "multiplication_factor": 2}
                ],
            },
        },
    )
    rules = meta.multiple_redemptions
    assert wire.flag_of(rules.enable_discount_locking)
    assert (whole_of(rules.auto_unlock_duration), rules.max_redemptions_in_transaction) == (15, 20)
    assert meta.redeemables[0].points_required_to_redeem == 40


@pytest.mark.parametrize(
    "document",
    [
        {"id": 90017, "phone": 5005550142, "rewards": [{"id": "1", "type": None}]},
        {"user_id": "90017", "phone": "5005550142", "locked": "1", "loyalty_cards": [{"x": 1}]},
        {"user_id": 90017, "id": 4, "birthday": {"odd": True}, "selected_tip_amount": []},
    ],
)
def test_a_guest_of_either_look_up(document: Any) -> None:
    guest = as_read(wire.Guest, document)
    assert guest.number == 90017
    assert str(guest.phone or "5005550142") == "5005550142"


@pytest.mark.parametrize(
    "document",
    [{}, {"id": None}, {"id": 0}, {"id": -4}, {"id": "abc"}, {"user_id": True}, {"id": [1]}],
)
def test_a_guest_without_an_id_is_nobody(document: Any) -> None:
    with pytest.raises(ContractBrokenError):
        as_read(wire.Guest, document)


@pytest.mark.parametrize(
    ("written", "item"), [(8801, 8801), ("8801", 8801), (" 7 ", 7), ("x", None), (None, None)]
)
def test_what_is_in_a_basket_is_taken_out_by_number(written: Any, item: int | None) -> None:
    assert as_read(wire.BasketItem, {"discount_basket_item_id": written}).item == item


def test_what_nobody_here_may_use_is_not_even_read() -> None:
    guest = as_read(wire.Guest, {"id": 1, "external_uid": "theirs"})
    assert not hasattr(guest, "external_uid")
    assert "points_balance" not in wire.Balance.__struct_fields__


@pytest.mark.parametrize(
    ("payload", "document"),
    [
        (wire.Basket, {"redemption_ref": "r"}),
        (wire.Basket, {"discount_basket_items": []}),
        (wire.LookupAnswer, {"selected_discounts": []}),
        (wire.BatchAnswer, {"redemption_ref": "r", "success": []}),
        (wire.BatchAnswer, {"redemption_ref": "r", "failures": []}),
        (wire.CheckinAnswer, {"points_earned": 11}),
        (wire.BalanceAnswer, {"subscriptions": []}),
        (wire.SentAnswer, {"message": ["OTP sent successfully."]}),
        (wire.Location, {"business_name": "Cedar"}),
        (wire.Meta, {}),
    ],
)
def test_an_answer_lacks_nothing_that_it_is_known_by(payload: type[Any], document: Any) -> None:
    with pytest.raises(ContractBrokenError):
        as_read(payload, document)


@pytest.mark.parametrize("data", [{}, {"access_token": ""}, {"access_token": None}, None, []])
def test_no_token_no_session(data: Any) -> None:
    with pytest.raises(ContractBrokenError):
        as_read(wire.SessionAnswer, {"data": data})


@pytest.mark.parametrize("name", ["access_token", "oauth_token"])
def test_a_session_by_either_name(name: str) -> None:
    answer = as_read(wire.SessionAnswer, {"data": {name: "eyJ-demo", "expires_in": "1800"}})
    assert (answer.data.bearer, answer.data.expires_in) == ("eyJ-demo", 1800)
    assert "eyJ" not in f"{answer!r} {answer.data!r} {answer}"


@pytest.mark.scenario("punchh", 28)
@given(st.lists(st.integers(-(10**9), 10**9), max_size=30), st.booleans())
def test_sums_of_amounts_are_exact(cents: list[int], quoted: bool) -> None:
    """JSON numbers never show binary tails (10, item 28)."""
    written = [f"{Decimal(c).scaleb(-2):f}" for c in cents]
    amounts = [f'"{text}"' if quoted else text for text in written]
    read_back = [
        read(f'{{"banked_rewards":{text}}}'.encode(), wire.Balance).banked_rewards
        for text in amounts
    ]
    total = sum((amount for amount in read_back if amount is not None), Decimal(0))
    assert money_of(total, "USD") == Money(sum(cents), "USD")


@pytest.mark.scenario("punchh", 28)
def test_ten_and_twenty_cents_are_thirty() -> None:
    one = as_read(wire.Balance, {"banked_rewards": "0.10"}).banked_rewards
    two = as_read(wire.Balance, {"banked_rewards": "0.20"}).banked_rewards
    assert one + two == Decimal("0.30")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999999", "1e13"])
def test_impossible_amounts_are_no_money(number: str) -> None:
    balance = as_read(wire.Balance, {"banked_rewards": number})
    with pytest.raises(ContractBrokenError):
        money_of(balance.banked_rewards, "USD")


def test_no_answer_shows_what_it_holds() -> None:
    guest = as_read(wire.Guest, {"id": 90017, "first_name": "Ola", "phone": "5005550142"})
    assert repr(guest) == "Guest(•••)"
    assert repr(read(QUOTE, wire.BatchAnswer)) == "BatchAnswer(•••)"
