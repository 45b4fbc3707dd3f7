"""An approval on the customer's own device: asked for once, watched, and never answered by the
till; contract, 3, 8 and 9."""

from contextlib import suppress
from dataclasses import dataclass, field

from msgspec.structs import replace

from pos_app.core.challenge import (
    Challenge,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    SendAnswer,
    Sent,
    StillWaiting,
)
from pos_app.core.errors import NotSentError, OutcomeUnknownError
from pos_app.core.loyalty import Refusal
from pos_app.providers.twilio_verify import matching, rhythm, stamps, verdicts, wire, words
from pos_app.providers.twilio_verify.asking import Asked, Kit, closed
from pos_app.providers.twilio_verify.classification import RefusedByTwilioError
from pos_app.providers.twilio_verify.meanings import Family

STILL_OPEN = Refusal("APPROVAL_STILL_OPEN")
"""Another sale's request is on the phone: a second one would teach the customer to say yes."""

NOT_REMINDED = Refusal("REMINDER_REFUSED")
"""As the fourth is; the request itself still counts."""

PENDING, EXPIRED = "pending", "expired"
CLOSES = frozenset({Family.UNUSABLE, Family.USED_UP, Family.GONE})
"""Refusals of this factor, and not of the customer."""


@dataclass(slots=True)
class Push:
    """Open for one redemption."""

    kit: Kit
    asked: Asked
    factor: str
    sid: str | None = None
    others: set[str] = field(default_factory=set)
    """Of the same redemption, made when an answer was lost: either may be approved, once."""
    told: CodeDead | None = None
    """How it ended. An approval is read anew each time that it is asked about: an answer may come
    just as somebody asks for a reminder, and is then told again or lost."""
    lost: bool = False
    """A create has left whose answer nobody has seen."""
    asked_at: float = 0
    ends_at: float = 0
    looked_at: float = 0
    unseen: int = 0
    """Looks in a row without an answer."""

    async def send(self) -> SendAnswer:
        """Reminds of a request that is open, or makes one where there is none. After a no there is
        no second one: the no is told again."""
        if self.sid is not None and self.told is None:
            return await self._again(self.sid)
        if self.sid is not None and self.told is not None and self.told.final:
            return self._sent(self.sid)
        try:
            return self._follow(*await self._made())
        except RefusedByTwilioError as error:
            if error.family in CLOSES:
                raise closed(error.refusal) from None
            raise

    async def _made(self) -> tuple[wire.Challenge, ...]:
        """One that is open already, or was answered while nobody heard of it, else a new one; the
        newest first."""
        status = None if self.lost else PENDING
        found = await matching.look(self.kit, self.asked, self.factor, status)
        ours = tuple(one for one in found.ours if one.status != EXPIRED)
        if ours:
            return ours
        if any(one.status == PENDING for one in found.others):
            raise closed(STILL_OPEN)
        return await self._create()

    async def _create(self) -> tuple[wire.Challenge, ...]:
        """At most twice, and not a second time before two looks have found nothing (9)."""
        try:
            return (await self._post(),)
        except OutcomeUnknownError:
            found = await matching.look_twice(self.kit, self.asked, self.factor)
            return (found,) if found is not None else (await self._post(),)

    async def _post(self) -> wire.Challenge:
        kit, asked = self.kit, self.asked
        now = kit.their_time()
        draft = kit.client.requests.create_challenge(
            asked.identity,
            self.factor,
            asked.till_tx,
            details=words.details(asked.intent, kit.options.store, kit.options.language),
            expires=stamps.later(now, kit.options.approval_seconds),
            now=now,
        )
        self.lost = True
        heard = await kit.client.create_challenge(draft, asked.till_tx)
        return heard.challenge

    def _follow(self, newest: wire.Challenge, *older: wire.Challenge) -> SendAnswer:
        self.sid, self.others = newest.sid, {challenge.sid for challenge in older}
        self.told, self.lost, self.unseen = None, False, 0
        self.asked_at = self.looked_at = self.kit.now()
        self.ends_at = self.asked_at + self._life(newest)
        return self._sent(newest.sid)

    def _sent(self, sid: str) -> Sent:
        """Long enough for a last look after the end."""
        left = max(0.0, self.ends_at - self.kit.now())
        return Sent(Channel.PUSH, reference=sid, life=left + rhythm.GRACE)

    def _life(self, challenge: wire.Challenge) -> float:
        """By Twilio's clock from now."""
        ends = stamps.read(challenge.expiration_date)
        if ends is None:
            return self.kit.options.approval_seconds
        return max(0.0, (ends - self.kit.their_time()).total_seconds())

    async def _again(self, sid: str) -> SendAnswer:
        """A reminder makes no second request and does not make this one last longer (3). Whatever
        comes of it, it is not sent again (9), and the request is still watched."""
        draft = self.kit.client.requests.notify(self.asked.identity, sid)
        try:
            with suppress(OutcomeUnknownError, NotSentError):
                await self.kit.client.notify(draft, self.asked.till_tx)
        except RefusedByTwilioError:
            return replace(self._sent(sid), notice=NOT_REMINDED)
        return self._sent(sid)

    async def poll(self, challenge: Challenge) -> CheckAnswer:
        if self.sid is None or challenge.reference != self.sid:
            return CodeDead(verdicts.NOT_ACCEPTED)
        if self.told is not None:
            return self.told
        now = self.kit.now()
        await self.kit.pause(
            rhythm.pause_before(now - self.asked_at, now - self.looked_at, self.kit.random())
        )
        self.looked_at = self.kit.now()
        try:
            answer = await self._look(self.sid)
        except (OutcomeUnknownError, NotSentError):
            self.unseen += 1
            return CheckUnknown() if self.unseen >= rhythm.QUIET_AFTER else StillWaiting()
        self.unseen = 0
        if isinstance(answer, CodeDead):
            self.told = answer
        return answer

    async def _look(self, sid: str) -> CheckAnswer:
        answer = await self._look_at(sid)
        for other in self.others if isinstance(answer, StillWaiting) else ():
            answer = await self._look_at(other)
            if not isinstance(answer, StillWaiting):
                break
        return answer

    async def _look_at(self, sid: str) -> CheckAnswer:
        kit, asked = self.kit, self.asked
        try:
            heard = await kit.client.challenge(kit.client.requests.challenge(asked.identity, sid))
        except RefusedByTwilioError as error:
            return CodeDead(error.refusal)
        bond = asked.bond(kit.service, self.factor, sid)
        return verdicts.of_approval(heard.challenge, bond, kit.their_time(heard.at))
