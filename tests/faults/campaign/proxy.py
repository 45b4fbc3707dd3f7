"""The wire between till and sandbox, with everything that can go wrong on one."""

import asyncio
import re
import socket
import ssl
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from tests.faults.campaign.certificates import Certificates
from tests.faults.campaign.wire import CONNECTION_FAULTS, WireFault

GIVEN_UP = 0.65
"""Seconds after which the till of a campaign has stopped waiting for an answer."""
A_LITTLE = 0.05
CONTENT_LENGTH = re.compile(rb"content-length: \d+", re.IGNORECASE)
DRIP_EVERY = 0.2
HUGE = 100_000_000
PAGE = b"<html><head><title>Error</title></head><body><h1>It does not work</h1></body></html>"


NameOf = Callable[[str, str, bytes], str]
"""Of a call, from its method, path and body."""


class Message(NamedTuple):
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    @property
    def status(self) -> str:
        """Of an answer, with its phrase."""
        return self.head.partition(b"\r\n")[0].partition(b" ")[2].decode()


class GoneError(Exception):
    """This end hangs up."""


ENDS = (
    OSError,
    GoneError,
    asyncio.IncompleteReadError,
    asyncio.LimitOverrunError,
    asyncio.CancelledError,
)
"""How a connection may be over: the till's end, this end, or the end of the shift."""


class FaultProxy:
    """Relays whole exchanges. ``passing`` is told when a call is received, acted on and answered;
    it may be a moment at which the till is killed."""

    def __init__(self, upstream: int, name_of: NameOf, tls: Certificates | None) -> None:
        self._upstream = upstream
        self._name_of = name_of
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._armed: list[WireFault] = []
        self.port = 0
        self.happened: Counter[str] = Counter()
        self._held_up = 0
        self._landed = asyncio.Event()
        self._landed.set()
        self.passing: Callable[[str, str], None] = lambda *_: None

    async def start(self) -> None:
        context = None
        if self._tls is not None:
            context = self._tls.context
            context.sni_callback = self._shake_hands
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    @asynccontextmanager
    async def holding_up(self) -> AsyncIterator[None]:
        """A request that the till gives up meanwhile, and that arrives all the same."""
        self._held_up += 1
        self._landed.clear()
        try:
            yield
        finally:
            self._held_up -= 1
            if not self._held_up:
                self._landed.set()

    async def all_landed(self) -> None:
        await self._landed.wait()

    async def stop(self) -> None:
        """Nobody listens any more; what is on its way is cut."""
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def outage(self, seconds: float) -> None:
        """Connections are refused, as when a cable is out."""
        if self._server is not None:
            self._server.close()
        await asyncio.sleep(seconds)
        await self.start()

    def arm(self, faults: tuple[WireFault, ...]) -> None:
        self._armed = list(faults)

    def disarm(self) -> None:
        self._armed = []

    def _take(self, call: str, kinds: Callable[[str], bool]) -> str:
        for place, fault in enumerate(self._armed):
            if fault.call not in {call, "*"} or not kinds(fault.kind):
                continue
            if fault.after > 0:
                self._armed[place] = replace(fault, after=fault.after - 1)
                return ""
            if fault.times > 1:
                self._armed[place] = replace(fault, times=fault.times - 1)
            else:
                del self._armed[place]
            self.happened[fault.kind] += 1
            return fault.kind
        return ""

    def _shake_hands(
        self, handshake: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext
    ) -> int | None:
        assert self._tls is not None
        match self._take("*", lambda kind: kind.startswith("tls_")):
            case "tls_stranger":
                handshake.context = self._tls.stranger
            case "tls_broken":
                return ssl.AlertDescription.ALERT_DESCRIPTION_HANDSHAKE_FAILURE
        return None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if self._take("*", lambda kind: kind == "reset_connection"):
                return
            while not writer.is_closing():
                await self._exchange(await _read(reader), writer)
        except ENDS:
            pass
        finally:
            _reset(writer)
            self._tasks.discard(task)

    async def _exchange(self, request: Message, writer: asyncio.StreamWriter) -> None:
        method, path = request.head.split(b" ", 2)[:2]
        call = self._name_of(method.decode(), path.decode().partition("?")[0], request.body)
        self.passing(call, "received")
        kind = self._take(call, lambda kind: kind not in CONNECTION_FAULTS)
        await BEHAVIOUR[kind](self, call, request, writer)
        self.passing(call, "answered")

    async def act(self, call: str, request: Message) -> Message:
        """The sandbox gets the request and answers."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            writer.write(request.whole)
            answer = await _read(reader)
        finally:
            writer.close()
        self.passing(call, "acted")
        return answer if self._tls is None else _behind_tls(answer, self.port)


async def _read(reader: asyncio.StreamReader) -> Message:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    return Message(head, await reader.readexactly(length))


def _behind_tls(answer: Message, port: int) -> Message:
    """Addresses in it are those that the till knows."""
    here = f"://localhost:{port}/".encode()
    body = answer.body.replace(b"http" + here, b"https" + here)
    length = b"content-length: %d" % len(body)
    return Message(CONTENT_LENGTH.sub(length, answer.head), body)


def _reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    if connection is not None and not writer.is_closing():
        with suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _answer(status: str, body: bytes, kind: str = "text/html", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


async def _write(writer: asyncio.StreamWriter, content: bytes) -> None:
    writer.write(content)
    await writer.drain()


# --- what each kind of fault does ----------------------------------------------------------------

Behave = Callable[[FaultProxy, str, Message, asyncio.StreamWriter], Awaitable[None]]


async def _pass(
    proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
) -> None:
    await _write(writer, (await proxy.act(call, request)).whole)


async def _cut_before(*_: object) -> None:
    raise GoneError


async def _cut_after(
    proxy: FaultProxy, call: str, request: Message, _writer: asyncio.StreamWriter
) -> None:
    await proxy.act(call, request)
    raise GoneError


async def _late_request(
    proxy: FaultProxy, call: str, request: Message, _writer: asyncio.StreamWriter
) -> None:
    async with proxy.holding_up():
        await asyncio.sleep(GIVEN_UP)
        await proxy.act(call, request)
    raise GoneError


async def _late_answer(
    proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
) -> None:
    answer = await proxy.act(call, request)
    await asyncio.sleep(GIVEN_UP)
    await _write(writer, answer.whole)


async def _lost_request(*_: object) -> None:
    await asyncio.sleep(GIVEN_UP)
    raise GoneError


async def _slow(
    proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
) -> None:
    await asyncio.sleep(A_LITTLE)
    answer = await proxy.act(call, request)
    await asyncio.sleep(A_LITTLE)
    await _write(writer, answer.whole)


async def _drip(
    proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
) -> None:
    answer = await proxy.act(call, request)
    await _write(writer, answer.head)
    for byte in answer.body:
        await _write(writer, bytes([byte]))
        await asyncio.sleep(DRIP_EVERY)


def _cut_at(share: Callable[[Message], bytes]) -> Behave:
    async def behave(
        proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
    ) -> None:
        await _write(writer, share(await proxy.act(call, request)))
        raise GoneError

    return behave


def _twice(which: int) -> Behave:
    async def behave(
        proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
    ) -> None:
        answers = [await proxy.act(call, request), await proxy.act(call, request)]
        await _write(writer, answers[which].whole)

    return behave


def _instead(status: str, *headers: str) -> Behave:
    async def behave(
        _proxy: FaultProxy, _call: str, _request: Message, writer: asyncio.StreamWriter
    ) -> None:
        await _write(writer, _answer(status, PAGE, "text/html", *headers))

    return behave


def _done(
    change: Callable[[bytes], bytes], kind: str = "application/json", status: str = ""
) -> Behave:
    """With the provider's own status unless told: nothing on the way makes a yes of its no."""

    async def behave(
        proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
    ) -> None:
        answer = await proxy.act(call, request)
        await _write(writer, _answer(status or answer.status, change(answer.body), kind))

    return behave


