"""A printer on loopback, with the moods of real ones."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

from tests.unit.devices.paper_reader import Roll, read

ASK_OFFLINE, ASK_PAPER, ASK_DONE = b"\x10\x04\x02", b"\x10\x04\x04", b"\x1dr\x01"
QUERY = ASK_OFFLINE + ASK_PAPER


class Mood(StrEnum):
    TALKS = "talks"
    MUTE = "mute"
    HANGS = "hangs"
    """Says that it is well, takes the job, and is never heard of again."""
    HANGS_UP = "hangs_up"
    """Before anything is printed."""
    BREAKS_OFF = "breaks_off"
    """Midway."""
    BREAKS_OFF_MUTE = "breaks_off_mute"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    SLOW = "slow"
    """Prints when it is let."""
    WEB_SERVER = "web_server"
    """Something else that answers at that port."""


STATUS = {Mood.NO_PAPER: b"\x32\x72", Mood.COVER_OPEN: b"\x16\x12"}
WELL = b"\x12\x12"


class LoopbackPrinter:
    def __init__(self, mood: Mood) -> None:
        self.mood = mood
        self.jobs: list[bytes] = []
        self.connections = 0
        self.printed = asyncio.Event()
        self.let = asyncio.Event()
        self.address = ""

    @property
    def rolls(self) -> list[Roll]:
        return [read(job) for job in self.jobs]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(len(QUERY)) == QUERY
        match self.mood:
            case Mood.HANGS_UP:
                return
            case Mood.MUTE | Mood.BREAKS_OFF_MUTE:
                pass
            case Mood.WEB_SERVER:
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            case mood:
                writer.write(STATUS.get(mood, WELL))
        if self.mood in {Mood.BREAKS_OFF, Mood.BREAKS_OFF_MUTE}:
            await reader.readexactly(60)
            line: socket.socket = writer.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return
        job = await self._job(reader)
        if job:
            self.jobs.append(job)
            self.printed.set()
        if job and self.mood is Mood.HANGS:
            await reader.read()
        if job and self.mood is Mood.SLOW:
            await self.let.wait()
        if self.mood in {Mood.TALKS, Mood.SLOW}:
            writer.write(b"\x00")
            await writer.drain()

    async def _job(self, reader: asyncio.StreamReader) -> bytes:
        """All of it: until it is asked whether it is done, or the till has no more to say."""
        job = b""
        while more := await reader.read(4096):
            job += more
            if job.endswith(ASK_DONE):
                return job.removesuffix(ASK_DONE)
        return job


@asynccontextmanager
async def loopback_printer(mood: Mood = Mood.TALKS) -> AsyncIterator[LoopbackPrinter]:
    printer = LoopbackPrinter(mood)
    server = await asyncio.start_server(printer.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    printer.address = f"tcp://127.0.0.1:{port}"
    try:
        yield printer
    finally:
        printer.let.set()
        server.close()
        await server.wait_closed()
