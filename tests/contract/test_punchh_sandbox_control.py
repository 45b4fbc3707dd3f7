"""Punchh's control routes, settings and faults, and that it stands beside BonifiQ."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import PROVIDERS, Sandbox, build_sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.punchh.fixtures import BUSINESS_KEY, CLIENT_ID, LOCATION_KEY
from tests.contract.punchh import (
    BEATRIZ,
    OLA,
    OLAS_PHONE,
    RAFAEL,
    active,
    change,
    check_in,
    client,
    code,
    commit,
    door_of,
    frozen_sandbox,
    hand_of,
    is_redeemed,
    points,
    quote,
    read_code,
    redeemable,
    reward,
    select,
    send_code,
    store,
    till_of,
    unlock,
    verify,
    void,
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


# Beside another provider


async def test_all_providers_are_served_from_one_address(sandbox: Sandbox) -> None:
    assert set(PROVIDERS) == {"bonifiq", "punchh", "twilio_verify"}
    anybody = client(sandbox, {})
    assert (await anybody.get("/ping")).text == "OK"
    answer = await anybody.get("/v1/pvt/Customization", auth=("sandbox-token", "sandbox-key"))
    assert answer.status_code == 200
    assert answer.headers["Date"] == "Tue, 04 Mar 2031 17:15:00 GMT"
    assert [call.call for call in sandbox.bonifiq.calls] == ["customization"]
    assert [call.call for call in sandbox.punchh.calls] == ["ping"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/pos/nothing", 404),
        ("GET", "/api/posy", 404),
        ("GET", "/api2/nothing", 404),
        ("GET", "/api/pos/discounts/select", 405),
        ("POST", "/receipt_details/1", 404),
        ("GET", "/pings", 404),
        ("GET", "/", 404),
    ],
)
async def test_unknown_routes_are_not_found(
    till: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    assert (await till.request(method, path)).status_code == status


async def test_the_overview_has_what_an_integrator_needs(sandbox: Sandbox) -> None:
    overview = (await client(sandbox, {}).get("/_sandbox")).json()["providers"]["punchh"]
    assert overview["root"] == ""
    assert overview["credentials"] == {
        "location_key": LOCATION_KEY,
        "business_key": BUSINESS_KEY,
        "client": CLIENT_ID,
    }
    ola = overview["customers"][0]
    assert (ola["id"], ola["phone"], ola["app_code"]) == (OLA, OLAS_PHONE, "0a1f09c0017b")
    assert set(overview["calls"]) == {
        *("configuration", "meta", "search", "find", "balance", "lookup", "select", "unselect"),
        *("auto_select", "active", "unlock", "quote", "commit", "void", "checkin", "receipt"),
        *("send_code", "verify_code", "refresh", "sign_out", "profile", "ping"),
    }


def test_the_demo_catalogue_covers_every_qualifying_item(sandbox: Sandbox) -> None:
    catalogue = Path(__file__).parents[2] / "resources" / "demo" / "products.csv"
    with catalogue.open(encoding="utf-8", newline="") as file:
        products = {row["sku"] for row in csv.DictReader(file)}
    books = sandbox.punchh.books
    guests = books.guests.values()
    offers = [
        *(one.benefit for one in books.redeemables.values()),
        *(one.benefit for one in books.coupons.values()),
        *(one.benefit for guest in guests for one in guest.rewards),
        *(one.benefit for guest in guests for one in guest.subscriptions),
    ]
    assert {sku for benefit in offers for sku in benefit.skus} <= products


# Control routes


async def test_the_books_can_be_read(till: httpx.AsyncClient, hand: httpx.AsyncClient) -> None:
    ref = (await select(till, redeemable(78))).json()["redemption_ref"]
    await quote(till)
    books = (await hand.get("/books")).json()
    assert books["baskets"] == [
        {
            "redemption_ref": ref,
            "guest": OLA,
            "state": "active",
            "locked_by": "uid-1",
            "items": [{"id": 8801, "type": "redeemable", "discount_id": "78", "value_cents": None}],
        }
    ]
    await commit(till)
    await void(till, ref)
    books = (await hand.get("/books")).json()
    assert books["baskets"][0]["state"] == "redeemed"
    made = books["redemptions"][0]
    discounts = made.pop("discounts")
    assert made == {
        "redemption_ref": ref,
        "guest": OLA,
        "external_uid": "uid-1",
        "channel": "pos",
        "status": "returned",
        "returned_by": "void",
        "cents": 1000,
    }
    assert (discounts[0]["points"], discounts[0]["cents"]) == (200, 1000)
    assert (books["guests"][0]["id"], books["guests"][0]["points"]) == (OLA, 220)


async def test_balances_can_be_given(till: httpx.AsyncClient, hand: httpx.AsyncClient) -> None:
    given = {"id": OLA, "points": 7, "banked_cents": 4235, "cards": 2}
    assert given.items() <= (await hand.post("/guests", json=given)).json().items()
    found = await till.get("/api/pos/users/search", params={"phone": OLAS_PHONE})
    assert found.json()["balance"]["net_balance"] == 7
    assert found.json()["balance"]["banked_rewards"] == "42.35"
    new = (await hand.post("/guests", json={"phone": "5005559999", "points": 5})).json()
    found = await till.get("/api/pos/users/search", params={"phone": "5005559999"})
    assert (found.json()["id"], found.json()["balance"]["net_balance"]) == (new["id"], 5)
    await hand.post("/guests", json={"email": "ola@guests.example", "deactivated": True})
    found = await till.get("/api/pos/users/search", params={"phone": OLAS_PHONE})
    assert found.status_code == 422


async def test_rewards_and_offers_can_be_changed(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    wanted = {"guest": RAFAEL, "like": 55120, "ends_at": "2031-03-05T00:00:00+00:00"}
    issued = (await hand.post("/rewards", json=wanted)).json()
    assert issued == {"id": 56000, "name": "Free coffee"}
    assert (await select(till, reward(56000), guest=RAFAEL)).status_code == 200
    sandbox.clock.advance(86400)
    assert (await quote(till, RAFAEL)).json()["success"] == []
    await hand.post("/redeemables/78", json={"points": 221})
    await select(till, redeemable(78))
    assert (await commit(till)).status_code == 422
    await hand.post("/coupons/SBXOLD", json={"active": True, "usage_limit": 1})
    assert (await select(till, code("SBXOLD"))).status_code == 200


async def test_the_app_redeems_what_it_chose(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    chosen = {"guest": OLA, "items": [redeemable(77), reward(55120)]}
    basket = (await hand.post("/app/select", json=chosen)).json()
    first = basket["discount_basket_items"][0]["discount_basket_item_id"]
    await hand.post("/app/unselect", json={"guest": OLA, "ids": [first]})
    made = (await hand.post("/app/commit", json={"guest": OLA})).json()
    assert [one["discount_id"] for one in made["success"]] == [55120]
    redemption = sandbox.punchh.books.redemptions[basket["redemption_ref"]]
    assert (redemption.channel, redemption.external_uid) == ("mobile_app", f"app-{OLA}")
    assert is_redeemed(sandbox, 55120)
    assert (await active(till)).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/settings", {"nothing": 1}, 400),
        ("/settings", {"code_length": 0}, 400),
        ("/settings", {"tries_per_code": -1}, 400),
        ("/settings", {"code_refusal_status": 418}, 400),
        ("/settings", {"error_shape": "Z"}, 400),
        ("/settings", {"exclude_interoperability": "offer|loyalty"}, 400),
        ("/guests", {}, 400),
        ("/guests", {"id": 1}, 400),
        ("/guests", {"id": OLA, "points": -1}, 400),
        ("/rewards", {"guest": OLA, "like": 1}, 404),
        ("/rewards", {"guest": 1, "like": 55120}, 404),
        ("/redeemables/1", {}, 404),
        ("/coupons/NONE", {}, 404),
        ("/app/dance", {"guest": OLA}, 404),
        ("/app/select", {"guest": OLA}, 400),
        ("/faults", {"call": "meta", "fault": "code_busy"}, 400),
    ],
)
async def test_a_hook_misused_says_so(
    hand: httpx.AsyncClient, path: str, body: Any, status: int
) -> None:
    answer = await hand.post(path, json=body)
    assert answer.status_code == status
    assert answer.json()["error"]


async def test_settings_change_by_name(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    wanted = {"tries_per_code": 0, "unlock_without_basket": 422, "code_alphabet": "letters"}
    assert wanted.items() <= (await hand.post("/settings", json=wanted)).json().items()
    assert sandbox.punchh.settings.unlock_without_basket == 422


async def test_a_reset_starts_over(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await select(till, redeemable(78))
    await commit(till)
    sandbox.punchh.faults.arm("*", "status_500_before", times=0)
    change(sandbox, code_length=9)
    assert (await client(sandbox, {}).post("/_sandbox/reset")).status_code == 200
    assert (points(sandbox), sandbox.punchh.books.redemptions) == (220, {})
    assert (len(sandbox.punchh.calls), sandbox.punchh.faults.list()) == (0, ())
    assert sandbox.punchh.settings.code_length == 6


async def test_a_seed_repeats_codes_and_references() -> None:
    told = []
    for _ in range(2):
        sandbox = build_sandbox(seed=3)
        await send_code(door_of(sandbox))
        basket = await select(till_of(sandbox), reward(55120))
        told.append((read_code(sandbox), basket.json()["redemption_ref"]))
    assert told[0] == told[1]


# Faults


@pytest.mark.parametrize(
    ("fault", "error", "left"),
    [
        ("refuse_connection", ConnectionRefused, 220),
        ("drop_before", ConnectionDropped, 220),
        ("drop_after", ConnectionDropped, 20),
        ("truncated_body_after", ConnectionDropped, 20),
    ],
)
async def test_a_commit_is_cut_before_or_after(
    sandbox: Sandbox, till: httpx.AsyncClient, fault: str, error: type[Exception], left: int
) -> None:
    await select(till, redeemable(78))
    sandbox.punchh.faults.arm("commit", fault)
    assert (await quote(till)).status_code == 200
    with pytest.raises(error):
        await commit(till)
    assert points(sandbox) == left


@pytest.mark.parametrize(
    ("fault", "status", "left"),
    [
        ("status_500_before", 500, 220),
        ("status_500_after", 500, 20),
        ("status_503_html", 503, 220),
        ("status_429", 429, 220),
        ("status_401", 401, 220),
        ("status_403", 403, 220),
        ("redirect", 302, 220),
        ("empty_body_after", 200, 20),
        ("html_body_after", 200, 20),
        ("edge_page", 200, 220),
        ("executed_then_422", 422, 20),
        ("executed_then_locked", 422, 20),
        ("locked", 422, 220),
    ],
)
async def test_a_commit_is_spoilt_before_or_after(
    sandbox: Sandbox, till: httpx.AsyncClient, fault: str, status: int, left: int
) -> None:
    await select(till, redeemable(78))
    sandbox.punchh.faults.arm("commit", fault)
    assert (await commit(till)).status_code == status
    assert points(sandbox) == left


@pytest.mark.parametrize("call", [quote, commit])
async def test_a_redemption_may_answer_failures_only(
    sandbox: Sandbox, till: httpx.AsyncClient, call: Any
) -> None:
    await select(till, redeemable(78))
    sandbox.punchh.faults.arm("*", "only_failures")
    answer = await call(till)
    assert (answer.status_code, answer.json()["success"]) == (200, [])
    failed = answer.json()["failures"][0]
    assert failed["message"] == ["Discount qualification on receipt failed for 10.00 off"]
    assert (failed["qualified"], failed["discount_amount"]) == (False, None)
    assert points(sandbox) == 220
    assert (await active(till)).json()["discount_basket_items"]


async def test_a_redemption_may_answer_nothing_at_all(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await select(till, redeemable(78))
    sandbox.punchh.faults.arm("commit", "nothing_at_all")
    answer = (await commit(till)).json()
    assert answer == {"redemption_ref": None, "success": [], "failures": []}
    assert points(sandbox) == 220


async def test_a_code_may_be_busy_for_a_moment(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.punchh.faults.arm("select", "code_busy")
    assert "accessing the same code" in (await select(till, code("SBXMANY"))).json()["error"]
    assert (await select(till, code("SBXMANY"))).status_code == 200


@pytest.mark.parametrize("sent", [False, True])
async def test_a_send_may_fail_whether_the_code_went_out_or_not(
    sandbox: Sandbox, sent: bool
) -> None:
    sandbox.punchh.faults.arm("send_code", "not_delivered", sent=sent)
    answer = await send_code(door_of(sandbox))
    assert (answer.status_code, set(answer.json()["errors"])) == (503, {"service_unavailable"})
    assert len(sandbox.punchh.books.codes.outbox) == sent


async def test_bot_protection_answers_a_page(sandbox: Sandbox) -> None:
    sandbox.punchh.faults.arm("verify_code", "captcha")
    answer = await verify(door_of(sandbox), "123456")
    assert answer.status_code == 403
    assert "Captcha verification failed" in answer.text
    assert answer.headers["Content-Type"].startswith("text/html")


async def test_other_calls_may_be_executed_and_denied(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    ref = (await select(till, redeemable(78))).json()["redemption_ref"]
    await quote(till)
    for name in ("unlock", "void", "checkin"):
        sandbox.punchh.faults.arm(name, "executed_then_422")
    assert (await unlock(till)).status_code == 422
    assert (await active(till)).json()["locked"] is False
    await commit(till)
    assert (await void(till, ref)).status_code == 422
    assert points(sandbox) == 220
    assert (await check_in(till)).status_code == 422
    assert points(sandbox) == 231


@pytest.mark.parametrize(
    "name",
    [
        *("configuration", "meta", "search", "find", "balance", "lookup", "select", "unselect"),
        *("auto_select", "active", "unlock", "void", "checkin", "receipt", "quote", "commit"),
        *("send_code", "verify_code", "refresh", "sign_out", "profile", "ping"),
    ],
)
async def test_every_call_can_be_spoilt_alone(
    sandbox: Sandbox, till: httpx.AsyncClient, name: str
) -> None:
    sandbox.punchh.faults.arm(name, "status_503_html", times=0)
    statuses = {call: (await _any(till, call)).status_code for call in _CALLS}
    assert [call for call, status in statuses.items() if status == 503] == [name]
    assert [one.call for one in sandbox.punchh.calls] == list(_CALLS)


_POS, _API2 = "/api/pos", "/api2"
_CALLS: dict[str, tuple[str, str]] = {
    "configuration": ("GET", f"{_POS}/locations/configuration"),
    "meta": ("GET", f"{_POS}/meta"),
    "search": ("GET", f"{_POS}/users/search"),
    "find": ("GET", f"{_POS}/users/find"),
    "balance": ("GET", f"{_POS}/users/balance"),
    "lookup": ("POST", f"{_POS}/discounts/lookup"),
    "select": ("POST", f"{_POS}/discounts/select"),
    "unselect": ("DELETE", f"{_POS}/discounts/unselect"),
    "auto_select": ("POST", f"{_POS}/discounts/auto_select"),
    "active": ("GET", f"{_POS}/discounts/active"),
    "unlock": ("PUT", f"{_POS}/discounts/unlock"),
    "quote": ("POST", f"{_POS}/batch_redemptions"),
    "commit": ("POST", f"{_POS}/batch_redemptions"),
    "void": ("DELETE", f"{_POS}/batch_redemptions/ref"),
    "checkin": ("POST", f"{_POS}/checkins"),
    "receipt": ("POST", "/receipt_details"),
    "send_code": ("POST", f"{_API2}/password_less/token"),
    "verify_code": ("POST", f"{_API2}/password_less/verify"),
    "refresh": ("POST", f"{_API2}/password_less/refresh_token"),
    "sign_out": ("POST", f"{_API2}/password_less/sign_out"),
    "profile": ("GET", f"{_API2}/mobile/users/profile"),
    "ping": ("GET", "/ping"),
}


async def _any(till: httpx.AsyncClient, call: str) -> httpx.Response:
    method, path = _CALLS[call]
    return await till.request(method, path, json={"query": True} if call == "quote" else {})


# The whole of it


async def test_a_sale_from_the_code_to_the_receipt(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    """Scenario 1 of the contract's section 10."""
    door = door_of(sandbox)
    found = await till.request(
        "GET", f"{_POS}/users/find", json={"lookup_field": "phone", "lookup_value": OLAS_PHONE}
    )
    assert found.json()["user_id"] == OLA
    await send_code(door)
    assert (await verify(door, read_code(sandbox))).status_code == 200
    await select(till, reward(55120))
    made = (await quote(till)).json()
    assert (await commit(till)).json()["redemption_ref"] == made["redemption_ref"]
    assert (await check_in(till)).json()["points_earned"] == 11
    assert (await store(till)).status_code == 200
    assert points(sandbox) == 231
    assert is_redeemed(sandbox, 55120)
    search = await till.get(f"{_POS}/users/search", params={"phone": OLAS_PHONE})
    assert 55120 not in {one["id"] for one in search.json()["rewards"]}


