from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox

MARIA, CARLA, PEDRO = "12345678909", "52998224725", "11144477735"
FIXED_10, CASHBACK, MUG, PRESS = 10, 40, 60, 61


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(datetime(2026, 8, 3, 14, 0, tzinfo=UTC)), seed=7)


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app),
        base_url="http://bonifiq.test/v1/pvt",
        auth=("sandbox-token", "sandbox-key"),
    )


def change(sandbox: Sandbox, **settings: Any) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed(settings)


def balances(sandbox: Sandbox, customer: str = MARIA) -> tuple[int, int]:
    known = sandbox.bonifiq.books.customer(customer)
    return known.points, known.cashback_cents


async def send_redeem(
    till: httpx.AsyncClient, configuration: int = FIXED_10, key: str = "rdm-1", **body: Any
) -> httpx.Response:
    wanted = {"CustomerId": MARIA, "OriginalKey": key, "RedeemOrigin": 5, **body}
    return await till.post(f"/POS/rewards/{configuration}/redeem", json=wanted)


async def redeem(
    till: httpx.AsyncClient, configuration: int = FIXED_10, key: str = "rdm-1", **body: Any
) -> dict[str, Any]:
    answer = await send_redeem(till, configuration, key, **body)
    assert answer.status_code == 200
    assert answer.json()["HasError"] is False
    result: dict[str, Any] = answer.json()["Result"]
    return result


async def test_a_redeem_is_enveloped_and_spelt_as_on_the_wire(till: httpx.AsyncClient) -> None:
    assert (await send_redeem(till)).json() == {
        "ErrorMessage": None,
        "ErrorCode": None,
        "Result": {
            "RewardId": 88121,
            "Point": {"PointId": 501, "Quantity": -100, "Metadatas": None},
            "ExternalCode": "BQX-88121-H",
            "OriginalKey": "rdm-1",
            "Coupon": None,
        },
        "Code": None,
        "CodeName": None,
        "Severity": 0,
        "HasWarning": False,
        "HasError": False,
    }


async def test_the_legacy_envelope_has_four_members(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, envelope="legacy")
    assert set((await send_redeem(till)).json()) == {
        "ErrorMessage",
        "ErrorCode",
        "Result",
        "HasError",
    }


async def test_a_product_redeem_names_its_sku(till: httpx.AsyncClient) -> None:
    assert (await redeem(till, MUG))["ExternalProductId"] == "CAN-01"


