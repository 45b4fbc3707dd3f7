"""Weavr over loopback: no body where there is none, connections cut, and the introduction."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.server import running_server
from tests.contract.weavr import (
    available,
    bearer,
    created,
    frozen_sandbox,
    issued,
    scan,
    state,
    verify,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


def till_at(url: str, sandbox: Sandbox) -> httpx.AsyncClient:
    headers = bearer(scan(sandbox))
    return httpx.AsyncClient(base_url=f"{url}/multi", headers=headers, trust_env=False)


async def test_a_payment_over_a_real_connection(sandbox: Sandbox) -> None:
    async with running_server(sandbox) as url, till_at(url, sandbox) as till:
        send = await created(till)
        accepted = await verify(till, await issued(till, send))
        assert (accepted.status_code, accepted.content) == (204, b"")
        assert "content-length" not in accepted.headers
        sandbox.clock.advance(1)
        assert await state(till, send) == "COMPLETED"
        dates = [text for name, text in accepted.headers.multi_items() if name == "date"]
        assert dates == ["Tue, 04 Mar 2031 17:15:00 GMT"]
        assert accepted.headers["request-ref"]
        left = await till.post("/logout")
        assert left.status_code == 204
        refused = await till.get("/sends")
        assert (refused.status_code, refused.content) == (401, b"")
    assert available(sandbox) == 1550


@pytest.mark.parametrize(
    ("fault", "left"),
    [("refuse_connection", 5000), ("drop_before", 5000), ("drop_after", 1550)],
)
async def test_faults_cut_the_tcp_connection(sandbox: Sandbox, fault: str, left: int) -> None:
    async with running_server(sandbox) as url, till_at(url, sandbox) as till:
        send = await created(till)
        challenge = await issued(till, send)
        sandbox.weavr.faults.arm("verify", fault)
        with pytest.raises(httpx.RemoteProtocolError):
            await verify(till, challenge)
        sandbox.clock.advance(1)
        final = "COMPLETED" if left < 5000 else "PENDING_CHALLENGE"
        assert await state(till, send) == final
    assert available(sandbox) == left


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
async def test_the_command_prints_what_a_till_on_weavr_needs() -> None:
    program = "import sys; from pos_app.sandbox.command import run; sys.exit(run(0))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    printed = (await process.stdout.readuntil(b"pos-app tour")).decode()
    process.terminate()
    assert await process.wait() == 0
    url = printed.split()[4]
    assert f"weavr: {url}/multi\n" in printed
    assert "api_key sandbox-api-key" in printed
    assert "name Alma Berg  qr eyJhbGciOiJub25lIn0.alma.sandbox  confirms_by SMS" in printed
    assert "None" not in printed
    assert f'provider = "weavr"\n    address = "{url}"\n' in printed
