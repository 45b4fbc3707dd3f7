"""Weavr's provider on its sandbox, and a whole till without a screen on both, with time that the
tests own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from pos_app.checkout.clock import Clock
from pos_app.core.challenge import TypedCode
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    ConsentNeeded,
    Redeemed,
    Releasing,
)
from pos_app.providers.http import in_process
from pos_app.providers.weavr.client import Limits, WeavrClient, connect
from pos_app.providers.weavr.options import Options
from pos_app.providers.weavr.profile import PROFILE, SESSIONS
from pos_app.providers.weavr.provider import WeavrProvider
from pos_app.providers.weavr.quota import Quota
from pos_app.providers.weavr.sessions import Sessions
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.transcript import ReceivedCall
from pos_app.sandbox.weavr.fixtures import (
    ALMAS_ACCOUNT,
    API_KEY,
    CLARAS_ACCOUNT,
    MERCHANT_ACCOUNT,
    SEND_PROFILE,
)
from pos_app.sandbox.weavr.records import Send
from tests.contract.sandbox_till import SandboxTill
from tests.contract.weavr import scan

COFFEE, SHIRT = "CAF-01", "CAM-01"
"""28.90 and 49.90."""


async def no_time(_: float) -> None:
    """Waits are over at once."""


def client_on(sandbox: Sandbox, key: str = API_KEY, limits: Limits | None = None) -> WeavrClient:
    transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    began = sandbox.clock.now()

    def seconds() -> float:
        return (sandbox.clock.now() - began).total_seconds()

    line = connect("http://127.0.0.1", key, transport=transport)
    return WeavrClient(line, Quota(seconds), limits)


def provider_on(
    sandbox: Sandbox,
    *,
    key: str = API_KEY,
    sessions: Sessions = SESSIONS,
    pause: Callable[[float], Awaitable[None]] = no_time,
) -> WeavrProvider:
    options = Options(MERCHANT_ACCOUNT, SEND_PROFILE)
    return WeavrProvider(client_on(sandbox, key), options, sessions=sessions, pause=pause)


class WeavrTill(SandboxTill):
    async def lend(self, customer: str = "alma") -> str:
        """The customer shows the QR; the token that was in it."""
        token = scan(self.sandbox, customer, "AUTH")
        await self.find(token, COFFEE, SHIRT)
        return token

    async def ask(self, account: str = ALMAS_ACCOUNT, amount: str = "") -> None:
        self.till.choose_reward(account)
        if amount:
            self.till.set_amount(amount)
        self.till.confirm_reward()
        await self.until_in(ConsentNeeded)

    async def at_the_question(self, customer: str = "alma", account: str = ALMAS_ACCOUNT) -> str:
        token = await self.lend(customer)
        await self.ask(account)
        return token

    async def at_the_code(self, customer: str = "alma", account: str = ALMAS_ACCOUNT) -> str:
        token = await self.at_the_question(customer, account)
        self.till.consent()
        await self.until_in(AwaitingCode)
        await self.quiet()
        return token

    async def at_the_phone(self, customer: str = "clara", account: str = CLARAS_ACCOUNT) -> str:
        token = await self.at_the_question(customer, account)
        self.till.consent()
        await self.until_in(AwaitingApproval)
        return token

    async def say(self, code: str | None = None) -> None:
        """The code that was sent last, unless told otherwise; until it was answered."""
        sent = [one.code for one in self.sandbox.weavr.books.issued if one.code]
        self.till.enter_code(TypedCode(str(sent[-1]) if code is None else code))
        await self.quiet()

    async def settle(self) -> None:
        """Until the till has seen the money move."""
        await self.later(1)
        await self.until_in(Redeemed)

    async def let_go(self) -> None:
        await self.until_in(Releasing)
        await self.quiet()

    def refs(self, call: str) -> list[str | None]:
        return [one.headers.get("idempotency-ref") for one in self.sent(call)]

    def statuses(self, call: str) -> list[int | None]:
        return [one.status for one in self.sent(call)]

    def made(self) -> list[Send]:
        return list(self.sandbox.weavr.books.sends.values())

    def paid(self) -> list[Send]:
        return [one for one in self.made() if one.state == "COMPLETED"]

    def latest(self, call: str) -> ReceivedCall:
        return self.sent(call)[-1]


@asynccontextmanager
async def open_till(
    path: Path, sandbox: Sandbox, clock: Clock, provider: WeavrProvider | None = None
) -> AsyncIterator[WeavrTill]:
    provider = provider or provider_on(sandbox)
    assert provider.profile is PROFILE
    till = WeavrTill(path, clock, provider, sandbox, sandbox.weavr.calls, currency="EUR")
    try:
        yield till
    finally:
        await till.close()
