"""One method per endpoint: a draft in, a typed answer out; contract, 2 to 6."""

import asyncio
import logging
import random as chance
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from typing import TypeVar

from pos_app.core.errors import ContractBrokenError, MisconfiguredError, OutcomeUnknownError
from pos_app.core.value import Value
from pos_app.providers.http import Call, HttpClient, Reply, Timeouts
from pos_app.providers.ports import Draft
from pos_app.providers.twilio_verify import classification, names, requests, stamps, wire
from pos_app.providers.twilio_verify.classification import BusyError, RefusedByTwilioError
from pos_app.providers.twilio_verify.meanings import WAITS, Family
from pos_app.providers.twilio_verify.paging import Trail

log = logging.getLogger("pos_app.twilio_verify")

Payload = TypeVar("Payload", bound=wire.Wire)
Pause = Callable[[float], Awaitable[None]]

LIMITS = Timeouts(connect=3, answer=4, within=5)
"""A challenge may take several calls within the deadline of one effect."""
KEPT_FOR = 3.0
"""Seconds. Nothing that is lost here moves value, and whoever is asked waits less: a look and the
request that follows it share a handshake."""
LONGEST_HINT = 8.0
"""Seconds of Twilio's Retry-After that a customer is kept waiting for."""
READ_TWICE = 2


class Heard(Value, frozen=True):
    """An answer with Twilio's own clock when it came."""

    challenge: wire.Challenge
    at: datetime | None

    def __repr__(self) -> str:
        return "Heard(•••)"


