from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from typing import Any

import httpx
import pytest

from pos_app.sandbox import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.assembly import Sandbox, build_sandbox

MARIA = "12345678909"
CANCELLED = {"OrderCancelledDate": "2026-08-04T09:00:00Z"}


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(seed=7)


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app),
        base_url="http://bonifiq.test/v1/pvt",
        auth=("sandbox-token", "sandbox-key"),
    )


async def redeem(
    till: httpx.AsyncClient, configuration: int = 10, key: str = "rdm-1"
) -> httpx.Response:
    wanted = {"CustomerId": MARIA, "OriginalKey": key, "RedeemOrigin": 5}
    return await till.post(f"/POS/rewards/{configuration}/redeem", json=wanted)


async def place(till: httpx.AsyncClient) -> httpx.Response:
    order = {
        "OriginalId": "O-1",
        "OrderCompletedDate": "2026-08-03T14:02:11Z",
        "IsCompleted": True,
        "OrderTotal": 10,
        "Customer": {"OriginalId": MARIA},
        "Products": [{"OriginalId": "CAF-02", "ProductPrice": 10}],
    }
    return await till.post("/POS/orders", json=order)


def executed(sandbox: Sandbox) -> bool:
    return sandbox.bonifiq.books.customer(MARIA).points == 1400


