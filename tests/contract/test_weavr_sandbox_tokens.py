"""Api-key, bearer, login, exchange, idle life, logout and quota (contract, sections 1 and 2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.weavr.fixtures import API_KEY, BRUNOS_ACCOUNT, OTHER_API_KEY, PASSWORD
from tests.contract.weavr import (
    bearer,
    change,
    client,
    create,
    created,
    frozen_sandbox,
    hand_of,
    issue,
    issued,
    nobody,
    place,
    refused,
    scan,
    state,
    till_of,
    verify,
)

ALMA = {"type": "CONSUMER", "id": "111100000000000001"}
STUDIO = {"type": "CORPORATE", "id": "111100000000000804"}


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


async def log_in(
    sandbox: Sandbox, password: str = PASSWORD, email: str = "alma@people.example"
) -> httpx.Response:
    body = {"email": email, "password": {"value": password}}
    return await nobody(sandbox).post("/login_with_password", json=body)


# The merchant's key and the customer's token


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": "TOKEN"}, 400),
        ({"api-key": "", "Authorization": "TOKEN"}, 400),
        ({"api-key": "nobodys", "Authorization": "TOKEN"}, 401),
        ({"api-key": API_KEY}, 401),
        ({"api-key": API_KEY, "Authorization": ""}, 401),
        ({"api-key": API_KEY, "Authorization": "Bearer "}, 401),
        ({"api-key": API_KEY, "Authorization": "Bearer garbage"}, 401),
        ({"api-key": OTHER_API_KEY, "Authorization": "TOKEN"}, 403),
        ({"api-key": API_KEY, "Authorization": "TOKEN"}, 200),
    ],
)
async def test_who_may_call(sandbox: Sandbox, headers: dict[str, str], status: int) -> None:
    told = {
        name: text.replace("TOKEN", f"Bearer {scan(sandbox)}") for name, text in headers.items()
    }
    answer = await client(sandbox, told).get("/managed_accounts")
    assert answer.status_code == status
    assert bool(answer.content) == (status in {200, 400, 403})
    assert answer.headers["request-ref"]


async def test_a_missing_key_may_be_a_401(sandbox: Sandbox) -> None:
    change(sandbox, missing_key=401)
    assert (await client(sandbox, {}).get("/managed_accounts")).status_code == 401


async def test_a_body_that_is_wrong_is_told_before_a_token_that_is(sandbox: Sandbox) -> None:
    stranger = client(sandbox, bearer("garbage"))
    assert (await verify(stranger, "1", "12345")).status_code == 400
    assert (await verify(stranger, "1", "123456")).status_code == 401


async def test_request_refs_differ(till: httpx.AsyncClient) -> None:
    answers = [await till.get("/nothing"), await till.get("/managed_accounts")]
    assert len({answer.headers["request-ref"] for answer in answers}) == 2


# What a login gives


async def test_a_login_is_exchanged_for_the_chosen_identity(sandbox: Sandbox) -> None:
    told = (await log_in(sandbox, email="dario@people.example")).json()
    assert told["tokenType"] == "AUTH"
    assert told["credentials"] == {"type": "ROOT", "id": "113300000000000004"}
    login = client(sandbox, bearer(told["token"]))
    listed = (await login.get("/identities")).json()
    assert [one["id"] for one in listed["identities"]] == [
        {"type": "CONSUMER", "id": "111100000000000004"},
        STUDIO,
    ]
    assert (listed["count"], listed["responseCount"]) == (2, 2)
    access = (await login.post("/access_token", json={"identity": STUDIO})).json()
    assert (access["identity"], access["status"]) == (STUDIO, "STANDARD")
    till = client(sandbox, bearer(access["token"]))
    [account] = (await till.get("/managed_accounts")).json()["accounts"]
    assert account["friendlyName"] == "Studio rewards"
    assert (await till.get("/identities")).json()["count"] == 2


@pytest.mark.parametrize("path", ["/managed_accounts", "/sends", "/authentication_factors"])
async def test_a_login_token_opens_nothing_else(sandbox: Sandbox, path: str) -> None:
    scanned = till_of(sandbox, kind="AUTH")
    assert refused(await scanned.get(path)) == (403, "ACCESS_TOKEN_REQUIRED")
    change(sandbox, error_403="empty")
    assert refused(await scanned.get(path)) == (403, "")


@pytest.mark.parametrize(
    ("mode", "kind", "account", "exchange"),
    [
        ("exchange", "AUTH", 403, 200),
        ("direct", "ACCESS", 200, 403),
        ("untyped", "NO_TYPE", 200, 200),
    ],
)
async def test_programmes_differ_in_what_a_login_gives(
    sandbox: Sandbox, mode: str, kind: str, account: int, exchange: int
) -> None:
    change(sandbox, token_mode=mode)
    told = (await log_in(sandbox)).json()
    assert told["tokenType"] == kind
    login = client(sandbox, bearer(told["token"]))
    assert (await login.get("/managed_accounts")).status_code == account
    answer = await login.post("/access_token", json={"identity": ALMA})
    assert answer.status_code == exchange


@pytest.mark.parametrize("status", [401, 403])
async def test_nothing_is_exchanged_without_a_login(sandbox: Sandbox, status: int) -> None:
    change(sandbox, refused_exchange=status)
    stranger = client(sandbox, bearer("garbage"))
    assert (await stranger.post("/access_token", json={"identity": ALMA})).status_code == status
    assert (await stranger.post("/access_token", json={})).status_code == 400
    scanned = till_of(sandbox, kind="AUTH")
    assert (await scanned.post("/access_token", json={"identity": STUDIO})).status_code == 403


async def test_what_a_login_refuses(sandbox: Sandbox) -> None:
    assert (await log_in(sandbox, email="nobody@people.example")).status_code == 403
    assert (await log_in(sandbox, email="otto@people.example")).status_code == 403
    assert (await nobody(sandbox).post("/login_with_password", json={})).status_code == 400
    stranger = client(sandbox, {"api-key": "nobodys"})
    body = {"email": "alma@people.example", "password": {"value": PASSWORD}}
    assert (await stranger.post("/login_with_password", json=body)).status_code == 401


async def test_too_many_wrong_passwords_lock_for_half_an_hour(sandbox: Sandbox) -> None:
    statuses = [(await log_in(sandbox, "wrong")).status_code for _ in range(5)]
    assert statuses == [403] * 5
    assert (await log_in(sandbox)).status_code == 423
    sandbox.clock.advance(1800)
    assert (await log_in(sandbox)).status_code == 200


async def test_a_tokenised_password_is_good_once_for_a_minute(sandbox: Sandbox) -> None:
    hand = hand_of(sandbox)
    first, late = [(await hand.post("/password_tokens", json={})).json()["value"] for _ in range(2)]
    assert (await log_in(sandbox, first)).status_code == 200
    assert refused(await log_in(sandbox, first)) == (404, "TOKEN_NOT_FOUND")
    sandbox.clock.advance(60)
    assert refused(await log_in(sandbox, late)) == (410, "TOKEN_EXPIRED")
    assert refused(await log_in(sandbox, late)) == (404, "TOKEN_NOT_FOUND")


async def test_an_expired_password_gives_a_token_that_opens_nothing(sandbox: Sandbox) -> None:
    await hand_of(sandbox).post("/customers", json={"customer": "alma", "password_expired": True})
    answer = await log_in(sandbox)
    assert (answer.status_code, set(answer.json())) == (409, {"token"})
    useless = client(sandbox, bearer(answer.json()["token"]))
    for path in ("/managed_accounts", "/identities"):
        assert (await useless.get(path)).status_code == 403


# How long it lives


async def test_a_token_lives_five_minutes_from_its_last_use(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    for _ in range(3):
        assert (await till.get("/managed_accounts")).status_code == 200
        sandbox.clock.advance(299)
    assert (await till.get("/managed_accounts")).status_code == 200
    sandbox.clock.advance(300)
    assert (await till.get("/managed_accounts")).status_code == 401
    assert (await till.get("/managed_accounts")).status_code == 401


async def test_a_token_may_die_while_the_code_is_awaited(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    send = await created(till)
    challenge = await issued(till, send)
    sandbox.clock.advance(300)
    assert (await verify(till, challenge)).status_code == 401
    assert await state(till_of(sandbox), send) == "PENDING_CHALLENGE"


@pytest.mark.parametrize(("ends", "login"), [("login", 401), ("token", 200)])
async def test_a_logout_is_final(sandbox: Sandbox, ends: str, login: int) -> None:
    change(sandbox, logout_ends=ends)
    scanned = till_of(sandbox, kind="AUTH")
    token = (await scanned.post("/access_token", json={"identity": ALMA})).json()["token"]
    till = client(sandbox, bearer(token))
    assert (await till.post("/logout")).status_code == 204
    assert (await till.get("/managed_accounts")).status_code == 401
    assert (await till.post("/logout")).status_code == 401
    assert (await scanned.get("/identities")).status_code == login


async def test_a_third_party_login_goes_on_elsewhere(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, third_party_login=True)
    answer = await till.post("/logout")
    assert (answer.status_code, set(answer.json())) == (200, {"url"})


async def test_a_printed_token_opens_again_after_its_end(sandbox: Sandbox) -> None:
    overview = (await client(sandbox, {}, "").get("/_sandbox")).json()
    [printed] = [
        one["qr"] for one in overview["providers"]["weavr"]["customers"] if one["id"] == "alma"
    ]
    scanned = client(sandbox, bearer(printed))
    assert refused(await scanned.get("/managed_accounts")) == (403, "ACCESS_TOKEN_REQUIRED")
    assert (await scanned.post("/logout")).status_code == 204
    sandbox.clock.advance(1000)
    assert (await scanned.get("/identities")).json()["identities"][0]["id"] == ALMA
    sandbox.clock.advance(1000)
    change(sandbox, standing_tokens=False)
    assert (await scanned.get("/identities")).status_code == 401


# The quota


async def test_the_quota_is_told_when_it_is_used_up(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, per_minute=10, per_hour=20, per_day=200)
    for _ in range(10):
        sandbox.clock.advance(5)
        assert (await till.get("/managed_accounts")).status_code == 200
    answer = await till.get("/managed_accounts")
    assert (answer.status_code, answer.content) == (429, b"")
    assert answer.headers["x-ratelimit-limit"] == "10, 10;w=60, 20;w=3600, 200;w=86400"
    assert answer.headers["x-ratelimit-reset"] == "15"
    assert "retry-after" not in answer.headers
    sandbox.clock.advance(14.9)
    assert (await till.get("/managed_accounts")).headers["x-ratelimit-reset"] == "1"
    sandbox.clock.advance(0.1)
    assert (await till.get("/managed_accounts")).status_code == 200


async def test_every_till_of_the_merchant_shares_the_quota(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, per_minute=2, per_hour=0)
    other = till_of(sandbox, "edda")
    assert (await till.get("/sends")).status_code == 200
    assert (await other.get("/sends")).status_code == 200
    third = await till.get("/sends")
    assert third.headers["x-ratelimit-limit"] == "2, 2;w=60, 10000;w=86400"
    stranger = client(sandbox, bearer("garbage", OTHER_API_KEY))
    assert (await stranger.get("/sends")).status_code == 401


async def test_a_request_beyond_the_quota_does_nothing_and_is_repeated_under_its_ref(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, per_minute=1)
    await till.get("/sends")
    assert (await create(till, ref="a")).status_code == 429
    sandbox.clock.advance(60)
    change(sandbox, per_minute=100)
    assert (await create(till, ref="a")).status_code == 200
    assert len(sandbox.weavr.books.sends) == 1


# Step-up and enrolment


async def test_a_stepped_up_token_sees_accounts(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, step_up_needed=True)
    for path in ("", "/112233445566778801", "/112233445566778801/statement"):
        answer = await till.get(f"/managed_accounts{path}")
        assert refused(answer) == (403, "STEP_UP_REQUIRED")
    assert (await create(till, 100)).status_code == 200
    first = await till.post("/stepup/challenges/otp/SMS")
    assert (first.status_code, first.content) == (204, b"")
    path = "/stepup/challenges/otp/SMS/verify"
    wrong = await till.post(path, json={"verificationCode": "000000"})
    assert refused(wrong) == (409, "VERIFICATION_CODE_INVALID")
    assert (await till.post(path, json={"verificationCode": "12345"})).status_code == 400
    assert (await till.post(path, json={"verificationCode": "123456"})).status_code == 204
    assert (await till.get("/managed_accounts")).status_code == 200
    again = await till.post(path, json={"verificationCode": "123456"})
    assert refused(again) == (409, "ALREADY_VERIFIED")
    assert (await till_of(sandbox).get("/managed_accounts")).status_code == 403


async def test_a_step_up_may_be_pushed(sandbox: Sandbox) -> None:
    change(sandbox, step_up_needed=True)
    scanned = till_of(sandbox, "clara", "AUTH")
    clara = (await scanned.get("/identities")).json()["identities"][0]["id"]
    access = (await scanned.post("/access_token", json={"identity": clara})).json()
    till = client(sandbox, bearer(access["token"]))
    answer = await till.post("/stepup/challenges/push/AUTHY")
    assert (answer.status_code, set(answer.json())) == (200, {"id"})
    told = {"customer": "clara", "answer": "approve"}
    assert (await hand_of(sandbox).post("/push", json=told)).json()["state"] == "verified"
    assert (await till.get("/managed_accounts")).status_code == 200


@pytest.mark.parametrize(
    ("customer", "path", "told"),
    [
        ("bruno", "otp/SMS", (409, "CHANNEL_NOT_REGISTERED")),
        ("alma", "push/AUTHY", (409, "CHANNEL_NOT_REGISTERED")),
        ("dario", "push/AUTHY", (409, "CHANNEL_NOT_REGISTERED")),
    ],
)
async def test_a_step_up_needs_its_channel(
    sandbox: Sandbox, customer: str, path: str, told: tuple[int, str]
) -> None:
    till = till_of(sandbox, customer)
    assert refused(await till.post(f"/stepup/challenges/{path}")) == told
    assert (await till.post("/stepup/challenges/otp/EMAIL")).status_code == 400


async def test_step_ups_are_paced_and_their_codes_pay_nothing(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, fixed_code="")
    send = await created(till)
    await till.post("/stepup/challenges/otp/SMS")
    again = await till.post("/stepup/challenges/otp/SMS")
    assert refused(again) == (409, "RETRY_IN_15SEC")
    challenge = await issued(till, send)
    stepping, paying = sandbox.weavr.books.issued
    assert stepping.code is not None
    assert stepping.code != paying.code
    answer = await verify(till, challenge, stepping.code)
    assert refused(answer) == (409, "VERIFICATION_CODE_INVALID")
    assert (await verify(till, stepping.id, stepping.code)).status_code == 404
    sandbox.clock.advance(15)
    assert (await till.post("/stepup/challenges/otp/SMS")).status_code == 204
    sandbox.clock.advance(15)
    third = await till.post("/stepup/challenges/otp/SMS")
    assert refused(third) == (409, "CHALLENGE_LIMIT_EXCEEDED")


async def test_factors_and_the_enrolment_of_a_phone(sandbox: Sandbox) -> None:
    change(sandbox, step_up_needed=True)
    till = till_of(sandbox, "bruno")
    assert (await till.get("/authentication_factors")).json() == {"factors": []}
    send = await created(till, 100, source=place(BRUNOS_ACCOUNT))
    assert refused(await issue(till, send)) == (409, "CHANNEL_NOT_REGISTERED")
    assert (await till.post("/authentication_factors/otp/SMS")).status_code == 204
    [factor] = (await till.get("/authentication_factors")).json()["factors"]
    assert factor == {"type": "OTP", "channel": "SMS", "status": "PENDING_VERIFICATION"}
    path = "/authentication_factors/otp/SMS/verify"
    assert (await till.post(path, json={"verificationCode": "123456"})).status_code == 204
    [factor] = (await till.get("/authentication_factors")).json()["factors"]
    assert factor["status"] == "ACTIVE"
    assert (await till.get("/managed_accounts")).status_code == 200
    assert (await issue(till, send)).status_code == 200
    assert refused(await till.post("/authentication_factors/otp/SMS")) == (409, "STATE_INVALID")


async def test_factors_are_told_with_their_types(sandbox: Sandbox) -> None:
    told: dict[str, Any] = (await till_of(sandbox, "dario").get("/authentication_factors")).json()
    assert [tuple(one.values()) for one in told["factors"]] == [
        ("OTP", "SMS", "ACTIVE"),
        ("BIOMETRIC", "BIOMETRIC", "ACTIVE"),
        ("PUSH", "AUTHY", "PENDING_VERIFICATION"),
    ]
