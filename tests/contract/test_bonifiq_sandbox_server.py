from __future__ import annotations

import asyncio
import socket
import subprocess
import sys

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.command import run
from pos_app.sandbox.server import ThreadedServer, running_server

MARIA = "12345678909"
AUTH = ("sandbox-token", "sandbox-key")
REDEEM = {"CustomerId": MARIA, "OriginalKey": "rdm-1", "RedeemOrigin": 5}
PATH = "/v1/pvt/POS/rewards/10/redeem"


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(seed=7)


def client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, auth=AUTH, trust_env=False)


def points(sandbox: Sandbox) -> int:
    return sandbox.bonifiq.books.customer(MARIA).points


async def test_connection_faults_cut_the_tcp_connection(sandbox: Sandbox) -> None:
    faults = sandbox.bonifiq.faults
    async with running_server(sandbox) as url, client(url) as till:
        for fault, left in (("refuse_connection", 1500), ("drop_before", 1500)):
            faults.arm("redeem", fault)
            with pytest.raises(httpx.RemoteProtocolError):
                await till.post(PATH, json=REDEEM)
            assert points(sandbox) == left
        for fault in ("drop_after", "truncated_body_after"):
            faults.arm("redeem", fault)
            with pytest.raises(httpx.RemoteProtocolError):
                await till.post(PATH, json=REDEEM)
            assert points(sandbox) == 1400
        answer = await till.post(PATH, json=REDEEM)
    assert answer.json()["Result"]["RewardId"] == 88121


async def test_a_truncated_body_arrives_in_part(sandbox: Sandbox) -> None:
    sandbox.bonifiq.faults.arm("redeem", "truncated_body_after")
    async with (
        running_server(sandbox) as url,
        client(url) as till,
        till.stream("POST", PATH, json=REDEEM) as answer,
    ):
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
            await answer.aread()


async def test_an_impatient_client_leaves_an_executed_redeem(sandbox: Sandbox) -> None:
    sandbox.bonifiq.faults.arm("redeem", "delay", seconds=60)
    async with running_server(sandbox) as url, client(url) as till:
        with pytest.raises(httpx.ReadTimeout):
            await till.post(PATH, json=REDEEM, timeout=0.05)
        assert points(sandbox) == 1400


@pytest.mark.scenario("bonifiq", 29)
async def test_a_raw_path_reaches_its_order(sandbox: Sandbox) -> None:
    async with running_server(sandbox) as url, client(url) as till:
        answer = await till.get("/v1/pvt/Customer/ana%2Bvip%40loja.exemplo/points")
    assert answer.json()["PointsBalance"] == 350


async def test_only_loopback_is_served(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        async with running_server(sandbox, host="0.0.0.0"):  # noqa: S104
            pass


async def test_a_taken_port_is_told(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match=r"."):
        async with running_server(sandbox, taken.getsockname()[1]):
            pass


def test_a_thread_serves_beside_another_loop(sandbox: Sandbox) -> None:
    with ThreadedServer(sandbox) as url, httpx.Client(trust_env=False, auth=AUTH) as till:
        assert till.post(url + PATH, json=REDEEM).status_code == 200
        sandbox.bonifiq.faults.arm("redeem", "drop_before")
        with pytest.raises(httpx.RemoteProtocolError):
            till.post(url + PATH, json=REDEEM)
        assert till.get(f"{url}/_sandbox").json()["name"] == "pos-app sandbox"


def test_a_thread_that_cannot_listen_says_so(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="loopback only"), ThreadedServer(sandbox, host="1.1.1.1"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
async def test_the_command_serves_until_it_is_interrupted() -> None:
    program = "import sys; from pos_app.sandbox.command import run; sys.exit(run(0))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    printed = (await process.stdout.readuntil(b"11222333000181")).decode()
    url = printed.split()[4]
    assert "token sandbox-token  key sandbox-key" in printed
    async with client(url) as till:
        assert (await till.get("/_sandbox")).status_code == 200
    process.terminate()
    assert await process.wait() == 0


def test_the_command_says_when_its_port_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(taken.getsockname()[1]) == 2
    assert "--port" in capsys.readouterr().err


def test_the_sandbox_alone_does_not_import_a_server() -> None:
    program = (
        "import sys; import pos_app.sandbox.assembly; sys.exit('uvicorn' in sys.modules or "
        "'httpx' in sys.modules or any(m.startswith('PySide6') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
