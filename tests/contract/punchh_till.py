"""Punchh's provider on its sandbox, with time and randomness that the tests own."""

from collections.abc import Awaitable, Callable
from random import Random

from pos_app.providers.http import in_process
from pos_app.providers.punchh.client import Limits, PunchhClient
from pos_app.providers.punchh.connection import Hosts, Keys, Terminal, connect
from pos_app.providers.punchh.provider import Options, PunchhProvider
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.punchh.fixtures import BUSINESS_KEY, CLIENT_ID, LOCATION_KEY

DEVICE = "6f0b6a52-1c1d-4c59-9a6e-2f6f4d6f7c11"


async def no_time(_: float) -> None:
    """Waits are over at once."""


def provider_on(
    sandbox: Sandbox,
    *,
    tills: int = 1,
    client: str = CLIENT_ID,
    limits: Limits | None = None,
    pause: Callable[[float], Awaitable[None]] = no_time,
) -> PunchhProvider:
    transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    terminal = Terminal(DEVICE)
    keys = Keys(LOCATION_KEY, BUSINESS_KEY)
    lines = connect(Hosts("http://127.0.0.1"), keys, transport=transport)
    began = sandbox.clock.now()

    def seconds() -> float:
        return (sandbox.clock.now() - began).total_seconds()

    return PunchhProvider(
        PunchhClient(lines, terminal, limits),
        Options(client, terminal, tills=tills),
        now=seconds,
        random=Random(7).randbytes,  # noqa: S311 - the same for each run
        pause=pause,
    )
