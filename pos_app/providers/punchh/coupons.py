"""Codes that a guest brings, which are redeemed like a reward; contract, 5.7."""

import re

from pos_app.core.identifiers import Misread, MisreadError, clean
from pos_app.core.loyalty import Computed, Reward
from pos_app.providers.punchh.discount_types import DiscountType

CODE = re.compile(r"[!-~]{2,64}")
"""Printed, shown or said: ASCII without a blank."""


def read_coupon(text: str) -> Reward:
    """As it was typed: whether capitals matter is not told. Whether there is such a code, and what
    it is worth, only a hold tells. Raises ``MisreadError``."""
    code = clean(text)
    if not CODE.fullmatch(code):
        raise MisreadError(Misread.COUPON_FORM)
    return Reward(
        id=f"{DiscountType.REDEMPTION_CODE}:{code}", title=code, benefit=Computed(coupon=True)
    )
