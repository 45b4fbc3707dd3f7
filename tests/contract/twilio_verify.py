"""What the tests of Twilio Verify's sandbox share: a till at wire level and what it sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import httpx

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.twilio_verify.fixtures import (
    API_KEY_SECRET,
    API_KEY_SID,
    SERVICE_SID,
)

MEMBER, UNVERIFIED, NOBODY = "mbr-0001-aaaa", "mbr-0002-bbbb", "mbr-0003-cccc"
PHONE = "+35699000001"
START = datetime(2031, 3, 4, 17, 15, tzinfo=UTC)
BASE = "https://verify.twilio.test"
KEYS = (API_KEY_SID, API_KEY_SECRET)
SERVICE = f"/v2/Services/{SERVICE_SID}"
HIDDEN = json.dumps({"till_tx": "t7-000451"})


def frozen_sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(START), seed=7)


def till_of(sandbox: Sandbox, auth: tuple[str, str] = KEYS) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(sandbox.app), base_url=BASE, auth=auth)


def hand_of(sandbox: Sandbox) -> httpx.AsyncClient:
    """Works the control routes."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox.app), base_url=f"{BASE}/_sandbox/twilio_verify"
    )


def change(sandbox: Sandbox, **settings: Any) -> None:
    sandbox.twilio_verify.change(settings)


def entity(identity: str = MEMBER) -> str:
    return f"{SERVICE}/Entities/{identity}"


def factor_of(sandbox: Sandbox, kind: str = "totp", identity: str = MEMBER) -> str:
    """The sid of its first one of that kind."""
    found = sandbox.twilio_verify.books.entity(SERVICE_SID, identity)
    assert found is not None
    return next(one.sid for one in found.factors.values() if one.type == kind)


async def totp(sandbox: Sandbox, customer: str = MEMBER, factor: str | None = None) -> str:
    """What the authenticator app shows now."""
    wanted = {"customer": customer, **({"factor": factor} if factor else {})}
    return str((await hand_of(sandbox).get("/totp", params=wanted)).json()["code"])


async def text(sandbox: Sandbox, phone: str = PHONE) -> str:
    """The live code that was sent there."""
    return str((await hand_of(sandbox).get("/codes", params={"customer": phone})).json()["code"])


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


async def wrong(sandbox: Sandbox, customer: str = MEMBER) -> str:
    """Six digits that no step within the skew has."""
    clock = sandbox.clock
    near = set()
    for away in (-30, 30, 30):
        clock.advance(away)
        near.add(await totp(sandbox, customer))
    clock.advance(-30)
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def details(message: str = "Shop 12: 500 points", *fields: tuple[str, str]) -> dict[str, Any]:
    shown = [json.dumps({"label": label, "value": value}) for label, value in fields]
    return {"Details.Message": message, **({"Details.Fields": shown} if shown else {})}


async def challenge(
    till: httpx.AsyncClient, factor: str, identity: str = MEMBER, **fields: Any
) -> httpx.Response:
    body = {"FactorSid": factor, "HiddenDetails": HIDDEN, **fields}
    return await till.post(f"{entity(identity)}/Challenges", data=body)


async def push(till: httpx.AsyncClient, sandbox: Sandbox, **fields: Any) -> httpx.Response:
    return await challenge(till, factor_of(sandbox, "push"), **{**details(), **fields})


async def answer(
    till: httpx.AsyncClient, sid: str, code: str | None, identity: str = MEMBER, **fields: Any
) -> httpx.Response:
    body = {**({} if code is None else {"AuthPayload": code}), **fields}
    return await till.post(f"{entity(identity)}/Challenges/{sid}", data=body)


async def fetch(till: httpx.AsyncClient, sid: str, identity: str = MEMBER) -> httpx.Response:
    return await till.get(f"{entity(identity)}/Challenges/{sid}")


async def listed(till: httpx.AsyncClient, identity: str = MEMBER, **query: Any) -> httpx.Response:
    return await till.get(f"{entity(identity)}/Challenges", params=query)


async def start(till: httpx.AsyncClient, to: str = PHONE, **fields: Any) -> httpx.Response:
    return await till.post(f"{SERVICE}/Verifications", data={"To": to, "Channel": "sms", **fields})


async def check(till: httpx.AsyncClient, sid: str, code: str, **fields: Any) -> httpx.Response:
    body = {"VerificationSid": sid, "Code": code, **fields}
    return await till.post(f"{SERVICE}/VerificationCheck", data=body)


async def attempts(till: httpx.AsyncClient, sid: str, **query: Any) -> list[dict[str, Any]]:
    found = await till.get("/v2/Attempts", params={"VerificationSid": sid, **query})
    return list(found.json()["attempts"])


def error(reply: httpx.Response) -> tuple[int, int]:
    """HTTP status and code, both told twice."""
    body = reply.json()
    assert set(body) == {"code", "message", "more_info", "status"}
    assert body["status"] == reply.status_code
    assert body["more_info"] == f"https://www.twilio.com/docs/errors/{body['code']}"
    return reply.status_code, body["code"]


def status(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["status"]
