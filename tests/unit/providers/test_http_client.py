"""What leaves this machine, and what nobody may see of it."""

import asyncio
import logging
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from pos_app.core.errors import NotSentError, OutcomeUnknownError
from pos_app.providers.http import (
    AddressError,
    Call,
    HttpClient,
    Reply,
    Timeouts,
    basic,
    in_process,
)
from tests.unit.providers.loopback import calling, cuts, says, serving, stays_silent

TOKEN, KEY = "token-7311", "secret-9f2c"


@pytest.mark.parametrize(
    "path",
    [
        "/POS/customers/a%2Fb/challenge",
        "/POS/customers/ana%2Bvip%40loja.exemplo/challenge",
        "/POS/%2E%2E/partialcancel",
        "/POS/rewards?OriginalKey=a%2Bb%26c",
        "/POS/orders/O%C3%A7%20%25/cancel",
    ],
)
async def test_a_path_goes_out_as_it_is(path: str) -> None:
    async with serving(says()) as server, calling(f"{server.url}/v1/pvt") as client:
        await client.send(Call("any", "DELETE", path, mutating=True))
    assert server.requests[0].startswith(f"DELETE /v1/pvt{path} HTTP/1.1\r\n".encode())


async def test_in_process_a_path_stays_raw_too() -> None:
    seen: list[bytes] = []

    async def app(scope: MutableMapping[str, Any], _receive: Any, send: Any) -> None:
        seen.append(scope["raw_path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    transport = in_process(app, refused=RefusedFaultError, dropped=DroppedFaultError)
    client = HttpClient("https://api.example", transport=transport)
    await client.send(Call("any", "GET", "/Customer/a%2Fb%40c%2B"))
    assert seen == [b"/Customer/a%2Fb%40c%2B"]


class Seekers:
    """Of modules; finds none, and remembers what was wanted."""

    def __init__(self) -> None:
        self.wanted: list[str] = []

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        self.wanted.append(name)


async def test_no_call_looks_for_modules_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(says()) as server, calling(server.url) as client:
        await client.send(Call("first", "GET", "/r"))
        seekers = Seekers()
        monkeypatch.setattr(sys, "meta_path", [seekers, *sys.meta_path])
        await client.send(Call("redeem", "POST", "/r", b"{}", "k", mutating=True))
    assert seekers.wanted == []


async def test_the_body_and_the_headers_are_exactly_these() -> None:
    async with serving(says()) as server, calling(server.url) as client:
        await client.send(Call("redeem", "POST", "/r", b'{"Value":30.00}', "k", mutating=True))
    pair = b64encode(f"{TOKEN}:{KEY}".encode()).decode()
    assert server.requests[0].decode() == (
        "POST /r HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{server.port}\r\n"
        "Accept: application/json\r\n"
        "Accept-Encoding: identity\r\n"
        "User-Agent: pos-app\r\n"
        f"Authorization: Basic {pair}\r\n"
        "Content-Type: application/json\r\n"
        "Connection: close\r\n"
        "Content-Length: 15\r\n"
        "\r\n"
        '{"Value":30.00}'
    )


async def test_a_provider_gives_its_own_standing_headers() -> None:
    async with serving(says()) as server:
        standing = (("Authorization", f"Token token={TOKEN}"), ("Accept-Language", "en"))
        client = HttpClient(server.url, standing, user_agent="PosApp/POS/1.2")
        await client.send(Call("find", "GET", "/u", b"{}", headers=(("X-Device", "d1"),)))
        await client.aclose()
    assert server.requests[0].decode() == (
        "GET /u HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{server.port}\r\n"
        "Accept: application/json\r\n"
        "Accept-Encoding: identity\r\n"
        "User-Agent: PosApp/POS/1.2\r\n"
        f"Authorization: Token token={TOKEN}\r\n"
        "Accept-Language: en\r\n"
        "X-Device: d1\r\n"
        "Content-Type: application/json\r\n"
        "Content-Length: 2\r\n"
        "\r\n"
        "{}"
    )


async def test_a_request_without_body_has_no_content_type() -> None:
    async with serving(says()) as server, calling(server.url) as client:
        await client.send(Call("undo", "DELETE", "/r/1", mutating=True))
    assert b"ontent-" not in server.requests[0]


async def test_submits_go_on_connections_of_their_own_and_reads_share_one() -> None:
    async with serving(says()) as server, calling(server.url) as client:
        for _ in range(3):
            await client.send(Call("quote", "GET", "/q"))
        assert server.connections == 1
        for _ in range(3):
            await client.send(Call("redeem", "POST", "/r", b"{}", mutating=True))
        assert server.connections == 4


async def test_what_changes_something_may_share_a_connection_that_was_just_used() -> None:
    async with serving(says()) as server, calling(server.url, kept_for=60) as client:
        await client.send(Call("look", "GET", "/q"))
        await client.send(Call("ask", "POST", "/r", b"{}", mutating=True))
        assert server.connections == 1
        assert not any(b"Connection: close" in request for request in server.requests)


async def test_it_shares_none_that_has_waited_longer() -> None:
    async with serving(says()) as server, calling(server.url, kept_for=0) as client:
        await client.send(Call("look", "GET", "/q"))
        await client.send(Call("ask", "POST", "/r", b"{}", mutating=True))
        assert server.connections == 2


async def test_on_a_shared_connection_that_is_cut_its_outcome_is_unknown() -> None:
    answers = iter((says(), cuts()))

    async def answer(writer: asyncio.StreamWriter) -> None:
        await next(answers)(writer)

    async with serving(answer) as server, calling(server.url, kept_for=60) as client:
        await client.send(Call("look", "GET", "/q"))
        with pytest.raises(OutcomeUnknownError):
            await client.send(Call("ask", "POST", "/r", b"{}", mutating=True))
        assert server.connections == 1
        assert len(server.requests) == 2


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serving(says()) as server, calling(server.url) as client:
        assert (await client.send(Call("quote", "GET", "/q"))).status == 200


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("Retry-After: 7", 7),
        ("Retry-After: 0", 0),
        ("Retry-After: 999999999999999", 300),
        ("Retry-After: -1", None),
        ("Retry-After: 1.5", None),
        ("Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("X-None: 1", None),
    ],
)
async def test_a_hint_is_taken_in_bounded_seconds(header: str, hint: int | None) -> None:
    answer = says(b"", "429 Too Many Requests", header, "Content-Type: text/html", "Date: now")
    async with serving(answer) as server, calling(server.url) as client:
        reply = await client.send(Call("quote", "GET", "/q"))
    assert (reply.status, reply.retry_after) == (429, hint)
    assert (reply.content_type, reply.date) == ("text/html", "now")


@pytest.mark.parametrize(
    "root",
    [
        "https://api.example/v1",
        "http://127.0.0.1:8080",
        "http://127.8.8.8",
        "http://[::1]:8080/v1",
        "http://localhost:8080",
    ],
)
def test_these_addresses_will_do(root: str) -> None:
    HttpClient(root)


@pytest.mark.parametrize(
    "root",
    [
        "http://api.example",
        "http://10.0.0.1",
        "http://127.evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1@evil.example",
        "https://user:secret-9f2c@api.example",
        "https://api.example/?key=secret-9f2c",
        "https://api.example/#secret-9f2c",
        "ftp://api.example",
        "api.example",
        "https://",
        "",
    ],
)
def test_these_addresses_will_not(root: str) -> None:
    with pytest.raises(AddressError) as raised:
        HttpClient(root)
    assert "secret-9f2c" not in str(raised.value)


async def test_the_hook_hears_of_every_answer_and_of_every_silence() -> None:
    heard: list[tuple[str, int | None]] = []

    async with serving(says(b"", "503 Busy")) as server:
        client = HttpClient(
            server.url, on_call=lambda name, status, _: heard.append((name, status))
        )
        await client.send(Call("quote", "GET", "/q"))
        await client.aclose()
    with pytest.raises(NotSentError):
        await client.send(Call("quote", "GET", "/q"))
    await client.aclose()
    assert heard == [("quote", 503), ("quote", None)]


@pytest.mark.expects_log
async def test_a_hook_that_fails_changes_no_outcome() -> None:
    def fail(_name: str, _status: int | None, _took: float) -> None:
        raise RuntimeError("12345678909")

    async with serving(says()) as server:
        client = HttpClient(server.url, on_call=fail)
        assert (await client.send(Call("redeem", "POST", "/r", b"{}", mutating=True))).status == 200
        await client.aclose()


async def test_the_log_names_the_operation_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer = says(b'{"Code":"0042","Name":"Bruna"}', "200 OK", "X-Echo: 12345678909")
    async with serving(answer) as server, calling(server.url) as client:
        path = "/POS/customers/ana%40loja.exemplo/challenge"
        await client.send(
            Call("challenge", "POST", path, b'{"Phone":"+5511987658778"}', "otp-1234567890")
        )
    (line,) = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert line.startswith("call operation=challenge status=200 ms=")
    assert line.endswith(" key=34567890")
    told = "\n".join(record.getMessage() for record in caplog.records)
    for secret in (TOKEN, KEY, "0042", "Bruna", "12345678909", "ana@", quote("ana@"), "98765"):
        assert secret not in told
        assert b64encode(secret.encode()).decode().rstrip("=") not in told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("X-Request-Id: 4f1c-9d/e+2=", "4f1c-9d/e+2="),
        ("x-request-id: a.b:c_d", "a.b:c_d"),
        ("X-Request-Id: ana@loja.exemplo", ""),
        ("X-Request-Id: two words", ""),
        (f"X-Request-Id: {'a' * 65}", ""),
        ("X-Request-Id:", ""),
        ("X-None: 1", ""),
    ],
)
async def test_the_servers_name_for_a_call_is_logged_with_it(
    header: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with serving(says(b"{}", "200 OK", header)) as server, calling(server.url) as client:
        reply = await client.send(Call("quote", "GET", "/q", key="k-1"))
    assert reply.request_id == told
    (line,) = [record.getMessage() for record in caplog.records if record.name == "pos_app.http"]
    assert line.endswith(f" request={told} key=k-1" if told else " key=k-1")
    assert ("request=" in line) is bool(told)


def test_no_repr_shows_what_it_carries() -> None:
    client = HttpClient("https://api.example/v1", basic(TOKEN, KEY))
    call = Call("challenge", "POST", "/12345678909", b'{"Code":"0042"}', headers=(("X", KEY),))
    shown = f"{client!r} {call!r} {Reply(200, b'0042 12345678909')!r} {client} {call}"
    for secret in (TOKEN, KEY, "0042", "12345678909"):
        assert secret not in shown


def test_the_deadline_covers_connecting_and_answering() -> None:
    assert Timeouts().total == 10
    assert Timeouts(connect=1, answer=2).total == 5
    assert Timeouts(connect=1, answer=2, within=2.5).total == 2.5


async def test_a_call_may_have_less_time_than_its_parts() -> None:
    async with serving(stays_silent()) as server:
        client = HttpClient(server.url, timeouts=Timeouts(connect=5, answer=5, within=0.05))
        with pytest.raises(OutcomeUnknownError, match="Deadline"):
            await client.send(Call("quote", "GET", "/q"))
        await client.aclose()


class RefusedFaultError(Exception):
    pass


class DroppedFaultError(Exception):
    pass


App = Callable[[Any, Any, Any], Awaitable[None]]


def raising(error: Exception) -> App:
    async def app(_scope: Any, _receive: Any, _send: Any) -> None:
        raise error

    return app


async def waiting(_scope: Any, _receive: Any, _send: Any) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("app", "kind", "cause"),
    [
        (raising(RefusedFaultError()), NotSentError, "ConnectError"),
        (raising(DroppedFaultError()), OutcomeUnknownError, "ReadError"),
        (waiting, OutcomeUnknownError, "ReadTimeout"),
    ],
    ids=["refused", "dropped", "silent"],
)
async def test_in_process_a_server_can_vanish(app: Any, kind: type[Exception], cause: str) -> None:
    transport = in_process(app, refused=RefusedFaultError, dropped=DroppedFaultError)
    client = HttpClient(
        "https://api.example", transport=transport, timeouts=Timeouts(connect=1, answer=0.05)
    )
    with pytest.raises(kind, match=cause):
        await client.send(Call("redeem", "POST", "/r", b"{}", mutating=True))
    await client.aclose()


@pytest.mark.expects_log
async def test_in_process_a_bug_of_the_server_is_its_own_500() -> None:
    app: Any = raising(KeyError("12345678909"))
    transport = in_process(app, refused=RefusedFaultError, dropped=DroppedFaultError)
    client = HttpClient("https://api.example", transport=transport)
    assert (await client.send(Call("redeem", "POST", "/r", b"{}", mutating=True))).status == 500


async def test_a_transport_of_ones_own_is_closed_with_the_client() -> None:
    closed: list[bool] = []

    class Own(httpx.MockTransport):
        async def aclose(self) -> None:
            closed.append(True)

    client = HttpClient("https://api.example", transport=Own(lambda _request: httpx.Response(204)))
    assert (await client.send(Call("any", "GET", "/"))).status == 204
    await client.aclose()
    assert closed == [True]
