"""Every call and every way it can end with debug logging on, and nothing of it in any log, error
or repr."""

import json
import logging

import pytest

from pos_app.core.errors import ProviderError
from pos_app.providers.punchh import requests
from pos_app.providers.punchh.client import Limits, PunchhClient
from pos_app.providers.punchh.connection import Hosts, connect
from tests.telling import forms
from tests.unit.providers.loopback import Answer, cuts, says, serving
from tests.unit.providers.punchh_check import CLIENT, PHONE, VERIFIER, YES
from tests.unit.providers.test_punchh_client import (
    DEVICE,
    ENDPOINTS,
    GUEST,
    KEYS,
    QUICK,
    SESSION,
    TERMINAL,
    VERIFY,
)

OTP = "408317"
SECRETS = (
    KEYS.location,
    KEYS.business,
    DEVICE,
    OTP,
    VERIFIER.reveal(),
    VERIFIER.challenge,
    SESSION.bearer,
    "rt-demo-1",
    PHONE.number,
    "(500) 555-0142",
    "olivia@mail.example",
)
WORDS = "Token token=loc-demo-17, btoken=0b7e-demo of olivia@mail.example, (500) 555-0142"
QUOTED = {"errors": {PHONE.number: [WORDS]}, "id": PHONE.number, "data": {"token": OTP}}
BODY = json.dumps(QUOTED).encode()
STATUSES = ("200 OK", "202 X", "400 X", "401 X", "403 X", "404 X", "410 X", "412 X", "422 X")
ECHO = (f"X-Request-Id: {PHONE.number}@x", "X-Echo: olivia@mail.example")


async def seen_with(answer: Answer, names: set[str] | None = None) -> list[object]:
    """All that every call answers or raises."""
    seen: list[object] = []
    async with serving(answer) as server:
        till = PunchhClient(connect(Hosts(server.url), KEYS), TERMINAL, Limits(QUICK, QUICK))
        for one in ENDPOINTS:
            if names is not None and one.name not in names:
                continue
            try:
                seen.append(await one.call(till))
            except ProviderError as error:
                seen += [error, vars(error), error.__cause__, error.__context__]
            seen += [one.draft, till]
        await till.aclose()
    return seen


@pytest.mark.scenario("punchh", 30)
async def test_no_call_and_no_failure_tells_anything(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[object] = [GUEST, PHONE, KEYS, TERMINAL, SESSION, VERIFIER, VERIFY]
    seen.append(requests.send_code(CLIENT, PHONE, VERIFIER, YES))
    for one in ENDPOINTS:
        seen += await seen_with(says(one.answer, one.status, *ECHO), {one.name})
    for status in (*STATUSES, "429 X", "500 X"):
        seen += await seen_with(says(BODY, status, *ECHO))
        seen += await seen_with(says(f"<html>{WORDS} {OTP}</html>".encode(), status, *ECHO))
    seen += await seen_with(cuts())
    told = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert len(told) > 400
    shown = "\n".join([*told, *map(repr, seen), *map(str, seen)])
    found = {secret for secret in SECRETS for form in forms(secret) if form and form in shown}
    assert found == set()
