"""The rewards of a customer on this basket, and how much of a cashback to spend."""

from decimal import Decimal

from pos_app.checkout.state import Choice, Field, Quoted, TillState
from pos_app.core.basket import Basket
from pos_app.core.loyalty import (
    AmountOff,
    Balances,
    Cashback,
    Computed,
    PercentOff,
    Reward,
    RewardedProduct,
    limit_of,
)
from pos_app.core.money import EXPONENTS, Money
from pos_app.core.value import Value
from pos_app.screens import texts
from pos_app.screens.money_text import MINUS, MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import problem_at
from pos_app.screens.view.wording import reward_title

ROUND_MAJORS = (10, 5, 1)


COUPON_ROW = "coupon…"
"""Of no reward: it opens the field for a code."""


class RewardRow(Value, frozen=True):
    reward_id: str
    title: str
    detail: str
    worth: str
    usable: bool
    marked: bool


class AmountChoice(Value, frozen=True):
    """How much of a cashback: everything, a round figure to pay, or what is typed."""

    limit: str
    typed: str
    """As it would be typed."""
    all_label: str
    round_label: str
    """Empty when no smaller amount makes a round figure."""
    all_text: str
    round_text: str
    new_total: str
    problem: str


def derive_rows(state: TillState, quoted: Quoted, money: MoneyText) -> tuple[RewardRow, ...]:
    """What a code stands for that the customer has brought comes last, and then a way to enter
    one."""
    marked = state.choice.reward.id if state.choice else None
    rewards = (*quoted.quote.rewards, *([state.coupon] if state.coupon else []))
    rows = tuple(
        RewardRow(
            reward_id=reward.id,
            title=_title(reward),
            detail=_detail(reward, quoted, money),
            worth=_worth(reward, quoted.basket, money),
            usable=reward.usable,
            marked=reward.id == marked,
        )
        for reward in rewards
    )
    return rows if state.profile.read_coupon is None else (*rows, _coupon_row())


def _coupon_row() -> RewardRow:
    title = translate("Reward", "Coupon code…")
    return RewardRow(COUPON_ROW, title, "", "", usable=True, marked=False)


def _title(reward: Reward) -> str:
    if isinstance(reward.benefit, Cashback) and not reward.benefit.named:
        return translate("Reward", "Use cashback")
    return reward_title(reward.title, reward.benefit) or translate("Totals", "Reward")


def _detail(reward: Reward, quoted: Quoted, money: MoneyText) -> str:
    if not reward.usable:
        return _refused(reward, quoted.quote.balances, money)
    parts = []
    if reward.points:
        parts.append(translate("Reward", "{count} points").format(count=money.count(reward.points)))
    if isinstance(reward.benefit, Cashback):
        limit = money.full(limit_of(reward, quoted.basket))
        parts.append(
            translate("Reward", "Choose an amount, at most {limit} on this sale").format(
                limit=limit
            )
        )
    if isinstance(reward.benefit, RewardedProduct):
        parts.append(translate("Reward", "adds one item to the sale"))
    if reward.requirements:
        parts.append(remote(reward.requirements))
    return " · ".join(parts)


def _refused(reward: Reward, balances: Balances, money: MoneyText) -> str:
    refusal = reward.refusal
    if refusal is None:
        return translate("Reward", "Not available now. Choose another.")
    short = reward.points - (balances.points or 0)
    if refusal.code == "NOT_ENOUGH_POINTS" and reward.points and short > 0:
        return translate("Reward", "Needs {needed} points, {short} short. Choose another.").format(
            needed=money.count(reward.points), short=money.count(short)
        )
    return texts.refusal(refusal)


def _worth(reward: Reward, basket: Basket, money: MoneyText) -> str:
    match reward.benefit:
        case Cashback():
            return money.full(limit_of(reward, basket))
        case AmountOff():
            return money.taken_off(limit_of(reward, basket))
        case PercentOff(percent):
            return f"{MINUS}{percent_text(percent, money)}%"
        case RewardedProduct():
            return translate("Reward", "gift")
        case Computed():
            return translate("Reward", "after checking")
        case _:
            return ""


def percent_text(percent: Decimal, money: MoneyText) -> str:
    whole, _, rest = f"{percent:f}".partition(".")
    rest = rest.rstrip("0")
    point = money.locale.decimalPoint() if rest else ""
    return f"{money.count(int(whole))}{point}{rest}"


def derive_amount(state: TillState, choice: Choice, money: MoneyText) -> AmountChoice | None:
    if not isinstance(choice.reward.benefit, Cashback):
        return None
    basket = state.sale.basket
    limit = limit_of(choice.reward, basket)
    rounded = round_amount(basket.payable, limit)
    rest = (basket.payable - choice.amount).not_negative()
    return AmountChoice(
        limit=money.full(limit),
        typed=money.typed(choice.amount),
        all_label=translate("Amount", "All {amount}").format(amount=money.plain(limit)),
        round_label=_round_label(basket.payable, rounded, money),
        all_text=money.typed(limit),
        round_text=money.typed(rounded) if rounded else "",
        new_total=translate("Amount", "To pay with it {amount}").format(amount=money.full(rest)),
        problem=problem_at(state, Field.AMOUNT),
    )


def _round_label(payable: Money, rounded: Money | None, money: MoneyText) -> str:
    if rounded is None:
        return ""
    return translate("Amount", "{amount} leaves {rest}").format(
        amount=money.plain(rounded), rest=money.plain(payable - rounded)
    )


def round_amount(payable: Money, limit: Money) -> Money | None:
    """Just enough, so that a round figure is left to pay; nothing if all of it does that too."""
    unit = 10 ** EXPONENTS[payable.currency]
    for major in ROUND_MAJORS:
        step = major * unit
        left = -(-(payable.minor - limit.minor) // step) * step
        amount = payable.minor - left
        if amount == limit.minor:
            return None
        if amount > 0 and 2 * amount >= limit.minor:
            return payable.of(amount)
    return None
