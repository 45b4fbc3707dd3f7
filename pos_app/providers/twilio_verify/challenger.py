"""Twilio Verify behind the Challenger port: which way, and what is open for which redemption."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckAnswer,
    CodeDead,
    Contact,
    NotDelivered,
    SendAnswer,
    TypedCode,
)
from pos_app.core.errors import NotSentError, OutcomeUnknownError
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.redemption.states import Intent
from pos_app.providers.http import HttpClient, Timeouts, basic
from pos_app.providers.site import Site
from pos_app.providers.twilio_verify import ways
from pos_app.providers.twilio_verify.asking import Asked, ClosedError, Kit, Options, number_of
from pos_app.providers.twilio_verify.authenticators import Authenticators
from pos_app.providers.twilio_verify.client import KEPT_FOR, LIMITS, TwilioClient
from pos_app.providers.twilio_verify.identities import Identities
from pos_app.providers.twilio_verify.profile import ADDRESS
from pos_app.providers.twilio_verify.push import Push
from pos_app.providers.twilio_verify.rhythm import DEFAULT
from pos_app.providers.twilio_verify.sms import Numbers, Sms
from pos_app.providers.twilio_verify.totp import Totp
from pos_app.providers.twilio_verify.verdicts import NOT_ACCEPTED
from pos_app.providers.twilio_verify.ways import Way

if TYPE_CHECKING:
    import httpx

    from pos_app.providers.http import OnCall

TREE = "/v2"
NOBODY = "pos-app-doctor"
"""An identity that no customer has."""
MOST_OPEN = 8
"""Redemptions of sales put aside meanwhile; what an older one has open is no longer asked about."""
NO_CHANNEL = Refusal("NO_CODE_CHANNEL")
LEDGERS_CODE = Refusal("LEDGER_CODE_NEEDED")
"""It signs the customer up, which only the ledger's own code does."""

Open = Push | Totp | Sms


@dataclass(slots=True)
class _Case:
    """One redemption: every way that it has gone, with what is known of it, and the latest."""

    ways: dict[Way, Open] = field(default_factory=dict)
    current: Open | None = None


def create(
    address: str | None,
    credentials: tuple[str, ...],
    *,
    transport: "httpx.AsyncBaseTransport | None" = None,
    timeouts: Timeouts | None = None,
    on_call: "OnCall | None" = None,
    site: Site | None = None,
) -> "TwilioVerify":
    """``credentials`` are key SID, its secret, and the key of the identities. May block on the
    trust store, and may be called on any thread; what it makes belongs to the event loop of its
    first call. Raises ``ValueError`` for settings that do not do."""
    site = site or Site()
    user, secret, identity_key = credentials
    base = root_of(address)
    http = HttpClient(
        base,
        basic(user, secret),
        transport=transport,
        timeouts=timeouts or LIMITS,
        on_call=on_call,
        kept_for=KEPT_FOR,
    )
    client = TwilioClient(http, base, site.service, pause=site.time.sleep)
    options = Options(
        store=site.store,
        language=site.language,
        region=site.country or site.home,
        device=site.device,
        approval_seconds=site.approval_seconds or DEFAULT,
        links_amount=site.links_amount,
    )
    return TwilioVerify(Kit(client, options, site.time), Identities(identity_key, site.ledger))


def root_of(address: str | None) -> str:
    """Takes a host, or the root of the tree."""
    root = (address or ADDRESS).strip().rstrip("/")
    _, _, rest = root.partition("://")
    return root if "/" in rest else root + TREE


class TwilioVerify(Authenticators):
    """``Challenger`` and ``Enrolling``. What is open lives in memory only: after a restart a
    redemption that was not committed begins anew, under another correlation, and no older approval
    fits it."""

    def __init__(self, kit: Kit, identities: Identities) -> None:
        super().__init__(kit, identities)
        self._numbers = Numbers(identities.of_number)
        self._open: dict[str, _Case] = {}

    def __repr__(self) -> str:
        return "TwilioVerify()"

    async def aclose(self) -> None:
        await self._kit.client.aclose()

    async def probe(self) -> str:
        return await self._kit.client.probe(NOBODY)

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        """Never to a number that somebody typed: it would verify whoever typed it (10)."""
        del contact
        if intent.signing_up:
            return NotDelivered(LEDGERS_CODE)
        asked = self._asked(intent, customer)
        case = self._case(intent.key)
        if case.current is not None and _goes_on(case.current, by):
            return await case.current.send()
        why = NO_CHANNEL
        for way in await self._ways(asked, by):
            case.current = case.ways.setdefault(way, self._made(asked, way))
            try:
                return await case.current.send()
            except ClosedError as error:
                why = error.refusal
        case.current = None
        return NotDelivered(why)

    async def _ways(self, asked: Asked, by: Channel | None) -> tuple[Way, ...]:
        """Nothing has been sent while nobody knows how."""
        draft = self._kit.client.requests.factors(asked.identity)
        try:
            factors = await self._kit.client.factors(draft)
        except OutcomeUnknownError as error:
            raise NotSentError(str(error)) from None
        return ways.choose(factors, has_phone=asked.number is not None, wanted=by)

    def _made(self, asked: Asked, way: Way) -> Open:
        match way.channel:
            case Channel.PUSH:
                return Push(self._kit, asked, way.factor or "")
            case Channel.APP_CODE:
                return Totp(self._kit, asked, way.factor or "")
        return Sms(self._kit, asked, self._numbers, asked.number or "")

    def _asked(self, intent: Intent, customer: Customer) -> Asked:
        number = number_of(customer, self._kit.options.region)
        return Asked(intent, self._identities.of(customer), number)

    def _case(self, key: str) -> "_Case":
        case = self._open.pop(key, None) or _Case()
        self._open[key] = case
        while len(self._open) > MOST_OPEN:
            del self._open[next(iter(self._open))]
        return case

    def _current(self, intent: Intent) -> Open | None:
        case = self._open.get(intent.key)
        return case.current if case else None

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        """An accepted code is told once; what led to it is forgotten with it."""
        del customer, challenge
        current = self._current(intent)
        if not isinstance(current, Totp | Sms):
            return CodeDead(NOT_ACCEPTED)
        answer = await current.check(code.take())
        if isinstance(answer, Approved) or (isinstance(answer, CodeDead) and answer.final):
            self._open.pop(intent.key, None)
        return answer

    async def poll(self, intent: Intent, customer: Customer, challenge: Challenge) -> CheckAnswer:
        del customer
        current = self._current(intent)
        if not isinstance(current, Push):
            return CodeDead(NOT_ACCEPTED)
        return await current.poll(challenge)

    async def give_up(self, intent: Intent) -> None:
        """Cancels a code by SMS, which frees its number; an approval cannot be withdrawn, and
        lapses unseen (2, 5)."""
        case = self._open.pop(intent.key, None)
        for way in case.ways.values() if case else ():
            if isinstance(way, Sms):
                await way.drop()


def _goes_on(current: Open, by: Channel | None) -> bool:
    """Asked for once more, in the same way."""
    match current:
        case Push():
            return by in {None, Channel.PUSH}
        case Totp():
            return by in {None, Channel.APP_CODE} and not current.is_closed
        case Sms():
            return by in {None, Channel.SMS}
