"""Who may call, and how guests are found (contract, sections 2, 3 and 5.1 to 5.4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.punchh.fixtures import BUSINESS_KEY, LOCATION_KEY
from tests.contract.punchh import (
    BEATRIZ,
    DARA,
    KEYS,
    OLA,
    OLAS_PHONE,
    RAFAEL,
    change,
    client,
    frozen_sandbox,
    hand_of,
    lookup,
    reward,
    select,
    till_of,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


async def find(till: httpx.AsyncClient, field: str | None, value: str | None) -> httpx.Response:
    named = {"lookup_field": field, "lookup_value": value}
    body = {name: text for name, text in named.items() if text is not None}
    return await till.request("GET", "/api/pos/users/find", json=body)


async def search(till: httpx.AsyncClient, **query: str) -> httpx.Response:
    return await till.get("/api/pos/users/search", params=query)


async def balance(till: httpx.AsyncClient, **body: Any) -> httpx.Response:
    return await till.request("GET", "/api/pos/users/balance", json=body)


# Who may call


@pytest.mark.parametrize(
    "header",
    [KEYS, f'Token token="{LOCATION_KEY}" btoken="{BUSINESS_KEY}"'],
)
async def test_the_key_pair_comes_with_a_comma_or_in_quotes(sandbox: Sandbox, header: str) -> None:
    till = client(sandbox, {"Authorization": header})
    assert (await till.get("/api/pos/meta")).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["", "Bearer x", f"Token token=wrong, btoken={BUSINESS_KEY}", f"Token btoken={BUSINESS_KEY}"],
)
async def test_a_wrong_location_key_is_a_401_in_a_list(sandbox: Sandbox, header: str) -> None:
    till = client(sandbox, {"Authorization": header})
    answer = await till.get("/api/pos/meta")
    assert (answer.status_code, answer.json()) == (401, ["Invalid LocationKey"])


async def test_a_wrong_business_key_is_a_401(sandbox: Sandbox) -> None:
    till = client(sandbox, {"Authorization": f"Token token={LOCATION_KEY}, btoken=wrong"})
    assert (await till.get("/api/pos/meta")).status_code == 401


async def test_a_receipt_without_a_location_key_names_it(sandbox: Sandbox) -> None:
    answer = await client(sandbox, {}).post("/receipt_details", json={})
    text = "Required parameter missing or the value is empty: location_key"
    assert (answer.status_code, answer.json()) == (400, {"error": text})
    wrong = client(sandbox, {"Authorization": "Token token=wrong, btoken=wrong"})
    answer = await wrong.post("/receipt_details", json={})
    assert (answer.status_code, answer.json()) == (401, ["Invalid LocationKey"])


@pytest.mark.scenario("punchh", 11)
@pytest.mark.parametrize("status", [403, 400])
async def test_nobody_calls_without_a_user_agent(
    sandbox: Sandbox, till: httpx.AsyncClient, status: int
) -> None:
    change(sandbox, user_agent_refusal_status=status)
    del till.headers["User-Agent"]
    answer = await till.get("/api/pos/meta")
    assert (answer.status_code, answer.json()) == (status, {})
    answer = await till.post("/api2/password_less/token", json={})
    assert (answer.status_code, answer.json()) == (status, {})


async def test_a_header_of_ones_own_is_refused_unprocessed(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    own = {"Idempotency-Key": "1"}
    answer = await till.get("/api/pos/users/search?phone=1", headers=own)
    assert (answer.status_code, answer.content) == (400, b"")
    change(sandbox, refuse_unknown_headers=False)
    assert (await till.get("/api/pos/meta", headers=own)).status_code == 200


@pytest.mark.parametrize(
    ("size", "status"), [(16 * 1024 + 1, 431), (15 * 1024, 200), (11 * 1024, 431)]
)
async def test_headers_have_their_limits(till: httpx.AsyncClient, size: int, status: int) -> None:
    """One above 16 KB; one below; and three that come to more than 32 KB together."""
    names = (
        ["Accept-Language"] if size != 11 * 1024 else ["Accept-Language", "Accept", "User-Agent"]
    )
    answer = await till.get("/api/pos/meta", headers=dict.fromkeys(names, "e" * size))
    assert answer.status_code == status


async def test_every_answer_says_which_it_is_and_when(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    answers = [
        await till.get("/ping"),
        await till.get("/api/pos/meta"),
        await till.get("/api/pos/nothing"),
        await search(till, phone="0"),
    ]
    assert len({UUID(answer.headers["X-Request-Id"]) for answer in answers}) == 4
    assert {answer.headers["Date"] for answer in answers} == {"Tue, 04 Mar 2031 17:15:00 GMT"}
    sandbox.clock.advance(90)
    sandbox.punchh.faults.arm("meta", "status_503_html")
    answer = await till.get("/api/pos/meta")
    assert answer.headers["Date"] == "Tue, 04 Mar 2031 17:16:30 GMT"
    assert UUID(answer.headers["X-Request-Id"])


async def test_a_ping_asks_for_nothing(sandbox: Sandbox) -> None:
    transport = httpx.ASGITransport(sandbox.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://b.test") as stranger:
        answer = await stranger.get("/ping", headers={"X-Anything": "1"})
    assert (answer.status_code, answer.text) == (200, "OK")
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        ("documented", {"error": "User not found"}),
        ("A", {"error": "User not found"}),
        ("B", ["User not found"]),
        ("C", "User not found"),
        ("D", {"error": {"message": "User not found", "code": "base"}}),
        ("E", {"errors": {"base": ["User not found"]}}),
        ("F", {"errors": "User not found"}),
    ],
)
async def test_errors_come_in_every_shape(
    sandbox: Sandbox, till: httpx.AsyncClient, shape: str, body: Any
) -> None:
    change(sandbox, error_shape=shape)
    answer = await search(till, phone="5005559999")
    assert (answer.status_code, answer.json()) == (404, body)


async def test_an_error_may_have_no_body(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, error_shape="G")
    answer = await search(till, phone="5005559999")
    assert (answer.status_code, answer.content) == (404, b"")


async def test_texts_come_with_a_full_stop_and_either_apostrophe(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await hand_of(sandbox).post("/app/lock", json={"guest": OLA})
    documented = (await select(till, reward(55120))).json()["error"]
    change(sandbox, final_full_stop="always", apostrophe="plain")
    assert (await select(till, reward(55120))).json()["error"] == (
        documented.replace("’", "'") + "."
    )


@pytest.mark.scenario("punchh", 12)
@pytest.mark.parametrize(
    ("style", "flag", "number"), [("text", "1", "60"), ("integer", 1, 60), ("boolean", True, 60)]
)
async def test_location_flags_come_in_three_spellings(
    sandbox: Sandbox, till: httpx.AsyncClient, style: str, flag: Any, number: Any
) -> None:
    change(sandbox, location_flags=style)
    location = (await till.get("/api/pos/locations/configuration")).json()
    assert location["multiple_redemption_on_location"] == flag
    assert type(location["multiple_redemption_on_location"]) is type(flag)
    assert location["update_interval"] == number
    assert location["points_unlock_mode"] == flag
    assert location["visits_mode"] == type(flag)(0)


async def test_meta_tells_the_program_and_what_may_be_combined(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, exclude_interoperability=["offer|loyalty"], auto_unlock_duration=7)
    meta = (await till.get("/api/pos/meta")).json()
    assert meta["program_type"] == "points_unlock_redeemables"
    assert meta["redeemables"][0]["points_required_to_redeem"] == 100
    many = meta["multiple_redemptions"]
    assert many["enable_discount_locking"] is True
    assert many["auto_unlock_duration"] == 7
    assert many["max_redemptions_in_transaction"] == 10
    assert many["exclude_interoperability_strategy_between"] == ["offer|loyalty"]
    codes = {one["code"] for one in many["processing_priority_by_acquisition_type"]}
    assert codes == {"loyalty", "pre_purchased", "offer", "promo_coupon"}
    change(sandbox, multiple_redemptions_enabled=False, program="points_to_currency")
    meta = (await till.get("/api/pos/meta")).json()
    assert "multiple_redemptions" not in meta
    assert (meta["program_type"], meta["points_conversion_type"]) == ("points", "currency")


@pytest.mark.parametrize(
    "flag", ["multiple_redemptions_enabled", "multiple_redemption_on_location"]
)
async def test_redemptions_need_both_flags(
    sandbox: Sandbox, till: httpx.AsyncClient, flag: str
) -> None:
    change(sandbox, **{flag: False})
    answer = await lookup(till)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(
        "Your current loyalty program configuration does not support this feature."
    )


# Search


@pytest.mark.parametrize(
    "query",
    [
        {"phone": OLAS_PHONE},
        {"email": "OLA@guests.example"},
        {"card_number": "7700123400090017"},
        {"user_as_qrcode": "P90017OLA"},
        {"single_scan_code": "0a1f09c0017b"},
        {"redemption_code": "7090017"},
        {"drive_thru_code": "K7Q2"},
        {"apple_nfc_data": "apple-demo-90017"},
        {"nfc_token": "nfc-demo-90017"},
    ],
)
async def test_search_knows_every_identifier(
    till: httpx.AsyncClient, query: dict[str, str]
) -> None:
    answer = await search(till, **query)
    assert answer.status_code == 200
    assert answer.json()["id"] == OLA
    assert ("selected_card_number" in answer.json()) == ("single_scan_code" in query)


async def test_a_search_tells_balance_and_rewards(till: httpx.AsyncClient) -> None:
    found = (await search(till, phone=OLAS_PHONE)).json()
    assert found["balance"]["net_balance"] == 220
    assert found["balance"]["points_balance"] == 20
    assert found["balance"]["banked_rewards"] == "25.00"
    assert found["balance"]["total_debits"] == "100.0"
    listed = [(one["type"], one["id"]) for one in found["rewards"]]
    assert listed == [
        ("reward", 55120),
        ("reward", 55121),
        ("reward", 55122),
        ("redeemable", 77),
        ("redeemable", 78),
        ("redeemable", 80),
    ]
    assert {one["status"] for one in found["rewards"]} == {"unredeemed"}


@pytest.mark.parametrize(
    "query",
    [
        {"phone": "5005559999"},
        {"phone": "15005550142"},
        {"email": "ola"},
        {"card_number": "77"},
        {"user_as_qrcode": "X90017OLA"},
        {"single_scan_code": "xyz"},
        {"reward_id": "55120"},
        {"redemption_code": "1"},
    ],
)
async def test_search_finds_nobody(till: httpx.AsyncClient, query: dict[str, str]) -> None:
    answer = await search(till, **query)
    assert (answer.status_code, answer.json()) == (404, {"error": "User not found"})


async def test_a_search_takes_exactly_one_parameter(till: httpx.AsyncClient) -> None:
    for path in ("", "?phone=5005550142&email=ola@guests.example", "?name=Ola"):
        answer = await till.get(f"/api/pos/users/search{path}")
        assert answer.status_code == 400
        assert answer.json()["error"]


@pytest.mark.parametrize(
    ("typed", "status", "text"),
    [
        ("", 400, "drive_thru_code required or Invalid code"),
        ("K7-2", 400, "drive_thru_code required or Invalid code"),
        ("K7Q22", 400, "Invalid drive_thru_code length"),
        ("AAAA", 404, "CODE_NOT_FOUND"),
    ],
)
async def test_drive_thru_codes_have_texts_of_their_own(
    till: httpx.AsyncClient, typed: str, status: int, text: str
) -> None:
    answer = await search(till, drive_thru_code=typed)
    assert (answer.status_code, answer.json()) == (status, {"error": text})


@pytest.mark.parametrize("status", [404, 410])
async def test_an_expired_drive_thru_code_says_so(
    sandbox: Sandbox, till: httpx.AsyncClient, status: int
) -> None:
    change(sandbox, expired_drive_thru_code=status)
    sandbox.punchh.books.guests[OLA].drive_thru_codes["Z9Z9"] = sandbox.clock.now()
    answer = await search(till, drive_thru_code="Z9Z9")
    assert (answer.status_code, answer.json()) == (status, {"error": "CODE_EXPIRED"})


async def test_a_phone_may_be_a_number(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, phone_as="number")
    assert (await search(till, phone=OLAS_PHONE)).json()["phone"] == int(OLAS_PHONE)


# Find


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", OLAS_PHONE),
        ("email", "ola@guests.example"),
        ("otp", "0a1f09c0017b"),
        ("user_as_qrcode", "P90017OLA"),
        ("user_token", "ut-demo-90017"),
        ("apple_nfc_data", "apple-demo-90017"),
        ("nfc_token", "nfc-demo-90017"),
        ("redemption_code", "7090017"),
    ],
)
async def test_find_knows_its_fields(till: httpx.AsyncClient, field: str, value: str) -> None:
    answer = await find(till, field, value)
    assert answer.status_code == 200
    assert (answer.json()["user_id"], answer.json()["locked"]) == (OLA, False)
    assert answer.json()["external_uid"] is None


@pytest.mark.scenario("punchh", 2)
async def test_a_card_is_found_by_search_alone(till: httpx.AsyncClient) -> None:
    assert (await find(till, "card_number", "7700123400090017")).status_code == 400
    assert (await search(till, card_number="7700123400090017")).json()["id"] == OLA


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [(None, "x", "lookup_field"), ("phone", None, "lookup_value"), ("phone", "", "lookup_value")],
)
async def test_find_needs_field_and_value(
    till: httpx.AsyncClient, field: str | None, value: str | None, named: str
) -> None:
    answer = await find(till, field, value)
    text = f"Required parameter missing or the value is empty: {named}"
    assert (answer.status_code, answer.json()) == (400, {"error": text})


async def test_find_tells_an_unknown_guest_in_a_list(till: httpx.AsyncClient) -> None:
    answer = await find(till, "phone", "5005559999")
    assert (answer.status_code, answer.json()) == (404, ["User not found"])


async def test_a_code_of_the_app_lives_ten_minutes(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    shown = (await hand_of(sandbox).post("/app/show_code", json={"guest": RAFAEL})).json()
    code = shown["single_scan_code"]
    sandbox.clock.advance(599)
    assert (await find(till, "otp", code)).json()["user_id"] == RAFAEL
    sandbox.clock.advance(1)
    answer = await find(till, "otp", code)
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "Invalid or Expired Single Scan Code"},
    )


async def test_a_banned_guest_is_a_422(till: httpx.AsyncClient) -> None:
    assert (await find(till, "phone", "5005550122")).status_code == 422
    assert (await select(till, reward(1), guest=DARA)).status_code == 422


@pytest.mark.parametrize("field", ["none", "anonymous"])
async def test_looking_for_nobody_creates_a_throw_away_guest(
    sandbox: Sandbox, till: httpx.AsyncClient, field: str
) -> None:
    before = len(sandbox.punchh.books.guests)
    found = (await find(till, field, "1")).json()
    assert found["email"].endswith("@anonymise.punchh.com")
    assert len(sandbox.punchh.books.guests) == before + 1


async def test_find_reveals_whose_lock_it_is(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await hand_of(sandbox).post("/app/lock", json={"guest": OLA})
    found = (await find(till, "phone", OLAS_PHONE)).json()
    assert (found["locked"], found["external_uid"]) == (True, f"app-{OLA}")


async def test_a_phone_never_seen_may_open_an_account(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, autocreate_user_phone=True)
    assert (await find(till, "phone", "500")).status_code == 404
    created = (await find(till, "phone", "5005559999")).json()["user_id"]
    assert (await search(till, phone="5005559999")).json()["id"] == created


# Balance


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (
            "points_unlock_redeemables",
            {
                "net_balance": 220,
                "points_balance": 20,
                "net_debits": 100,
                "pending_points": 0,
                "total_credits": 320,
                "total_debits": "100.0",
                "total_point_credits": 320,
            },
        ),
        ("points_to_currency", {"banked_rewards": "25.00"}),
        ("points_to_rewards", {"net_balance": 220, "points_balance": 20}),
        ("visits", {"unredeemed_cards": 1, "total_visits": 7, "total_redeemable_visits": 7}),
    ],
)
async def test_a_balance_is_what_the_program_keeps(
    sandbox: Sandbox, till: httpx.AsyncClient, program: str, expected: dict[str, Any]
) -> None:
    change(sandbox, program=program)
    answer = await balance(till, user_id=str(OLA))
    assert answer.json() == {"account_balance": expected, "subscriptions": []}


async def test_subscriptions_are_told_when_asked_for(till: httpx.AsyncClient) -> None:
    answer = await balance(till, user_id=str(BEATRIZ), discount_type=["subscription"])
    assert [one["subscription_id"] for one in answer.json()["subscriptions"]] == [301, 302]


async def test_a_balance_needs_its_guest(till: httpx.AsyncClient) -> None:
    answer = await balance(till)
    text = "Required parameter missing or the value is empty: user_id"
    assert (answer.status_code, answer.json()) == (400, {"error": text})
    answer = await balance(till, user_id="1")
    assert (answer.status_code, answer.json()) == (404, ["User not found"])


@pytest.mark.parametrize("body", [b"not json", b"[]"])
async def test_a_body_that_is_no_object_is_a_400(till: httpx.AsyncClient, body: bytes) -> None:
    answer = await till.request("GET", "/api/pos/users/balance", content=body)
    assert answer.status_code == 400
