"""An open check as the till's client redeems against it, call by call: for what its screen does not
offer yet, and for what Punchh answers where the till itself never asks."""

from collections.abc import Awaitable
from datetime import timedelta
from uuid import UUID

from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import CATALOGUE, CURRENCY
from pos_app.core.basket import Basket
from pos_app.core.errors import MisconfiguredError, ProviderError
from pos_app.core.money import Money
from pos_app.providers.ports import Draft
from pos_app.providers.punchh import requests, wire
from pos_app.providers.punchh.classification import RefusedByPunchhError
from pos_app.providers.punchh.discount_types import DiscountType
from pos_app.providers.punchh.receipts import Receipt
from pos_app.providers.punchh.selecting import Selection

OTHER_UID = str(UUID(int=0xBAD, version=4))


class OpenCheck:
    def __init__(self, counter: Counter, guest: int, *skus: str) -> None:
        self.counter = counter
        self.guest = guest
        self.uid = str(counter.new_uid())
        self.receipt = Receipt(
            user_id=guest,
            external_uid=self.uid,
            at=counter.clock.wall() - timedelta(minutes=1),
            basket=basket_of(*skus),
        )

    async def select(self, *wanted: Selection) -> wire.Basket:
        draft = requests.select(self.guest, wanted, self.uid)
        return await self.counter.client.select(draft, self.uid)

    async def unselect(self, *items: int) -> wire.Basket:
        draft = requests.unselect(self.guest, items, self.uid)
        return await self.counter.client.unselect(draft, self.uid)

    async def active(self) -> wire.Basket:
        return await self.counter.client.active(requests.active(self.guest, self.uid))

    async def look_up(self) -> wire.LookupAnswer:
        return await self.counter.client.lookup(requests.lookup(self.receipt), self.uid)

    async def auto_select(self) -> wire.Basket:
        return await self.counter.client.auto_select(requests.auto_select(self.receipt), self.uid)

    async def unlock(self, uid: str = "") -> None:
        draft = requests.unlock(self.guest, uid or self.uid)
        await self.counter.client.unlock(draft, self.uid)

    @property
    def committing(self) -> Draft:
        return requests.commit(self.receipt)

    async def quote(self) -> wire.BatchAnswer:
        return await self.counter.client.quote(requests.quote(self.committing), self.uid)

    async def commit(self, draft: Draft | None = None) -> wire.BatchAnswer:
        return await self.counter.client.commit(draft or self.committing, self.uid)

    async def void(self, reference: str) -> None:
        await self.counter.client.void(requests.void(reference, self.guest), self.uid)


def basket_of(*skus: str) -> Basket:
    basket = Basket(currency=CURRENCY)
    for sku in skus:
        basket = basket.add(next(one for one in CATALOGUE if one.sku == sku))
    return basket


def wanted(reward: str, cents: int | None = None) -> Selection:
    """By the id the till's own list has for it, as ``reward:55120``."""
    kind, _, known = reward.partition(":")
    value = None if cents is None else Money(cents, CURRENCY)
    return Selection(DiscountType(kind), known or None, value)


async def outcome_of(call: Awaitable[object]) -> str:
    """Status and meaning of a refusal as the client understood it."""
    try:
        await call
    except RefusedByPunchhError as error:
        return f"refused: {error.status} {error.meaning.name}"
    except MisconfiguredError as error:
        return f"set-up refused: {error.refusal.code}"
    except ProviderError as error:
        return f"no answer: {type(error).__name__}"
    return "accepted"


def taken_off(answer: wire.BatchAnswer) -> str:
    """What the client reads of each discount, in the order of the answer."""
    return ", ".join(
        f"{one.discount_type} {_amount(one.discount_amount)}" for one in answer.success or ()
    )


def _amount(number: wire.Number) -> str:
    return "—" if number is None else f"{number:.2f}"
