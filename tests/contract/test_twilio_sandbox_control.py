"""Twilio Verify's control routes, credentials, settings and faults, and where it stands."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.bonifiq.fixtures import demo_customers
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.punchh.fixtures import demo_guests
from pos_app.sandbox.twilio_verify.fixtures import (
    ACCOUNT_SID,
    API_KEY_SECRET,
    API_KEY_SID,
    AUTH_TOKEN,
    CUSTOMERS,
    SERVICE_SID,
    identity_of,
)
from tests.contract.twilio_verify import (
    BASE,
    MEMBER,
    NOBODY,
    PHONE,
    SERVICE,
    START,
    UNVERIFIED,
    challenge,
    change,
    check,
    entity,
    error,
    factor_of,
    fetch,
    frozen_sandbox,
    hand_of,
    listed,
    other_than,
    push,
    start,
    status,
    text,
    till_of,
    totp,
    wrong,
)

CALLS = {
    *("create_entity", "fetch_entity", "delete_entity"),
    *("create_factor", "list_factors", "fetch_factor", "update_factor", "delete_factor"),
    *("create_challenge", "fetch_challenge", "list_challenges", "answer_challenge", "notify"),
    *("start_verification", "fetch_verification", "update_verification", "check_verification"),
    "list_attempts",
}


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


@pytest.fixture
def hand(sandbox: Sandbox) -> httpx.AsyncClient:
    return hand_of(sandbox)


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


# Who may call, and where


@pytest.mark.parametrize("keys", [(API_KEY_SID, API_KEY_SECRET), (ACCOUNT_SID, AUTH_TOKEN)])
async def test_a_key_and_the_account_may_call(sandbox: Sandbox, keys: tuple[str, str]) -> None:
    assert (await till_of(sandbox, keys).get(entity())).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer x",
        "Basic !",
        "Basic " + b64encode(b"no colon").decode(),
        "Basic " + b64encode(b"\xff:\xff").decode(),
        basic(API_KEY_SID, "wrong"),
        basic(API_KEY_SID, AUTH_TOKEN),
        basic("", ""),
    ],
)
async def test_bad_credentials_change_nothing(sandbox: Sandbox, header: str) -> None:
    transport = httpx.ASGITransport(sandbox.app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as stranger:
        refused = await stranger.post(
            f"{entity()}/Challenges",
            data={"FactorSid": factor_of(sandbox)},
            headers={"Authorization": header},
        )
    assert error(refused) == (401, 20003)
    assert refused.json()["message"] == "Authenticate"
    assert (await listed(till_of(sandbox))).json()["challenges"] == []


async def test_unknown_routes_are_not_found(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    assert error(await till.get("/v2/Nothing")) == (404, 20404)
    assert error(await till.delete("/v2")) == (404, 20404)
    assert [call.status for call in sandbox.twilio_verify.calls.named("unknown")] == [404, 404]
    assert (await till.put(entity())).status_code == 405
    assert (await till.get("/v22/Services")).content == b""


async def test_every_answer_has_an_id_of_its_own(till: httpx.AsyncClient) -> None:
    told = [(await till.get(entity())).headers for _ in range(2)]
    ids = {one["Twilio-Request-Id"] for one in told}
    assert len(ids) == 2
    assert all(len(one) == 34 and one.startswith("RQ") for one in ids)
    assert told[0]["Date"] == "Tue, 04 Mar 2031 17:15:00 GMT"
    assert told[0]["Content-Type"].startswith("application/json")


async def test_addresses_are_those_the_caller_used(sandbox: Sandbox) -> None:
    other = httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app),
        base_url="http://127.0.0.1:8765",
        auth=(API_KEY_SID, API_KEY_SECRET),
    )
    found = (await other.get(f"{entity()}/Factors", params={"PageSize": 1})).json()
    assert found["factors"][0]["url"].startswith(f"http://127.0.0.1:8765{SERVICE}/")
    assert found["meta"]["next_page_url"].startswith(f"http://127.0.0.1:8765{SERVICE}/")


# The demo


async def test_the_overview_has_what_an_integrator_needs(sandbox: Sandbox) -> None:
    overview = (await till_of(sandbox).get("/_sandbox")).json()["providers"]["twilio_verify"]
    assert overview["root"] == "/v2"
    assert overview["credentials"] == {
        "account_sid": ACCOUNT_SID,
        "auth_token": AUTH_TOKEN,
        "api_key_sid": API_KEY_SID,
        "api_key_secret": API_KEY_SECRET,
        "service_sid": SERVICE_SID,
    }
    assert overview["customers"][0] == {
        "identity": MEMBER,
        "name": None,
        "phone": PHONE,
        "ledger": None,
        "factors": "totp, push",
    }
    assert overview["customers"][1]["factors"] == "unverified totp"
    assert set(overview["calls"]) == CALLS


def test_every_customer_of_a_loyalty_sandbox_has_an_identity() -> None:
    known = {(one.ledger, one.customer): one for one in CUSTOMERS if one.ledger}
    owners = [("bonifiq", one.document, one.name, one.phone) for one in demo_customers()]
    owners += [
        ("punchh", str(one.id), f"{one.first_name} {one.last_name}", one.phone)
        for one in demo_guests(START)
    ]
    assert len(known) == len(owners)
    for ledger, customer, name, phone in owners:
        assert customer is not None
        seed = known[ledger, customer]
        assert (seed.name, seed.identity) == (name, identity_of(ledger, customer))
        assert (seed.phone or "+").endswith(phone or "+")
    assert len({one.identity for one in CUSTOMERS}) == len(CUSTOMERS)


@pytest.mark.parametrize(
    "customer",
    [
        identity_of("bonifiq", "12345678909"),
        "12345678909",
        "123.456.789-09",
        "+5511987658778",
        "5511987658778",
        "(11) 98765-8778",
        "Maria Silva",
    ],
)
async def test_a_customer_goes_by_many_names(
    hand: httpx.AsyncClient, till: httpx.AsyncClient, customer: str
) -> None:
    shown = await hand.get("/phone", params={"customer": customer})
    assert shown.json() == {"identity": identity_of("bonifiq", "12345678909"), "pushes": []}
    await start(till, "+5511987658778")
    found = await hand.get("/codes", params={"customer": customer})
    assert found.json()["to"] == "+5511987658778"


async def test_the_code_sent_can_be_read(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    assert (await hand.get("/codes", params={"customer": MEMBER})).status_code == 404
    started = (await start(till, "+447700900123")).json()
    found = (await hand.get("/codes", params={"customer": "+447700900123"})).json()
    assert found == {
        "code": found["code"],
        "to": "+447700900123",
        "channel": "sms",
        "amount": None,
        "payee": None,
        "verification_sid": started["sid"],
        "sent_at": "2031-03-04T17:15:00+00:00",
        "expires_at": "2031-03-04T17:25:00+00:00",
    }
    sandbox.clock.advance(600)
    assert (await hand.get("/codes", params={"customer": "+447700900123"})).status_code == 404


async def test_the_code_of_an_app_can_be_read(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    sandbox.clock.advance(12)
    shown = (await hand.get("/totp", params={"customer": MEMBER})).json()
    factor = factor_of(sandbox)
    assert shown == {
        "code": shown["code"],
        "factor_sid": factor,
        "seconds_left": 18,
        "used": False,
    }
    await challenge(till, factor, AuthPayload=shown["code"])
    shown = (await hand.get("/totp", params={"customer": MEMBER})).json()
    assert shown["used"]
    sandbox.clock.advance(18)
    assert not (await hand.get("/totp", params={"customer": MEMBER})).json()["used"]


async def test_anybody_can_be_enrolled(sandbox: Sandbox, hand: httpx.AsyncClient) -> None:
    wanted = {"identity": "till-7-guest", "factors": ["totp", "push", "unverified_totp", "totp"]}
    made = (await hand.post("/enrolments", json={**wanted, "phone": "+35699112233"})).json()
    assert (made["identity"], made["phone"]) == ("till-7-guest", "+35699112233")
    assert [(one["type"], one["verified"]) for one in made["factors"]] == [
        ("totp", True),
        ("push", True),
        ("totp", False),
        ("totp", True),
    ]
    assert len({one["sid"] for one in made["factors"]}) == 4
    codes = {await totp(sandbox, "+35699112233", made["factors"][place]["sid"]) for place in (0, 3)}
    assert len(codes) == 2
    nothing = {"identity": "till-8-guest", "phone": "+35699112234"}
    assert (await hand.post("/enrolments", json=nothing)).json()["factors"] == []
    assert error(await till_of(sandbox).get(entity("till-8-guest"))) == (404, 20404)


async def test_the_books_tell_everything_but_secrets(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    sid = (await push(till, sandbox)).json()["sid"]
    started = (await start(till)).json()
    told = (await hand.get("/books")).json()
    [kept] = told["challenges"]
    assert kept == {
        "sid": sid,
        "identity": MEMBER,
        "factor_sid": factor_of(sandbox, "push"),
        "factor_type": "push",
        "status": "pending",
        "hidden_details": {"till_tx": "t7-000451"},
        "wrong_codes": 0,
        "pushes": 1,
        "created_at": "2031-03-04T17:15:00+00:00",
        "expires_at": "2031-03-04T17:20:00+00:00",
        "responded_at": None,
    }
    [verification] = told["verifications"]
    assert (verification["sid"], verification["status"]) == (started["sid"], "pending")
    sent = started["send_code_attempts"][0]["attempt_sid"]
    assert verification["attempts"] == [{"sid": sent, "converted": False}]
    first = told["entities"][0]
    assert [(one["type"], one["verified"]) for one in first["factors"]] == [
        ("totp", True),
        ("push", True),
    ]
    whole = (await hand.get("/books")).text
    assert await text(sandbox) not in whole
    assert "secret" not in whole
    assert "code" not in told["verifications"][0]


def test_no_repr_tells_a_secret(sandbox: Sandbox) -> None:
    found = sandbox.twilio_verify.books.entity(SERVICE_SID, MEMBER)
    assert found is not None
    told = repr(found)
    for factor in found.factors.values():
        assert factor.sid in told
        if factor.type == "totp":
            assert factor.binding not in told


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("POST", "/settings", {"nothing": 1}, 400),
        ("POST", "/settings", {"totp_time_step": 19}, 400),
        ("POST", "/settings", {"totp_code_length": 9}, 400),
        ("POST", "/settings", {"code_length": 3}, 400),
        ("POST", "/settings", {"statuses": ["60307"]}, 400),
        ("POST", "/settings", {"statuses": ["60307=200"]}, 400),
        ("POST", "/settings", {"bad_field": "60361"}, 400),
        ("POST", "/phone/approve", {}, 400),
        ("POST", "/phone/approve", {"customer": MEMBER}, 404),
        ("POST", "/phone/approve", {"customer": NOBODY}, 404),
        ("POST", "/phone/approve", {"customer": MEMBER, "sid": 1}, 400),
        ("POST", "/phone/verify", {"customer": MEMBER}, 404),
        ("POST", "/phone/dance", {"customer": MEMBER}, 404),
        ("POST", "/enrolments", {"identity": "short"}, 400),
        ("POST", "/enrolments", {"identity": "till-7-guest", "factors": "totp"}, 400),
        ("POST", "/enrolments", {"identity": "till-7-guest", "factors": ["sms"]}, 400),
        ("POST", "/faults", {"call": "notify", "fault": "no_such"}, 400),
        ("GET", "/codes", None, 400),
        ("GET", "/codes?customer=stranger", None, 404),
        ("GET", f"/codes?customer={NOBODY}", None, 404),
        ("GET", f"/totp?customer={UNVERIFIED}", None, 404),
        ("GET", f"/phone?customer={NOBODY}", None, 404),
    ],
)
async def test_a_hook_misused_says_so(
    hand: httpx.AsyncClient, method: str, path: str, body: Any, code: int
) -> None:
    reply = await hand.request(method, path, json=body)
    assert reply.status_code == code
    assert reply.json()["error"]


async def test_the_code_of_a_push_factor_cannot_be_read(
    sandbox: Sandbox, hand: httpx.AsyncClient
) -> None:
    wanted = {"customer": MEMBER, "factor": factor_of(sandbox, "push")}
    assert (await hand.get("/totp", params=wanted)).status_code == 400


async def test_a_reset_starts_over(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    factor = factor_of(sandbox)
    await challenge(till, factor, AuthPayload=await totp(sandbox))
    await start(till)
    await till.delete(entity())
    sandbox.twilio_verify.faults.arm("*", "error_20429", times=0)
    change(sandbox, code_length=9)
    assert (await till.post("/_sandbox/reset")).status_code == 200
    assert (len(sandbox.twilio_verify.calls), sandbox.twilio_verify.faults.list()) == (0, ())
    assert sandbox.twilio_verify.settings.code_length == 6
    assert sandbox.twilio_verify.books.verifications == {}
    assert factor_of(sandbox) == factor
    assert status(await challenge(till, factor, AuthPayload=await totp(sandbox))) == (
        201,
        "approved",
    )


async def test_a_seed_repeats_codes_and_sids() -> None:
    told = []
    for _ in range(2):
        sandbox = build_sandbox(seed=3)
        started = (await start(till_of(sandbox))).json()
        told.append((started["sid"], await text(sandbox)))
    assert told[0] == told[1]


# Faults


@pytest.mark.parametrize(
    ("fault", "raised", "left"),
    [
        ("refuse_connection", ConnectionRefused, 0),
        ("drop_before", ConnectionDropped, 0),
        ("drop_after", ConnectionDropped, 1),
        ("truncated_body_after", ConnectionDropped, 1),
    ],
)
async def test_a_creation_is_cut_before_or_after(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    fault: str,
    raised: type[Exception],
    left: int,
) -> None:
    sandbox.twilio_verify.faults.arm("create_challenge", fault)
    with pytest.raises(raised):
        await push(till, sandbox)
    found = (await listed(till, Order="desc", PageSize=20)).json()["challenges"]
    assert [one["hidden_details"] for one in found] == [{"till_tx": "t7-000451"}] * left


@pytest.mark.parametrize(
    ("fault", "told", "left"),
    [
        ("error_20429", (429, 20429), 0),
        ("error_20500_before", (500, 20500), 0),
        ("error_20500_after", (500, 20500), 1),
    ],
)
async def test_a_creation_is_denied_before_or_after(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    fault: str,
    told: tuple[int, int],
    left: int,
) -> None:
    sandbox.twilio_verify.faults.arm("create_challenge", fault, retry_after=3)
    refused = await push(till, sandbox)
    assert error(refused) == told
    assert refused.headers["Retry-After"] == "3"
    assert len((await listed(till)).json()["challenges"]) == left
    assert (await push(till, sandbox)).status_code == 201


@pytest.mark.parametrize(("fault", "left"), [("error_before", 0), ("error_after", 1)])
async def test_any_error_can_be_told(
    till: httpx.AsyncClient, hand: httpx.AsyncClient, fault: str, left: int
) -> None:
    wanted = {"call": "start_verification", "fault": fault, "code": 60410, "status": 403}
    await hand.post("/faults", json={**wanted, "message": "Delivery blocked"})
    refused = await start(till)
    assert error(refused) == (403, 60410)
    assert refused.json()["message"] == "Delivery blocked"
    assert "Retry-After" not in refused.headers
    assert len((await hand.get("/outbox")).json()["sent"]) == left


async def test_an_answer_can_be_altered(
    sandbox: Sandbox, till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    sid = (await push(till, sandbox)).json()["sid"]
    own = (await fetch(till, sid)).json()
    changed = {"identity": NOBODY, "status": "approved", "hidden_details": {"till_tx": "other"}}
    await hand.post("/faults", json={"call": "fetch_challenge", "fault": "altered", **changed})
    assert (await fetch(till, sid)).json() == {**own, **changed}
    assert (await fetch(till, sid)).json() == own


async def test_a_page_can_lead_to_a_foreign_host(
    till: httpx.AsyncClient, hand: httpx.AsyncClient
) -> None:
    own = (await listed(till)).json()["meta"]
    meta = {"next_page_url": "https://elsewhere.invalid/v2/Challenges"}
    await hand.post("/faults", json={"call": "list_challenges", "fault": "altered", "meta": meta})
    assert (await listed(till)).json()["meta"] == {**own, **meta}


async def test_an_altered_answer_stays_refused(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sandbox.twilio_verify.faults.arm("fetch_challenge", "altered", status="approved")
    assert error(await fetch(till, f"YC{0:032}")) == (404, 20404)


async def test_every_limit_may_ask_for_patience(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, retry_after_of_limits_s=7, tries_per_challenge=1, checks_per_verification=1)
    bad = await wrong(sandbox)
    sid = (await challenge(till, factor_of(sandbox), AuthPayload=bad)).json()["sid"]
    refused = await till.post(f"{entity()}/Challenges/{sid}", data={"AuthPayload": bad})
    assert (*error(refused), refused.headers["Retry-After"]) == (429, 60308, "7")
    started = (await start(till)).json()["sid"]
    await check(till, started, other_than(await text(sandbox)))
    refused = await check(till, started, await text_sent(sandbox))
    assert (*error(refused), refused.headers["Retry-After"]) == (429, 60202, "7")


async def text_sent(sandbox: Sandbox) -> str:
    """Whether it is still good or not."""
    sent = (await hand_of(sandbox).get("/outbox")).json()["sent"]
    return str(sent[-1]["code"])


async def test_a_call_is_kept_with_its_answer(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    made = await push(till, sandbox)
    [kept] = sandbox.twilio_verify.calls.named("create_challenge")
    assert (kept.status, kept.answer) == (201, made.content)
    assert b"HiddenDetails=" in kept.body
