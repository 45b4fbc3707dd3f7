"""Punchh behind the two ports."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from time import monotonic, time
from typing import TYPE_CHECKING

from pos_app.core.basket import Basket
from pos_app.core.challenge import (
    Challenge,
    Channel,
    CheckAnswer,
    CheckUnknown,
    Contact,
    SendAnswer,
    TypedCode,
)
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Balances, Customer, Quote
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Answer, Receipt
from pos_app.core.value import Value
from pos_app.providers.ports import Draft, Task
from pos_app.providers.punchh import connection, mapping, requests
from pos_app.providers.punchh.budget import Budget
from pos_app.providers.punchh.classification import RefusedByPunchhError
from pos_app.providers.punchh.client import Limits, PunchhClient
from pos_app.providers.punchh.codes import Codes
from pos_app.providers.punchh.connection import Hosts, Keys, Terminal
from pos_app.providers.punchh.drafts import draft_of
from pos_app.providers.punchh.keys import lookup_of
from pos_app.providers.punchh.looking import Looking
from pos_app.providers.punchh.meanings import Meaning
from pos_app.providers.punchh.profile import PROFILE
from pos_app.providers.punchh.programme import Programme
from pos_app.providers.punchh.steps import Steps
from pos_app.providers.site import Instants, Site

if TYPE_CHECKING:
    import httpx

    from pos_app.providers.http import OnCall, Timeouts

UNKNOWN_GUEST = frozenset({Meaning.USER_NOT_FOUND, Meaning.INVALID_CODE, Meaning.CODE_EXPIRED})


class Options(Value, frozen=True):
    """What belongs to one till of one brand, and is no secret."""

    oauth_client: str
    """Of the business, for one-time codes (3.2)."""
    terminal: Terminal
    region: str = PROFILE.home
    tills: int = 1
    """Behind the store's one address, which share its budget of wrong codes (4.3)."""
    wrong_codes: Instants | None = None
    """Those of earlier runs, which count as well."""


def create(
    address: str | None,
    credentials: tuple[str, ...],
    *,
    transport: "httpx.AsyncBaseTransport | None" = None,
    timeouts: "Timeouts | None" = None,
    on_call: "OnCall | None" = None,
    site: Site | None = None,
) -> "PunchhProvider":
    """``credentials`` are location key and business key; ``timeouts`` take the place of Punchh's
    own (8). May block on the trust store, and may be called on any thread; what it makes belongs to
    the event loop of its first call. Raises ``ValueError`` where PAR must first have handed
    something out."""
    site = site or Site()
    if not address:
        raise ValueError("Punchh has no address for all: set [loyalty] address to the brand's own")
    if not site.client:
        raise ValueError("one-time codes need [loyalty] client, the brand's OAuth client id")
    location, business = credentials
    terminal = Terminal(site.device)
    hosts = Hosts(address, site.identity_address, site.receipts_address)
    lines = connection.connect(
        hosts, Keys(location, business), transport=transport, on_call=on_call
    )
    options = Options(
        site.client,
        terminal,
        region=site.country or PROFILE.home,
        tills=site.tills,
        wrong_codes=site.wrong_codes,
    )
    limits = Limits() if timeouts is None else Limits(asking=timeouts, moving=timeouts)
    return PunchhProvider(
        PunchhClient(lines, terminal, limits),
        options,
        now=site.time.monotonic,
        wall=lambda: site.time.wall().timestamp(),
        pause=site.time.sleep,
    )


class PunchhProvider:
    """``LoyaltyProvider`` and ``Challenger``."""

    def __init__(
        self,
        client: PunchhClient,
        options: Options,
        *,
        now: Callable[[], float] = monotonic,
        wall: Callable[[], float] = time,
        random: Callable[[int], bytes] = secrets.token_bytes,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.client = client
        self._now = now
        self._steps = Steps(client, self.programme)
        self._looking = Looking(self._steps)
        self._programme: Programme | None = None
        self._read_at = 0.0
        self._codes = Codes(
            client,
            options.oauth_client,
            Budget(now, options.tills, wall=wall, kept=options.wrong_codes),
            region=options.region,
            random=random,
            pause=pause,
        )

    def __repr__(self) -> str:
        return "PunchhProvider()"

    @property
    def profile(self) -> Profile:
        return PROFILE

    async def aclose(self) -> None:
        await self.client.aclose()

    async def probe(self) -> str:
        return await self.client.probe()

    async def programme(self) -> Programme:
        """Read once, and again when it may have changed (5.1)."""
        known = self._programme
        if known is not None and self._now() - self._read_at < known.valid_for:
            return known
        location, meta = await self.client.configuration(), await self.client.meta()
        self._programme, self._read_at = Programme(meta, location), self._now()
        return self._programme

    async def quote(self, key: CustomerKey, basket: Basket) -> Quote:
        """Without the basket: only a hold tells what a reward is worth on it, and locks."""
        programme = await self.programme()
        try:
            guest = await self.client.search(requests.search(lookup_of(key)))
        except RefusedByPunchhError as error:
            if error.meaning not in UNKNOWN_GUEST:
                raise
            return Quote(customer=None, balances=Balances())
        return mapping.quote(guest, programme, key, basket.currency)

    def draft(self, task: Task) -> Draft:
        return draft_of(task)

    async def send(self, task: Task, draft: Draft) -> Receipt:
        return await self._steps.send(task, draft)

    async def look(self, task: Task, draft: Draft) -> Answer:
        return await self._looking.at(task, draft)

    async def reward_is_active(self, receipt: Receipt) -> bool | None:
        """Nothing asks after a single redemption."""
        del receipt
        return None

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        """Never to an address that somebody has typed for a guest who is known (4.5)."""
        del contact, by
        return await self._codes.send(intent, customer)

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        del customer, challenge
        return await self._codes.check(intent, code)

    async def poll(self, intent: Intent, customer: Customer, challenge: Challenge) -> CheckAnswer:
        """There is no approval on a device at Punchh."""
        del intent, customer, challenge
        return CheckUnknown()
