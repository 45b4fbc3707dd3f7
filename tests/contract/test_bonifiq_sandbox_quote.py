from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox, build_sandbox

MARIA, JOAO, CARLA, PEDRO = "12345678909", "39053344705", "52998224725", "11144477735"


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


async def quote(till: httpx.AsyncClient, customer: str, **changes: Any) -> dict[str, Any]:
    cart = {"CustomerId": customer, "PurchaseValue": 186.90, "DiscountValue": 0, **changes}
    answer = await till.post("/POS/rewards/available", json=cart)
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def reason(answer: dict[str, Any], configuration: int) -> int:
    found: int = next(r for r in answer["Rewards"] if r["Id"] == configuration)["CannotUseReason"]
    return found


async def test_a_quote_is_bare_and_spelt_as_on_the_wire(till: httpx.AsyncClient) -> None:
    answer = await quote(till, MARIA)
    assert set(answer) == {
        "Customer",
        "Rewards",
        "HasRestrictedItems",
        "RestrictedValue",
        "EligibleValue",
        "HasRewards",
        "ShouldValidateCustomer",
        "ShouldValidateCustomerSignup",
        "AvailablePoints",
        "CashbackEnabled",
        "AvailableCashback",
        "MaxCashbackForCurrentPurchase",
    }
    assert answer["Customer"] == {
        "Id": 7301,
        "OriginalId": MARIA,
        "Name": "Maria Silva",
        "Email": "maria@exemplo.com.br",
        "Phone": "11987658778",
        "Document": MARIA,
        "IsEnrolled": True,
        "CurrentTier": {"Name": "Ouro", "Color": "#c9a227", "IconUrl": None},
    }
    assert (answer["AvailablePoints"], answer["AvailableCashback"]) == (1500, 25.0)
    assert answer["ShouldValidateCustomer"] is True


async def test_a_product_reward_carries_its_own_members(till: httpx.AsyncClient) -> None:
    rewards = {reward["Id"]: reward for reward in (await quote(till, MARIA))["Rewards"]}
    assert rewards[60]["ExternalProductId"] == "CAN-01"
    assert (rewards[60]["ProductDiscountMode"], rewards[60]["ProductDiscountValue"]) == (2, 0)
    assert rewards[62]["ProductDiscountValue"] == 0.01
    assert rewards[63]["ProductMaxUnitsPerRedeem"] == 3
    assert "ExternalProductId" not in rewards[10]