async def test_a_guest_with_a_card_alone_is_served_by_it(till: httpx.AsyncClient) -> None:
    """Scenario 2: find cannot, search can, and later calls take its id."""
    found = await till.get(f"{_POS}/users/search", params={"card_number": "7700123400090021"})
    guest = found.json()["id"]
    assert guest == BEATRIZ
    await select(till, reward(55141), guest=guest)
    assert (await commit(till, guest)).json()["success"]
    earned = await check_in(till, phone=None, card_number="7700123400090021")
    assert earned.json()["id"] == BEATRIZ


async def test_a_call_is_kept_with_its_headers_and_its_answer(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    answer = await till.get("/api/pos/users/search", params={"phone": OLAS_PHONE})
    [kept] = sandbox.punchh.calls.named("search")
    assert kept.headers["authorization"].startswith("Token token=")
    assert kept.answer == answer.content
    sandbox.punchh.faults.arm("search", "drop_after")
    with pytest.raises(ConnectionDropped):
        await till.get("/api/pos/users/search", params={"phone": OLAS_PHONE})
    assert sandbox.punchh.calls.named("search")[1].answer is None


async def test_a_void_that_is_only_accepted_returns_nothing(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await select(till, reward(55122))
    ref = (await commit(till)).json()["redemption_ref"]
    sandbox.punchh.faults.arm("void", "accepted_only")
    assert (await void(till, ref)).status_code == 202
    assert is_redeemed(sandbox, 55122)
    assert (await void(till, ref)).status_code == 202
    assert not is_redeemed(sandbox, 55122)
