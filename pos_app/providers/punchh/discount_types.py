"""The kinds of what a guest gives up; contract, 5.7. By itself, since the first frame needs it."""

from enum import StrEnum


class DiscountType(StrEnum):
    REWARD = "reward"
    REDEEMABLE = "redeemable"
    """Spends points."""
    DISCOUNT_AMOUNT = "discount_amount"
    """Spends banked money."""
    CARD_COMPLETION = "card_completion"
    REDEMPTION_CODE = "redemption_code"
    SUBSCRIPTION = "subscription"
    FUEL_REWARD = "fuel_reward"


WITH_ID = frozenset(
    {
        DiscountType.REWARD,
        DiscountType.REDEEMABLE,
        DiscountType.REDEMPTION_CODE,
        DiscountType.SUBSCRIPTION,
    }
)
"""Their id is the reward's, the redeemable's or the subscription's, or the code itself."""
