"""Weavr behind the two ports."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from pos_app.core.basket import Basket
from pos_app.core.challenge import Challenge, Channel, CheckAnswer, Contact, SendAnswer, TypedCode
from pos_app.core.errors import RefusedError
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Customer, Quote, Refusal
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Answer, Receipt
from pos_app.providers.ports import Draft, Task
from pos_app.providers.site import MACHINE, Site
from pos_app.providers.weavr import mapping, wire
from pos_app.providers.weavr.access import Access
from pos_app.providers.weavr.challenges import Challenges
from pos_app.providers.weavr.client import Limits, WeavrClient, connect
from pos_app.providers.weavr.options import Options, options_of
from pos_app.providers.weavr.profile import PROFILE, SESSIONS
from pos_app.providers.weavr.quota import Quota
from pos_app.providers.weavr.sends import Sends
from pos_app.providers.weavr.sessions import Session, Sessions

if TYPE_CHECKING:
    import httpx

    from pos_app.providers.http import OnCall, Timeouts

MOST_PAGES = 5
NO_ACCOUNT = Refusal("ACCOUNT_NOT_USABLE")


def create(
    address: str | None,
    credentials: tuple[str, ...],
    *,
    transport: "httpx.AsyncBaseTransport | None" = None,
    timeouts: "Timeouts | None" = None,
    on_call: "OnCall | None" = None,
    site: Site | None = None,
) -> "WeavrProvider":
    """Raises ``ValueError`` for settings that do not do. May block on the trust store."""
    if address is None:
        raise ValueError("weavr needs [loyalty] address in till.toml")
    site = site or Site()
    options = options_of(site)
    (api_key,) = credentials
    line = connect(address, api_key, transport=transport, on_call=on_call)
    limits = Limits() if timeouts is None else Limits(asking=timeouts, moving=timeouts)
    client = WeavrClient(line, Quota(site.time.monotonic, options.tills), limits)
    return WeavrProvider(client, options, pause=site.time.sleep)


class WeavrProvider:
    """``LoyaltyProvider``, ``Challenger`` and ``SessionKeeper``."""

    def __init__(
        self,
        client: WeavrClient,
        options: Options,
        *,
        sessions: Sessions = SESSIONS,
        pause: Callable[[float], Awaitable[None]] = MACHINE.sleep,
    ) -> None:
        """``sessions``: those that ``Profile.read_key`` takes in."""
        self.client = client
        self._access = Access(client, sessions)
        self._sends = Sends(client, self._access, options)
        self._challenges = Challenges(client, self._access, self._sends, pause)

    def __repr__(self) -> str:
        return "WeavrProvider()"

    @property
    def profile(self) -> Profile:
        return PROFILE

    async def aclose(self) -> None:
        """No customer stays signed in at a till that is closed."""
        await self._access.part_with_all()
        await self.client.aclose()

    async def probe(self) -> str:
        return await self.client.probe()

    async def quote(self, key: CustomerKey, basket: Basket) -> Quote:
        session = self._access.session(key.value)
        accounts = await self._accounts(session)
        session.accounts = frozenset(account.id for account in accounts)
        if not accounts:
            raise RefusedError(NO_ACCOUNT)
        return mapping.quote(accounts, key, basket.currency)

    async def _accounts(self, session: Session) -> tuple[wire.Account, ...]:
        found: list[wire.Account] = []
        for _ in range(MOST_PAGES):
            read = partial(self.client.accounts, offset=len(found))
            page = await self._access.call(session, read)
            found += page.accounts
            if not page.accounts or len(found) >= (page.count or 0):
                break
        return tuple(found)

    def draft(self, task: Task) -> Draft:
        return self._sends.draft(task)

    async def send(self, task: Task, draft: Draft) -> Receipt:
        return await self._sends.send(task, draft)

    async def look(self, task: Task, draft: Draft) -> Answer:
        del draft
        return await self._sends.look(task)

    async def reward_is_active(self, receipt: Receipt) -> bool | None:
        """Money that has moved stays moved, as far as this till can see."""
        del receipt
        return None

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        """To where the customer has enrolled, and to no address that somebody has typed."""
        del contact
        return await self._challenges.send(intent, customer.key.value, by)

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        return await self._challenges.check(intent, customer.key.value, challenge, code)

    async def poll(self, intent: Intent, customer: Customer, challenge: Challenge) -> CheckAnswer:
        del challenge
        return await self._challenges.poll(intent, customer.key.value)

    async def touch(self, key: CustomerKey) -> None:
        """The cheapest read there is: every call counts as activity (2)."""
        session = self._access.session(key.value)
        await self._access.call(session, self.client.factors)

    async def part(self, key: CustomerKey) -> None:
        await self._access.part(key.value)
