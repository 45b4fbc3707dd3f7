"""What is known about a call after each way it can break, on raw sockets."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_app.core.errors import (
    ContractBrokenError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
)
from pos_app.providers import http
from pos_app.providers.http import LARGEST_ANSWER, Call, HttpClient, Timeouts
from tests.unit.providers.loopback import (
    Answer,
    calling,
    cuts,
    says,
    sends,
    serving,
    stays_silent,
)

READ = Call("quote", "POST", "/q", b"{}")
SUBMIT = Call("redeem", "POST", "/r", b"{}", "rdm-12345678", mutating=True)

HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"


async def broken(client: HttpClient, call: Call) -> ProviderError:
    with pytest.raises(ProviderError) as raised:
        await client.send(call)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    return raised.value


def nobody_listens() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize("call", [READ, SUBMIT], ids=["read", "submit"])
async def test_a_refused_connection_was_not_sent(call: Call) -> None:
    async with calling(nobody_listens()) as client:
        error = await broken(client, call)
    assert type(error) is NotSentError
    assert str(error) == "ConnectError"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (cuts(), "ReadError"),
        (sends(b"", then_closes=True), "RemoteProtocolError"),
        (sends(b"HTTP/1.1 20", then_closes=True), "RemoteProtocolError"),
        (sends(HALF, then_closes=True), "RemoteProtocolError"),
        (sends(b"PIN 0042 for 12345678909\r\n\r\n"), "RemoteProtocolError"),
        (stays_silent(), "ReadTimeout"),
        (sends(HALF), "ReadTimeout"),
    ],
    ids=["reset", "closed", "half a head", "half a body", "gibberish", "silence", "stuck"],
)
@pytest.mark.parametrize("call", [READ, SUBMIT], ids=["read", "submit"])
async def test_once_sent_a_missing_answer_leaves_the_outcome_unknown(
    answer: Answer, cause: str, call: Call
) -> None:
    async with serving(answer) as server, calling(server.url) as client:
        error = await broken(client, call)
    assert type(error) is OutcomeUnknownError
    assert str(error) == cause


async def test_a_drip_that_never_times_out_meets_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "MARGIN", -0.2)

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with serving(drip) as server, calling(server.url) as client:
        error = await broken(client, SUBMIT)
    assert type(error) is OutcomeUnknownError
    assert str(error) == "Deadline"


async def test_the_deadline_within_a_handshake_means_not_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "MARGIN", -5)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}"
        async with calling(url, Timeouts(connect=5, answer=0.1)) as client:
            error = await broken(client, SUBMIT)
    assert type(error) is NotSentError
    assert str(error) == "Deadline"


async def test_a_handshake_that_never_comes_was_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        async with calling(f"https://127.0.0.1:{mute.getsockname()[1]}") as client:
            error = await broken(client, SUBMIT)
    assert type(error) is NotSentError
    assert str(error) == "ConnectTimeout"


async def test_a_certificate_nobody_vouches_for_was_not_sent(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))

    def accept(listener: socket.socket) -> bytes | ssl.SSLError:
        connection, _ = listener.accept()
        with connection:
            try:
                return context.wrap_socket(connection, server_side=True).recv(65536)
            except ssl.SSLError as error:
                return error

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        async with calling(f"https://127.0.0.1:{port}") as client, asyncio.TaskGroup() as group:
            accepted = group.create_task(asyncio.to_thread(accept, listener))
            error = await broken(client, SUBMIT)
    assert type(error) is NotSentError
    assert isinstance(accepted.result(), ssl.SSLError)


def self_signed(folder: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


async def test_an_endless_answer_is_cut_short() -> None:
    written = 0

    async def flood(writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" " * 65536)
            await writer.drain()
            written += 65536

    async with serving(flood) as server, calling(server.url) as client:
        error = await broken(client, SUBMIT)
    assert type(error) is OutcomeUnknownError
    assert str(error) == "AnswerTooLarge"
    assert written < 20 * LARGEST_ANSWER


async def test_an_answer_just_within_the_limit_is_read() -> None:
    body = b" " * LARGEST_ANSWER
    async with serving(says(body)) as server, calling(server.url) as client:
        assert (await client.send(READ)).body == body


@pytest.mark.parametrize(
    ("call", "kind"), [(SUBMIT, OutcomeUnknownError), (READ, ContractBrokenError)]
)
async def test_a_redirect_is_never_followed(call: Call, kind: type[ProviderError]) -> None:
    async with serving(says()) as elsewhere:
        leads = says(b"", "307 Temporary Redirect", f"Location: {elsewhere.url}/r")
        async with serving(leads) as server, calling(server.url) as client:
            assert type(await broken(client, call)) is kind
    assert elsewhere.requests == []


async def test_a_cancelled_call_stays_cancelled() -> None:
    told: list[str] = []
    async with serving(stays_silent()) as server:
        client = HttpClient(server.url, on_call=lambda name, _status, _took: told.append(name))
        task = asyncio.create_task(client.send(SUBMIT))
        await server.arrivals.get()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await client.aclose()
    assert told == []


async def test_a_full_pool_was_not_sent_and_is_left_behind() -> None:
    """Places that cancelled reads leaked must not make a till deaf for ever."""
    silent, answers = stays_silent(), says()

    async def answer(writer: asyncio.StreamWriter) -> None:
        await (silent if len(server.requests) <= 8 else answers)(writer)

    slow = Timeouts(connect=0.1, answer=1)
    async with serving(answer) as server, calling(server.url, slow) as client:
        stuck = [asyncio.create_task(client.send(READ)) for _ in range(8)]
        for _ in stuck:
            await server.arrivals.get()
        error = await broken(client, READ)
        assert type(error) is NotSentError
        assert str(error) == "PoolTimeout"
        assert (await client.send(READ)).status == 200
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)
