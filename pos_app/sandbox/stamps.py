"""Headers that every answer carries, whoever gives it: in process as well as over loopback."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Send

    from pos_app.sandbox.clock import SandboxClock


def dated(send: Send, clock: SandboxClock) -> Send:
    """`Date` by the sandbox's own clock, at the moment of the answer."""
    return stamped(send, lambda: {"Date": format_datetime(clock.now(), usegmt=True)})


def stamped(send: Send, headers: Callable[[], dict[str, str]]) -> Send:
    async def send_stamped(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(name.lower().encode(), text.encode()) for name, text in headers().items()]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return send_stamped
