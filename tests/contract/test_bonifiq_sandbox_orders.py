from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox, build_sandbox

MARIA = "12345678909"
ORDER_ID = "L01-000451"
CANCELLED = {"OrderCancelledDate": "2026-08-04T09:00:00Z", "OrderStatus": "Cancelado"}


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


def change(sandbox: Sandbox, **settings: Any) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed(settings)


def document(**changes: Any) -> dict[str, Any]:
    return {
        "OriginalId": ORDER_ID,
        "OrderPlacementDate": "2026-08-03T14:02:11Z",
        "OrderCompletedDate": "2026-08-03T14:02:11.1234567Z",
        "OrderStatus": "Concluído",
        "IsCompleted": True,
        "IsCancelledOrReturned": False,
        "OrderTotal": 150.00,
        "Customer": {"OriginalId": MARIA, "Name": "Maria Silva", "IsEnrolled": True},
        "Products": [
            {"OriginalId": "CAF-02", "Title": "Filtro", "IsActive": True, "ProductPrice": 29.70},
            {"OriginalId": "PRE-10", "Title": "Prensa", "IsActive": True, "ProductPrice": 120.30},
        ],
        "PaymentMethods": [{"OriginalId": "PIX", "Name": "Pix", "PaidAmount": 150.00}],
        "SalesPerson": {"OriginalId": "V7", "Name": "Operador 7"},
        **changes,
    }


async def place(till: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await till.post("/POS/orders", json=document(**changes))
    assert answer.status_code == 200
    assert answer.json()["HasError"] is False
    result: dict[str, Any] = answer.json()["Result"]
    return result


async def redeem(till: httpx.AsyncClient, configuration: int = 10, **body: Any) -> dict[str, Any]:
    wanted = {"CustomerId": MARIA, "OriginalKey": "rdm-1", "RedeemOrigin": 5, **body}
    answer = await till.post(f"/POS/rewards/{configuration}/redeem", json=wanted)
    result: dict[str, Any] = answer.json()["Result"]
    return result


async def refund(till: httpx.AsyncClient, value: float, key: str = "ret-1", **body: Any) -> Any:
    wanted = {"ValueToRefund": value, "CancelKey": key, **body}
    answer = await till.post(f"/POS/{ORDER_ID}/partialcancel", json=wanted)
    return answer.json()


async def test_an_order_is_echoed_with_its_bonus(till: httpx.AsyncClient) -> None:
    answer = await till.post("/POS/orders", json=document(Coupon="BQX-1-A"))
    result = answer.json()["Result"]
    assert b'"OrderTotal":150.00' in answer.content
    assert (result["Id"], result["OriginalId"]) == (90417, ORDER_ID)
    assert (result["State"], result["Origin"], result["Coupon"]) == (2, 1, "BQX-1-A")
    assert (result["IsCompleted"], result["IsCancelledOrReturned"]) == (True, False)
    assert result["TenantSalesman"] == {"OriginalId": "V7", "Name": "Operador 7"}
    assert result["EstimatedBonus"] == {
        "GenerateBonus": True,
        "EstimatedPoints": 150,
        "EstimatedCashback": 7.50,
        "EstimatedCashbackFormatted": "R$ 7,50",
    }


async def test_the_same_id_updates_the_one_order(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    first = await place(till)
    second = await place(till, OrderTotal=140.00)
    assert first["Id"] == second["Id"]
    assert second["OrderTotal"] == 140.0
    assert sandbox.bonifiq.books.orders[ORDER_ID].received == 2
    assert len(sandbox.bonifiq.books.orders) == 1


async def test_a_replayed_order_may_be_an_error(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, order_replay="error")
    await place(till)
    answer = await till.post("/POS/orders", json=document())
    assert answer.json()["CodeName"] == "SandboxOrderAlreadySent"


async def test_a_late_replay_does_not_revive_a_cancelled_order(till: httpx.AsyncClient) -> None:
    await place(till)
    await till.post(f"/POS/orders/{ORDER_ID}/cancel", json=CANCELLED)
    assert (await place(till))["State"] == 3


async def test_an_order_of_nothing_is_an_order(till: httpx.AsyncClient) -> None:
    result = await place(till, OrderTotal=0, Products=[], PaymentMethods=[])
    assert (result["State"], result["EstimatedBonus"]["GenerateBonus"]) == (2, False)
    answer = await refund(till, 0.01)
    assert answer["CodeName"] == "SandboxRefundTooLarge"


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("PaymentMethod", {"OriginalId": "PIX", "Name": "Pix"}),
        ("PaymentMethods", [{"OriginalId": "PIX", "Name": "Pix", "PaidAmount": 1}]),
    ],
)
async def test_either_form_of_payment_may_be_the_only_one(
    sandbox: Sandbox, till: httpx.AsyncClient, form: str, value: Any
) -> None:
    sent = {**document(), "PaymentMethods": None, form: value}
    assert (await till.post("/POS/orders", json=sent)).status_code == 200
    change(sandbox, payment="methods" if form == "PaymentMethod" else "method")
    assert (await till.post("/POS/orders", json=sent)).status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"OriginalId": None},
        {"OrderTotal": None},
        {"OrderTotal": -1},
        {"Customer": None},
        {"Customer": {"Name": "Maria"}},
        {"OrderCompletedDate": None},
        {"OrderCompletedDate": "yesterday"},
        {"IsCancelledOrReturned": True},
        {"IsCompleted": False, "IsCancelledOrReturned": True},
        {"IsCompleted": "yes"},
        {"Products": [{"OriginalId": "CAF-02"}]},
    ],
)
async def test_malformed_orders_are_400s(till: httpx.AsyncClient, changes: dict[str, Any]) -> None:
    answer = await till.post("/POS/orders", json=document(**changes))
    assert (answer.status_code, answer.json()["HasError"]) == (400, True)


