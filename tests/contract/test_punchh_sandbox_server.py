"""Punchh over loopback: bodies of every method, connections cut, one Date."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import httpx
import pytest

from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.server import running_server
from tests.contract.punchh import (
    AGENT,
    KEYS,
    OLA,
    OLAS_PHONE,
    START,
    commit,
    points,
    redeemable,
    reward,
    select,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(START), seed=7)


def client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=url,
        headers={"User-Agent": AGENT, "Authorization": KEYS, "Accept": "application/json"},
        trust_env=False,
    )


@pytest.mark.scenario("punchh", 29)
async def test_a_get_with_a_body_arrives_intact(sandbox: Sandbox) -> None:
    body = {"lookup_field": "phone", "lookup_value": OLAS_PHONE}
    async with running_server(sandbox) as url, client(url) as till:
        answer = await till.request("GET", "/api/pos/users/find", json=body)
    assert answer.json()["user_id"] == OLA
    assert [call.json for call in sandbox.punchh.calls] == [body]


async def test_a_delete_with_a_body_arrives_intact(sandbox: Sandbox) -> None:
    body = {"user_id": OLA, "discount_basket_item_ids": [8801]}
    async with running_server(sandbox) as url, client(url) as till:
        await select(till, reward(55120), reward(55121))
        answer = await till.request("DELETE", "/api/pos/discounts/unselect", json=body)
    left = [one["discount_id"] for one in answer.json()["discount_basket_items"]]
    assert left == ["55121"]
    assert sandbox.punchh.calls.named("unselect")[0].json == body


async def test_there_is_one_date_and_it_is_the_sandboxs(sandbox: Sandbox) -> None:
    async with running_server(sandbox) as url, client(url) as till:
        answer = await till.get("/ping")
    dates = [text for name, text in answer.headers.multi_items() if name == "date"]
    assert dates == ["Tue, 04 Mar 2031 17:15:00 GMT"]
    assert answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        ("refuse_connection", 220),
        ("drop_before", 220),
        ("drop_after", 20),
        ("truncated_body_after", 20),
    ],
)
async def test_faults_cut_the_tcp_connection(sandbox: Sandbox, fault: str, left: int) -> None:
    async with running_server(sandbox) as url, client(url) as till:
        await select(till, redeemable(78))
        sandbox.punchh.faults.arm("commit", fault)
        with pytest.raises(httpx.RemoteProtocolError):
            await commit(till)
    assert points(sandbox) == left


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
async def test_the_command_prints_what_a_till_on_punchh_needs() -> None:
    program = "import sys; from pos_app.sandbox.command import run; sys.exit(run(0))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    printed = (await process.stdout.readuntil(b"pos-app tour")).decode()
    process.terminate()
    assert await process.wait() == 0
    url = printed.split()[4]
    assert f"punchh: {url}\n" in printed
    assert "location_key sandbox-location-key" in printed
    assert f"phone {OLAS_PHONE}" in printed
    assert "None" not in printed
    for name in ("bonifiq", "punchh"):
        assert f'[loyalty]\n    provider = "{name}"\n    address = "{url}"\n' in printed
