"""BonifiQ behind the two ports."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos_app.core.basket import Basket
from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckAnswer,
    CheckUnknown,
    CodeDead,
    Contact,
    NotDelivered,
    SendAnswer,
    TypedCode,
    WrongCode,
)
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Balances, Customer, Quote, Refusal
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Answer, Receipt
from pos_app.providers.bonifiq import mapping, requests
from pos_app.providers.bonifiq.classification import RefusedByStatusError
from pos_app.providers.bonifiq.client import BonifiqClient
from pos_app.providers.bonifiq.looking import Looking
from pos_app.providers.bonifiq.options import Options
from pos_app.providers.bonifiq.profile import ADDRESS, PROFILE
from pos_app.providers.bonifiq.steps import draft_of, send
from pos_app.providers.bonifiq.wire import Named
from pos_app.providers.http import HttpClient, OnCall, Timeouts, basic
from pos_app.providers.ports import Draft, Task
from pos_app.providers.reading import message_of
from pos_app.providers.site import Site

if TYPE_CHECKING:
    import httpx

TREE = "/v1/pvt"
"""The path below which every server of this API has its tree."""


def create(
    address: str | None,
    credentials: tuple[str, ...],
    *,
    transport: "httpx.AsyncBaseTransport | None" = None,
    timeouts: Timeouts | None = None,
    on_call: OnCall | None = None,
    site: Site | None = None,
    options: Options | None = None,
) -> "BonifiqProvider":
    """``credentials`` are API token and API key. May block on the trust store, and may be called on
    any thread; what it makes belongs to the event loop of its first call."""
    token, key = credentials
    http = HttpClient(
        root_of(address), basic(token, key), transport=transport, timeouts=timeouts, on_call=on_call
    )
    options = options or Options()
    if site is not None and site.store_code:
        branch = Named(original_id=site.store_code, name=site.store)
        options = replace(options, branch=branch)
    return BonifiqProvider(BonifiqClient(http), options)


def root_of(address: str | None) -> str:
    """Takes a host, the root of the tree, or the address of its POS part."""
    root = (address or ADDRESS).strip().rstrip("/").removesuffix("/POS").rstrip("/")
    _, _, rest = root.partition("://")
    return root if "/" in rest else root + TREE


class BonifiqProvider:
    """``LoyaltyProvider`` and ``Challenger``."""

    def __init__(self, client: BonifiqClient, options: Options | None = None) -> None:
        self.client = client
        self._options = options or Options()
        self._looking = Looking(client)

    def __repr__(self) -> str:
        return "BonifiqProvider()"

    @property
    def profile(self) -> Profile:
        return PROFILE

    async def aclose(self) -> None:
        await self.client.aclose()

    async def probe(self) -> str:
        return await self.client.probe()

    async def quote(self, key: CustomerKey, basket: Basket) -> Quote:
        """An unknown customer may also be told as a 404 in BonifiQ's own words."""
        try:
            answer = await self.client.available(requests.available(key, basket))
        except RefusedByStatusError as error:
            if error.status == 404 and error.enveloped:
                return Quote(customer=None, balances=Balances())
            raise
        return mapping.quote(answer, key, basket.currency)

    def draft(self, task: Task) -> Draft:
        return draft_of(task, self._options)

    async def send(self, task: Task, draft: Draft) -> Receipt:
        return await send(self.client, task, draft)

    async def look(self, task: Task, draft: Draft) -> Answer:
        del draft
        return await self._looking.at(task)

    async def reward_is_active(self, receipt: Receipt) -> bool | None:
        return await self._looking.reward_is_active(receipt)

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        del by
        draft = requests.challenge(
            intent, customer, contact, repeat_identity=self._options.repeat_identity
        )
        try:
            answer = await self.client.challenge(draft, intent.transaction)
        except RefusedByStatusError as error:
            return NotDelivered(Refusal("CODE_NOT_SENT", error.refusal.text))
        return mapping.sent(answer, customer, contact)

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        """Only Success true lets pass; a 4xx ends it (contract, section 2)."""
        del challenge
        draft = requests.validate(intent, customer, code.take())
        try:
            answer = await self.client.validate(draft, intent.transaction)
        except RefusedByStatusError as error:
            return CodeDead(error.refusal, final=True)
        if answer.success is True:
            return Approved()
        return WrongCode(refusal=Refusal("CODE_WRONG", message_of(answer.friendly_error_message)))

    async def poll(self, intent: Intent, customer: Customer, challenge: Challenge) -> CheckAnswer:
        """There is no approval on a device at BonifiQ."""
        del intent, customer, challenge
        return CheckUnknown()
