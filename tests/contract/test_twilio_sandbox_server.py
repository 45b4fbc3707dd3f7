"""Twilio Verify over loopback: its own addresses, connections cut, the command that serves it."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.server import running_server
from pos_app.sandbox.twilio_verify.fixtures import SERVICE_SID
from tests.contract.twilio_verify import (
    KEYS,
    MEMBER,
    answer,
    attempts,
    challenge,
    check,
    factor_of,
    frozen_sandbox,
    listed,
    push,
    start,
    status,
    text,
    totp,
    wrong,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


def client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, auth=KEYS, trust_env=False)


async def test_a_code_from_an_app_over_loopback(sandbox: Sandbox) -> None:
    async with running_server(sandbox) as url, client(url) as till:
        made = await challenge(till, factor_of(sandbox), AuthPayload=await wrong(sandbox))
        assert status(made) == (201, "pending")
        assert made.json()["url"].startswith(f"{url}/v2/Services/{SERVICE_SID}/Entities/{MEMBER}/")
        done = await answer(till, made.json()["sid"], await totp(sandbox))
        assert status(done) == (200, "approved")
        await push(till, sandbox)
        page = (await listed(till, PageSize=1)).json()["meta"]["next_page_url"]
        assert page.startswith(url)
        assert len((await till.get(page)).json()["challenges"]) == 1


async def test_a_lost_check_is_found_in_the_log(sandbox: Sandbox) -> None:
    async with running_server(sandbox) as url, client(url) as till:
        sid = (await start(till)).json()["sid"]
        code = await text(sandbox)
        sandbox.twilio_verify.faults.arm("check_verification", "drop_after")
        with pytest.raises(httpx.RemoteProtocolError):
            await check(till, sid, code)
        assert (await check(till, sid, code)).status_code == 404
        [converted] = await attempts(till, sid, Status="converted")
    assert converted["verification_sid"] == sid


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
async def test_the_command_prints_what_a_till_with_twilio_needs() -> None:
    program = "import sys; from pos_app.sandbox.command import run; sys.exit(run(0))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    printed = (await process.stdout.readuntil(b"pos-app tour")).decode()
    process.terminate()
    assert await process.wait() == 0
    url = printed.split()[4]
    assert f"twilio_verify: {url}/v2\n" in printed
    assert f"service_sid {SERVICE_SID}" in printed
    assert f"identity {MEMBER}  phone +35699000001  factors totp, push\n" in printed
    assert f'[challenge]\n    provider = "twilio_verify"\n    address = "{url}"\n' in printed
    assert f'[loyalty]\n    provider = "bonifiq"\n    address = "{url}"\n' in printed
    assert "None" not in printed
