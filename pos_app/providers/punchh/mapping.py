"""From Punchh's guests to customers and what they may redeem; contract, 5.2 to 5.4."""

from collections.abc import Iterator

from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import (
    Balances,
    Benefit,
    Cashback,
    Computed,
    Customer,
    Quote,
    Refusal,
    Reward,
)
from pos_app.core.money import Money
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.addresses import is_placeholder
from pos_app.providers.punchh.discount_types import DiscountType
from pos_app.providers.punchh.programme import Programme
from pos_app.providers.punchh.selecting import Selection
from pos_app.providers.reading import id_of, money_of, text_of, whole_of

NOT_ENOUGH_POINTS = Refusal("NOT_ENOUGH_POINTS")
REDEEMS_NOTHING = Refusal("REWARD_UNAVAILABLE")
"""The store or the brand does not redeem by baskets (5.1)."""


def quote(guest: wire.Guest, programme: Programme, key: CustomerKey, currency: str) -> Quote:
    balance = guest.balance or wire.Balance()
    banked = money_of(balance.banked_rewards, currency)
    return Quote(
        customer=_customer(guest, key),
        balances=Balances(
            points=max(0, whole_of(balance.net_balance) or 0),
            cashback=banked if programme.banks_money else None,
        ),
        rewards=tuple(_rewards(guest, balance, banked, programme)),
    )


def _customer(guest: wire.Guest, key: CustomerKey) -> Customer:
    names = (text_of(guest.first_name), text_of(guest.last_name))
    email = text_of(guest.email)
    return Customer(
        key=key,
        name=" ".join(name for name in names if name),
        reference=str(guest.number),
        phone=text_of(guest.phone),
        email=None if email is None or is_placeholder(email) else email,
        enrolled=True,
    )


def _rewards(
    guest: wire.Guest, balance: wire.Balance, banked: Money | None, programme: Programme
) -> Iterator[Reward]:
    for held in guest.rewards or ():
        kind, known = text_of(held.type) or DiscountType.REWARD, id_of(held.id)
        if known and kind == DiscountType.REWARD:
            yield _reward(programme, DiscountType.REWARD, known, text_of(held.name), Computed())
    for bought in guest.subscriptions or ():
        if known := id_of(bought.subscription_id) or id_of(bought.id):
            name = text_of(bought.name)
            yield _reward(programme, DiscountType.SUBSCRIPTION, known, name, Computed())
    if programme.banks_money and banked is not None and banked.minor > 0:
        yield _reward(programme, DiscountType.DISCOUNT_AMOUNT, "", None, Cashback(banked))
    if programme.counts_visits and (whole_of(balance.unredeemed_cards) or 0) > 0:
        yield _reward(programme, DiscountType.CARD_COMPLETION, "", None, Computed())
    if programme.unlocks_redeemables:
        yield from _redeemables(whole_of(balance.net_balance) or 0, programme)


def _redeemables(points: int, programme: Programme) -> Iterator[Reward]:
    """All of the brand's, with those that the guest has too few points for."""
    for offered in programme.meta.redeemables or ():
        known = id_of(offered.redeemable_id)
        if known is None:
            continue
        needed = whole_of(offered.points_required_to_redeem) or 0
        short = NOT_ENOUGH_POINTS if needed > points else None
        name = text_of(offered.name)
        yield _reward(
            programme, DiscountType.REDEEMABLE, known, name, Computed(), points=needed, short=short
        )


def _reward(
    programme: Programme,
    kind: DiscountType,
    known: str,
    name: str | None,
    benefit: Benefit,
    *,
    points: int = 0,
    short: Refusal | None = None,
) -> Reward:
    refusal = short if programme.redeems else REDEEMS_NOTHING
    return Reward(
        id=f"{kind}:{known}" if known else kind.value,
        title=name or "",
        benefit=benefit,
        points=points,
        usable=refusal is None,
        refusal=refusal,
    )


def selection_of(reward: str, amount: Money) -> Selection:
    """What puts a reward into the basket, by the id that ``quote`` has given it."""
    kind, _, known = reward.partition(":")
    discount = DiscountType(kind)
    value = amount if discount is DiscountType.DISCOUNT_AMOUNT else None
    return Selection(discount, known or None, value)