async def test_a_refused_connection_never_reaches_the_provider(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.faults.arm("redeem", "refuse_connection")
    with pytest.raises(ConnectionRefused):
        await redeem(till)
    assert not executed(sandbox)
    assert len(sandbox.bonifiq.calls) == 0


@pytest.mark.parametrize(
    ("fault", "is_executed"),
    [("drop_before", False), ("drop_after", True), ("truncated_body_after", True)],
)
async def test_a_dropped_connection_is_known_to_the_books_alone(
    sandbox: Sandbox, till: httpx.AsyncClient, fault: str, *, is_executed: bool
) -> None:
    sandbox.bonifiq.faults.arm("redeem", fault)
    with pytest.raises(ConnectionDropped):
        await redeem(till)
    assert executed(sandbox) is is_executed
    assert (await redeem(till)).json()["Result"]["RewardId"] == 88121
    assert executed(sandbox)


@pytest.mark.parametrize(
    ("fault", "status", "is_executed"),
    [
        ("status_500_before", 500, False),
        ("status_500_after", 500, True),
        ("status_503_html", 503, False),
        ("status_429", 429, False),
        ("status_408", 408, False),
        ("status_401", 401, False),
        ("status_403", 403, False),
        ("redirect", 302, False),
        ("empty_body_after", 200, True),
        ("html_body_after", 200, True),
        ("non_object_body", 200, True),
        ("warning_null_result", 200, False),
        ("severity2_without_error", 200, False),
        ("reward_unusable", 400, False),
        ("missing_reward_id", 200, True),
    ],
)
async def test_a_fault_spoils_one_call(
    sandbox: Sandbox, till: httpx.AsyncClient, fault: str, status: int, *, is_executed: bool
) -> None:
    sandbox.bonifiq.faults.arm("redeem", fault)
    assert (await redeem(till)).status_code == status
    assert executed(sandbox) is is_executed
    assert (await redeem(till)).json()["Result"]["RewardId"] == 88121
    assert sandbox.bonifiq.faults.list() == ()


@pytest.mark.parametrize(
    ("fault", "body"),
    [("empty_body_after", b""), ("non_object_body", b"[]")],
)
async def test_a_spoilt_body_is_what_it_says(
    sandbox: Sandbox, till: httpx.AsyncClient, fault: str, body: bytes
) -> None:
    sandbox.bonifiq.faults.arm("*", fault)
    assert (await redeem(till)).content == body


async def test_half_a_body_may_pass_for_a_whole_one(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.faults.arm("redeem", "truncated_body_after", cut=False)
    answer = await redeem(till)
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_faults_take_parameters(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    faults = sandbox.bonifiq.faults
    faults.arm("redeem", "status_429", retry_after=30)
    assert (await redeem(till)).headers["Retry-After"] == "30"
    faults.arm("redeem", "status_429")
    assert "Retry-After" not in (await redeem(till)).headers
    faults.arm("redeem", "redirect", location="https://other.invalid/x")
    assert (await redeem(till)).headers["Location"] == "https://other.invalid/x"


async def test_a_warning_carries_a_null_result(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.bonifiq.faults.arm("order", "warning_null_result")
    answer = (await place(till)).json()
    assert (answer["Code"], answer["CodeName"], answer["Severity"]) == ("07", "RewardNotFound", 1)
    assert answer["Result"] is None
    assert sandbox.bonifiq.books.orders == {}


async def test_a_silent_error_looks_like_a_success(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.faults.arm("order", "severity2_without_error")
    answer = (await place(till)).json()
    assert (answer["Severity"], answer["HasError"], answer["Code"]) == (2, False, "99")
    assert answer["Result"]["OriginalId"] == "O-1"
    assert sandbox.bonifiq.books.orders == {}


async def test_a_challenge_may_fail_and_still_show_a_code(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.faults.arm("challenge", "success_false_with_code")
    path = f"/POS/customers/{MARIA}/challenge"
    answer = (await till.post(path, json={"TransactionId": "t"})).json()
    assert (answer["Success"], len(answer["Code"])) == (False, 4)
    assert sandbox.bonifiq.books.sent_code(MARIA) is None


async def test_a_product_redeem_may_answer_another_sku(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.faults.arm("redeem", "sku_swap", sku="KIT-2")
    result = (await redeem(till, 60)).json()["Result"]
    assert (result["ExternalProductId"], result["RewardId"]) == ("KIT-2", 88121)


async def test_a_redeem_may_lack_its_ids(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.bonifiq.faults.arm("redeem", "missing_reward_id")
    result = (await redeem(till)).json()["Result"]
    assert (result["RewardId"], result["ExternalCode"]) == (0, "")


@pytest.mark.parametrize("path", ["/POS/rewards/88121", "/POS/rewards?OriginalKey=rdm-1"])
async def test_a_delete_may_not_cancel(
    sandbox: Sandbox, till: httpx.AsyncClient, path: str
) -> None:
    await redeem(till)
    sandbox.bonifiq.faults.arm("*", "is_canceled_false")
    assert (await till.delete(path)).json()["Result"]["IsCanceled"] is False
    assert executed(sandbox)
    assert (await till.delete(path)).json()["Result"]["IsCanceled"] is True


async def test_an_order_may_not_cancel(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await place(till)
    sandbox.bonifiq.faults.arm("cancel_order", "is_canceled_false")
    answer = (await till.post("/POS/orders/O-1/cancel", json=CANCELLED)).json()
    assert (answer["Result"]["isCanceled"], answer["Result"]["Status"]) == (False, 2)


async def test_a_refund_may_fail_within_a_success(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await place(till)
    sandbox.bonifiq.faults.arm("partial_cancel", "refund_error_details")
    wanted = {"ValueToRefund": 1, "CancelKey": "ret-1"}
    answer = (await till.post("/POS/O-1/partialcancel", json=wanted)).json()
    assert answer["HasError"] is False
    assert answer["Result"]["RefundErrorDetails"]["Code"] == "VALUE_MISMATCH"
    assert sandbox.bonifiq.books.orders["O-1"].refunds == {}


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_delay_comes_on_top_of_another_fault(
    sandbox: Sandbox, till: httpx.AsyncClient, when: str
) -> None:
    sandbox.bonifiq.faults.arm("redeem", "delay", seconds=0, when=when)
    sandbox.bonifiq.faults.arm("redeem", "status_500_after")
    assert (await redeem(till)).status_code == 500
    assert sandbox.bonifiq.faults.list() == ()


async def test_a_call_held_up_over_a_reset_touches_no_later_books(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.faults.arm("redeem", "delay", seconds=Decimal("0.01"), when="before")
    held = asyncio.ensure_future(redeem(till))
    while not len(sandbox.bonifiq.calls):  # noqa: ASYNC110 - the request has only to get there
        await asyncio.sleep(0)
    sandbox.reset()
    with pytest.raises(ConnectionDropped):
        await held
    assert not executed(sandbox)


async def test_a_fault_lasts_as_often_as_armed_or_until_cleared(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    faults = sandbox.bonifiq.faults
    faults.arm("redeem", "status_408", times=2)
    assert [(await redeem(till)).status_code for _ in range(3)] == [408, 408, 200]
    faults.arm("redeem", "status_408", times=0)
    assert [(await redeem(till)).status_code for _ in range(3)] == [408, 408, 408]
    faults.clear()
    assert (await redeem(till)).status_code == 200


async def test_a_fault_meets_its_own_call_only(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.bonifiq.faults.arm("order", "status_500_before")
    assert (await redeem(till)).status_code == 200
    assert (await place(till)).status_code == 500


@pytest.mark.parametrize(
    ("call", "fault", "times"),
    [
        ("nothing", "delay", 1),
        ("redeem", "nothing", 1),
        ("order", "sku_swap", 1),
        ("available", "warning_null_result", 1),
        ("redeem", "delay", -1),
    ],
)
def test_a_fault_that_cannot_happen_is_not_armed(
    sandbox: Sandbox, call: str, fault: str, times: int
) -> None:
    with pytest.raises(ValueError, match=r"."):
        sandbox.bonifiq.faults.arm(call, fault, times)


async def test_every_call_can_be_spoilt(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    routes: list[tuple[str, str]] = [
        ("POST", "/POS/rewards/available"),
        ("POST", f"/POS/customers/{MARIA}/challenge"),
        ("POST", f"/POS/customers/{MARIA}/challengevalidate"),
        ("POST", "/POS/rewards/10/redeem"),
        ("DELETE", "/POS/rewards/1"),
        ("DELETE", "/POS/rewards"),
        ("POST", "/POS/orders"),
        ("POST", "/POS/orders/O-1/cancel"),
        ("POST", "/POS/O-1/partialcancel"),
        ("GET", "/Order/O-1"),
        ("GET", "/Rewards/1"),
        ("POST", "/Rewards/updatemetadata"),
        ("GET", f"/Customer/{MARIA}/points"),
    ]
    sandbox.bonifiq.faults.arm("*", "status_503_html", times=0)
    for method, path in routes:
        assert (await till.request(method, path)).status_code == 503
    named: list[Any] = [received.call for received in sandbox.bonifiq.calls]
    assert named == [
        "available",
        "challenge",
        "validate",
        "redeem",
        "delete_reward",
        "delete_by_key",
        "order",
        "cancel_order",
        "partial_cancel",
        "get_order",
        "get_reward",
        "update_metadata",
        "points",
    ]
