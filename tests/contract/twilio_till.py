"""Twilio's challenger on its sandbox, and a whole till without a screen with it beside BonifiQ, on
clocks and with randomness that the tests own."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pos_app.checkout.clock import Clock
from pos_app.core.challenge import (
    Challenge,
    Channel,
    CheckAnswer,
    SendAnswer,
    Sent,
    TypedCode,
)
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import AmountOff, Customer
from pos_app.core.money import Money
from pos_app.core.redemption.states import Intent
from pos_app.providers.bonifiq.provider import create as create_ledger
from pos_app.providers.http import HttpClient, basic, in_process
from pos_app.providers.pairing import paired
from pos_app.providers.site import Time
from pos_app.providers.twilio_verify.asking import Kit, Options
from pos_app.providers.twilio_verify.challenger import TwilioVerify
from pos_app.providers.twilio_verify.client import LIMITS, TwilioClient
from pos_app.providers.twilio_verify.identities import Identities
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.bonifiq.records import Redeem
from pos_app.sandbox.clock import SandboxClock
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.transcript import ReceivedCall
from pos_app.sandbox.twilio_verify.fixtures import API_KEY_SECRET, API_KEY_SID, SERVICE_SID
from pos_app.tour.control import Control, InProcess
from tests.contract.sandbox_till import SandboxTill
from tests.contract.twilio_verify import START

App = Callable[..., Coroutine[Any, Any, None]]
BASE = "http://127.0.0.1/v2"
IDENTITY_KEY = "sandbox-identity-key"


class SandboxTime:
    """Clocks that stand still until somebody waits; then only the waiting one's time passes."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._clock = sandbox.clock
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return (self._clock.now() - START).total_seconds()

    def wall(self) -> datetime:
        """A till whose clock is an hour off, which must not matter."""
        return self._clock.now() + timedelta(hours=1)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._clock.advance(seconds)


def still_sandbox() -> Sandbox:
    return build_sandbox(SandboxClock.frozen(START), seed=7)