async def test_cashback_debits_the_chosen_value(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    result = await redeem(till, CASHBACK, Value=12.34)
    assert balances(sandbox) == (1500, 2500 - 1234)
    assert result["Point"]["Quantity"] == -12


async def test_points_are_an_alternative_to_value_for_cashback(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await redeem(till, CASHBACK, Points=7)
    assert balances(sandbox) == (1500, 1800)


async def test_the_same_request_redeems_once(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    first, second = await redeem(till), await redeem(till)
    assert first == second
    assert balances(sandbox) == (1400, 2500)
    assert len(sandbox.bonifiq.books.redeems) == 1


async def test_a_key_used_with_another_body_is_a_400(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await redeem(till)
    for answer in (await send_redeem(till, CustomerId=CARLA), await send_redeem(till, MUG)):
        assert answer.status_code == 400
        assert answer.json()["CodeName"] == "SandboxKeyOfAnotherRequest"
    assert balances(sandbox) == (1400, 2500)


async def test_a_replay_may_be_an_error(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, replay_of_redeem="error")
    await redeem(till)
    assert (await send_redeem(till)).json()["CodeName"] == "SandboxKeyAlreadyUsed"
    assert balances(sandbox) == (1400, 2500)


async def test_a_refused_redeem_leaves_its_key_free(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.books.give(MARIA, points=99)
    assert (await send_redeem(till)).json()["CodeName"] == "SandboxNotEnoughPoints"
    sandbox.bonifiq.books.give(MARIA, points=100)
    await redeem(till)
    assert balances(sandbox) == (0, 2500)


async def test_a_key_stays_burnt_after_a_cancel(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    made = await redeem(till)
    await till.delete(f"/POS/rewards/{made['RewardId']}")
    answer = await send_redeem(till)
    assert answer.json()["CodeName"] == "SandboxKeyCancelled"
    assert balances(sandbox) == (1500, 2500)


@pytest.mark.parametrize(
    ("setting", "same_reward", "points"),
    [("same_answer", True, 1500), ("redeem_again", False, 1400)],
)
async def test_a_cancelled_key_may_answer_otherwise(
    sandbox: Sandbox, till: httpx.AsyncClient, setting: str, points: int, *, same_reward: bool
) -> None:
    change(sandbox, key_after_cancel=setting)
    made = await redeem(till)
    await till.delete(f"/POS/rewards/{made['RewardId']}")
    again = await redeem(till)
    assert (again["RewardId"] == made["RewardId"]) is same_reward
    assert balances(sandbox) == (points, 2500)


@pytest.mark.parametrize(
    ("configuration", "body", "code_name"),
    [
        (999, {}, "RewardNotFound"),
        (FIXED_10, {"CustomerId": "98765432100"}, "SandboxCustomerNotFound"),
        (50, {}, "SandboxNotEnoughPoints"),
        (CASHBACK, {"Value": 25.01}, "SandboxNotEnoughCashback"),
    ],
)
async def test_refusals_change_nothing(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    configuration: int,
    body: dict[str, Any],
    code_name: str,
) -> None:
    answer = await send_redeem(till, configuration, **body)
    assert answer.status_code == 200
    assert (answer.json()["Result"], answer.json()["CodeName"]) == (None, code_name)
    assert balances(sandbox) == (1500, 2500)


async def test_a_reward_not_found_is_a_warning_with_a_null_result(till: httpx.AsyncClient) -> None:
    answer = (await send_redeem(till, 999)).json()
    assert (answer["Code"], answer["Severity"]) == ("07", 1)
    assert (answer["HasWarning"], answer["HasError"]) == (True, False)


async def test_refusals_may_be_400s(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, refusal_style="400")
    assert (await send_redeem(till, 50)).status_code == 400
    assert (await send_redeem(till, 999)).status_code == 200


@pytest.mark.parametrize(
    ("configuration", "body"),
    [
        (CASHBACK, {}),
        (CASHBACK, {"Value": 0}),
        (CASHBACK, {"Value": 1, "Points": 1}),
        (FIXED_10, {"RedeemOrigin": 6}),
        (FIXED_10, {"OriginalKey": None}),
        ("ten", {}),
    ],
)
async def test_malformed_redeems_are_400s(
    till: httpx.AsyncClient, configuration: int, body: dict[str, Any]
) -> None:
    assert (await send_redeem(till, configuration, **body)).status_code == 400


async def test_a_blocked_reward_is_refused_though_it_was_offered(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    path = "http://bonifiq.test/_sandbox/bonifiq/rewards/10"
    assert (await till.post(path, json={"CanUse": False})).status_code == 200
    assert (await send_redeem(till)).json()["CodeName"] == "SandboxRewardUnusable"
    await till.post(path, json={"CanUse": None})
    await redeem(till)
    assert balances(sandbox) == (1400, 2500)


async def test_a_redeem_may_demand_a_validated_code_once(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, redeem_checks_otp=True, fixed_pin="1234")
    assert (await send_redeem(till)).json()["CodeName"] == "SandboxCodeNotValidated"
    await till.post(f"/POS/customers/{MARIA}/challenge", json={"TransactionId": "t"})
    typed = {"TransactionId": "t", "Code": "1234"}
    await till.post(f"/POS/customers/{MARIA}/challengevalidate", json=typed)
    await redeem(till)
    answer = await send_redeem(till, key="rdm-2")
    assert answer.json()["CodeName"] == "SandboxCodeNotValidated"


async def test_a_redeem_may_be_held_to_the_last_quote(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, redeem_checks_last_quote=True)
    assert (await send_redeem(till)).json()["CodeName"] == "SandboxRewardUnusable"
    cart = {"CustomerId": MARIA, "PurchaseValue": 50, "DiscountValue": 0}
    await till.post("/POS/rewards/available", json=cart)
    await redeem(till)
    answer = await send_redeem(till, CASHBACK, "rdm-2", Value=10.01)
    assert answer.json()["CodeName"] == "SandboxRewardUnusable"
    await redeem(till, CASHBACK, "rdm-3", Value=10)


async def test_welcome_points_pay_for_a_redeem(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await redeem(till, CustomerId=PEDRO)
    assert balances(sandbox, PEDRO) == (100, 0)


async def test_delete_gives_everything_back(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    made = await redeem(till, CASHBACK, Value=12.34)
    answer = await till.delete(f"/POS/rewards/{made['RewardId']}")
    result = answer.json()["Result"]
    assert b'"CashValue":12.34' in answer.content
    assert result["IsCanceled"] is True
    assert result["RedeemDate"] == "2026-08-03T14:00:00.000000Z"
    assert result["Customer"]["OriginalId"] == MARIA
    assert set(result["Points"]) == {"Id", "Points", "Type", "EventKey"}
    assert balances(sandbox) == (1500, 2500)


async def test_a_second_delete_gives_nothing_more(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    path = f"/POS/rewards/{(await redeem(till))['RewardId']}"
    await till.delete(path)
    assert (await till.delete(path)).json()["Result"]["IsCanceled"] is True
    change(sandbox, repeat_of_undo="error")
    assert (await till.delete(path)).json()["HasError"] is True
    assert balances(sandbox) == (1500, 2500)


@pytest.mark.parametrize("name", ["OriginalKey", "originalKey", "originalkey"])
async def test_delete_by_key_takes_a_query(
    sandbox: Sandbox, till: httpx.AsyncClient, name: str
) -> None:
    await redeem(till, key="rdm-a/b+c")
    answer = await till.delete("/POS/rewards", params={name: "rdm-a/b+c"})
    assert answer.json()["Result"]["IsCanceled"] is True
    assert balances(sandbox) == (1500, 2500)


async def test_delete_by_key_takes_a_body(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await redeem(till)
    answer = await till.request("DELETE", "/POS/rewards", json={"OriginalKey": "rdm-1"})
    assert answer.json()["Result"]["IsCanceled"] is True
    assert balances(sandbox) == (1500, 2500)


async def test_the_place_of_the_key_can_be_narrowed(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await redeem(till)
    change(sandbox, delete_key_location="body")
    assert (await till.delete("/POS/rewards?OriginalKey=rdm-1")).status_code == 400
    change(sandbox, delete_key_location="query")
    answer = await till.request("DELETE", "/POS/rewards", json={"OriginalKey": "rdm-1"})
    assert answer.status_code == 400
    assert balances(sandbox) == (1400, 2500)


async def test_deleting_what_never_was_is_a_warning(till: httpx.AsyncClient) -> None:
    for answer in (
        await till.delete("/POS/rewards/88121"),
        await till.delete("/POS/rewards?OriginalKey=none"),
    ):
        assert (answer.status_code, answer.json()["CodeName"]) == (200, "RewardNotFound")


async def test_a_redeem_is_found_again_bare_and_by_key(till: httpx.AsyncClient) -> None:
    made = await redeem(till)
    path = f"/Rewards/{made['RewardId']}"
    assert (await till.get(path)).json()["IsCanceled"] is False
    note = {"OriginalKey": "rdm-1", "Metadatas": [{"Name": "till", "Value": "7"}]}
    answer = (await till.post("/Rewards/updatemetadata", json=note)).json()
    assert answer["Result"]["RewardId"] == made["RewardId"]
    assert answer["Result"]["Point"]["Metadatas"] == [{"Name": "till", "Value": "7"}]
    await till.delete(f"/POS/rewards/{made['RewardId']}")
    assert (await till.get(path)).json()["IsCanceled"] is True
    assert (await till.get("/Rewards/1")).status_code == 404
    unknown = await till.post("/Rewards/updatemetadata", json={"OriginalKey": "none"})
    assert unknown.json()["CodeName"] == "RewardNotFound"


async def test_balances_can_be_asked_for(till: httpx.AsyncClient) -> None:
    answer = (await till.get(f"/Customer/{MARIA}/points")).json()
    assert (answer["CustomerExists"], answer["PointsBalance"]) == (True, 1500)
    assert answer["CashbackBalance"] == 25.0
    unknown = (await till.get("/Customer/98765432100/points")).json()
    assert (unknown["CustomerExists"], unknown["PointsBalance"]) == (False, 0)


async def test_a_customer_can_be_asked_for(till: httpx.AsyncClient) -> None:
    answer = (await till.get(f"/Customer/{MARIA}")).json()
    assert answer["Result"]["CurrentTier"]["Name"] == "Ouro"
    unknown = (await till.get("/Customer/98765432100")).json()
    assert unknown["CodeName"] == "SandboxCustomerNotFound"
    assert (await till.get("/Customization")).json()["PointNamePlural"] == "pontos"
