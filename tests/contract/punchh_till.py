"""Punchh's provider on its sandbox, and a whole till without a screen on both, with time and
randomness that the tests own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from pos_app.checkout.clock import Clock
from pos_app.core.challenge import TypedCode
from pos_app.core.redemption.states import AwaitingCode, Closed, ConsentNeeded, Redeemed
from pos_app.providers.http import in_process
from pos_app.providers.punchh.client import Limits, PunchhClient
from pos_app.providers.punchh.connection import Hosts, Keys, Terminal, connect
from pos_app.providers.punchh.provider import Options, PunchhProvider
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.punchh.fixtures import BUSINESS_KEY, CLIENT_ID, LOCATION_KEY
from pos_app.sandbox.punchh.records import Redemption
from tests.contract.punchh import OLAS_PHONE
from tests.contract.sandbox_till import SandboxTill

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


TENTH, FREE_COFFEE, TEN_FOR_POINTS = "reward:55122", "reward:55120", "redeemable:78"
COFFEE, SHIRT = "CAF-01", "CAM-01"


class PunchhTill(SandboxTill):
    async def find(self, who: str = OLAS_PHONE, *products: str) -> None:
        await super().find(who, *(products or (COFFEE, SHIRT)))

    async def hold(self, reward: str = TENTH) -> None:
        self.begin(reward)
        await self.until_in(ConsentNeeded)

    async def try_to_hold(self, reward: str = TENTH) -> Closed:
        """What became of it where it is refused."""
        self.begin(reward)
        return await self.ended()

    async def agree(self) -> None:
        self.till.consent()
        await self.until_in(AwaitingCode)

    def say(self, code: str | None = None) -> None:
        """The code that was sent last, unless told otherwise."""
        sent = self.sandbox.punchh.books.codes.outbox
        self.till.enter_code(TypedCode(sent[-1].code if code is None else code))

    async def at_the_code(self, who: str = OLAS_PHONE, reward: str = TENTH) -> None:
        await self.find(who)
        await self.hold(reward)
        await self.agree()

    async def redeem(self, who: str = OLAS_PHONE, reward: str = TENTH) -> None:
        await self.at_the_code(who, reward)
        self.say()
        await self.until_in(Redeemed)
        await self.quiet()

    def standing(self) -> list[Redemption]:
        """Redemptions that were not returned."""
        made = self.sandbox.punchh.books.redemptions.values()
        return [one for one in made if one.returned_at is None]


@asynccontextmanager
async def open_till(
    path: Path, sandbox: Sandbox, clock: Clock, provider: PunchhProvider | None = None
) -> AsyncIterator[PunchhTill]:
    provider = provider or provider_on(sandbox)
    till = PunchhTill(path, clock, provider, sandbox, sandbox.punchh.calls)
    try:
        yield till
    finally:
        await till.close()