async def test_amounts_are_written_in_exact_cents(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.books.give(JOAO, cashback_cents=4235)
    cart = b'{"CustomerId":"39053344705","PurchaseValue":186.90,"DiscountValue":6.90}'
    answer = await till.post("/POS/rewards/available", content=cart)
    assert b'"AvailableCashback":42.35' in answer.content
    assert b'"MaxCashbackForCurrentPurchase":37.38' in answer.content
    assert b'"EligibleValue":186.90' in answer.content


@pytest.mark.parametrize(
    ("customer", "cart", "configuration", "expected"),
    [
        pytest.param(MARIA, {}, 10, 0, id="usable"),
        pytest.param(JOAO, {}, 30, 1, id="not enough points"),
        pytest.param(MARIA, {"PurchaseValue": 49.99}, 10, 2, id="below the minimum"),
        pytest.param(MARIA, {"PurchaseValue": 50}, 10, 0, id="exactly the minimum"),
        pytest.param(JOAO, {}, 40, 3, id="no cashback"),
        pytest.param(MARIA, {"DiscountValue": 0.01}, 30, 8, id="not cumulative"),
        pytest.param(MARIA, {"DiscountValue": 0.01}, 62, 8, id="product not cumulative"),
        pytest.param(MARIA, {"DiscountValue": 0.01}, 10, 0, id="cumulative"),
    ],
)
async def test_each_reward_says_why_it_cannot_be_used(
    till: httpx.AsyncClient, customer: str, cart: dict[str, Any], configuration: int, expected: int
) -> None:
    answer = await quote(till, customer, **cart)
    assert reason(answer, configuration) == expected


async def test_a_missing_amount_of_points_is_told_in_portuguese(till: httpx.AsyncClient) -> None:
    rewards = (await quote(till, JOAO))["Rewards"]
    told = next(reward["Requirements"] for reward in rewards if reward["Id"] == 50)
    assert told.endswith("Faltam 1650 pontos.")


async def test_rewards_beyond_a_till_are_offered_as_usable(till: httpx.AsyncClient) -> None:
    rewards = {reward["Id"]: reward for reward in (await quote(till, JOAO))["Rewards"]}
    assert [rewards[number]["RewardType"] for number in (70, 71, 72)] == [2, 4, 99]
    assert rewards[73]["ProductDiscountMode"] == 9
    assert all(rewards[number]["CanUse"] for number in (70, 71, 72, 73))


async def test_cashback_is_limited_by_balance_and_share(till: httpx.AsyncClient) -> None:
    maria, carla = await quote(till, MARIA), await quote(till, CARLA)
    assert maria["MaxCashbackForCurrentPurchase"] == 25.0
    assert carla["MaxCashbackForCurrentPurchase"] == 37.38


async def test_restricted_items_do_not_count_for_cashback(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed({"restricted_skus": ["CAF-02"]})
    lines = [{"OriginalId": "CAF-02", "Quantity": 2, "ProductPrice": 18.50}]
    answer = await quote(till, CARLA, Products=lines)
    assert (answer["RestrictedValue"], answer["EligibleValue"]) == (37.0, 149.9)
    assert answer["MaxCashbackForCurrentPurchase"] == 29.98


async def test_an_unknown_customer_is_a_200_without_anything(till: httpx.AsyncClient) -> None:
    answer = await quote(till, "98765432100")
    assert (answer["Customer"], answer["Rewards"], answer["HasRewards"]) == (None, [], False)
    assert (answer["AvailablePoints"], answer["AvailableCashback"]) == (0, 0)
    assert not answer["ShouldValidateCustomer"]
    assert not answer["ShouldValidateCustomerSignup"]


async def test_a_customer_may_have_no_rewards_at_all(till: httpx.AsyncClient) -> None:
    answer = await quote(till, "16899535009")
    assert (answer["HasRewards"], answer["Rewards"]) == (False, [])
    assert answer["Customer"]["IsEnrolled"] is True


async def test_welcome_points_count_before_enrolment(till: httpx.AsyncClient) -> None:
    answer = await quote(till, PEDRO)
    assert answer["ShouldValidateCustomerSignup"] is True
    assert answer["ShouldValidateCustomer"] is False
    assert answer["AvailablePoints"] == 200
    assert reason(answer, 10) == 0


async def test_a_customer_is_found_by_email_too(till: httpx.AsyncClient) -> None:
    answer = await quote(till, "ana+vip@loja.exemplo")
    assert answer["Customer"]["Document"] == "15350946056"


async def test_an_unknown_customer_may_lack_the_member_or_be_a_404(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    bonifiq = sandbox.bonifiq
    bonifiq.settings = bonifiq.settings.changed({"unknown_customer": "absent"})
    assert "Customer" not in await quote(till, "98765432100")
    bonifiq.settings = bonifiq.settings.changed({"unknown_customer": "404"})
    cart = {"CustomerId": "98765432100", "PurchaseValue": 1}
    answer = await till.post("/POS/rewards/available", json=cart)
    assert answer.status_code == 404


async def test_has_rewards_may_mean_usable_ones(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    bonifiq = sandbox.bonifiq
    for configuration in (70, 71, 72, 73):
        del bonifiq.books.configurations[configuration]
    assert (await quote(till, JOAO, PurchaseValue=1))["HasRewards"] is True
    bonifiq.books.give(JOAO, points=0)
    bonifiq.settings = bonifiq.settings.changed({"has_rewards": "usable"})
    assert (await quote(till, JOAO, PurchaseValue=1))["HasRewards"] is False


async def test_the_official_form_knows_no_product_rewards(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed({"members": "official"})
    rewards = (await quote(till, MARIA))["Rewards"]
    assert rewards
    assert all(r["RewardType"] != 5 and "CannotUseReason" not in r for r in rewards)


async def test_a_product_reward_may_demand_its_sku_in_the_cart(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.bonifiq.settings = sandbox.bonifiq.settings.changed({"product_rewards_need_cart": True})
    assert reason(await quote(till, MARIA), 61) == 9
    assert reason(await quote(till, MARIA), 60) == 0
    lines = [{"OriginalId": "PRE-10", "ProductPrice": 149.90}]
    assert reason(await quote(till, MARIA, Products=lines), 61) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"CustomerId":"1"}',
        b'{"CustomerId":"1","PurchaseValue":"10.00"}',
        b'{"CustomerId":"1","PurchaseValue":-1}',
        b'{"CustomerId":"1","PurchaseValue":1.001}',
        b'{"CustomerId":"1","PurchaseValue":1e999999}',
        b'{"CustomerId":"1","PurchaseValue":NaN}',
        b'{"CustomerId":"1","PurchaseValue":1,"Products":[1]}',
        b'{"CustomerId":' + b"[" * 100_000,
    ],
)
async def test_malformed_input_is_a_400_envelope(till: httpx.AsyncClient, body: bytes) -> None:
    answer = await till.post("/POS/rewards/available", content=body)
    assert answer.status_code == 400
    assert (answer.json()["Severity"], answer.json()["HasError"]) == (2, True)
    assert answer.json()["CodeName"] == "SandboxBadRequest"
