"""One-time codes, bound to the guest that they are sent to; contract, 4."""

from collections.abc import Awaitable, Callable

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CodeDead,
    NotDelivered,
    SendAnswer,
    Sent,
    TypedCode,
    WrongCode,
)
from pos_app.core.errors import (
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
)
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.redemption.states import Intent
from pos_app.core.value import Value
from pos_app.providers.punchh import requests, wire
from pos_app.providers.punchh.addresses import Destination, Mail, reachable_by
from pos_app.providers.punchh.budget import Budget
from pos_app.providers.punchh.classification import RefusedByPunchhError
from pos_app.providers.punchh.client import PunchhClient
from pos_app.providers.punchh.meanings import Meaning
from pos_app.providers.punchh.pkce import Verifier

AGREED = requests.Consent(privacy_policy=True, terms_and_conditions=True)
"""The machine sends no first code before the guest has (``Profile.consent``)."""
AGAIN_AFTER = 2.0
"""Seconds after which one send that was not answered is tried again (4.3)."""
MOST_OPEN = 8
"""Codes of sales put aside meanwhile; an older one is no longer asked for."""
NO_CHANNEL = Refusal("NO_CODE_CHANNEL")
SHUT_OUT = Refusal("CODE_BLOCKED")
TOO_MANY_WRONG = Refusal("STORE_CODES_USED_UP")
"""More wrong codes would shut the whole store out: none is checked, and so none is sent."""


class _Sent(Value, frozen=True):
    verifier: Verifier
    to: Destination


class Codes:
    """Verifiers live here, in memory, as long as their code."""

    def __init__(
        self,
        client: PunchhClient,
        oauth_client: str,
        budget: Budget,
        *,
        region: str,
        random: Callable[[int], bytes],
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client = client
        self._oauth_client = oauth_client
        self._budget = budget
        self._region = region
        self._random = random
        self._pause = pause
        self._open: dict[str, _Sent] = {}
        self._member = requests.CODE_MEMBERS[0]

    async def send(self, intent: Intent, customer: Customer) -> SendAnswer:
        to = self._destination(customer)
        if to is None:
            return NotDelivered(NO_CHANNEL)
        if self._budget.is_used_up:
            return NotDelivered(TOO_MANY_WRONG)
        try:
            await self._send(intent, to)
        except OutcomeUnknownError:
            await self._pause(AGAIN_AFTER)
            await self._send(intent, to)
        except RefusedByPunchhError as error:
            return NotDelivered(Refusal("CODE_NOT_SENT", error.refusal.text))
        channel = Channel.EMAIL if isinstance(to, Mail) else Channel.SMS
        return Sent(channel, to.masked)

    async def _send(self, intent: Intent, to: Destination) -> None:
        """Each with a verifier of its own; only the latest counts (4.3)."""
        sent = _Sent(Verifier.fresh(self._random), to)
        self._open.pop(intent.key, None)
        self._open[intent.key] = sent
        while len(self._open) > MOST_OPEN:
            del self._open[next(iter(self._open))]
        draft = requests.send_code(self._oauth_client, to, sent.verifier, AGREED)
        await self._client.send_code(draft, intent.transaction)

    def _destination(self, customer: Customer) -> Destination | None:
        """Where the guest was found, or what Punchh has on file of them (4.5)."""
        phone, email = customer.phone, customer.email
        match customer.key.kind:
            case IdentifierKind.PHONE:
                phone, email = customer.key.value, None
            case IdentifierKind.EMAIL:
                phone, email = None, customer.key.value
        return next(iter(reachable_by(phone, email, self._region)), None)

    async def check(self, intent: Intent, code: TypedCode) -> CheckAnswer:
        sent = self._open.get(intent.key)
        if sent is None:
            return CodeDead(Refusal("CODE_NOT_ACCEPTED"))
        if self._budget.is_used_up:
            return CodeDead(TOO_MANY_WRONG)
        try:
            session = await self._verify(intent, sent, code.take())
        except NotSentError as error:
            if str(error) != "HTTP_429":
                raise
        except RefusedByPunchhError as error:
            return await self._refused(error)
        else:
            del self._open[intent.key]
            await self._sign_out(session)
            return Approved()
        return CodeDead(SHUT_OUT, final=True)

    async def _verify(self, intent: Intent, sent: _Sent, code: str) -> wire.Session:
        """Where Punchh misses the code under another name than this till's, it has not looked at it
        yet (9, item 1)."""
        try:
            return await self._verify_as(self._member, intent, sent, code)
        except RefusedByPunchhError as error:
            named = _missing(error)
            if named is None or named == self._member:
                raise
        self._member = named
        return await self._verify_as(named, intent, sent, code)

    async def _verify_as(self, member: str, intent: Intent, sent: _Sent, code: str) -> wire.Session:
        draft = requests.verify_code(
            self._oauth_client, sent.to, sent.verifier, AGREED, code, member
        )
        return await self._client.verify_code(draft, intent.transaction)

    async def _refused(self, error: RefusedByPunchhError) -> CheckAnswer:
        if error.meaning is not Meaning.CODE_REJECTED:
            return CodeDead(error.refusal, final=error.meaning is Meaning.BANNED)
        await self._budget.note_failure()
        return WrongCode()

    async def _sign_out(self, session: wire.Session) -> None:
        """A till keeps no guest's session (4.4), whatever comes of saying so and however long it
        would take: the verdict waits for no more than ``Limits.parting``."""
        draft = requests.sign_out(self._oauth_client)
        try:
            await self._client.sign_out(draft, session.bearer)
        except ProviderError:
            return


def _missing(error: RefusedByPunchhError) -> str | None:
    """The name under which the code is wanted, if that is what is missing."""
    if error.meaning is not Meaning.MISSING_PARAMETER:
        return None
    named = (error.refusal.text or "").rpartition(":")[2].strip(" .")
    return named if named in requests.CODE_MEMBERS else None