async def test_lines_may_have_to_add_up(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, order_lines_add_up=True)
    await place(till)
    answer = await till.post("/POS/orders", json=document(OrderTotal=150.01))
    assert answer.json()["CodeName"] == "SandboxOrderLinesDiffer"


@pytest.mark.parametrize("path", ["/POS/orders", "/Order"])
async def test_a_full_cancel_answers_is_canceled(till: httpx.AsyncClient, path: str) -> None:
    await till.post(path, json=document())
    cancel = f"{path}/{ORDER_ID}/cancel"
    for _ in range(2):
        result = (await till.post(cancel, json=CANCELLED)).json()["Result"]
        assert set(result) == {"isCanceled", "UpdatedAt", "Status", "RefundErrorDetails"}
        assert (result["isCanceled"], result["Status"]) == (True, 3)
    assert (await till.get(f"/Order/{ORDER_ID}")).json()["State"] == 3


async def test_a_cancel_needs_its_date_and_its_order(till: httpx.AsyncClient) -> None:
    path = f"/POS/orders/{ORDER_ID}/cancel"
    assert (await till.post(path, json={})).status_code == 400
    answer = await till.post(path, json=CANCELLED)
    assert answer.json()["CodeName"] == "SandboxOrderNotFound"
    assert (await till.get(f"/Order/{ORDER_ID}")).status_code == 404


@pytest.mark.parametrize(("returned", "points"), [(True, 1500), (False, 1400)])
async def test_a_full_cancel_gives_the_benefit_back_by_setting(
    sandbox: Sandbox, till: httpx.AsyncClient, points: int, *, returned: bool
) -> None:
    change(sandbox, full_cancel_returns_reward=returned)
    made = await redeem(till)
    await place(till, Coupon=made["ExternalCode"])
    await till.post(f"/POS/orders/{ORDER_ID}/cancel", json=CANCELLED)
    assert sandbox.bonifiq.books.customer(MARIA).points == points
    reward = (await till.get(f"/Rewards/{made['RewardId']}")).json()
    assert reward["IsCanceled"] is returned


