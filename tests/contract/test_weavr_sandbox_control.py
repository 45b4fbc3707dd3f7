"""Weavr's control routes, faults and introduction."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.weavr.fixtures import (
    ALMAS_ACCOUNT,
    API_KEY,
    CLARAS_ACCOUNT,
    MERCHANT_ACCOUNT,
    SEND_PROFILE,
)
from tests.contract.weavr import (
    available,
    bearer,
    change,
    client,
    create,
    created,
    frozen_sandbox,
    hand_of,
    issue,
    issued,
    place,
    read_code,
    refused,
    scan,
    state,
    till_of,
    verify,
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


async def test_the_overview_has_what_an_integrator_needs(sandbox: Sandbox) -> None:
    overview = (await client(sandbox, {}, "").get("/_sandbox")).json()["providers"]["weavr"]
    assert overview["root"] == "/multi"
    assert overview["credentials"] == {
        "api_key": API_KEY,
        "profile": SEND_PROFILE,
        "merchant_account": MERCHANT_ACCOUNT,
    }
    told = {one["id"]: one for one in overview["customers"]}
    assert set(told) == {"alma", "bruno", "clara", "dario", "edda", "finn", "gesa"}
    alma, bruno, clara = told["alma"], told["bruno"], told["clara"]
    assert (alma["confirms_by"], alma["currency"], alma["available"]) == ("SMS", "EUR", 5000)
    assert (bruno["confirms_by"], clara["confirms_by"]) == (None, "AUTHY")
    assert {"create_send", "issue", "verify", "account"} < set(overview["calls"])


async def test_the_customers_app_shows_a_fresh_token(
    sandbox: Sandbox, hand: httpx.AsyncClient
) -> None:
    tokens = [
        (await hand.post("/qr", json={"customer": name})).json()
        for name in ("alma", "alma@people.example", "113300000000000001", "111100000000000001")
    ]
    assert len({one["token"] for one in tokens}) == 4
    assert {one["kind"] for one in tokens} == {"AUTH"}
    access = (await hand.post("/qr", json={"customer": "alma", "kind": "ACCESS"})).json()
    till = client(sandbox, bearer(access["token"]))
    assert (await till.get("/managed_accounts")).status_code == 200


async def test_a_random_code_is_read_on_the_phone(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    change(sandbox, fixed_code="")
    send = await created(till)
    challenge = await issued(till, send)
    told = (await hand.get("/codes", params={"customer": "alma"})).json()
    assert told["code"] == read_code(sandbox)
    assert told["challenge"] == challenge
    assert told["text"] == f"{told['code']} pays EUR 3450 to Marlow Roasters."
    assert (await hand.get("/outbox")).json()["sent"] == [told]
    assert (await verify(till, challenge, told["code"])).status_code == 204
    assert (await hand.get("/codes", params={"customer": "alma"})).status_code == 404
    assert (await hand.get("/codes", params={"customer": "zoe"})).status_code == 404


async def test_the_books_can_be_read(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    send = await created(till)
    await verify(till, await issued(till, send))
    sandbox.clock.advance(1)
    books = (await hand.get("/books")).json()
    assert books["sends"] == [
        {
            "id": send,
            "tag": "till7-000451",
            "source": ALMAS_ACCOUNT,
            "destination": MERCHANT_ACCOUNT,
            "currency": "EUR",
            "amount": 3450,
            "source_fee": 0,
            "destination_fee": 0,
            "state": "COMPLETED",
            "exemption": None,
            "moved": True,
        }
    ]
    accounts = {one["id"]: one["available"] for one in books["accounts"]}
    assert (accounts[ALMAS_ACCOUNT], accounts[MERCHANT_ACCOUNT]) == (1550, 3450)
    [challenge] = books["challenges"]
    assert (challenge["state"], challenge["wrong"], challenge["sends"]) == ("verified", 0, [send])
    assert books["customers"][0]["tokens"] == 1
    await till.post("/logout")
    assert (await hand.get("/books")).json()["customers"][0]["tokens"] == 0


async def test_money_is_deposited_and_accounts_are_changed(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    told = await hand.post("/deposits", json={"account": ALMAS_ACCOUNT, "amount": 250})
    assert told.json()["available"] == 5250
    statement = (await till.get(f"/managed_accounts/{ALMAS_ACCOUNT}/statement")).json()
    assert statement["entry"][0]["transactionId"]["type"] == "DEPOSIT"
    wanted = {"account": ALMAS_ACCOUNT, "available": 100, "held": 20, "state": "BLOCKED"}
    assert (await hand.post("/accounts", json=wanted)).json()["actual"] == 120
    shown = (await till.get(f"/managed_accounts/{ALMAS_ACCOUNT}")).json()
    assert shown["balances"] == {"availableBalance": 100, "actualBalance": 120}
    assert shown["state"] == {"state": "BLOCKED", "blockedReason": "SYSTEM"}
    assert available(sandbox) == 100


async def test_an_account_in_another_currency_is_opened(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    own = await hand.post("/accounts/alma", json={"currency": "BRL", "available": 900})
    tills = await hand.post("/accounts/marlow", json={"currency": "BRL"})
    listed = (await till.get("/managed_accounts", params={"currency": "BRL"})).json()
    assert [one["id"] for one in listed["accounts"]] == [own.json()["id"]]
    money = {"currency": "BRL", "amount": 400}
    source, destination = place(own.json()["id"]), place(tills.json()["id"])
    send = await created(till, source=source, destination=destination, destinationAmount=money)
    await verify(till, await issued(till, send))
    sandbox.clock.advance(1)
    assert available(sandbox, tills.json()["id"]) == 400


async def test_a_payment_may_be_returned_later(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    send = await created(till)
    await verify(till, await issued(till, send))
    sandbox.clock.advance(1)
    told = (await hand.post(f"/sends/{send}", json={"state": "RETURNED"})).json()
    assert (told["state"], told["moved"]) == ("RETURNED", False)
    assert await state(till, send) == "RETURNED"
    assert (available(sandbox), available(sandbox, MERCHANT_ACCOUNT)) == (5000, 0)


async def test_factors_are_changed(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    clara = till_of(sandbox, "clara")
    wanted = {"customer": "clara", "factors": {"SMS": "ACTIVE", "AUTHY": "INACTIVE"}}
    assert (await hand.post("/customers", json=wanted)).json()["factors"] == wanted["factors"]
    send = await created(clara, source=place(CLARAS_ACCOUNT))
    assert refused(await issue(clara, send, channel="AUTHY")) == (409, "CHANNEL_NOT_REGISTERED")
    assert (await issue(clara, send)).status_code == 200


async def test_a_question_can_be_let_expire(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    clara = till_of(sandbox, "clara")
    send = await created(clara, source=place(CLARAS_ACCOUNT))
    await issued(clara, send, channel="AUTHY")
    told = await hand.post("/push", json={"customer": "clara", "answer": "expire"})
    assert told.json()["state"] == "expired"
    assert (await hand.get("/push", params={"customer": "clara"})).status_code == 404
    assert await state(clara, send) == "PENDING_CHALLENGE"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/settings", {"nothing": 1}, 400),
        ("/settings", {"code_tries": 0}, 400),
        ("/settings", {"settle_ms": -1}, 400),
        ("/settings", {"ref_mismatch": 418}, 400),
        ("/settings", {"channels": "SMS"}, 400),
        ("/qr", {"customer": "zoe"}, 404),
        ("/qr", {}, 404),
        ("/qr", {"customer": "alma", "kind": "GUEST"}, 400),
        ("/push", {"customer": "clara", "answer": "approve"}, 404),
        ("/deposits", {"account": "1", "amount": 1}, 404),
        ("/deposits", {"account": ALMAS_ACCOUNT, "amount": -1}, 400),
        ("/deposits", {"account": ALMAS_ACCOUNT, "amount": True}, 400),
        ("/accounts", {"account": ALMAS_ACCOUNT, "state": "LOST"}, 400),
        ("/accounts/alma", {"currency": 7}, 400),
        ("/accounts/zoe", {"currency": "EUR"}, 404),
        ("/customers", {"customer": "alma", "factors": {"SMS": "MAYBE"}}, 400),
        ("/customers", {"customer": "alma", "factors": ["SMS"]}, 400),
        ("/customers", {"customer": "alma", "factors": {"SMS": ["ACTIVE"]}}, 400),
        ("/sends/1", {"state": "COMPLETED"}, 404),
        ("/faults", {"call": "account", "fault": "in_progress"}, 400),
    ],
)
async def test_a_hook_misused_says_so(
    hand: httpx.AsyncClient, path: str, body: Any, status: int
) -> None:
    answer = await hand.post(path, json=body)
    assert answer.status_code == status
    assert answer.json()["error"]


async def test_a_send_is_not_put_where_no_money_is(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    send = await created(till)
    assert (await hand.post(f"/sends/{send}", json={"state": "PAID"})).status_code == 400
    await hand.post("/accounts", json={"account": ALMAS_ACCOUNT, "available": 0})
    assert (await hand.post(f"/sends/{send}", json={"state": "COMPLETED"})).status_code == 400
    assert available(sandbox) == 0
    assert await state(till, send) == "PENDING_CHALLENGE"


async def test_a_reset_starts_over(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    await created(till)
    change(sandbox, code_tries=2)
    sandbox.weavr.faults.arm("*", "status_500_before", times=0)
    assert (await client(sandbox, {}, "").post("/_sandbox/reset")).status_code == 200
    assert (await till.get("/sends")).status_code == 401
    assert (sandbox.weavr.books.sends, sandbox.weavr.settings.code_tries) == ({}, 5)
    assert await created(till_of(sandbox)) == "113900000000004510"


async def test_a_seed_repeats_tokens_and_codes() -> None:
    told = []
    for _ in range(2):
        sandbox = build_sandbox(seed=3)
        change(sandbox, fixed_code="")
        token = scan(sandbox)
        till = client(sandbox, bearer(token))
        await issued(till, await created(till))
        told.append((token, read_code(sandbox)))
    assert told[0] == told[1]


# Faults


@pytest.mark.parametrize(
    ("fault", "error", "left"),
    [
        ("refuse_connection", ConnectionRefused, 5000),
        ("drop_before", ConnectionDropped, 5000),
        ("drop_after", ConnectionDropped, 1550),
    ],
)
async def test_a_verify_is_cut_before_or_after(
    sandbox: Sandbox, till: httpx.AsyncClient, fault: str, error: type[Exception], left: int
) -> None:
    send = await created(till)
    challenge = await issued(till, send)
    sandbox.weavr.faults.arm("verify", fault)
    with pytest.raises(error):
        await verify(till, challenge, ref="v")
    sandbox.clock.advance(1)
    final = "COMPLETED" if left < 5000 else "PENDING_CHALLENGE"
    assert await state(till, send) == final
    assert available(sandbox) == left
    assert (await verify(till, challenge, ref="v")).status_code == 204
    sandbox.clock.advance(1)
    assert await state(till, send) == "COMPLETED"
    assert available(sandbox) == 1550


async def test_a_429_out_of_the_blue_tells_when_to_come_back(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sandbox.weavr.faults.arm("create_send", "rate_limited", reset=7)
    answer = await create(till, ref="a")
    assert (answer.status_code, answer.content) == (429, b"")
    assert answer.headers["x-ratelimit-reset"] == "7"
    assert answer.headers["x-ratelimit-limit"].startswith("100, 100;w=60")
    assert (await create(till, ref="a")).status_code == 200


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"error_code": "FUNDS_INSUFFICIENT"}, (409, "FUNDS_INSUFFICIENT")),
        ({"error_code": "SOMETHING_NEW"}, (409, "SOMETHING_NEW")),
        (
            {"status": 403, "error_code": "INSUFFICIENT_PERMISSIONS"},
            (403, "INSUFFICIENT_PERMISSIONS"),
        ),
        ({"status": 500}, (500, "")),
        ({}, (409, "STATE_INVALID")),
    ],
)
async def test_any_refusal_can_be_had(
    sandbox: Sandbox, till: httpx.AsyncClient, params: dict[str, Any], told: tuple[int, str]
) -> None:
    sandbox.weavr.faults.arm("create_send", "refused", **params)
    assert refused(await create(till, ref="a")) == told
    assert sandbox.weavr.books.sends == {}
    assert (await create(till, ref="a")).status_code == 200


async def test_a_refusal_may_come_with_a_message(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.weavr.faults.arm("issue", "refused", status=405, message="not here")
    answer = await issue(till, await created(till))
    assert (answer.status_code, answer.json()) == (405, {"code": "405", "message": "not here"})


async def test_a_parallel_duplicate_is_told_to_wait(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    first = await create(till, ref="a")
    sandbox.weavr.faults.arm("create_send", "in_progress")
    assert refused(await create(till, ref="a")) == (409, "IDEMPOTENT_REQUEST_IN_PROGRESS")
    assert (await create(till, ref="a")).json() == first.json()


async def test_a_request_may_be_carried_out_and_denied(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    send = await created(till)
    challenge = await issued(till, send)
    sandbox.weavr.faults.arm("verify", "executed_then_refused")
    assert refused(await verify(till, challenge)) == (409, "STATE_INVALID")
    sandbox.clock.advance(1)
    assert await state(till, send) == "COMPLETED"


async def test_a_request_may_arrive_twice(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.weavr.faults.arm("create_send", "delivered_twice")
    assert (await create(till)).status_code == 200
    assert len(sandbox.weavr.books.sends) == 1
    sandbox.weavr.faults.arm("logout", "delivered_twice")
    assert (await till.post("/logout")).status_code == 401


_CALLS: dict[str, tuple[str, str]] = {
    "login": ("POST", "/login_with_password"),
    "identities": ("GET", "/identities"),
    "access_token": ("POST", "/access_token"),
    "logout": ("POST", "/logout"),
    "factors": ("GET", "/authentication_factors"),
    "enrol": ("POST", "/authentication_factors/otp/SMS"),
    "finish_enrolment": ("POST", "/authentication_factors/otp/SMS/verify"),
    "step_up": ("POST", "/stepup/challenges/otp/SMS"),
    "finish_step_up": ("POST", "/stepup/challenges/otp/SMS/verify"),
    "step_up_push": ("POST", "/stepup/challenges/push/AUTHY"),
    "accounts": ("GET", "/managed_accounts"),
    "account": ("GET", "/managed_accounts/1"),
    "statement": ("GET", "/managed_accounts/1/statement"),
    "users": ("GET", "/users"),
    "user": ("GET", "/users/1"),
    "consumer": ("GET", "/consumers"),
    "create_send": ("POST", "/sends"),
    "sends": ("GET", "/sends"),
    "send": ("GET", "/sends/1"),
    "cancel_send": ("POST", "/sends/1/cancel"),
    "issue": ("POST", "/challenges/otp/SMS"),
    "issue_push": ("POST", "/challenges/push/AUTHY"),
    "verify": ("POST", "/challenges/1/otp/SMS/verify"),
    "old_issue": ("POST", "/sends/1/challenges/otp/SMS"),
    "old_issue_push": ("POST", "/sends/1/challenges/push/AUTHY"),
    "old_verify": ("POST", "/sends/1/challenges/otp/SMS/verify"),
}


@pytest.mark.parametrize("name", _CALLS)
async def test_every_call_can_be_spoilt_alone(
    sandbox: Sandbox, till: httpx.AsyncClient, name: str
) -> None:
    assert sandbox.weavr.faults.calls == set(_CALLS)
    sandbox.weavr.faults.arm(name, "status_503_html", times=0)
    for method, path in _CALLS.values():
        await till.request(method, path)
    told = {one.call: one.status for one in sandbox.weavr.calls}
    assert [call for call, status in told.items() if status == 503] == [name]
    assert list(told) == list(_CALLS)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/login_with_password", 405),
        ("DELETE", "/sends/1", 405),
        ("GET", "/challenges/1", 404),
        ("GET", "/", 404),
    ],
)
async def test_unknown_routes_are_not_found(
    till: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    assert (await till.request(method, path)).status_code == status
