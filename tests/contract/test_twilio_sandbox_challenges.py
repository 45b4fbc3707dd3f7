"""Challenges at wire level (contract, section 3)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.twilio_verify.fixtures import ACCOUNT_SID, OTHER_SERVICE_SID, SERVICE_SID
from tests.contract.twilio_verify import (
    BASE,
    HIDDEN,
    MEMBER,
    NOBODY,
    SERVICE,
    START,
    UNVERIFIED,
    answer,
    challenge,
    change,
    details,
    entity,
    error,
    factor_of,
    fetch,
    frozen_sandbox,
    hand_of,
    listed,
    push,
    status,
    till_of,
    totp,
    wrong,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


@pytest.fixture
def factor(sandbox: Sandbox) -> str:
    return factor_of(sandbox)


def at(seconds: int) -> str:
    return f"{START + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


# TOTP


async def test_a_right_code_at_creation_approves(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    made = await challenge(till, factor, AuthPayload=await totp(sandbox))
    assert status(made) == (201, "approved")
    body = made.json()
    url = f"{BASE}{entity()}/Challenges/{body['sid']}"
    assert body == {
        "sid": body["sid"],
        "account_sid": ACCOUNT_SID,
        "service_sid": SERVICE_SID,
        "entity_sid": body["entity_sid"],
        "identity": MEMBER,
        "factor_sid": factor,
        "factor_type": "totp",
        "status": "approved",
        "responded_reason": "none",
        "details": None,
        "hidden_details": {"till_tx": "t7-000451"},
        "metadata": None,
        "date_created": at(0),
        "date_updated": at(0),
        "date_responded": at(0),
        "expiration_date": at(300),
        "url": url,
        "links": {"notifications": f"{url}/Notifications"},
    }
    assert [len(body[name]) for name in ("sid", "entity_sid")] == [34, 34]
    assert (body["sid"][:2], body["entity_sid"][:2]) == ("YC", "YE")
    assert (await fetch(till, body["sid"])).json() == body


async def test_a_wrong_code_at_creation_leaves_it_pending(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    made = await challenge(till, factor, AuthPayload=await wrong(sandbox))
    assert status(made) == (201, "pending")
    assert made.json()["date_responded"] is None
    sandbox.clock.advance(31)
    answered = await answer(till, made.json()["sid"], await totp(sandbox))
    assert status(answered) == (200, "approved")
    assert answered.json()["date_responded"] == answered.json()["date_updated"] == at(31)
    assert answered.json()["hidden_details"] == {"till_tx": "t7-000451"}


async def test_without_a_code_it_waits_for_one(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    made = await challenge(till, factor)
    assert status(made) == (201, "pending")
    sid = made.json()["sid"]
    assert error(await answer(till, sid, None)) == (400, 60300)
    assert status(await answer(till, sid, await totp(sandbox))) == (200, "approved")
    assert error(await answer(till, sid, await totp(sandbox))) == (403, 60322)


async def test_the_sixth_answer_is_refused_even_if_right(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    bad = await wrong(sandbox)
    sid = (await challenge(till, factor, AuthPayload=bad)).json()["sid"]
    for _ in range(4):
        assert status(await answer(till, sid, bad)) == (200, "pending")
    assert error(await answer(till, sid, await totp(sandbox))) == (429, 60308)
    assert status(await fetch(till, sid)) == (200, "pending")
    sandbox.clock.advance(300)
    assert error(await answer(till, sid, await totp(sandbox))) == (403, 60323)


@pytest.mark.parametrize(
    ("settings", "pending_answers", "ends_as"),
    [
        ({"wrong_code_at_creation": "free"}, 5, "pending"),
        ({"last_try": "refused"}, 3, "pending"),
        ({"exhausted_challenge": "denied"}, 4, "denied"),
        ({"exhausted_challenge": "expired"}, 4, "expired"),
        ({"tries_per_challenge": 2}, 1, "pending"),
    ],
)
async def test_how_tries_run_out_is_a_setting(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    factor: str,
    settings: dict[str, Any],
    pending_answers: int,
    ends_as: str,
) -> None:
    change(sandbox, **settings)
    bad = await wrong(sandbox)
    sid = (await challenge(till, factor, AuthPayload=bad)).json()["sid"]
    answered = 0
    while (reply := await answer(till, sid, bad)).status_code == 200:
        answered += 1
    assert (answered, *error(reply)) == (pending_answers, 429, 60308)
    assert error(await answer(till, sid, await totp(sandbox))) == (429, 60308)
    assert status(await fetch(till, sid)) == (200, ends_as)


async def test_in_the_old_style_a_wrong_code_is_refused(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    change(sandbox, old_style=True)
    bad = await wrong(sandbox)
    assert error(await challenge(till, factor, AuthPayload=bad)) == (403, 60324)
    [made] = (await listed(till)).json()["challenges"]
    assert made["status"] == "pending"
    assert error(await answer(till, made["sid"], bad)) == (403, 60324)
    assert status(await answer(till, made["sid"], await totp(sandbox))) == (200, "approved")


async def test_a_code_approves_one_challenge_only(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    code = await totp(sandbox)
    await challenge(till, factor, AuthPayload=code)
    again = await challenge(till, factor, AuthPayload=code)
    assert status(again) == (201, "pending")
    sandbox.clock.advance(30)
    fresh = await totp(sandbox)
    assert status(await answer(till, again.json()["sid"], fresh)) == (200, "approved")
    change(sandbox, totp_reuse="accepted")
    assert status(await challenge(till, factor, AuthPayload=fresh)) == (201, "approved")


@pytest.mark.parametrize(("away", "found"), [(-30, "approved"), (30, "approved"), (60, "pending")])
async def test_a_code_may_be_one_step_off(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str, away: int, found: str
) -> None:
    code = await totp(sandbox)
    sandbox.clock.advance(away)
    assert status(await challenge(till, factor, AuthPayload=code)) == (201, found)


async def test_a_fixed_code_is_taken_beside_the_factors_own(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    change(sandbox, fixed_code="1234")
    for _ in range(2):
        assert status(await challenge(till, factor, AuthPayload="1234")) == (201, "approved")
    own = await totp(sandbox)
    assert status(await challenge(till, factor, AuthPayload=own)) == (201, "approved")


@pytest.mark.parametrize("code", ["12", "123456789"])
async def test_a_code_of_another_length_is_no_try(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str, code: str
) -> None:
    assert error(await challenge(till, factor, AuthPayload=code)) == (400, 60300)
    sid = (await challenge(till, factor)).json()["sid"]
    assert error(await answer(till, sid, code)) == (400, 60300)
    [kept] = (await hand_of(sandbox).get("/books")).json()["challenges"]
    assert kept["wrong_codes"] == 0


async def test_creations_of_a_factor_are_limited(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    for _ in range(50):
        assert (await challenge(till, factor)).status_code == 201
    assert error(await challenge(till, factor)) == (429, 60312)
    sandbox.clock.advance(3600)
    for _ in range(50):
        assert (await challenge(till, factor)).status_code == 201
    sandbox.clock.advance(3600)
    assert error(await challenge(till, factor)) == (429, 60312)
    sandbox.clock.advance(24 * 3600)
    assert (await challenge(till, factor)).status_code == 201


async def test_short_codes_are_limited_more(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, totp_code_length=4)
    made = await hand_of(sandbox).post(
        "/enrolments", json={"identity": "short-codes", "factors": ["totp"]}
    )
    factor = made.json()["factors"][0]["sid"]
    for _ in range(10):
        assert (await challenge(till, factor, "short-codes")).status_code == 201
    assert error(await challenge(till, factor, "short-codes")) == (429, 60312)


# Time


async def test_a_challenge_expires_without_anybody_calling(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    sid = (await challenge(till, factor, ExpirationDate=at(90))).json()["sid"]
    sandbox.clock.advance(89)
    assert status(await fetch(till, sid)) == (200, "pending")
    sandbox.clock.advance(1)
    [found] = (await listed(till)).json()["challenges"]
    assert (found["status"], found["date_responded"]) == ("expired", None)
    assert found["date_updated"] == found["expiration_date"] == at(90)
    assert error(await answer(till, sid, await totp(sandbox))) == (403, 60323)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (at(3600), 201),
        ("2031-03-04T18:15:00+00:00", 201),
        (at(3601), 400),
        (at(3660), 400),
        (at(0), 400),
        (at(-60), 400),
        ("soon", 400),
    ],
)
async def test_an_expiration_is_within_the_hour(
    till: httpx.AsyncClient, factor: str, given: str, code: int
) -> None:
    made = await challenge(till, factor, ExpirationDate=given)
    assert made.status_code == code
    if code == 400:
        assert error(made) == (400, 60300)
    else:
        assert made.json()["expiration_date"] == at(3600)


# Push


async def test_a_push_is_approved_on_the_customers_phone(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    hand = hand_of(sandbox)
    shown = details("Shop 12: 500 points for R$ 10,00", ("Amount", "R$ 34,50"), ("Points", "500"))
    made = await push(till, sandbox, **shown)
    assert status(made) == (201, "pending")
    assert made.json()["details"] == {
        "message": "Shop 12: 500 points for R$ 10,00",
        "fields": [
            {"label": "Amount", "value": "R$ 34,50"},
            {"label": "Points", "value": "500"},
        ],
        "date": at(0),
    }
    sid = made.json()["sid"]
    display = (await hand.get("/phone", params={"customer": MEMBER})).json()
    [waiting] = display["pushes"]
    assert (waiting["challenge_sid"], waiting["message"]) == (sid, shown["Details.Message"])
    assert waiting["fields"] == made.json()["details"]["fields"]
    sandbox.clock.advance(9)
    assert status(await fetch(till, sid)) == (200, "pending")
    done = await hand.post("/phone/approve", json={"customer": MEMBER})
    assert done.json() == {"challenge_sid": sid, "status": "approved"}
    found = await fetch(till, sid)
    assert status(found) == (200, "approved")
    assert found.json()["date_responded"] == at(9)
    assert (await hand.get("/phone", params={"customer": MEMBER})).json()["pushes"] == []


async def test_a_push_is_denied(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    first = (await push(till, sandbox)).json()["sid"]
    second = (await push(till, sandbox)).json()["sid"]
    hand = hand_of(sandbox)
    done = await hand.post("/phone/deny", json={"customer": MEMBER, "sid": first})
    assert done.json() == {"challenge_sid": first, "status": "denied"}
    assert status(await fetch(till, first)) == (200, "denied")
    assert status(await fetch(till, second)) == (200, "pending")
    again = await hand.post("/phone/approve", json={"customer": MEMBER, "sid": first})
    assert again.status_code == 404


async def test_a_till_cannot_answer_a_push(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    assert error(await push(till, sandbox, AuthPayload="123456")) == (403, 60324)
    sid = (await push(till, sandbox)).json()["sid"]
    assert error(await answer(till, sid, "signature" * 600)) == (403, 60324)
    assert error(await answer(till, sid, "x" * 5457)) == (400, 60300)
    assert status(await fetch(till, sid)) == (200, "pending")


@pytest.mark.parametrize(
    ("settings", "seconds", "found"),
    [
        ({"device_answers": "approves"}, 4, "pending"),
        ({"device_answers": "approves"}, 5, "approved"),
        ({"device_answers": "denies", "device_answers_after_s": 9}, 9, "denied"),
        ({"device_answers": "approves", "device_answers_after_s": 300}, 300, "expired"),
    ],
)
async def test_a_phone_can_answer_by_itself(
    sandbox: Sandbox, till: httpx.AsyncClient, settings: dict[str, Any], seconds: int, found: str
) -> None:
    change(sandbox, **settings)
    sid = (await push(till, sandbox)).json()["sid"]
    sandbox.clock.advance(seconds)
    assert status(await fetch(till, sid)) == (200, found)


async def test_a_push_is_sent_again_three_times(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    made = (await push(till, sandbox)).json()
    again = made["links"]["notifications"]
    first = await till.post(again, data={"Ttl": "0"})
    body = first.json()
    assert first.status_code == 201
    assert body == {
        "sid": body["sid"],
        **{name: made[name] for name in ("account_sid", "service_sid", "entity_sid", "identity")},
        "challenge_sid": made["sid"],
        "priority": "high",
        "ttl": 0,
        "date_created": at(0),
    }
    assert body["sid"].startswith("NT")
    assert (await till.post(again)).json()["ttl"] == 300
    assert error(await till.post(again, data={"Ttl": "301"})) == (400, 60300)
    assert (await till.post(again)).status_code == 201
    assert error(await till.post(again)) == (429, 60309)
    sandbox.clock.advance(300)
    assert status(await fetch(till, made["sid"])) == (200, "expired")
    assert len((await listed(till)).json()["challenges"]) == 1


async def test_the_first_push_may_count(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, first_push_counts=True)
    again = (await push(till, sandbox)).json()["links"]["notifications"]
    assert [(await till.post(again)).status_code for _ in range(3)] == [201, 201, 429]


async def test_only_a_pending_push_is_sent_again(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    code = (await challenge(till, factor)).json()["links"]["notifications"]
    assert error(await till.post(code)) == (400, 60300)
    answered = (await push(till, sandbox)).json()["links"]["notifications"]
    await hand_of(sandbox).post("/phone/deny", json={"customer": MEMBER})
    assert error(await till.post(answered)) == (403, 60322)
    late = (await push(till, sandbox)).json()["links"]["notifications"]
    sandbox.clock.advance(300)
    assert error(await till.post(late)) == (403, 60323)
    assert error(await till.post(f"{entity()}/Challenges/YC{0:032}/Notifications")) == (404, 20404)


# What a request must look like


@pytest.mark.parametrize(
    ("fields", "fine"),
    [
        ({"Details.Message": "x" * 257}, 60368),
        ({"Details.Message": ""}, 60368),
        (details("m", *[("l", "v")] * 21), 60368),
        (details("m", ("l" * 37, "v")), 60368),
        (details("m", ("l", "v" * 129)), 60368),
        ({**details("m"), "Details.Fields": ['{"label":"l"}']}, 60368),
        ({**details("m"), "Details.Fields": ['{"label":"l","value":1}']}, 60368),
        ({**details("m"), "Details.Fields": ["label"]}, 60368),
        ({"HiddenDetails": json.dumps({"a": "x" * 1017})}, 60306),
        ({"HiddenDetails": '{"a":1}'}, 60306),
        ({"HiddenDetails": '["a"]'}, 60306),
        ({"HiddenDetails": "a=b"}, 60306),
        ({"FactorSid": ""}, 60362),
        ({"FactorSid": "YF12"}, 60362),
        ({"FactorSid": f"YC{0:032}"}, 60362),
    ],
)
async def test_unfit_fields_create_nothing(
    sandbox: Sandbox, till: httpx.AsyncClient, fields: dict[str, Any], fine: int
) -> None:
    assert error(await push(till, sandbox, **fields)) == (400, 60300)
    change(sandbox, bad_field="60306")
    assert error(await push(till, sandbox, **fields)) == (400, 60306)
    change(sandbox, bad_field="fine")
    assert error(await push(till, sandbox, **fields)) == (400, fine)
    assert (await listed(till)).json()["challenges"] == []


async def test_fields_at_their_limits_are_fine(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    shown = details("x" * 256, *[("l" * 36, "v" * 128)] * 20)
    hidden = json.dumps({"a": "x" * 1015})
    assert len(hidden) == 1024
    made = await push(till, sandbox, **shown, HiddenDetails=hidden, Unknown="ignored")
    assert made.status_code == 201
    assert len(made.json()["details"]["fields"]) == 20


async def test_a_json_body_is_not_understood(till: httpx.AsyncClient, factor: str) -> None:
    made = await till.post(f"{entity()}/Challenges", json={"FactorSid": factor})
    assert error(made) == (400, 60300)


async def test_a_factor_must_be_verified_and_of_this_identity(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str
) -> None:
    unverified = factor_of(sandbox, "totp", UNVERIFIED)
    assert error(await challenge(till, unverified, UNVERIFIED)) == (403, 60318)
    assert error(await challenge(till, factor, UNVERIFIED)) == (404, 60390)
    assert error(await challenge(till, f"YF{0:032}")) == (404, 60390)
    assert error(await challenge(till, factor, NOBODY)) == (404, 20404)
    change(sandbox, statuses=["60390=400"])
    assert error(await challenge(till, f"YF{0:032}")) == (400, 60390)


async def test_a_challenge_is_found_where_it_belongs_alone(
    till: httpx.AsyncClient, factor: str
) -> None:
    sid = (await challenge(till, factor)).json()["sid"]
    assert error(await fetch(till, sid, UNVERIFIED)) == (404, 20404)
    missing = await till.get(f"{entity()}/Challenges/YC{0:032}")
    assert missing.json()["message"] == (
        f"The requested resource {entity().removeprefix('/v2')}/Challenges/YC{0:032} was not found"
    )
    elsewhere = entity().replace(SERVICE, f"/v2/Services/{OTHER_SERVICE_SID}")
    assert error(await till.get(f"{elsewhere}/Challenges/{sid}")) == (404, 20404)


@pytest.mark.parametrize(
    ("setting", "found"), [("null", None), ("date_created", at(0)), ("absent", "absent")]
)
async def test_what_date_responded_says_before_an_answer(
    sandbox: Sandbox, till: httpx.AsyncClient, factor: str, setting: str, found: str | None
) -> None:
    change(sandbox, date_responded_before=setting)
    made = (await challenge(till, factor)).json()
    assert made.get("date_responded", "absent") == found


async def test_a_device_may_add_metadata(till: httpx.AsyncClient, factor: str) -> None:
    sid = (await challenge(till, factor)).json()["sid"]
    told = await answer(till, sid, None, Metadata='{"os":"Android"}')
    assert status(told) == (200, "pending")
    assert told.json()["metadata"] == {"os": "Android"}
    assert told.json()["hidden_details"] == json.loads(HIDDEN)