async def test_a_partial_cancel_lowers_what_remains(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await place(till)
    answer = await refund(till, 14.85, Products=[{"OriginalId": "CAF-02", "ValueToRefund": 14.85}])
    assert answer["Result"]["isCanceled"] is False
    assert (answer["Result"]["Status"], answer["Result"]["RefundErrorDetails"]) == (2, None)
    assert sandbox.bonifiq.books.orders[ORDER_ID].remaining_cents == 13515
    bare = await till.get(f"/Order/{ORDER_ID}")
    assert b'"OrderTotal":135.15' in bare.content
    assert bare.json()["Customer"]["PointsBalance"] == 1500


async def test_a_cancel_key_works_once(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await place(till)
    await refund(till, 10)
    assert (await refund(till, 10))["CodeName"] == "SandboxCancelKeyUsed"
    change(sandbox, cancel_key_reuse="same_answer")
    assert (await refund(till, 10))["HasError"] is False
    assert sandbox.bonifiq.books.orders[ORDER_ID].refunds == {"ret-1": 1000}


async def test_partial_cancels_never_exceed_the_order(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await place(till)
    await refund(till, 100)
    assert (await refund(till, 50.01, "ret-2"))["CodeName"] == "SandboxRefundTooLarge"
    change(sandbox, refund_of_everything="refused")
    assert (await refund(till, 50, "ret-3"))["CodeName"] == "SandboxRefundTooLarge"
    change(sandbox, refund_of_everything="allowed")
    assert (await refund(till, 50, "ret-4"))["HasError"] is False
    assert sandbox.bonifiq.books.orders[ORDER_ID].remaining_cents == 0


@pytest.mark.parametrize(
    ("products", "code"),
    [
        ([("CAF-02", 14.80)], "VALUE_MISMATCH"),
        ([("CAL-42", 14.85)], "PRODUCT_NOT_FOUND"),
        ([("CAF-02", 14.00), ("CAF-02", 0.85)], "DUPLICATE_PRODUCT"),
    ],
)
async def test_refund_error_details_mean_nothing_was_refunded(
    sandbox: Sandbox, till: httpx.AsyncClient, products: list[tuple[str, float]], code: str
) -> None:
    await place(till)
    lines = [{"OriginalId": sku, "ValueToRefund": value} for sku, value in products]
    answer = await refund(till, 14.85, Products=lines)
    assert answer["HasError"] is False
    assert answer["Result"]["RefundErrorDetails"]["Code"] == code
    assert sandbox.bonifiq.books.orders[ORDER_ID].refunds == {}
    change(sandbox, members="official")
    assert (await refund(till, 14.85, Products=lines))["HasError"] is True


async def test_a_mismatch_names_both_sums(till: httpx.AsyncClient) -> None:
    await place(till)
    lines = [{"OriginalId": "CAF-02", "ValueToRefund": 14.80}]
    details = (await refund(till, 14.85, Products=lines))["Result"]["RefundErrorDetails"]
    assert (details["ExpectedValue"], details["ActualValue"]) == (14.85, 14.80)


async def test_a_cancelled_order_has_nothing_to_refund(till: httpx.AsyncClient) -> None:
    await place(till)
    await till.post(f"/POS/orders/{ORDER_ID}/cancel", json=CANCELLED)
    assert (await refund(till, 1))["CodeName"] == "SandboxOrderCancelled"


async def test_a_partial_cancel_may_give_the_benefit_back(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    made = await redeem(till, 40, Value=20)
    await place(till, Coupon=made["ExternalCode"])
    await refund(till, 10)
    assert sandbox.bonifiq.books.customer(MARIA).cashback_cents == 500
    await refund(till, 10, "ret-2", ShouldRefundRedeem=True)
    assert sandbox.bonifiq.books.customer(MARIA).cashback_cents == 2500


async def test_a_bonus_waits_unless_it_is_credited(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await place(till)
    assert sandbox.bonifiq.books.customer(MARIA).points == 1500
    pending = (await till.get(f"/Customer/{MARIA}/pendingpoints")).json()
    assert (pending["TotalPendingPoints"], pending["TotalPendingCashback"]) == (150, 7.5)
    change(sandbox, bonus="credited")
    await place(till, OriginalId="L01-2")
    assert sandbox.bonifiq.books.customer(MARIA).points == 1650
    await till.post("/POS/orders/L01-2/cancel", json=CANCELLED)
    assert sandbox.bonifiq.books.customer(MARIA).points == 1500


async def test_an_order_may_enrol_its_customer(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    stranger = {"OriginalId": "98765432100", "Name": "Zeca", "IsEnrolled": True}
    await place(till, Customer=stranger)
    assert sandbox.bonifiq.books.find("98765432100") is None
    change(sandbox, order_enrols=True)
    await place(till, OriginalId="L01-2", Customer=stranger)
    assert sandbox.bonifiq.books.customer("98765432100").enrolled is True
