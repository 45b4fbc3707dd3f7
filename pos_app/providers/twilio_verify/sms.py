"""A code by SMS. The verification belongs to the number and not to the sale, so that whose it is
has to be remembered here; contract, 5, 9 and 10."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    SendAnswer,
    Sent,
    WrongCode,
)
from pos_app.core.errors import OutcomeUnknownError, ProviderError
from pos_app.core.loyalty import Refusal
from pos_app.providers.twilio_verify import binding, stamps, verdicts, wire, words
from pos_app.providers.twilio_verify.asking import Asked, Kit, closed
from pos_app.providers.twilio_verify.binding import SmsBond
from pos_app.providers.twilio_verify.classification import RefusedByTwilioError
from pos_app.providers.twilio_verify.meanings import Family
from pos_app.providers.twilio_verify.requests import Linking, is_code

SHORTEST, LONGEST = 4, 10
SHARED = Refusal("CODE_BLOCKED")
"""Somebody else goes on starting codes for this number."""


class Numbers:
    """Which redemption owns the one open verification of a number, in this till."""

    def __init__(self, name: Callable[[str], str]) -> None:
        """``name`` stands for a number, so that none is kept."""
        self._name = name
        self._open: dict[str, Sms] = {}
        self.lock = asyncio.Lock()

    def owner(self, number: str) -> "Sms | None":
        return self._open.get(self._name(number))

    def own(self, number: str, sms: "Sms") -> None:
        self._open[self._name(number)] = sms

    def let_go(self, number: str, sms: "Sms") -> None:
        if self.owner(number) is sms:
            del self._open[self._name(number)]


@dataclass(slots=True)
class Sms:
    """Open for one redemption."""

    kit: Kit
    asked: Asked
    numbers: Numbers
    number: str
    sid: str | None = None
    starts: int = 0
    """Texts that this redemption has asked for within the verification; a lost one counts."""
    unsure: bool = False
    """One of them was lost, and may never have been sent."""
    asked_at: datetime | None = None
    """When the first was asked for, by Twilio's clock."""
    lost: bool = False
    """A check has left whose answer nobody has seen."""

    async def send(self) -> SendAnswer:
        async with self.numbers.lock:
            await self._take_over()
            try:
                self.sid = await self._start()
            except RefusedByTwilioError as error:
                if error.family in {Family.UNUSABLE, Family.INVALID}:
                    raise closed(error.refusal) from None
                raise
        return Sent(Channel.SMS, masked(self.number), self.sid)

    async def _take_over(self) -> None:
        """One open verification for each number: an older sale's goes first."""
        owner = self.numbers.owner(self.number)
        if owner is not None and owner is not self:
            await owner.drop()
        self.numbers.own(self.number, self)

    async def _start(self) -> str:
        """One that was begun elsewhere, with the same code for two sales, is ended first."""
        started = await self._post()
        if self._is_shared(started):
            await self._cancel(started.sid)
            self._forget()
            started = await self._post()
            if self._is_shared(started):
                await self._cancel(started.sid)
                raise closed(SHARED)
        return started.sid

    async def _post(self) -> wire.Verification:
        """Repeating is harmless: the same code in one more text, which counts (9)."""
        draft = self.kit.client.requests.start(self.number, self._linking())
        self.asked_at = self.asked_at or self.kit.client.heard_at
        before = self.starts
        self.starts += 1
        try:
            started = await self.kit.client.start(draft, self.asked.till_tx)
        except OutcomeUnknownError:
            self.starts, self.unsure = self.starts + 1, True
            started = await self.kit.client.start(draft, self.asked.till_tx)
        if self.sid is not None and started.sid != self.sid:
            self.starts, self.lost = self.starts - before, False
        return started

    def _is_shared(self, started: wire.Verification) -> bool:
        """More texts than this sale has asked for, or just as many where one was lost, the first of
        them sent before."""
        sent = started.send_code_attempts or ()
        return len(sent) > self.starts or (self.unsure and self._is_older(sent[:1]))

    def _is_older(self, sent: tuple[wire.SendAttempt, ...]) -> bool:
        at = next((stamps.read(one.time) for one in sent), None)
        return at is not None and self.asked_at is not None and at < self.asked_at

    async def check(self, code: str) -> CheckAnswer:
        if self.sid is None or self.numbers.owner(self.number) is not self:
            return CodeDead(verdicts.NOT_ACCEPTED)
        if not is_code(code, SHORTEST, LONGEST):
            return WrongCode()
        bond = SmsBond(self.kit.service, self.number, self.sid)
        try:
            answer = await self._check(bond, code)
        except RefusedByTwilioError as error:
            answer = await self._refused(error, bond)
        if isinstance(answer, Approved | WrongCode):
            self.lost = False
        if isinstance(answer, Approved | CodeDead):
            self._end()
        return answer

    async def _check(self, bond: SmsBond, code: str) -> CheckAnswer:
        """Lost, it is repeated once, with the same code (9)."""
        draft = self.kit.client.requests.check(bond.sid, code, self._linking())
        for _ in range(2):
            try:
                told = await self.kit.client.check(draft, self.asked.till_tx)
            except OutcomeUnknownError:
                self.lost = True
            else:
                return verdicts.of_verification(told, bond)
        return CheckUnknown()

    async def _refused(self, error: RefusedByTwilioError, bond: SmsBond) -> CheckAnswer:
        """That it is over is said of an accepted code as well: after a lost answer the log decides,
        and without an entry it is not approved."""
        if error.family is Family.GONE and self.lost:
            draft = self.kit.client.requests.converted(bond.sid)
            attempts = await self.kit.client.attempts(draft)
            if binding.proves_conversion(attempts, bond):
                return Approved()
        return verdicts.of_refusal(error.family, error.refusal) or CodeDead(error.refusal)

    async def drop(self) -> None:
        """Frees the number of its count of starts; what is not heard of it changes nothing."""
        sid = self.sid
        self._end()
        if sid is not None:
            await self._cancel(sid)

    async def _cancel(self, sid: str) -> None:
        try:
            await self.kit.client.cancel(self.kit.client.requests.cancel(sid), self.asked.till_tx)
        except ProviderError:
            return

    def _forget(self) -> None:
        self.sid, self.starts, self.lost, self.unsure = None, 0, False, False

    def _end(self) -> None:
        self._forget()
        self.numbers.let_go(self.number, self)

    def _linking(self) -> Linking | None:
        options = self.kit.options
        if not options.links_amount:
            return None
        return words.linking(self.asked.intent, options.store)


def masked(number: str) -> str:
    """It is journalled: the last two digits are all that may be kept (8)."""
    return f"•••• {number[-2:]}"
