"""Verifications, checks and the log of attempts at wire level (contract, sections 5 and 9)."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.twilio_verify.fixtures import ACCOUNT_SID, OTHER_SERVICE_SID, SERVICE_SID
from tests.contract.twilio_verify import (
    BASE,
    PHONE,
    SERVICE,
    START,
    attempts,
    change,
    check,
    error,
    frozen_sandbox,
    hand_of,
    other_than,
    start,
    status,
    text,
    till_of,
)

PAID = {"Amount": "EUR 34.50", "Payee": "Shop 12"}


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


def at(seconds: int) -> str:
    return f"{START + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


async def cancel(till: httpx.AsyncClient, sid: str, to: str = "canceled") -> httpx.Response:
    return await till.post(f"{SERVICE}/Verifications/{sid}", data={"Status": to})


async def get(till: httpx.AsyncClient, sid: str) -> httpx.Response:
    return await till.get(f"{SERVICE}/Verifications/{sid}")


# Start


async def test_a_code_is_sent(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    started = await start(till)
    body = started.json()
    assert started.status_code == 201
    assert body == {
        "sid": body["sid"],
        "service_sid": SERVICE_SID,
        "account_sid": ACCOUNT_SID,
        "to": PHONE,
        "channel": "sms",
        "status": "pending",
        "valid": False,
        "lookup": {},
        "amount": None,
        "payee": None,
        "sna": None,
        "send_code_attempts": [
            {
                "time": at(0),
                "channel": "SMS",
                "attempt_sid": body["send_code_attempts"][0]["attempt_sid"],
            }
        ],
        "date_created": at(0),
        "date_updated": at(0),
        "url": f"{BASE}{SERVICE}/Verifications/{body['sid']}",
    }
    assert (await get(till, body["sid"])).json() == body
    code = await text(sandbox)
    assert len(code) == 6
    assert code.isdecimal()


async def test_a_second_start_sends_the_same_code_again(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    first = (await start(till)).json()
    code = await text(sandbox)
    sandbox.clock.advance(30)
    second = (await start(till, Channel="call")).json()
    assert (second["sid"], second["channel"]) == (first["sid"], "call")
    assert [one["time"] for one in second["send_code_attempts"]] == [at(0), at(30)]
    assert [one["channel"] for one in second["send_code_attempts"]] == ["SMS", "CALL"]
    assert await text(sandbox) == code
    sent = (await hand_of(sandbox).get("/outbox")).json()["sent"]
    assert [(one["code"], one["channel"]) for one in sent] == [(code, "sms"), (code, "call")]
    sandbox.clock.advance(570)
    third = (await start(till)).json()
    assert third["sid"] != first["sid"]
    assert await text(sandbox) != code


async def test_a_destination_has_five_starts(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    replies = [await start(till) for _ in range(6)]
    assert [one.status_code for one in replies] == [201] * 5 + [429]
    assert len({one.json()["sid"] for one in replies[:5]}) == 1
    assert error(replies[5]) == (429, 60203)
    assert [one.headers.get("Retry-After") for one in replies] == [None] * 4 + ["600", "600"]
    assert replies[5].headers["Twilio-Reached-Rate-Limit"] == "send-code-attempts"
    assert (await start(till, "+35699000002")).status_code == 201
    change(sandbox, start_tells_limits=False)
    assert "Retry-After" not in (await start(till)).headers


async def test_cancelling_frees_the_destination(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sid = (await start(till)).json()["sid"]
    for _ in range(4):
        await start(till)
    code = await text(sandbox)
    cancelled = await cancel(till, sid)
    assert status(cancelled) == (200, "canceled")
    assert not cancelled.json()["valid"]
    assert error(await check(till, sid, code)) == (404, 20404)
    assert error(await get(till, sid)) == (404, 20404)
    assert error(await cancel(till, sid)) == (404, 20404)
    assert (await start(till)).json()["sid"] != sid


@pytest.mark.parametrize(
    "fields",
    [
        {"To": ""},
        {"To": "35699000001"},
        {"To": "+0123456789"},
        {"To": "+3569900000112345"},
        {"To": "+356 99000001"},
        {"To": "+٣٥٦٩٩٠٠٠"},
        {"To": "somebody@example.com"},
        {"Channel": ""},
        {"Channel": "pigeon"},
        {"Channel": "email"},
        {"CustomCode": "123456"},
        {"Tags": '{"a":1}'},
        {"Tags": "{" + ",".join(f'"{n}":"x"' for n in range(11)) + "}"},
        {"RiskCheck": "maybe"},
        {"TemplateSid": "HJ1"},
        {"RateLimits": "[]"},
    ],
)
async def test_unfit_fields_send_nothing(
    sandbox: Sandbox, till: httpx.AsyncClient, fields: dict[str, str]
) -> None:
    refused = await till.post(
        f"{SERVICE}/Verifications", data={"To": PHONE, "Channel": "sms", **fields}
    )
    assert error(refused) == (400, 60200)
    [name] = fields if fields != {"Channel": "email"} else ["To"]
    assert f"`{name}`" in refused.json()["message"]
    assert (await hand_of(sandbox).get("/outbox")).json() == {"sent": []}


async def test_channels_are_those_switched_on(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    assert error(await start(till, Channel="sna")) == (403, 60223)
    assert (await start(till, Channel="auto")).json()["channel"] == "sms"
    assert (await start(till, "a@example.com", Channel="email")).status_code == 201
    change(sandbox, channels=["call"])
    assert error(await start(till)) == (403, 60223)


async def test_a_json_body_is_not_understood(till: httpx.AsyncClient) -> None:
    refused = await till.post(f"{SERVICE}/Verifications", json={"To": PHONE, "Channel": "sms"})
    assert error(refused) == (400, 60200)


# Check


async def test_a_right_code_approves_and_ends_it(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sid = (await start(till)).json()["sid"]
    code = await text(sandbox)
    sandbox.clock.advance(40)
    checked = await check(till, sid, code)
    assert checked.status_code == 200
    assert checked.json() == {
        "sid": sid,
        "service_sid": SERVICE_SID,
        "account_sid": ACCOUNT_SID,
        "to": PHONE,
        "channel": "sms",
        "status": "approved",
        "valid": True,
        "amount": None,
        "payee": None,
        "date_created": at(0),
        "date_updated": at(40),
    }
    gone = await check(till, sid, code)
    assert error(gone) == (404, 20404)
    assert gone.json()["message"] == (
        f"The requested resource /Services/{SERVICE_SID}/VerificationCheck was not found"
    )
    assert error(await get(till, sid)) == (404, 20404)
    assert (await hand_of(sandbox).get("/codes", params={"customer": PHONE})).status_code == 404
    assert (await start(till)).json()["sid"] != sid


async def test_a_code_is_checked_by_number_as_well(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    await start(till)
    code = await text(sandbox)
    path = f"{SERVICE}/VerificationCheck"
    missed = await till.post(path, data={"To": PHONE, "Code": other_than(code)})
    assert (*status(missed), missed.json()["valid"]) == (200, "pending", False)
    assert status(await till.post(path, data={"To": PHONE, "Code": code})) == (200, "approved")
    assert error(await till.post(path, data={"To": PHONE, "Code": code})) == (404, 20404)
    assert error(await till.post(path, data={"To": "+35699000009", "Code": code})) == (404, 20404)


async def test_the_sixth_check_is_refused_even_if_right(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sid = (await start(till)).json()["sid"]
    code = await text(sandbox)
    for _ in range(5):
        assert status(await check(till, sid, other_than(code))) == (200, "pending")
    assert error(await check(till, sid, code)) == (429, 60202)
    assert error(await get(till, sid)) == (404, 20404)
    assert error(await start(till)) == (429, 60203)
    books = (await hand_of(sandbox).get("/books")).json()["verifications"]
    assert [one["status"] for one in books] == ["max_attempts_reached"]
    sandbox.clock.advance(600)
    assert error(await check(till, sid, code)) == (404, 20404)
    assert (await start(till)).status_code == 201


@pytest.mark.parametrize(
    ("settings", "pending_checks", "check_says", "start_says"),
    [
        ({"exhausted_check": "404"}, 5, (404, 20404), (429, 60203)),
        ({"start_after_exhausted": "60202"}, 5, (429, 60202), (429, 60202)),
        ({"last_try": "refused"}, 4, (429, 60202), (429, 60203)),
        ({"checks_per_verification": 1}, 1, (429, 60202), (429, 60203)),
    ],
)
async def test_how_checks_run_out_is_a_setting(
    sandbox: Sandbox,
    till: httpx.AsyncClient,
    settings: dict[str, Any],
    pending_checks: int,
    check_says: tuple[int, int],
    start_says: tuple[int, int],
) -> None:
    change(sandbox, **settings)
    sid = (await start(till)).json()["sid"]
    bad = other_than(await text(sandbox))
    answered = 0
    while (reply := await check(till, sid, bad)).status_code == 200:
        answered += 1
    assert (answered, error(reply)) == (pending_checks, check_says)
    assert error(await start(till)) == start_says


@pytest.mark.parametrize(
    ("setting", "again", "fetched"),
    [("404", 404, 404), ("60202", 429, 404), ("approved", 200, 200)],
)
async def test_what_a_check_after_approval_says_is_a_setting(
    sandbox: Sandbox, till: httpx.AsyncClient, setting: str, again: int, fetched: int
) -> None:
    change(sandbox, approved_check=setting, check_status=201)
    sid = (await start(till)).json()["sid"]
    code = await text(sandbox)
    assert status(await check(till, sid, code)) == (201, "approved")
    change(sandbox, check_status=200)
    assert (await check(till, sid, code)).status_code == again
    assert (await get(till, sid)).status_code == fetched


async def test_a_code_dies_after_ten_minutes(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sid = (await start(till)).json()["sid"]
    code = await text(sandbox)
    sandbox.clock.advance(599)
    assert status(await get(till, sid)) == (200, "pending")
    sandbox.clock.advance(1)
    assert error(await check(till, sid, code)) == (404, 20404)
    assert error(await get(till, sid)) == (404, 20404)
    books = (await hand_of(sandbox).get("/books")).json()["verifications"]
    assert [one["status"] for one in books] == ["expired"]


@pytest.mark.parametrize(
    "fields",
    [
        {"Code": ""},
        {"Code": "123"},
        {"Code": "12345678901"},
        {"VerificationSid": "VE12"},
        {"VerificationSid": ""},
    ],
)
async def test_an_unfit_check_is_no_try(
    sandbox: Sandbox, till: httpx.AsyncClient, fields: dict[str, str]
) -> None:
    sid = (await start(till)).json()["sid"]
    body = {"VerificationSid": sid, "Code": await text(sandbox), **fields}
    assert error(await till.post(f"{SERVICE}/VerificationCheck", data=body)) == (400, 60200)
    [kept] = (await hand_of(sandbox).get("/books")).json()["verifications"]
    assert (kept["status"], kept["wrong_codes"]) == ("pending", 0)


async def test_another_service_knows_nothing_of_it(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sid = (await start(till)).json()["sid"]
    other = f"/v2/Services/{OTHER_SERVICE_SID}"
    assert error(await till.get(f"{other}/Verifications/{sid}")) == (404, 20404)
    body = {"VerificationSid": sid, "Code": await text(sandbox)}
    assert error(await till.post(f"{other}/VerificationCheck", data=body)) == (404, 20404)
    fields = {"To": PHONE, "Channel": "sms"}
    assert (await till.post(f"{other}/Verifications", data=fields)).json()["sid"] != sid


# Amount and payee, codes of one's own


async def test_amount_and_payee_are_bound_to_the_code(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, psd2_enabled=True)
    assert error(await start(till)) == (400, 60206)
    assert error(await start(till, Amount="EUR 34.50")) == (400, 60206)
    started = (await start(till, **PAID)).json()
    assert (started["amount"], started["payee"]) == ("EUR 34.50", "Shop 12")
    sid, code = started["sid"], await text(sandbox)
    assert error(await check(till, sid, code)) == (400, 60206)
    for other in ({"Amount": "EUR 35.50"}, {"Payee": "Shop 13"}):
        assert status(await check(till, sid, code, **{**PAID, **other})) == (200, "pending")
    assert status(await check(till, sid, code, **PAID)) == (200, "approved")
    [kept] = (await hand_of(sandbox).get("/books")).json()["verifications"]
    assert kept["wrong_codes"] == 2


async def test_another_amount_is_another_verification(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, psd2_enabled=True)
    first = (await start(till, **PAID)).json()["sid"]
    code = await text(sandbox)
    second = (await start(till, **{**PAID, "Amount": "EUR 35.50"})).json()
    assert second["sid"] != first
    assert error(await check(till, first, code, **PAID)) == (404, 20404)


async def test_a_wrong_amount_may_be_refused(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, psd2_enabled=True, wrong_amount="60200")
    sid = (await start(till, **PAID)).json()["sid"]
    code = await text(sandbox)
    other = {**PAID, "Amount": "EUR 35.50"}
    assert error(await check(till, sid, code, **other)) == (400, 60200)
    assert status(await check(till, sid, code, **PAID)) == (200, "approved")


async def test_without_psd2_amount_and_payee_are_ignored(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    started = (await start(till, **PAID)).json()
    assert (started["amount"], started["payee"]) == (None, None)
    assert status(await check(till, started["sid"], await text(sandbox))) == (200, "approved")


async def test_only_a_custom_code_is_approved_by_hand(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    sent = (await start(till)).json()["sid"]
    assert error(await cancel(till, sent, "approved")) == (400, 60200)
    assert error(await cancel(till, sent, "pending")) == (400, 60200)
    change(sandbox, custom_code_enabled=True)
    own = (await start(till, "+35699000002", CustomCode="7788")).json()["sid"]
    assert await text(sandbox, "+35699000002") == "7788"
    assert status(await cancel(till, own, "approved")) == (200, "approved")


async def test_a_fixed_code_is_sent(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, fixed_code="1234")
    sid = (await start(till)).json()["sid"]
    assert await text(sandbox) == "1234"
    assert status(await check(till, sid, "1234")) == (200, "approved")


# Fetch and log


async def test_fetching_is_limited(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, fetches_per_minute=2, fetches_per_hour=3)
    sid = (await start(till)).json()["sid"]
    assert [(await get(till, sid)).status_code for _ in range(3)] == [200, 200, 429]
    sandbox.clock.advance(60)
    assert (await get(till, sid)).status_code == 200
    refused = await get(till, sid)
    assert error(refused) == (429, 20429)
    assert refused.headers["Retry-After"] == "3600"


@pytest.mark.parametrize("setting", ["iso", "rfc2822"])
async def test_dates_come_in_two_spellings(
    sandbox: Sandbox, till: httpx.AsyncClient, setting: str
) -> None:
    change(sandbox, verification_dates=setting)
    started = (await start(till)).json()
    expected = at(0) if setting == "iso" else format_datetime(START)
    assert started["date_created"] == started["date_updated"] == expected
    assert started["send_code_attempts"][0]["time"] == at(0)


async def test_the_log_proves_that_a_code_was_accepted(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, conversion_delay_s=3)
    sent = [(await start(till)).json() for _ in range(2)][1]
    sid, last = sent["sid"], sent["send_code_attempts"][1]["attempt_sid"]
    await start(till, "+35699000002")
    sandbox.clock.advance(40)
    assert (await check(till, sid, await text(sandbox))).json()["valid"]
    assert await attempts(till, sid, Status="converted") == []
    assert len(await attempts(till, sid, Status="unconverted")) == 2
    sandbox.clock.advance(3)
    [converted] = await attempts(till, sid, Status="converted")
    assert converted == {
        "sid": last,
        "account_sid": ACCOUNT_SID,
        "service_sid": SERVICE_SID,
        "verification_sid": sid,
        "channel": "sms",
        "conversion_status": "converted",
        "date_created": at(0),
        "date_updated": at(40),
        "price": None,
        "channel_data": None,
        "url": None,
    }
    assert len(await attempts(till, sid)) == 2
    assert await attempts(till, f"VE{0:032}") == []


async def test_the_log_is_paged_and_filtered(till: httpx.AsyncClient) -> None:
    for number in range(5):
        await start(till, f"+3569900000{number}")
    first = (await till.get("/v2/Attempts", params={"PageSize": 3})).json()
    assert len(first["attempts"]) == 3
    assert first["meta"]["key"] == "attempts"
    assert first["meta"]["first_page_url"] == f"{BASE}/v2/Attempts?PageSize=3&Page=0"
    rest = (await till.get(first["meta"]["next_page_url"])).json()
    assert len(rest["attempts"]) == 2
    assert rest["meta"]["next_page_url"] is None
    one = await till.get("/v2/Attempts", params={"ChannelData.To": "+35699000003"})
    assert len(one.json()["attempts"]) == 1
    none = await till.get("/v2/Attempts", params={"VerifyServiceSid": OTHER_SERVICE_SID})
    assert none.json()["attempts"] == []
    assert error(await till.get("/v2/Attempts", params={"Status": "lost"})) == (400, 60200)