def client_on(sandbox: Sandbox, time: Time, app: App | None = None) -> TwilioClient:
    transport = in_process(app or sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
    http = HttpClient(
        BASE, basic(API_KEY_SID, API_KEY_SECRET), transport=transport, timeouts=LIMITS
    )
    return TwilioClient(http, BASE, SERVICE_SID, pause=time.sleep, random=lambda: 0.5)


def challenger_on(
    sandbox: Sandbox,
    time: Time,
    options: Options | None = None,
    *,
    app: App | None = None,
    ledger: str = "bonifiq",
) -> TwilioVerify:
    kit = Kit(
        client_on(sandbox, time, app),
        options or Options(store="Loja Centro", region="BR"),
        time,
        random=lambda: 0.5,
    )
    return TwilioVerify(kit, Identities(IDENTITY_KEY, ledger))


def member(document: str, phone: str | None = None) -> Customer:
    key = CustomerKey(IdentifierKind.CPF, document)
    return Customer(key, "Somebody", document, document=document, phone=phone)


MARIA = member("12345678909", "11987658778")
"""Authenticator and device."""
JOAO = member("39053344705", "11900001234")
"""A device."""
BAKERY = member("11222333000181")
"""An authenticator, and no phone."""
ANA = member("99999999999", "11933330077")
"""A phone alone."""
BRUNO = member("16899535009", "11922220055")
"""An authenticator that was never verified, and a phone."""
NOBODY = member("88888888888")


def intent(key: str = "1", **changes: Any) -> Intent:
    wanted = Intent(
        sale="s1",
        key=f"rdm-{key}",
        transaction=f"otp-{key}",
        customer="c1",
        reward="10",
        title="R$10,00 de desconto",
        benefit=AmountOff(Money(1000)),
        amount=Money(1000),
        points=100,
    )
    return replace(wanted, **changes)


class Bench:
    """A challenger, the sandbox behind it, and a customer's hands."""

    def __init__(self, options: Options | None = None, beside: "Bench | None" = None) -> None:
        """``beside``: another till on the same sandbox."""
        self.sandbox: Sandbox = beside.sandbox if beside else still_sandbox()
        self.time = SandboxTime(self.sandbox)
        self.afterwards: dict[str, Callable[[], None]] = {}
        """What happens once, when a call has been received: a method and the end of a path."""
        self.challenger = challenger_on(self.sandbox, self.time, options, app=self._serve)
        self.control = Control(InProcess(self.sandbox.app), "twilio_verify")

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await self.sandbox.app(scope, receive, send)
        finally:
            ends = [e for e in self.afterwards if f"{scope['method']} {scope['path']}".endswith(e)]
            for end in ends:
                self.afterwards.pop(end)()

    def change(self, **settings: Any) -> None:
        self.sandbox.twilio_verify.change(settings)

    def arm(self, call: str, fault: str, times: int = 1, **params: Any) -> None:
        self.sandbox.twilio_verify.faults.arm(call, fault, times, **params)

    def identity(self, who: Customer) -> str:
        return Identities(IDENTITY_KEY, "bonifiq").of(who)

    async def send(
        self, who: Customer, wanted: Intent | None = None, by: Channel | None = None
    ) -> SendAnswer:
        return await self.challenger.send_code(wanted or intent(), who, None, by)

    async def sent(
        self, who: Customer, wanted: Intent | None = None, by: Channel | None = None
    ) -> Challenge:
        answer = await self.send(who, wanted, by)
        assert isinstance(answer, Sent), answer
        return Challenge(answer.channel, answer.destination, answer.reference)

    async def check(self, who: Customer, code: str, wanted: Intent | None = None) -> CheckAnswer:
        challenge = Challenge(Channel.UNKNOWN)
        return await self.challenger.check_code(wanted or intent(), who, challenge, TypedCode(code))

    async def poll(
        self, who: Customer, challenge: Challenge, wanted: Intent | None = None
    ) -> CheckAnswer:
        """After the two seconds that the machine itself waits."""
        self.sandbox.clock.advance(2)
        return await self.challenger.poll(wanted or intent(), who, challenge)

    async def totp(self, who: Customer) -> str:
        return str((await self.control.ask(f"totp?customer={who.document}"))["code"])

    async def text(self, who: Customer) -> str:
        return str((await self.control.ask(f"codes?customer={who.phone}"))["code"])

    async def answer(self, who: Customer, action: str) -> None:
        await self.control.act(f"phone/{action}", customer=who.document)

    async def wrong(self, who: Customer) -> str:
        right = {await self.totp(who)}
        for away in (-30, 60):
            self.sandbox.clock.advance(away)
            right.add(await self.totp(who))
        self.sandbox.clock.advance(-30)
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in right)

    def calls(self, *names: str) -> list[ReceivedCall]:
        return [one for one in self.sandbox.twilio_verify.calls if one.call in names]

    async def books(self, kind: str) -> list[Any]:
        return list((await self.control.books())[kind])


class PairTill(SandboxTill):
    """BonifiQ's points with Twilio's codes."""

    def __init__(self, path: Path, clock: Clock, sandbox: Sandbox) -> None:
        transport = in_process(sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped)
        ledger = create_ledger(
            "http://127.0.0.1", ("sandbox-token", "sandbox-key"), transport=transport
        )
        self.challenger = challenger_on(sandbox, clock)
        calls = sandbox.bonifiq.calls
        profile = paired("bonifiq", "twilio_verify")
        super().__init__(path, clock, ledger, sandbox, calls, self.challenger, profile)
        self.control = Control(InProcess(sandbox.app), "twilio_verify")

    async def close(self) -> None:
        await super().close()
        await self.challenger.aclose()

    def asked(self, *calls: str) -> list[ReceivedCall]:
        return [one for one in self.sandbox.twilio_verify.calls if one.call in calls]

    def redeems(self) -> list[Redeem]:
        return list(self.sandbox.bonifiq.books.redeems.values())

    def say(self, code: str) -> None:
        self.till.enter_code(TypedCode(code))


@asynccontextmanager
async def open_pair(path: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[PairTill]:
    till = PairTill(path, clock, sandbox)
    try:
        yield till
    finally:
        await till.close()
