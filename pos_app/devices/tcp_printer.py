"""A printer on the network, at its raw port."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from pos_app.core.paper import Printing
from pos_app.devices import escpos
from pos_app.devices.endpoint import Network
from pos_app.devices.patience import Patience

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class TcpPrinter:
    """One connection for each job: printers serve one at a time, and forget idle ones."""

    def __init__(self, place: Network, patience: Patience = Patience()) -> None:  # noqa: B008
        self._place = place
        self._patience = patience

    async def send(self, job: bytes) -> Printing:
        try:
            async with self._connected() as (reader, writer):
                return await self._print(reader, writer, job)
        except (OSError, TimeoutError):
            return Printing.NOT_REACHED

    async def look(self) -> Printing:
        """Prints nothing; ``HANDED_OVER`` for a printer that is there and tells nothing."""
        try:
            async with self._connected() as (reader, writer):
                answered = await self._status(reader, writer)
        except (OSError, TimeoutError):
            return Printing.NOT_REACHED
        return _trouble(answered) or Printing.HANDED_OVER

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Streams]:
        async with asyncio.timeout(self._patience.connect):
            reader, writer = await asyncio.open_connection(self._place.host, self._place.port)
        try:
            yield reader, writer
        finally:
            await self._hang_up(writer)

    async def _hang_up(self, writer: asyncio.StreamWriter) -> None:
        """What has been written still leaves, unless the printer takes nothing."""
        writer.close()
        try:
            with suppress(OSError):
                async with asyncio.timeout(self._patience.connect):
                    await writer.wait_closed()
        except TimeoutError:
            writer.transport.abort()

    async def _print(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, job: bytes
    ) -> Printing:
        answered = await self._status(reader, writer)
        trouble = _trouble(answered)
        if trouble is not None:
            return trouble
        try:
            async with asyncio.timeout(self._patience.job):
                return await self._hand_over(reader, writer, job, talks=bool(answered))
        except (OSError, TimeoutError):
            return Printing.UNKNOWN

    async def _hand_over(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        job: bytes,
        *,
        talks: bool,
    ) -> Printing:
        writer.transport.set_write_buffer_limits(0)
        writer.write(job + escpos.ASK_DONE if talks else job)
        await writer.drain()
        if talks:
            return Printing.PRINTED if await reader.read(1) else Printing.UNKNOWN
        return await self._left_alone(reader, writer)

    async def _left_alone(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Printing:
        """A printer that breaks off is noticed; one that says nothing has taken it."""
        try:
            async with asyncio.timeout(self._patience.status):
                writer.write_eof()
                await reader.read()
        except TimeoutError:
            pass
        return Printing.HANDED_OVER

    async def _status(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """What it answers to being asked for its cover and its paper; empty if it does not."""
        writer.write(escpos.ASK_OFFLINE + escpos.ASK_PAPER)
        await writer.drain()
        try:
            async with asyncio.timeout(self._patience.status):
                answered = await reader.readexactly(2)
        except TimeoutError:
            return b""
        except asyncio.IncompleteReadError as broken:
            raise ConnectionResetError from broken
        return answered if all(map(escpos.is_status, answered)) else b""


def _trouble(answered: bytes) -> Printing | None:
    if not answered:
        return None
    offline, paper = answered
    if escpos.cover_open(offline):
        return Printing.COVER_OPEN
    return Printing.NO_PAPER if escpos.no_paper(offline, paper) else None