async def _huge(
    proxy: FaultProxy, call: str, request: Message, writer: asyncio.StreamWriter
) -> None:
    await proxy.act(call, request)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {HUGE}\r\n\r\n"
    await _write(writer, head.encode())
    chunk = b" " * 65536
    for _ in range(HUGE // len(chunk)):
        await _write(writer, chunk)
    raise GoneError


BEHAVIOUR: Mapping[str, Behave] = MappingProxyType(
    {
        "": _pass,
        "cut_before": _cut_before,
        "cut_after": _cut_after,
        "cut_in_head": _cut_at(lambda answer: answer.head[: len(answer.head) // 2]),
        "cut_in_body": _cut_at(lambda answer: answer.whole[: -len(answer.body) // 2 or None]),
        "late_request": _late_request,
        "late_answer": _late_answer,
        "lost_request": _lost_request,
        "slow": _slow,
        "drip": _drip,
        "twice": _twice(0),
        "twice_second": _twice(1),
        "busy": _instead("429 Too Many Requests"),
        "busy_with_hint": _instead("429 Too Many Requests", "Retry-After: 7"),
        "error_500": _instead("500 Internal Server Error"),
        "error_502": _instead("502 Bad Gateway"),
        "error_503": _instead("503 Service Unavailable"),
        "done_500": _done(lambda _: PAGE, "text/html", "500 Internal Server Error"),
        "done_502": _done(lambda _: PAGE, "text/html", "502 Bad Gateway"),
        "done_503": _done(lambda _: PAGE, "text/html", "503 Service Unavailable"),
        "empty": _done(lambda _: b""),
        "truncated": _done(lambda body: body[: len(body) // 2]),
        "doubled": _done(lambda body: body + body),
        "wrong_type": _done(lambda _: b"[]"),
        "page": _done(lambda _: PAGE, "text/html"),
        "huge": _huge,
    }
)