class TwilioClient:
    """Raises only ``ProviderError``: ``RefusedByTwilioError`` where Twilio itself said no. What was
    never processed is repeated here, and nothing else that changes anything. ``key`` names a call
    in logs."""

    def __init__(
        self,
        http: HttpClient,
        base: str,
        service: str,
        *,
        pause: Pause = asyncio.sleep,
        random: Callable[[], float] = chance.random,
    ) -> None:
        """``base`` is the root of ``http``; ``random`` answers from 0 up to 1."""
        self.requests = requests.Requests(service)
        self._http = http
        self._base = base
        self._pause = pause
        self._random = random
        self._shut_out: MisconfiguredError | None = None
        self.heard_at: datetime | None = None
        """Twilio's clock at its latest answer."""

    def __repr__(self) -> str:
        return "TwilioClient()"

    async def aclose(self) -> None:
        await self._http.aclose()

    async def probe(self, identity: str) -> str:
        """The factors of nobody, which proves address and key; the server's date."""
        draft = self.requests.factors(identity, page_size=1)
        reply = await self._http.send(_call("probe", draft))
        try:
            classification.check(reply, mutating=False)
        except RefusedByTwilioError as error:
            if error.family is not Family.GONE:
                raise
        return reply.date

    # Challenges

    async def create_challenge(self, draft: Draft, key: str) -> Heard:
        return self._challenge(await self._send("create_challenge", draft, key))

    async def challenge(self, draft: Draft) -> Heard:
        """One look: whoever polls skips a look that failed."""
        reply = await self._once("fetch_challenge", draft, mutating=False)
        return self._challenge(reply)

    async def answer_challenge(self, draft: Draft, key: str) -> Heard:
        return self._challenge(await self._send("answer_challenge", draft, key))

    async def challenges(self, draft: Draft) -> AsyncGenerator[wire.Challenge]:
        """In the order that was asked for, page by page, as far as they are wanted."""
        async with aclosing(self._pages("list_challenges", draft, wire.Challenges)) as pages:
            async for page in pages:
                for challenge in page.challenges:
                    yield challenge

    async def notify(self, draft: Draft, key: str) -> wire.Notification:
        reply = await self._send("notify", draft, key)
        return classification.payload_of(reply, wire.Notification)

    # Factors

    async def factors(self, draft: Draft) -> tuple[wire.Factor, ...]:
        """None of an identity that Twilio does not know."""
        found: list[wire.Factor] = []
        try:
            async for page in self._pages("list_factors", draft, wire.Factors):
                found += page.factors
        except RefusedByTwilioError as error:
            if error.family is not Family.GONE:
                raise
        return tuple(found)

    async def create_factor(self, draft: Draft, key: str) -> wire.Factor:
        """Its binding comes this once."""
        return _factor(await self._send("create_factor", draft, key))

    async def verify_factor(self, draft: Draft, key: str) -> wire.Factor:
        return _factor(await self._send("verify_factor", draft, key))

    async def delete_factor(self, draft: Draft, key: str) -> None:
        """One that is not there is gone."""
        try:
            await self._send("delete_factor", draft, key)
        except RefusedByTwilioError as error:
            if error.family is not Family.GONE:
                raise

    # Codes by SMS

    async def start(self, draft: Draft, key: str) -> wire.Verification:
        return _verification(await self._send("start", draft, key))

    async def check(self, draft: Draft, key: str) -> wire.Verification:
        return _verification(await self._send("check", draft, key))

    async def verification(self, draft: Draft) -> wire.Verification:
        return _verification(await self._read("fetch_verification", draft))

    async def cancel(self, draft: Draft, key: str) -> None:
        """One that is over already is cancelled enough."""
        try:
            await self._send("cancel", draft, key)
        except RefusedByTwilioError as error:
            if error.family is not Family.GONE:
                raise

    async def attempts(self, draft: Draft) -> tuple[wire.Attempt, ...]:
        found: list[wire.Attempt] = []
        async for page in self._pages("attempts", draft, wire.Attempts):
            found += page.attempts
        return tuple(found)

    async def _pages(
        self, operation: str, draft: Draft, payload: type[Payload]
    ) -> AsyncGenerator[Payload]:
        trail, path = Trail(self._base), draft.path
        trail.onward(self._base + path)
        while True:
            reply = await self._read(operation, Draft("GET", path))
            page = classification.payload_of(reply, payload)
            yield page
            following = trail.onward(page.meta.next_page_url)  # type: ignore[attr-defined]
            if following is None:
                return
            path = following

    def _challenge(self, reply: Reply) -> Heard:
        challenge = classification.payload_of(reply, wire.Challenge)
        _check_sid(names.CHALLENGE, challenge.sid)
        return Heard(challenge, stamps.read(reply.date))

    async def _read(self, operation: str, draft: Draft) -> Reply:
        """Any read may be repeated."""
        for _ in range(READ_TWICE - 1):
            try:
                return await self._send(operation, draft, "", mutating=False)
            except OutcomeUnknownError:
                continue
        return await self._send(operation, draft, "", mutating=False)

    async def _send(
        self, operation: str, draft: Draft, key: str, *, mutating: bool = True
    ) -> Reply:
        """Again only where Twilio says that it has not processed it (6)."""
        for wait in WAITS:
            try:
                return await self._once(operation, draft, key, mutating=mutating)
            except BusyError as busy:
                hint = busy.retry_after
                if hint is not None and hint > LONGEST_HINT:
                    raise
                await self._pause(hint or wait * (0.5 + self._random()))
        return await self._once(operation, draft, key, mutating=mutating)

    async def _once(self, operation: str, draft: Draft, key: str = "", *, mutating: bool) -> Reply:
        """After Twilio has refused the key nothing more is sent with it: it is not ours to try."""
        if self._shut_out is not None:
            raise self._shut_out
        reply = await self._http.send(_call(operation, draft, key, mutating=mutating))
        self.heard_at = stamps.read(reply.date) or self.heard_at
        try:
            classification.check(reply, mutating=mutating)
        except MisconfiguredError as error:
            log.error("access_refused error=%s", error)  # noqa: TRY400
            if reply.status == 401:
                self._shut_out = error
            raise
        except RefusedByTwilioError as error:
            log.info("refused operation=%s status=%s code=%s", operation, error.status, error.code)
            raise
        return reply


def _call(operation: str, draft: Draft, key: str = "", *, mutating: bool = False) -> Call:
    return Call(
        operation,
        draft.method,
        draft.path,
        draft.body,
        key,
        mutating,
        content_type=requests.CONTENT_TYPE,
    )


def _factor(reply: Reply) -> wire.Factor:
    factor = classification.payload_of(reply, wire.Factor)
    _check_sid(names.FACTOR, factor.sid)
    return factor


def _verification(reply: Reply) -> wire.Verification:
    verification = classification.payload_of(reply, wire.Verification)
    _check_sid(names.VERIFICATION, verification.sid)
    return verification


def _check_sid(kind: str, text: str) -> None:
    """Paths are made of it."""
    if not names.is_sid(kind, text):
        raise ContractBrokenError(f"Bad_{kind}")
