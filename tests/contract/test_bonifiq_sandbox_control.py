from __future__ import annotations

import csv
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox

MARIA, ANA = "12345678909", "ana+vip@loja.exemplo"
ROOT = "/v1/pvt"
START = datetime(2026, 8, 3, 14, 0, tzinfo=UTC)
ORDER = {"OriginalId": "a/b", "OrderTotal": 1, "Customer": {"OriginalId": MARIA}}


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(START), seed=7)


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app),
        base_url="http://bonifiq.test",
        auth=("sandbox-token", "sandbox-key"),
    )


@pytest.fixture
def hand(sandbox: Sandbox) -> httpx.AsyncClient:
    """Works the control routes, without credentials."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app), base_url="http://bonifiq.test/_sandbox"
    )


async def redeem(till: httpx.AsyncClient) -> httpx.Response:
    wanted = {"CustomerId": MARIA, "OriginalKey": "rdm-1", "RedeemOrigin": 5}
    return await till.post(f"{ROOT}/POS/rewards/10/redeem", json=wanted)


def basic(token: str, key: str) -> str:
    return "Basic " + b64encode(f"{token}:{key}".encode()).decode()


@pytest.mark.parametrize(
    "header",
    ["", "Bearer x", "Basic !", basic("sandbox-token", "wrong"), basic("", "")],
)
async def test_bad_credentials_are_a_401(sandbox: Sandbox, header: str) -> None:
    transport = httpx.ASGITransport(sandbox.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bonifiq.test") as stranger:
        answer = await stranger.get(
            f"{ROOT}/Customer/{MARIA}/points", headers={"Authorization": header}
        )
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/pvt/POS/nothing", 404),
        ("POST", "/v1/pvt/pos/orders", 404),
        ("POST", "/v1/pvt/POS/orders/", 404),
        ("GET", "/v1/pvt/POS/orders", 405),
        ("POST", "/v1/pvt/POS/orders/a/b/cancel", 404),
        ("GET", "/elsewhere", 404),
        ("GET", "/_sandbox/nothing", 404),
        ("GET", "/_sandboxes", 404),
    ],
)
async def test_unknown_routes_are_not_found(
    till: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    assert (await till.request(method, path)).status_code == status


@pytest.mark.scenario("bonifiq", 29)
async def test_path_segments_are_matched_undecoded(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await till.post(f"{ROOT}/POS/orders", json=ORDER)
    bare = await till.get(f"{ROOT}/Order/a%2Fb")
    assert bare.json()["OriginalId"] == "a/b"
    cancelled = {"OrderCancelledDate": "2026-08-04T09:00:00Z"}
    answer = await till.post(f"{ROOT}/POS/orders/a%2fb/cancel", json=cancelled)
    assert answer.json()["Result"]["isCanceled"] is True
    paths = [received.path for received in sandbox.bonifiq.calls]
    assert paths[1:] == ["/v1/pvt/Order/a%2Fb", "/v1/pvt/POS/orders/a%2fb/cancel"]


@pytest.mark.scenario("bonifiq", 29)
@pytest.mark.parametrize("segment", ["ana%2Bvip%40loja.exemplo", "ana+vip@loja.exemplo"])
async def test_an_email_is_a_path_segment(till: httpx.AsyncClient, segment: str) -> None:
    path = f"{ROOT}/POS/customers/{segment}/challenge"
    assert (await till.post(path, json={"TransactionId": "t"})).json()["Success"] is True


async def test_the_overview_has_what_an_integrator_needs(hand: httpx.AsyncClient) -> None:
    overview = (await hand.get("")).json()
    bonifiq = overview["providers"]["bonifiq"]
    assert bonifiq["root"] == ROOT
    assert bonifiq["credentials"] == {"token": "sandbox-token", "key": "sandbox-key"}
    assert {"id": MARIA, "name": "Maria Silva", "points": 1500, "cashback_cents": 2500} in (
        bonifiq["customers"]
    )


async def test_a_sent_code_can_be_read(till: httpx.AsyncClient, hand: httpx.AsyncClient) -> None:
    for transaction in ("t-1", "t-2"):
        path = f"{ROOT}/POS/customers/{MARIA}/challenge"
        await till.post(path, json={"TransactionId": transaction})
    first = await hand.get("/bonifiq/codes", params={"customer": MARIA, "transaction": "t-1"})
    latest = await hand.get("/bonifiq/codes", params={"customer": MARIA})
    assert first.json()["transaction"] == "t-1"
    assert set(latest.json()) == {"code", "channel", "destination", "transaction"}
    assert (latest.json()["transaction"], latest.json()["channel"]) == ("t-2", "sms")
    assert (await hand.get("/bonifiq/codes", params={"customer": ANA})).status_code == 404


async def test_the_books_can_be_read(till: httpx.AsyncClient, hand: httpx.AsyncClient) -> None:
    await redeem(till)
    await till.post(f"{ROOT}/POS/orders", json={**ORDER, "Coupon": "BQX-88121-H"})
    books = (await hand.get("/bonifiq/books")).json()
    assert books["redeems"] == [
        {
            "reward_id": 88121,
            "configuration": 10,
            "key": "rdm-1",
            "customer": MARIA,
            "status": "active",
            "points": 100,
            "cashback_cents": 0,
            "value_cents": 1000,
            "external_code": "BQX-88121-H",
        }
    ]
    order = books["orders"][0]
    assert (order["id"], order["total_cents"], order["received"]) == ("a/b", 100, 1)
    assert (order["coupon"], order["state"], order["refunds"]) == ("BQX-88121-H", "pending", [])
    assert books["customers"][0]["points"] == 1400


async def test_calls_are_kept_but_not_those_of_the_control(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    await redeem(till)
    await till.post(f"{ROOT}/POS/orders", content=b"not json")
    await hand.get("/bonifiq/books")
    calls = (await hand.get("/bonifiq/calls")).json()["calls"]
    assert [(call["sequence"], call["call"], call["status"]) for call in calls] == [
        (1, "redeem", 200),
        (2, "order", 400),
    ]
    assert calls[0]["request"]["OriginalKey"] == "rdm-1"
    assert calls[1]["request"] == "not json"
    assert [received.sequence for received in sandbox.bonifiq.calls.named("order")] == [2]


async def test_a_cut_call_has_no_status(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.bonifiq.faults.arm("redeem", "drop_after")
    with pytest.raises(Exception, match="dropped"):
        await redeem(till)
    assert [received.status for received in sandbox.bonifiq.calls] == [None]


async def test_faults_are_armed_listed_and_cleared(
    till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    armed = {"call": "redeem", "fault": "status_429", "times": 2, "retry_after": 5}
    assert (await hand.post("/bonifiq/faults", json=armed)).json() == {"faults": [armed]}
    assert (await redeem(till)).status_code == 429
    assert (await hand.get("/bonifiq/faults")).json()["faults"][0]["times"] == 1
    assert (await hand.delete("/bonifiq/faults")).json() == {"faults": []}
    assert (await redeem(till)).status_code == 200


async def test_faults_leave_the_control_alone(hand: httpx.AsyncClient) -> None:
    everything = {"call": "*", "fault": "drop_before", "times": 0}
    await hand.post("/bonifiq/faults", json=everything)
    assert (await hand.get("/bonifiq/books")).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/bonifiq/faults", {"call": "redeem", "fault": "nothing"}),
        ("/bonifiq/faults", {"call": "redeem", "fault": "delay", "times": "1"}),
        ("/bonifiq/faults", []),
        ("/bonifiq/settings", {"nothing": 1}),
        ("/bonifiq/settings", {"pin_length": "4"}),
        ("/bonifiq/settings", {"pin_length": True}),
        ("/bonifiq/settings", {"pin_length": 0}),
        ("/bonifiq/faults", {"call": "redeem", "fault": "delay", "seconds": "long"}),
        ("/clock", {"advance": 1e300}),
        ("/bonifiq/settings", {"envelope": "none"}),
        ("/bonifiq/settings", {"restricted_skus": "CAF-02"}),
        ("/bonifiq/customers", {"points": 1}),
        ("/bonifiq/customers", {"id": MARIA, "points": -1}),
        ("/bonifiq/rewards/10", {"Nothing": 1}),
        ("/clock", {"advance": "soon"}),
        ("/clock", {}),
    ],
)
async def test_a_hook_misused_is_a_400(hand: httpx.AsyncClient, path: str, body: Any) -> None:
    answer = await hand.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_the_clock_moves(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    answer = await hand.post("/clock", json={"advance": 90.5})
    assert answer.json() == {"now": "2026-08-03T14:01:30.500000+00:00"}
    assert (sandbox.clock.now() - START).total_seconds() == 90.5


async def test_a_real_clock_goes_on_by_itself() -> None:
    clock = SandboxClock()
    before = datetime.now(UTC)
    assert clock.now() >= before
    with pytest.raises(ValueError, match="zone"):
        SandboxClock.frozen(datetime(2026, 8, 3))  # noqa: DTZ001


async def test_settings_change_by_name(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    wanted = {"pin_length": 6, "expose_code_in_body": False, "restricted_skus": ["A"]}
    answer = await hand.post("/bonifiq/settings", json=wanted)
    assert wanted.items() <= answer.json().items()
    assert sandbox.bonifiq.settings.pin_length == 6


async def test_balances_can_be_given(till: httpx.AsyncClient, hand: httpx.AsyncClient) -> None:
    given = {"id": MARIA, "points": 7, "cashback_cents": 4235}
    assert (await hand.post("/bonifiq/customers", json=given)).json() == given
    stranger = {"id": "74682489070", "points": 5}
    await hand.post("/bonifiq/customers", json=stranger)
    answer = await till.get(f"{ROOT}/Customer/74682489070/points")
    assert answer.json()["PointsBalance"] == 5


async def test_a_reward_can_be_changed(till: httpx.AsyncClient, hand: httpx.AsyncClient) -> None:
    changes = {"CanUse": False, "CannotUseReason": 10, "Points": 1, "Value": 12.5}
    assert (await hand.post("/bonifiq/rewards/10", json=changes)).status_code == 200
    cart = {"CustomerId": MARIA, "PurchaseValue": 100}
    answer = await till.post(f"{ROOT}/POS/rewards/available", json=cart)
    reward = next(one for one in answer.json()["Rewards"] if one["Id"] == 10)
    assert (reward["CanUse"], reward["CannotUseReason"]) == (False, 10)
    assert (reward["Points"], reward["Value"]) == (1, 12.5)
    assert (await hand.post("/bonifiq/rewards/999", json={})).status_code == 404


async def test_a_reset_starts_over(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    await redeem(till)
    books = sandbox.bonifiq.books
    sandbox.bonifiq.faults.arm("*", "status_500_before", times=0)
    await hand.post("/bonifiq/settings", json={"pin_length": 6})
    assert (await hand.post("/reset")).status_code == 200
    assert sandbox.bonifiq.books is books
    assert (books.redeems, books.customer(MARIA).points) == ({}, 1500)
    assert (len(sandbox.bonifiq.calls), sandbox.bonifiq.faults.list()) == (0, ())
    assert sandbox.bonifiq.settings.pin_length == 4


async def test_a_seed_repeats_the_pins() -> None:
    pins = []
    for _ in range(2):
        sandbox = build_sandbox(seed=3)
        transport = httpx.ASGITransport(sandbox.app)
        async with httpx.AsyncClient(
            transport=transport,
            base_url="http://bonifiq.test",
            auth=("sandbox-token", "sandbox-key"),
        ) as till:
            answer = await till.post(f"{ROOT}/POS/customers/{MARIA}/challenge", json={})
        pins.append(answer.json()["Code"])
    assert pins[0] == pins[1]


def test_the_demo_catalogue_covers_every_product_reward(sandbox: Sandbox) -> None:
    catalogue = Path(__file__).parents[2] / "resources" / "demo" / "products.csv"
    with catalogue.open(encoding="utf-8", newline="") as file:
        products = {row["sku"]: row for row in csv.DictReader(file)}
    rewarded = {one.sku for one in sandbox.bonifiq.books.configurations.values() if one.sku}
    assert rewarded <= products.keys()
    assert len({row["ean"] for row in products.values()}) == len(products)
    assert all(_check_digit(row["ean"][:12]) == int(row["ean"][12]) for row in products.values())
    assert products["CAN-01"]["hidden"] == "true"
    assert max(len(row["title"]) for row in products.values()) > 70


def _check_digit(digits: str) -> int:
    weighted = sum(int(d) * (3 if position % 2 else 1) for position, d in enumerate(digits))
    return -weighted % 10
