"""Quote, commit and void: what a check gets and what a guest spends (sections 5.8 and 5.9)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from tests.contract.punchh import (
    BEATRIZ,
    CARD,
    COFFEE,
    LINES,
    OLA,
    RAFAEL,
    SHIRT,
    active,
    amount,
    block,
    change,
    check_in,
    code,
    commit,
    frozen_sandbox,
    is_redeemed,
    lookup,
    points,
    quote,
    redeemable,
    reward,
    select,
    store,
    subscription,
    till_of,
    void,
)

BATCH = "/api/pos/batch_redemptions"


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


def told(answer: httpx.Response, status: int = 422) -> str:
    assert answer.status_code == status
    text: str = answer.json()["error"]
    return text


async def redeemed(till: httpx.AsyncClient, *items: dict[str, Any], guest: int = OLA) -> str:
    """Selected, quoted and committed; gives the redemption_ref."""
    await select(till, *items, guest=guest)
    await quote(till, guest)
    made = (await commit(till, guest)).json()
    assert len(made["success"]) == len(items)
    ref: str = made["redemption_ref"]
    return ref


async def amounts(till: httpx.AsyncClient, **changes: Any) -> list[Any]:
    answer = (await quote(till, **changes)).json()
    return [one["discount_amount"] for one in answer["success"] + answer["failures"]]


def line(sku: str, cents: float, quantity: float = 1, serial: str = "1.0") -> dict[str, Any]:
    return {
        **COFFEE,
        "item_id": sku,
        "amount": cents,
        "item_qty": quantity,
        "serial_number": serial,
    }


# Quote and commit


async def test_an_entry_as_on_the_wire(till: httpx.AsyncClient) -> None:
    ref = (await select(till, reward(55120))).json()["redemption_ref"]
    answer = await quote(till)
    assert answer.json() == {
        "redemption_ref": ref,
        "success": [
            {
                "discount_basket_item_id": 8801,
                "discount_type": "reward",
                "discount_id": 55120,
                "discount_amount": 28.9,
                "discount_value": None,
                "redemption_id": 610044,
                "redemption_type": "Redemption",
                "message": None,
                "qualified": True,
                "remaining_balance": None,
                "meta_data": None,
                "discount_details": {
                    "item_id": 55120,
                    "name": "Free coffee",
                    "points": None,
                    "base_amount": None,
                    "auto_select": False,
                },
                "qualified_items": [
                    {
                        "item_name": "Café torrado DISCOUNT",
                        "item_qty": 1,
                        "amount": 28.9,
                        "item_type": "R",
                        "item_id": "CAF-01",
                        "item_family": "",
                        "item_group": "",
                        "serial_number": "1.0",
                    }
                ],
            }
        ],
        "failures": [],
    }


async def test_nothing_in_the_body_tells_a_quote_from_a_commit(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await select(till, reward(55120), redeemable(78))
    quoted = await quote(till)
    assert points(sandbox) == 220
    assert not is_redeemed(sandbox, 55120)
    assert sandbox.punchh.books.redemptions == {}
    committed = await commit(till)
    assert committed.json() == quoted.json()
    assert points(sandbox) == 20
    assert is_redeemed(sandbox, 55120)
    calls = [received.call for received in sandbox.punchh.calls]
    assert calls == ["select", "quote", "commit"]


@pytest.mark.parametrize("value", [False, None, "true", 1])
async def test_query_is_true_or_absent(
    sandbox: Sandbox, till: httpx.AsyncClient, value: Any
) -> None:
    await select(till, reward(55120))
    answer = await till.post(BATCH, json={"query": value, **block()})
    assert answer.status_code == 400
    assert sandbox.punchh.books.redemptions == {}


async def test_without_a_basket_there_is_nothing_to_redeem(till: httpx.AsyncClient) -> None:
    assert told(await quote(till)) == "No Basket found"
    assert told(await commit(till)) == "No Basket found"


async def test_a_repeated_commit_finds_no_basket(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await redeemed(till, redeemable(78))
    assert told(await commit(till)) == "No Basket found"
    assert points(sandbox) == 20


async def test_a_repeated_commit_may_be_answered_alike(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, repeat_of_commit="same_answer")
    ref = await redeemed(till, redeemable(78))
    assert (await commit(till)).json()["redemption_ref"] == ref
    assert told(await commit(till, external_uid="uid-2")) == "No Basket found"
    assert points(sandbox) == 20


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"line_items": None}, ": line_items"),
        ({"line_items": [{**COFFEE, "item_name": ""}]}, ": item_name_0"),
        ({"line_items": [COFFEE, {**COFFEE, "item_qty": None}]}, ": item_qty_1"),
        ({"line_items": [{**COFFEE, "serial_number": None}]}, ": serial_number_0"),
        ({"receipt_amount": None}, ": receipt_amount"),
        ({"user_id": None}, ": id"),
        ({"external_uid": None}, ": external_uid"),
    ],
)
async def test_a_batch_names_what_is_missing(
    till: httpx.AsyncClient, changes: dict[str, Any], text: str
) -> None:
    assert told(await commit(till, **changes), 400).endswith(text)


async def test_a_batch_for_nobody_or_of_nothing(till: httpx.AsyncClient) -> None:
    assert told(await commit(till, 1), 404) == "User not found"
    answer = await commit(till, receipt_amount=0, subtotal_amount=0)
    assert told(answer) == "Invalid Receipt Amount"


async def test_unequal_amounts_are_not_the_servers_concern(till: httpx.AsyncClient) -> None:
    await select(till, reward(55121))
    assert (await quote(till, subtotal_amount=70.00)).status_code == 200


async def test_limits_are_looked_at_again(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await select(till, reward(55120), redeemable(77))
    change(sandbox, max_redemptions_in_transaction=1)
    assert told(await commit(till)) == "Redemption limit reached"
    change(sandbox, max_redemptions_in_transaction=9, offer_limit=1, loyalty_limit=1)
    change(sandbox, exclude_interoperability=["offer|loyalty"])
    assert told(await commit(till)) == "Interoperability validation failed"


# What discounts come to


async def test_a_free_item_is_one_unit_of_the_dearest(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    lines = [line("CAF-01", 57.80, 2), line("CAF-03", 36.40), line("CAF-02", 99.00)]
    assert await amounts(till, line_items=lines, receipt_amount=193.20) == [36.40]
    assert await amounts(till, line_items=lines[:1], receipt_amount=57.80) == [28.90]


async def test_a_free_item_needs_its_item(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    answer = (await quote(till, line_items=[SHIRT], receipt_amount=49.90)).json()
    assert answer["success"] == []
    failed = answer["failures"][0]
    assert failed["message"] == ["Discount qualification on receipt failed for Free coffee"]
    assert (failed["qualified"], failed["discount_amount"]) == (False, None)
    assert failed["qualifying_conditions"]["items"] == ["CAF-01", "CAF-03", "CAF-04"]
    assert failed["redemption_id"] == 610044


async def test_tax_and_house_discounts_qualify_for_nothing(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    lines = [{**COFFEE, "item_type": kind} for kind in "STPD"]
    assert await amounts(till, line_items=[*lines, SHIRT]) == [None]


async def test_an_amount_off_needs_its_minimum(till: httpx.AsyncClient) -> None:
    await select(till, reward(55121))
    cheap: dict[str, Any] = {"line_items": [line("PAO-01", 19.99)], "subtotal_amount": 19.99}
    assert await amounts(till, **cheap, receipt_amount=19.99) == [None]
    enough: dict[str, Any] = {"line_items": [line("PAO-01", 20.00)], "subtotal_amount": 20.00}
    assert await amounts(till, **enough, receipt_amount=20.00) == [5.00]


async def test_a_discount_is_never_more_than_what_is_left(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, program="points_to_currency")
    await select(till, amount(25.00))
    small: dict[str, Any] = {"line_items": [line("FEI-01", 8.99)], "subtotal_amount": 8.99}
    assert await amounts(till, **small, receipt_amount=8.99) == [8.99]
    await commit(till, **small, receipt_amount=8.99)
    assert sandbox.punchh.books.guests[OLA].banked_cents == 2500 - 899


async def test_percents_are_of_the_qualifying_items_and_half_up(till: httpx.AsyncClient) -> None:
    await select(till, reward(55140), guest=BEATRIZ)
    lines = [line("PRE-10", 149.91), line("CAM-01", 49.90)]
    assert await amounts(till, guest=BEATRIZ, line_items=lines, receipt_amount=199.81) == [74.96]


async def test_the_qualified_items_add_up_to_the_discount(till: httpx.AsyncClient) -> None:
    await select(till, reward(55121))
    lines = [line("A", 10.00), line("B", 10.00), line("C", 10.00)]
    entry = (await quote(till, line_items=lines, receipt_amount=30.00)).json()["success"][0]
    shares = [one["amount"] for one in entry["qualified_items"]]
    assert sorted(shares) == [1.66, 1.67, 1.67]
    assert {one["item_type"] for one in entry["qualified_items"]} == {"R"}


async def test_each_discount_sees_what_the_others_left(till: httpx.AsyncClient) -> None:
    await select(till, redeemable(78), reward(55122), reward(55120))
    items: dict[str, Any] = {
        "line_items": [COFFEE],
        "receipt_amount": 28.90,
        "subtotal_amount": 28.90,
    }
    assert await amounts(till, **items) == [2.89, 26.01, None]


async def test_an_item_may_serve_one_discount_only(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, allow_multiple_redemption_on_item=False)
    await select(till, reward(55120), redeemable(78))
    answer = (await quote(till)).json()
    assert [one["discount_amount"] for one in answer["success"]] == [28.90, 10.00]
    assert [one["item_id"] for one in answer["success"][1]["qualified_items"]] == ["CAM-01"]


async def test_banked_currency_visit_cards_and_subscriptions(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, program="visits")
    await select(till, CARD, subscription(301), guest=BEATRIZ)
    answer = (await quote(till, BEATRIZ)).json()
    assert [one["discount_amount"] for one in answer["success"]] == [15.00, 4.34]
    await commit(till, BEATRIZ)
    assert sandbox.punchh.books.guests[BEATRIZ].cards == 2
    change(sandbox, program="points_to_currency")
    await select(till, amount(10.5), guest=BEATRIZ)
    entry = (await quote(till, BEATRIZ, external_uid="uid-2")).json()["success"][0]
    assert (entry["discount_value"], entry["discount_amount"]) == (10.5, 10.5)
    assert (entry["discount_id"], entry["remaining_balance"]) == (None, 4989.5)


async def test_what_is_left_of_the_points_is_told(till: httpx.AsyncClient) -> None:
    await select(till, redeemable(78))
    assert (await quote(till)).json()["success"][0]["remaining_balance"] == 20


async def test_ids_may_all_be_texts(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, integer_discount_ids=False)
    await select(till, reward(55120))
    assert (await quote(till)).json()["success"][0]["discount_id"] == "55120"


@pytest.mark.scenario("punchh", 28)
async def test_amounts_are_exact_on_the_wire(till: httpx.AsyncClient) -> None:
    lines = [line("A", 0.10), line("B", 0.20)]
    await select(till, redeemable(78))
    answer = await quote(till, line_items=lines, receipt_amount=0.30, subtotal_amount=0.30)
    assert '"discount_amount":0.30,' in answer.text
    assert '"amount":0.10,' in answer.text


# Balances and receipts between quote and commit


async def test_balances_are_judged_at_the_commit(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await select(till, redeemable(78))
    await quote(till)
    sandbox.punchh.books.guests[OLA].debits += 21
    text = "Points Balance is insufficient to process request"
    assert told(await commit(till)) == text
    assert points(sandbox) == 199
    assert (await active(till)).status_code == 200


async def test_two_redeemables_need_points_for_both(till: httpx.AsyncClient) -> None:
    await select(till, redeemable(78), redeemable(80))
    assert told(await quote(till)) == "Points Balance is insufficient to process request"


async def test_currency_spent_meanwhile_is_refused(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, program="points_to_currency")
    await select(till, amount(25))
    sandbox.punchh.books.guests[OLA].banked_cents = 2499
    assert told(await commit(till)) == "Balance is insufficient to process request"
    assert sandbox.punchh.books.guests[OLA].banked_cents == 2499


@pytest.mark.scenario("punchh", 20)
async def test_a_price_changed_after_the_quote_fails_the_commit(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await select(till, reward(55120), redeemable(78))
    await quote(till)
    changed = [{**COFFEE, "amount": 28.80}, SHIRT]
    answer = await commit(till, line_items=changed)
    assert answer.status_code == 200
    assert answer.json()["success"] == []
    assert [one["message"] for one in answer.json()["failures"]] == [
        ["Discount qualification on receipt failed for Free coffee"],
        ["Discount qualification on receipt failed for 10.00 off"],
    ]
    assert points(sandbox) == 220
    assert not is_redeemed(sandbox, 55120)
    assert (await active(till)).json()["locked"] is True
    await quote(till, line_items=changed)
    assert (await commit(till, line_items=changed)).json()["success"]


async def test_a_changed_receipt_may_count(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, changed_receipt="counts")
    await select(till, reward(55120))
    await quote(till)
    answer = await commit(till, line_items=[{**COFFEE, "amount": 28.80}, SHIRT])
    assert answer.json()["success"][0]["discount_amount"] == 28.80


async def test_the_same_receipt_may_be_spelt_otherwise(till: httpx.AsyncClient) -> None:
    await select(till, reward(55120))
    await quote(till, receipt_amount=78.8)
    lines = [dict(reversed(one.items())) for one in LINES]
    assert (await commit(till, line_items=lines)).json()["success"]


async def test_what_fails_beside_a_success_is_not_spent(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await select(till, reward(55120), redeemable(77))
    made = (await commit(till)).json()
    assert [one["discount_id"] for one in made["success"]] == [55120]
    assert [one["discount_id"] for one in made["failures"]] == [77]
    assert points(sandbox) == 220
    assert (await active(till)).status_code == 404


# Void


async def test_a_void_gives_everything_back_at_once(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    ref = await redeemed(till, reward(55120), redeemable(78), code("SBXONCE"))
    answer = await void(till, ref)
    assert (answer.status_code, answer.content) == (202, b"")
    assert points(sandbox) == 220
    assert (await active(till)).status_code == 404
    assert await redeemed(till, reward(55120), redeemable(78), code("SBXONCE")) != ref


async def test_currency_and_cards_come_back_too(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, program="points_to_currency")
    ref = await redeemed(till, amount(10))
    assert sandbox.punchh.books.guests[OLA].banked_cents == 1500
    await void(till, ref)
    assert sandbox.punchh.books.guests[OLA].banked_cents == 2500
    change(sandbox, program="visits")
    ref = await redeemed(till, CARD)
    assert sandbox.punchh.books.guests[OLA].cards == 0
    await void(till, ref)
    assert sandbox.punchh.books.guests[OLA].cards == 1


async def test_a_second_void_is_harmless(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    ref = await redeemed(till, redeemable(78))
    await void(till, ref)
    assert told(await void(till, ref)) == "No Basket found"
    assert points(sandbox) == 220


async def test_only_a_guests_own_committed_basket_can_be_voided(till: httpx.AsyncClient) -> None:
    ref = (await select(till, reward(55120))).json()["redemption_ref"]
    assert told(await void(till, ref)) == "No Basket found"
    await commit(till)
    assert told(await void(till, ref, RAFAEL)) == "No Basket found"
    assert told(await void(till, "unknown")) == "No Basket found"
    assert told(await void(till, ref, 1), 404) == "User not found"
    answer = await till.request("DELETE", f"{BATCH}/{ref}", json={})
    assert told(answer, 400).endswith(": id")
    assert (await void(till, ref)).status_code == 202


async def test_after_the_check_in_a_void_is_gone(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    ref = await redeemed(till, redeemable(78))
    await check_in(till)
    answer = await void(till, ref)
    assert answer.status_code == 410
    assert answer.json() == {
        "error": {
            "message": "Checkin associated with external_uid uid-1 has been committed.",
            "code": "commited",
        }
    }
    assert points(sandbox) == 20 + 11


async def voided_check(sandbox: Sandbox, till: httpx.AsyncClient, **settings: Any) -> str:
    """A redemption whose check was checked in, stored and voided."""
    change(sandbox, pending_points=True, **settings)
    ref = await redeemed(till, redeemable(78))
    await check_in(till)
    await store(till)
    assert (await store(till, status="void")).status_code == 200
    return ref


async def test_the_void_of_the_check_returned_the_offers(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    ref = await voided_check(sandbox, till)
    assert points(sandbox) == 220
    assert told(await void(till, ref)) == "No Basket found"
    assert points(sandbox) == 220


@pytest.mark.parametrize(("answered", "status"), [("accepted", 202), ("gone", 410)])
async def test_a_void_after_that_may_be_answered_otherwise(
    sandbox: Sandbox, till: httpx.AsyncClient, answered: str, status: int
) -> None:
    ref = await voided_check(sandbox, till, void_after_receipt_void=answered)
    assert (await void(till, ref)).status_code == status
    assert points(sandbox) == 220


async def test_the_void_of_the_check_may_leave_the_offers_to_a_void(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    ref = await voided_check(sandbox, till, receipt_void_returns_offers=False)
    assert points(sandbox) == 20
    assert (await void(till, ref)).status_code == 202
    assert points(sandbox) == 220


async def test_recovery_of_a_lost_commit(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    """Scenario 22: the basket tells whether it was committed, and a void makes it never."""
    for fault, left in (("drop_before", 220), ("drop_after", 20)):
        ref = (await select(till, redeemable(78))).json()["redemption_ref"]
        await quote(till)
        sandbox.punchh.faults.arm("commit", fault)
        with pytest.raises(Exception, match="dropped"):
            await commit(till)
        assert points(sandbox) == left
        if (await active(till)).status_code == 200:
            assert told(await void(till, ref)) == "No Basket found"
            assert (await commit(till)).json()["redemption_ref"] == ref
        assert (await void(till, ref)).status_code == 202
        assert points(sandbox) == 220


async def test_a_look_up_after_the_commit_shows_what_is_left(till: httpx.AsyncClient) -> None:
    await redeemed(till, reward(55120))
    offered = (await lookup(till)).json()["unselected_discounts"]
    assert 55120 not in {one["discount_id"] for one in offered}
