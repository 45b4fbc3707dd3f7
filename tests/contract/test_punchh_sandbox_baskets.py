"""The basket that all channels share, and the lock on it (contract, sections 5.6 and 5.7)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from tests.contract.punchh import (
    BEATRIZ,
    CARD,
    LOCKED,
    OLA,
    RAFAEL,
    active,
    amount,
    block,
    change,
    code,
    commit,
    frozen_sandbox,
    hand_of,
    lookup,
    quote,
    redeemable,
    reward,
    select,
    subscription,
    till_of,
    unlock,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


@pytest.fixture
def hand(sandbox: Sandbox) -> httpx.AsyncClient:
    return hand_of(sandbox)


def told(answer: httpx.Response, status: int = 422) -> str:
    assert answer.status_code == status
    text: str = answer.json()["error"]
    return text


async def unselect(
    till: httpx.AsyncClient, ids: Any, uid: str = "uid-1", guest: int = OLA
) -> httpx.Response:
    body = {"user_id": guest, "discount_basket_item_ids": ids, "external_uid": uid}
    return await till.request("DELETE", "/api/pos/discounts/unselect", json=body)


def ids(answer: httpx.Response) -> list[int]:
    return [one["discount_basket_item_id"] for one in answer.json()["discount_basket_items"]]


# Select and unselect


async def test_a_basket_as_on_the_wire(till: httpx.AsyncClient) -> None:
    answer = await select(till, reward(55120), redeemable(78))
    basket = answer.json()
    ref = basket.pop("redemption_ref")
    assert isinstance(ref, str)
    assert len(ref) == 20
    first, second = basket.pop("discount_basket_items")
    assert basket == {
        "locked": False,
        "location_id": 2718,
        "created_at": "2031-03-04T17:15:00+00:00",
    }
    assert first == {
        "discount_basket_item_id": 8801,
        "discount_type": "reward",
        "discount_id": "55120",
        "discount_value": None,
        "created_at": "2031-03-04T17:15:00+00:00",
        "discount_details": {
            "item_id": 55120,
            "name": "Free coffee",
            "points": None,
            "base_amount": None,
            "auto_select": False,
        },
    }
    assert (second["discount_id"], second["discount_details"]["points"]) == ("78", 200)


async def test_a_guest_has_one_basket_whoever_adds_to_it(
    till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    first = await select(till, reward(55120))
    added = await hand.post("/app/select", json={"guest": OLA, "items": [reward(55121)]})
    assert added.json()["redemption_ref"] == first.json()["redemption_ref"]
    again = await select(till, reward(55122), uid="uid-2")
    assert ids(again) == [8801, 8802, 8803]


async def test_a_basket_outlives_the_check_until_it_is_emptied(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    ref = (await select(till, reward(55120))).json()["redemption_ref"]
    sandbox.clock.advance(86400)
    assert (await active(till, uid="uid-2")).json()["redemption_ref"] == ref
    assert ids(await unselect(till, [8801])) == []
    assert told(await active(till), 404) == "User does not have an active basket"
    assert (await select(till, reward(55120))).json()["redemption_ref"] != ref


@pytest.mark.scenario("punchh", 16)
async def test_of_three_with_one_invalid_nothing_is_added(till: httpx.AsyncClient) -> None:
    answer = await select(till, reward(55120), reward(99), redeemable(77))
    assert told(answer) == "Invalid Reward ID"
    assert told(await active(till), 404) == "User does not have an active basket"
    await select(till, redeemable(77))
    await select(till, reward(55120), code("UNKNOWN"))
    assert ids(await active(till)) == [8801]


CURRENCY, VISITS = {"program": "points_to_currency"}, {"program": "visits"}


@pytest.mark.parametrize(
    ("settings", "items", "text"),
    [
        ({}, [reward(55123)], "Invalid Reward ID"),
        ({}, [reward(55130)], "Invalid Reward ID"),
        ({}, [redeemable(1)], "Invalid Redeemable ID"),
        ({}, [subscription(301)], "Invalid Subscription ID"),
        ({}, [code("NONE")], "Invalid Code"),
        ({}, [code("SBXOLD")], "Coupon/Promo code is not active"),
        ({}, [reward(55120)] * 2, "Same parameters provided multiple times"),
        (CURRENCY, [amount(25.01)], "Balance is insufficient to process request"),
        (CURRENCY, [amount(0)], "Invalid Discount Value"),
        (CURRENCY, [amount(None)], "Invalid Discount Value"),
        (CURRENCY, [amount("5")], "Invalid Discount Value"),
        (
            {**CURRENCY, "max_discount_amount_cents": 1000},
            [amount(10.01)],
            "Max Redemption Amount has been reached",
        ),
        (VISITS, [CARD, CARD], "Not enough cards"),
        (
            {"max_redemptions_in_transaction": 2},
            [reward(55120), reward(55121), reward(55122)],
            "Redemption limit reached",
        ),
        (
            {"loyalty_limit": 1},
            [redeemable(77), redeemable(78)],
            "Processing limit for discounts of loyalty type has been reached",
        ),
        (
            {"exclude_interoperability": ["offer|loyalty"]},
            [reward(55120), redeemable(77)],
            "Interoperability validation failed",
        ),
    ],
)
async def test_what_cannot_be_selected(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    settings: dict[str, Any],
    items: list[dict[str, Any]],
    text: str,
) -> None:
    change(sandbox, **settings)
    assert told(await select(till, *items)) == text
    assert (await active(till)).status_code == 404


async def test_what_is_in_the_basket_cannot_be_taken_again(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    answer = await select(till, reward(55120))
    assert told(answer) == "Discount basket items have already been taken for the user"


@pytest.mark.scenario("punchh", 17)
async def test_interoperability_counts_what_is_there(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, exclude_interoperability=["offer|loyalty"])
    await select(till, reward(55120))
    assert told(await select(till, redeemable(77))) == "Interoperability validation failed"
    assert (await select(till, reward(55121))).status_code == 200


async def test_one_subscription_to_a_basket(till: httpx.AsyncClient) -> None:
    answer = await select(till, subscription(301), subscription(302), guest=BEATRIZ)
    assert told(answer) == "Cannot add more than one subscription into basket"


@pytest.mark.parametrize("unsupported", [{"discount_type": "fuel_reward"}, CARD, amount(5)])
async def test_a_program_supports_its_own_types(
    till: httpx.AsyncClient, unsupported: dict[str, Any]
) -> None:
    assert told(await select(till, unsupported)).startswith("Your current loyalty program")


async def test_a_type_never_heard_of(till: httpx.AsyncClient) -> None:
    text = told(await select(till, {"discount_type": "gift"}))
    assert text.startswith("Discount type should be card_completion, discount_amount, ")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"discount_basket_items_attributes": [reward(1)]}, "user_id"),
        ({"user_id": OLA}, "discount_basket_items_attributes"),
        ({"user_id": OLA, "discount_basket_items_attributes": []}, "_attributes"),
        ({"user_id": OLA, "discount_basket_items_attributes": [{}]}, "discount_type"),
    ],
)
async def test_select_names_what_is_missing(
    till: httpx.AsyncClient, body: dict[str, Any], named: str
) -> None:
    answer = await till.post("/api/pos/discounts/select", json=body)
    assert told(answer, 400).endswith(named)


async def test_nobody_is_found_for_an_unknown_id(till: httpx.AsyncClient) -> None:
    assert told(await select(till, reward(1), guest=1), 404) == "User not found"


async def test_points_are_not_looked_at_before_the_quote(till: httpx.AsyncClient) -> None:
    assert (await select(till, redeemable(79))).status_code == 200
    text = "Points Balance is insufficient to process request"
    assert told(await quote(till)) == text
    assert told(await commit(till)) == text


async def test_a_single_code_is_busy_in_one_basket(till: httpx.AsyncClient) -> None:
    await select(till, code("SBXONCE"))
    text = told(await select(till, code("SBXONCE"), guest=RAFAEL))
    assert text.startswith("Another transaction is currently accessing the same code.")
    await unselect(till, [8801])
    assert (await select(till, code("SBXONCE"), guest=RAFAEL)).status_code == 200


async def test_a_single_code_is_used_up(till: httpx.AsyncClient) -> None:
    await select(till, code("SBXONCE"))
    assert (await commit(till)).json()["success"]
    text = told(await select(till, code("SBXONCE"), guest=RAFAEL))
    assert text == "The code can not be added, as the campaign has exceeded its usage limit"


async def test_a_daily_code_comes_back_tomorrow(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await select(till, code("SBXDAILY"))
    await commit(till)
    text = told(await select(till, code("SBXDAILY")))
    assert text == "This coupon can only be used 1 time(s) per day."
    sandbox.clock.advance(86400)
    assert (await select(till, code("SBXDAILY"))).status_code == 200


async def test_a_code_for_many_serves_everybody(till: httpx.AsyncClient) -> None:
    for guest in (OLA, RAFAEL, OLA):
        await select(till, code("SBXMANY"), guest=guest)
        made = (await commit(till, guest)).json()["success"][0]
        assert (made["discount_amount"], made["discount_id"]) == (3.00, "SBXMANY")


async def test_unselect_takes_out_what_it_knows(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120), reward(55121))
    assert ids(await unselect(till, [8801, 1])) == [8802]
    assert told(await unselect(till, [8801])) == "Discount Items not found with any given ids"
    assert told(await unselect(till, None), 400).endswith(": discount_basket_item_ids")
    assert (await unselect(till, ["8802"])).status_code == 400
    text = told(await unselect(till, [1], guest=RAFAEL), 404)
    assert text == "User does not have an active basket"


async def test_auto_select_picks_what_costs_no_points(till: httpx.AsyncClient) -> None:
    answer = await till.post("/api/pos/discounts/auto_select", json=block(BEATRIZ))
    taken = [
        (one["discount_type"], one["discount_id"]) for one in answer.json()["discount_basket_items"]
    ]
    assert taken == [("reward", "55141"), ("subscription", "301")]
    body = block(BEATRIZ, line_items=None)
    answer = await till.post("/api/pos/discounts/auto_select", json=body)
    assert told(answer, 400).endswith(": line_items")


@pytest.mark.parametrize(
    ("style", "expected"), [("array", list), ("empty_array", list), ("null", type(None))]
)
async def test_details_come_as_a_list_or_not_at_all(
    sandbox: Sandbox, till: httpx.AsyncClient, style: str, expected: type
) -> None:
    change(sandbox, discount_details=style)
    await select(till, reward(55120))
    details = (await active(till)).json()["discount_basket_items"][0]["discount_details"]
    assert type(details) is expected
    assert bool(details) == (style == "array")


# What is no longer usable


async def expiring(sandbox: Sandbox, till: httpx.AsyncClient, *items: dict[str, Any]) -> None:
    """Reward 55120 in the basket, and expired."""
    await select(till, reward(55120), *items)
    rewards = sandbox.punchh.books.guests[OLA].rewards
    next(one for one in rewards if one.id == 55120).ends_at = sandbox.clock.now()


@pytest.mark.scenario("punchh", 19)
async def test_an_expired_reward_is_reported_and_dropped(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await expiring(sandbox, till, reward(55121))
    first, second = (await active(till)).json()["discount_basket_items"]
    assert (first["message"], first["discount_details"]) == (["Invalid Reward ID."], None)
    assert "message" not in second
    assert ids(await active(till)) == [8802]


async def test_a_basket_of_expired_rewards_is_empty(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await expiring(sandbox, till)
    assert ids(await active(till)) == [8801]
    assert (await active(till)).status_code == 404


@pytest.mark.scenario("punchh", 19)
async def test_an_expired_reward_may_stay_until_it_is_taken_out(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, unusable_items="kept")
    await expiring(sandbox, till, reward(55121))
    for answer in (await quote(till), await quote(till)):
        failed = answer.json()["failures"][0]
        assert (failed["message"], failed["discount_details"]) == (["Invalid Reward ID."], None)
        assert failed["discount_amount"] is None
    assert ids(await unselect(till, [8801])) == [8802]


async def test_a_look_up_reports_it_too(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await expiring(sandbox, till, reward(55121))
    selected = (await lookup(till)).json()["selected_discounts"]
    assert [one["message"] for one in selected] == [["Invalid Reward ID."], None]
    assert [one["qualified"] for one in selected] == [False, True]
    assert len((await lookup(till)).json()["selected_discounts"]) == 1


# Look-up


async def test_a_look_up_adds_nothing(till: httpx.AsyncClient) -> None:
    answer = (await lookup(till)).json()
    assert answer["selected_discounts"] == []
    offered = [(one["discount_type"], one["discount_id"]) for one in answer["unselected_discounts"]]
    assert offered == [
        ("reward", 55120),
        ("reward", 55121),
        ("reward", 55122),
        ("redeemable", 77),
        ("redeemable", 78),
        ("redeemable", 80),
    ]
    assert all("discount_basket_item_id" not in one for one in answer["unselected_discounts"])
    assert (await active(till)).status_code == 404


async def test_a_look_up_may_put_everything_in(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, auto_redemption=True)
    answer = (await lookup(till)).json()
    assert len(answer["selected_discounts"]) == 6
    assert answer["unselected_discounts"] == []


async def test_a_look_up_tells_what_a_selection_would_give(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    answer = (await lookup(till)).json()
    selected = answer["selected_discounts"][0]
    assert selected["discount_basket_item_id"] == 8801
    assert (selected["discount_amount"], selected["redemption_id"]) == (28.90, 610044)
    mug = next(one for one in answer["unselected_discounts"] if one["discount_id"] == 77)
    assert (mug["qualified"], mug["discount_amount"]) == (False, None)
    assert mug["message"] == ["Discount qualification on receipt failed for Free mug"]


@pytest.mark.parametrize(
    "member", ["receipt_amount", "subtotal_amount", "receipt_datetime", "external_uid"]
)
async def test_a_look_up_names_what_is_missing(till: httpx.AsyncClient, member: str) -> None:
    without: dict[str, Any] = {member: None}
    text = told(await lookup(till, **without), 400)
    assert text == f"Required parameter missing or the value is empty: {member}"


async def test_without_locking_no_uid_is_needed(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, enable_discount_locking=False)
    await select(till, reward(55120), uid=None)
    assert (await lookup(till, external_uid=None)).status_code == 200
    assert (await active(till, uid=None)).json()["locked"] is False


@pytest.mark.parametrize("value", ["2031-03-04T12:15:09", "yesterday"])
async def test_an_instant_needs_its_offset(till: httpx.AsyncClient, value: str) -> None:
    assert (await lookup(till, receipt_datetime=value)).status_code == 400


async def test_a_check_of_nothing_is_refused(till: httpx.AsyncClient) -> None:
    assert told(await lookup(till, receipt_amount=0, subtotal_amount=0)) == "Invalid Receipt Amount"


@pytest.mark.parametrize("value", [78.801, "78.80", True, 1e12])
async def test_an_amount_is_a_number_with_two_decimals(till: httpx.AsyncClient, value: Any) -> None:
    assert (await lookup(till, receipt_amount=value)).status_code == 400


# Locks


@pytest.mark.parametrize("call", [lookup, quote])
async def test_look_up_and_quote_lock(till: httpx.AsyncClient, call: Any) -> None:
    await select(till, reward(55120))
    assert (await active(till)).json()["locked"] is False
    await call(till)
    assert (await active(till)).json()["locked"] is True
    for answer in (
        await select(till, reward(55121), uid="uid-2"),
        await select(till, reward(55121), uid=None),
        await unselect(till, [8801], "uid-2"),
        await active(till, uid="uid-2"),
        await active(till, uid=None),
        await lookup(till, external_uid="uid-2"),
        await quote(till, external_uid="uid-2"),
        await commit(till, external_uid="uid-2"),
        await till.post("/api/pos/discounts/auto_select", json=block(uid="uid-2")),
    ):
        assert told(answer) == LOCKED
    assert (await commit(till)).json()["success"]


async def test_select_may_lock(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, select_locks=True)
    assert (await select(till, reward(55120))).json()["locked"] is True


async def test_a_select_without_a_uid_is_fine_while_nobody_holds_the_basket(
    till: httpx.AsyncClient,
) -> None:
    assert (await select(till, reward(55120), uid=None)).status_code == 200
    assert (await select(till, reward(55121), uid="")).status_code == 200


@pytest.mark.scenario("punchh", 13)
async def test_the_app_holds_the_basket_until_it_lets_go(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    await select(till, reward(55120))
    assert (await hand.post("/app/lock", json={"guest": OLA})).json()["locked"] is True
    assert told(await lookup(till)) == LOCKED
    assert told(await commit(till)) == LOCKED
    assert sandbox.punchh.books.redemptions == {}
    await hand.post("/app/unlock", json={"guest": OLA})
    assert (await lookup(till)).status_code == 200
    refused = await hand.post("/app/select", json={"guest": OLA, "items": [reward(55121)]})
    assert refused.json() == {"error": LOCKED}


@pytest.mark.scenario("punchh", 14)
async def test_a_lock_opens_to_its_own_uid_only(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    await lookup(till)
    assert told(await unlock(till, uid="uid-2")) == "Unable to find valid discount basket."
    assert (await active(till)).json()["locked"] is True
    answer = await unlock(till)
    assert (answer.status_code, answer.content) == (200, b"")
    assert (await active(till)).json()["locked"] is False
    assert told(await unlock(till)) == "Unable to find valid discount basket."


@pytest.mark.parametrize("status", [404, 422])
async def test_after_the_commit_nothing_is_left_to_unlock(
    sandbox: Sandbox, till: httpx.AsyncClient, status: int
) -> None:
    change(sandbox, unlock_without_basket=status)
    await select(till, reward(55120))
    await commit(till)
    assert told(await unlock(till), status) == "User does not have an active basket."


async def test_unlock_needs_guest_and_uid(till: httpx.AsyncClient) -> None:
    assert told(await unlock(till, uid=""), 400).endswith(": external_uid")
    assert told(await unlock(till, guest=1), 404) == "User not found."


@pytest.mark.scenario("punchh", 15)
async def test_a_lock_falls_off_by_the_sandboxs_clock(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    change(sandbox, auto_unlock_duration=7)
    await select(till, reward(55120))
    await lookup(till)
    sandbox.clock.advance(7 * 60 - 1)
    assert told(await lookup(till, external_uid="uid-2")) == LOCKED
    await quote(till)
    sandbox.clock.advance(1)
    made = await hand.post("/app/commit", json={"guest": OLA})
    assert made.json()["success"][0]["discount_id"] == 55120
    assert told(await commit(till)) == "No Basket found"


async def test_a_further_call_of_the_holder_may_renew_the_lock(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, relocking_renews=True)
    await select(till, reward(55120))
    for _ in range(2):
        await lookup(till)
        sandbox.clock.advance(599)
    assert told(await lookup(till, external_uid="uid-2")) == LOCKED


async def test_without_auto_unlock_a_lock_stays(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, enable_auto_unlock=False)
    await select(till, reward(55120))
    await lookup(till)
    sandbox.clock.advance(30 * 86400)
    assert told(await active(till, uid="uid-2")) == LOCKED


async def test_a_look_up_may_open_and_lock_an_empty_basket(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, lookup_opens_basket=True)
    await lookup(till)
    assert (await active(till)).json()["locked"] is True
    assert told(await quote(till)) == "No Basket found"
    assert (await unlock(till)).status_code == 200
    assert (await active(till)).status_code == 404


async def test_an_empty_basket_goes_with_its_lock(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    await hand.post("/app/lock", json={"guest": OLA})
    assert told(await select(till, reward(55120))) == LOCKED
    sandbox.clock.advance(600)
    assert (await active(till)).status_code == 404
    assert (await hand.get("/books")).json()["baskets"][0]["state"] == "emptied"
