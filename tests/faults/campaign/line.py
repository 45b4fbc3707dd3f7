"""The line between the harness and a till that it drives: JSON, one message in each direction."""

import asyncio
import json
import socket
from contextlib import suppress
from typing import Any


class Line:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def over(cls, end: socket.socket) -> "Line":
        end.setblocking(False)
        return cls(*await asyncio.open_connection(sock=end, limit=1 << 20))

    async def say(self, **message: Any) -> None:
        """Said in vain to one that is gone: listening tells."""
        with suppress(ConnectionError):
            self._writer.write(json.dumps(message).encode() + b"\n")
            await self._writer.drain()

    async def hear(self) -> dict[str, Any] | None:
        """The next message; nothing when the other end is gone."""
        try:
            heard = await self._reader.readline()
        except OSError:
            return None
        if not heard.endswith(b"\n"):
            return None
        message: dict[str, Any] = json.loads(heard)
        return message

    def close(self) -> None:
        self._writer.close()
