"""A server of raw bytes on loopback, and the client under test."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from pos_app.providers.http import HttpClient, Timeouts, basic

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]

QUICK = Timeouts(connect=0.2, answer=0.2)


class Server:
    """Gives each request to ``answer`` after reading it whole."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.requests: list[bytes] = []
        self.arrivals: asyncio.Queue[None] = asyncio.Queue()
        self.connections = 0
        self.port = 0
        self._serving: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                self.requests.append(await _request(reader))
                self.arrivals.put_nowait(None)
                await self._answer(writer)
                await writer.drain()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def stop(self) -> None:
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    return head + await reader.readexactly(length)


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[Server]:
    server = Server(answer)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await server.stop()
        await listener.wait_closed()


@asynccontextmanager
async def calling(
    url: str, timeouts: Timeouts = QUICK, kept_for: float | None = None
) -> AsyncIterator[HttpClient]:
    client = HttpClient(
        url, basic("token-7311", "secret-9f2c"), timeouts=timeouts, kept_for=kept_for
    )
    try:
        yield client
    finally:
        await client.aclose()


def sends(payload: bytes, *, then_closes: bool = False) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(payload)
        if then_closes:
            await writer.drain()
            writer.close()

    return answer


def says(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> Answer:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return sends("\r\n".join(lines).encode() + body)


def cuts() -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return answer


def stays_silent() -> Answer:
    async def answer(_writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    return answer
