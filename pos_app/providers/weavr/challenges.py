"""The customer's own word for one send, by a code or on their phone; contract, 5 and 6."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pos_app.core.challenge import (
    Approved,
    Challenge,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    NotDelivered,
    SendAnswer,
    SendUnknown,
    Sent,
    StillWaiting,
    TypedCode,
    WrongCode,
)
from pos_app.core.challenge import Channel as Told
from pos_app.core.errors import NotSentError, OutcomeUnknownError, ProviderError
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import Intent
from pos_app.providers.weavr import meanings, wire
from pos_app.providers.weavr.access import Access
from pos_app.providers.weavr.classification import RefusedByWeavrError, SessionOverError
from pos_app.providers.weavr.client import WeavrClient
from pos_app.providers.weavr.meanings import Action
from pos_app.providers.weavr.requests import CODE, Channel
from pos_app.providers.weavr.sends import Sends
from pos_app.providers.weavr.sessions import Session

Answer = TypeVar("Answer")

REPEAT_AFTER = 1.0
"""Seconds until a call without an answer goes out once more, under its own ref (7)."""
LONGEST_WAIT = 7
"""Seconds of a 429 that are waited out while a customer stands there; once (7)."""
MOST_OPEN = 8
NO_FACTOR = Refusal("NO_FACTOR")
NOT_SIX_DIGITS = Refusal("CODE_NOT_SIX_DIGITS")
OVER = Refusal(meanings.VERIFY["STATE_INVALID"].sentence)


class Asked:
    """What is remembered of the challenges of one send: ids and counts, and no code."""

    def __init__(self, channels: tuple[Channel, ...]) -> None:
        self.channels = channels
        """Those that may still be used, the present one first."""
        self.issues = 0
        self.entries = 0
        self.ref = ""
        """Of the latest issue: repeated, it is answered with its challenge; no text goes out."""
        self.reference = ""
        """Of the latest challenge; the ones before prove nothing any more (5)."""

    @property
    def channel(self) -> Channel:
        return self.channels[0]

    def prefer(self, way: Told | None) -> None:
        first = tuple(channel for channel in self.channels if told(channel) is way)
        self.channels = (*first, *(one for one in self.channels if one not in first))


class Challenges:
    def __init__(
        self,
        client: WeavrClient,
        access: Access,
        sends: Sends,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client = client
        self._access = access
        self._sends = sends
        self._pause = pause
        self._asked: dict[str, Asked] = {}

    async def send(self, intent: Intent, handle: str, by: Told | None = None) -> SendAnswer:
        """Each call is another press, with a ref of its own, and of a way that was asked for
        where the customer has it."""
        session = self._access.session(handle, intent.reward)
        asked = await self._begun(intent, session)
        before = asked.channels
        asked.prefer(by)
        while asked.channels:
            asked.issues += 1
            asked.ref = f"{intent.key}-issue-{asked.issues}"
            try:
                return await self._issue(intent, asked, session)
            except RefusedByWeavrError as error:
                if error.action is Action.WAIT:
                    asked.channels = before
                answer = await self._refused(intent, asked, session, error)
            if answer is not None:
                return answer
            asked.channels = asked.channels[1:]
        return NotDelivered(NO_FACTOR, final=True)

    async def _begun(self, intent: Intent, session: Session) -> Asked:
        known = self._asked.get(intent.key)
        if known is None:
            factors = await self._access.call(session, self._client.factors)
            known = self._asked[intent.key] = Asked(channels_of(factors))
            while len(self._asked) > MOST_OPEN:
                del self._asked[next(iter(self._asked))]
        return known

    async def _issue(self, intent: Intent, asked: Asked, session: Session) -> SendAnswer:
        try:
            made = await self._repeated(lambda: self._challenge(intent, asked, session))
        except OutcomeUnknownError:
            asked.reference = ""
            return SendUnknown()
        asked.reference = made.sca_challenge_id
        return _sent(asked)

    async def _challenge(self, intent: Intent, asked: Asked, session: Session) -> wire.Challenge:
        send_id = await self._sends.id_of(intent, session)
        return await self._access.call(
            session, lambda b: self._client.issue(b, asked.channel, send_id, asked.ref)
        )

    async def _refused(
        self, intent: Intent, asked: Asked, session: Session, error: RefusedByWeavrError
    ) -> SendAnswer | None:
        """Nothing: the next channel has its turn."""
        match error.action:
            case Action.OTHER_CHANNEL if len(asked.channels) > 1:
                return None
            case Action.OTHER_CHANNEL | Action.ABANDON:
                return NotDelivered(error.refusal, final=True)
            case Action.WAIT if asked.reference:
                return _sent(asked)
            case Action.LOOK if not (await self._sends.seen(intent, session)).waits:
                # it needs no word any more: the next look tells how it ended, as of an approval
                return Sent(Told.PUSH)
            case _:
                return NotDelivered(error.refusal)

    async def check(
        self, intent: Intent, handle: str, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        """Where the answer is lost twice, the send tells; where the session is, nobody does."""
        digits = code.take()
        if not CODE.fullmatch(digits):
            return WrongCode(refusal=NOT_SIX_DIGITS)
        asked = self._asked.get(intent.key)
        if asked is None:
            return CodeDead(OVER)
        try:
            session = self._access.session(handle, intent.reward)
            reference = asked.reference or challenge.reference
            reference = reference or await self._learnt(intent, asked, session)
        except SessionOverError:
            return CheckUnknown()
        except RefusedByWeavrError as error:
            return CodeDead(error.refusal)
        except ProviderError:
            return CheckNotSent()
        return await self._verify(intent, asked, session, (reference, digits))

    async def _learnt(self, intent: Intent, asked: Asked, session: Session) -> str:
        """Of a challenge whose id was lost with its answer, while its code was not."""
        made = await self._repeated(lambda: self._challenge(intent, asked, session))
        asked.reference = made.sca_challenge_id
        return asked.reference

    async def _verify(
        self, intent: Intent, asked: Asked, session: Session, typed: tuple[str, str]
    ) -> CheckAnswer:
        asked.entries += 1
        ref = f"{intent.key}-verify-{asked.entries}"
        try:
            await self._repeated(
                lambda: self._access.call(session, lambda b: self._client.verify(b, *typed, ref))
            )
        except SessionOverError:
            return CheckUnknown()
        except RefusedByWeavrError as error:
            return await self._not_accepted(intent, session, error)
        except NotSentError:
            return CheckNotSent()
        except OutcomeUnknownError:
            return await self._as_it_stands(intent, session, CheckUnknown())
        return Approved()

    async def _not_accepted(
        self, intent: Intent, session: Session, error: RefusedByWeavrError
    ) -> CheckAnswer:
        match error.action:
            case Action.RETYPE:
                return WrongCode(refusal=error.refusal)
            case Action.LAST_TRY:
                return WrongCode(1, error.refusal)
            case Action.LOCK:
                return WrongCode(0, error.refusal)
            case Action.NEW_CODE:
                return CodeDead(error.refusal)
            case Action.LOOK:
                return await self._as_it_stands(intent, session, CodeDead(error.refusal))
            case Action.REFUSE if error.status == 400:
                return WrongCode(refusal=NOT_SIX_DIGITS)
            case _:
                return CodeDead(error.refusal, final=True)

    async def poll(self, intent: Intent, handle: str) -> CheckAnswer:
        """There is no look at a challenge: the send tells (6)."""
        if not self._client.quota.take():
            return StillWaiting()
        try:
            session = self._access.session(handle, intent.reward)
        except SessionOverError:
            return CheckUnknown()
        return await self._as_it_stands(intent, session, StillWaiting())

    async def _as_it_stands(
        self, intent: Intent, session: Session, waiting: CheckAnswer
    ) -> CheckAnswer:
        """Accepted, ended, or whatever it is while the send still waits."""
        try:
            fate = await self._sends.seen(intent, session)
        except ProviderError:
            return CheckUnknown()
        if fate.refusal:
            return CodeDead(Refusal(fate.refusal), final=True)
        return waiting if fate.waits else Approved()

    async def _repeated(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Once more under the same ref where no answer came, or where the line was busy."""
        try:
            return await call()
        except NotSentError as error:
            if error.retry_after is None or error.retry_after > LONGEST_WAIT:
                raise
            wait, lost = error.retry_after, False
        except OutcomeUnknownError:
            wait, lost = REPEAT_AFTER, True
        await self._pause(wait)
        try:
            return await call()
        except NotSentError as error:
            if not lost:
                raise
            cause = str(error)
        raise OutcomeUnknownError(cause)


def channels_of(factors: wire.Factors) -> tuple[Channel, ...]:
    """Those the customer has confirmed, an approval before a code: nothing is to be typed."""
    active = [factor for factor in factors.factors if factor.status == "ACTIVE"]
    named = {factor.channel for factor in active}
    return tuple(
        channel for channel in (Channel.BIOMETRIC, Channel.AUTHY, Channel.SMS) if channel in named
    )


def told(channel: Channel) -> Told:
    return Told.PUSH if channel.is_push else Told.SMS


def _sent(asked: Asked) -> Sent:
    return Sent(told(asked.channel), reference=asked.reference)
