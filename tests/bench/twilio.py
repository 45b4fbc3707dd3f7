"""Each call of the till's Twilio client, beside the same call of Twilio's own package, call by call
on one sandbox over loopback. Both build the request from their own arguments and read the answer
into their own objects. The package keeps its connection; the till does so for reads alone."""

import asyncio
import statistics
import time
from collections.abc import Awaitable
from contextlib import aclosing
from itertools import count
from typing import Protocol, TypeVar

from pos_app.providers.http import HttpClient, basic
from pos_app.providers.twilio_verify.client import KEPT_FOR, LIMITS, TwilioClient
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.server import ThreadedServer
from pos_app.sandbox.twilio_verify.fixtures import API_KEY_SECRET, API_KEY_SID, SERVICE_SID
from tests.bench.measure import RUNS, Measure, compared
from tests.contract.twilio_package import Loopback
from tests.contract.twilio_verify import MEMBER, factor_of

CALLS = 40
RIGHT, WRONG = "471199", "000000"
TILL_TX = "otp-0191"
PAGE = 20
LIMITLESS = 1_000_000
OPERATIONS = ("create", "fetch", "list", "update", "start", "check")

Answer = TypeVar("Answer")


class Hands(Protocol):
    """The same six calls by one client or the other."""

    async def create(self, code: str) -> str:
        """A challenge of an authenticator, answered at once; its sid."""
        ...

    async def fetch(self, sid: str) -> str:
        """Its status; so do ``update`` and ``check``."""
        ...

    async def list(self) -> int:
        """How many the newest page holds."""
        ...

    async def update(self, sid: str) -> str: ...

    async def start(self, number: str) -> str: ...

    async def check(self, sid: str) -> str: ...


class Ours:
    def __init__(self, address: str, factor: str) -> None:
        base = f"{address}/v2"
        http = HttpClient(
            base, basic(API_KEY_SID, API_KEY_SECRET), timeouts=LIMITS, kept_for=KEPT_FOR
        )
        self._factor = factor
        self._client = TwilioClient(http, base, SERVICE_SID)
        self._requests = self._client.requests

    async def create(self, code: str) -> str:
        draft = self._requests.create_challenge(MEMBER, self._factor, TILL_TX, code=code)
        return (await self._client.create_challenge(draft, TILL_TX)).challenge.sid

    async def fetch(self, sid: str) -> str:
        draft = self._requests.challenge(MEMBER, sid)
        return (await self._client.challenge(draft)).challenge.status

    async def list(self) -> int:
        found = 0
        draft = self._requests.challenges(MEMBER, factor=self._factor, page_size=PAGE)
        async with aclosing(self._client.challenges(draft)) as challenges:
            async for _ in challenges:
                found += 1
                if found == PAGE:
                    break
        return found

    async def update(self, sid: str) -> str:
        draft = self._requests.answer_challenge(MEMBER, sid, RIGHT)
        return (await self._client.answer_challenge(draft, TILL_TX)).challenge.status

    async def start(self, number: str) -> str:
        return (await self._client.start(self._requests.start(number), TILL_TX)).sid

    async def check(self, sid: str) -> str:
        return (await self._client.check(self._requests.check(sid, RIGHT), TILL_TX)).status

    async def close(self) -> None:
        await self._client.aclose()


class Theirs:
    """It blocks, which makes it no slower."""

    def __init__(self, address: str, factor: str) -> None:
        self._wire = Loopback(address)
        self._factor = factor
        self._service = self._wire.service()
        self._entity = self._service.entities(MEMBER)

    async def create(self, code: str) -> str:
        made = self._entity.challenges.create(
            factor_sid=self._factor, auth_payload=code, hidden_details={"till_tx": TILL_TX}
        )
        return str(made.sid)

    async def fetch(self, sid: str) -> str:
        return str(self._entity.challenges(sid).fetch().status)

    async def list(self) -> int:
        wanted = {"factor_sid": self._factor, "order": "desc", "page_size": PAGE, "limit": PAGE}
        return len(self._entity.challenges.list(**wanted))

    async def update(self, sid: str) -> str:
        return str(self._entity.challenges(sid).update(auth_payload=RIGHT).status)

    async def start(self, number: str) -> str:
        return str(self._service.verifications.create(to=number, channel="sms").sid)

    async def check(self, sid: str) -> str:
        checks = self._service.verification_checks
        return str(checks.create(verification_sid=sid, code=RIGHT).status)

    async def close(self) -> None:
        self._wire.close()


class Watch:
    """How long one client's calls took, by operation."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._took: dict[str, list[float]] = {name: [] for name in OPERATIONS}

    async def _timed(self, name: str, call: Awaitable[Answer]) -> Answer:
        started = time.perf_counter()
        answer = await call
        self._took[name].append(time.perf_counter() - started)
        return answer

    async def turn(self, number: str) -> None:
        hands = self._hands
        sid = await self._timed("create", hands.create(WRONG))
        assert await self._timed("fetch", hands.fetch(sid)) == "pending"
        assert await self._timed("update", hands.update(sid)) == "approved"
        assert await self._timed("list", hands.list()) == PAGE
        sid = await self._timed("start", hands.start(number))
        assert await self._timed("check", hands.check(sid)) == "approved"

    def median(self, name: str) -> float:
        return statistics.median(self._took[name]) * 1e6


def _sandbox() -> Sandbox:
    """Without the limits that a customer has in a day."""
    sandbox = build_sandbox(seed=7)
    limits = {"challenges_per_hour": LIMITLESS, "challenges_per_day": LIMITLESS}
    sandbox.twilio_verify.change({"fixed_code": RIGHT, **limits})
    return sandbox


async def _run(address: str, factor: str) -> tuple[Watch, Watch]:
    """Both in turn, each beginning as often as the other."""
    ours, theirs = Ours(address, factor), Theirs(address, factor)
    pair = Watch(ours), Watch(theirs)
    numbers = (f"+356990{number:05d}" for number in count())
    try:
        for _ in range(PAGE):
            await theirs.create(WRONG)
        for turn in range(CALLS):
            for watch in pair if turn % 2 else pair[::-1]:
                await watch.turn(next(numbers))
    finally:
        await ours.close()
        await theirs.close()
    return pair


def measures() -> list[Measure]:
    sandbox = _sandbox()
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in OPERATIONS}
    with ThreadedServer(sandbox) as address:
        for _ in range(RUNS):
            sandbox.twilio_verify.books.reset()
            pair = asyncio.run(_run(address, factor_of(sandbox)))
            for name, taken in pairs.items():
                taken.append((pair[0].median(name), pair[1].median(name)))
    runs = zip(*pairs.values(), strict=True)
    together = [(sum(ours for ours, _ in run), sum(theirs for _, theirs in run)) for run in runs]
    return [
        compared("six calls of Twilio, beside its own package", "us", together, 1.0),
        *(compared(f"of these: {name}, p50", "us", pairs[name], 1.1) for name in OPERATIONS),
    ]
