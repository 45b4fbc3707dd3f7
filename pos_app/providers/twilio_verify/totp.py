"""A code of the customer's authenticator app: nothing is sent, and it is answered as the challenge
is created; contract, 3, 8 and 9."""

from dataclasses import dataclass

from pos_app.core.challenge import Channel, CheckAnswer, CheckUnknown, CodeDead, Sent, WrongCode
from pos_app.core.errors import OutcomeUnknownError
from pos_app.core.loyalty import Refusal
from pos_app.providers.twilio_verify import matching, verdicts
from pos_app.providers.twilio_verify.asking import Asked, Kit, closed
from pos_app.providers.twilio_verify.classification import RefusedByTwilioError
from pos_app.providers.twilio_verify.client import Heard
from pos_app.providers.twilio_verify.meanings import Family
from pos_app.providers.twilio_verify.requests import is_code

LIFE = 300.0
"""Seconds for which the till waits for a first code; the challenge begins with it."""
SHORTEST, LONGEST = 3, 8
USE_ANOTHER = Refusal("CODE_NOT_SENT")


@dataclass(slots=True)
class Totp:
    """Open for one redemption. ``sid`` is the challenge's once there is one."""

    kit: Kit
    asked: Asked
    factor: str
    sid: str | None = None
    lost: bool = False
    """A create has left whose answer nobody has seen."""
    is_closed: bool = False
    """Another factor, or SMS, is wanted."""

    async def send(self) -> Sent:
        if self.is_closed:
            raise closed(USE_ANOTHER)
        return Sent(Channel.APP_CODE, life=LIFE)

    async def check(self, code: str) -> CheckAnswer:
        if not is_code(code, SHORTEST, LONGEST):
            return WrongCode()
        try:
            if self.sid is None:
                return await self._create(code)
            return await self._answer(self.sid, code)
        except RefusedByTwilioError as error:
            return await self._refused(error, code)

    async def _create(self, code: str) -> CheckAnswer:
        """One that may exist is looked for first: it has been approved, or takes this code."""
        if self.lost and (known := await self._match()) is not None:
            waits = isinstance(known, WrongCode) and self.sid is not None
            return await self._answer(self.sid, code) if waits and self.sid else known
        requests, asked = self.kit.client.requests, self.asked
        draft = requests.create_challenge(asked.identity, self.factor, asked.till_tx, code=code)
        self.lost = True
        try:
            heard = await self.kit.client.create_challenge(draft, asked.till_tx)
        except OutcomeUnknownError:
            return await self._match() or CheckUnknown()
        except RefusedByTwilioError:
            self.lost = False
            raise
        return self._heard(heard)

    async def _match(self) -> CheckAnswer | None:
        found = await matching.look_twice(self.kit, self.asked, self.factor)
        if found is None:
            return None
        return self._heard(Heard(found, self.kit.client.heard_at))

    async def _answer(self, sid: str, code: str) -> CheckAnswer:
        """What an answer that was lost did, only a look can tell; it may have cost a try."""
        draft = self.kit.client.requests.answer_challenge(self.asked.identity, sid, code)
        try:
            return self._heard(await self.kit.client.answer_challenge(draft, self.asked.till_tx))
        except OutcomeUnknownError:
            return await self._look(sid)

    async def _look(self, sid: str) -> CheckAnswer:
        draft = self.kit.client.requests.challenge(self.asked.identity, sid)
        answer = self._heard(await self.kit.client.challenge(draft))
        return CheckUnknown() if isinstance(answer, WrongCode) else answer

    def _heard(self, heard: Heard) -> CheckAnswer:
        bond = self.asked.bond(self.kit.service, self.factor, self.sid)
        at = self.kit.their_time(heard.at)
        answer = verdicts.of_code(heard.challenge, bond, at)
        self.sid, self.lost = heard.challenge.sid, False
        if isinstance(answer, CodeDead):
            self.sid = None
        return answer

    async def _refused(self, error: RefusedByTwilioError, code: str) -> CheckAnswer:
        sid = self.sid
        match error.family:
            case Family.ANSWERED if sid is not None:
                return await self._look(sid)
            case Family.EXPIRED | Family.GONE if sid is not None:
                self.sid = None
                return await self.check(code)
            case Family.UNUSABLE | Family.USED_UP | Family.GONE:
                self.is_closed = sid is None
                self.sid = None
        return verdicts.of_refusal(error.family, error.refusal) or CodeDead(error.refusal)
