"""What Punchh's words mean; contract, 4.1, 4.2, 5.2 to 5.11.

Only some errors carry a code, so their texts decide, compared without case, final full stop and
typographic apostrophe: the same message appears with and without them (5).
"""

from collections.abc import Iterable
from enum import StrEnum


class Meaning(StrEnum):
    LOCKED_ELSEWHERE = "locked_elsewhere"
    """Another channel holds the guest's basket."""
    NO_ACTIVE_BASKET = "no_active_basket"
    NO_BASKET_FOUND = "no_basket_found"
    """On a commit, a void or a repeat of either: nothing to redeem, nothing to return."""
    UNLOCK_NOTHING = "unlock_nothing"
    """Unlocked by somebody, or never locked under this uid."""
    ITEMS_NOT_FOUND = "items_not_found"
    ALREADY_IN_BASKET = "already_in_basket"
    USER_NOT_FOUND = "user_not_found"
    BANNED = "banned"
    ALREADY_CHECKED_IN = "already_checked_in"
    """The check must be voided before its redemption can be."""
    ALREADY_RECORDED = "already_recorded"
    """A check-in with this uid is there (9, item 7)."""
    INVALID_REWARD = "invalid_reward"
    INVALID_VALUE = "invalid_value"
    BALANCE_INSUFFICIENT = "balance_insufficient"
    LIMIT_REACHED = "limit_reached"
    NOT_COMBINABLE = "not_combinable"
    NOT_QUALIFIED = "not_qualified"
    """The discount does not fit what is in the check."""
    INVALID_CODE = "invalid_code"
    """Nobody knows it: a coupon's, or one that names a guest."""
    COUPON_NOT_ACTIVE = "coupon_not_active"
    COUPON_USED_UP = "coupon_used_up"
    """By everybody together, or by this guest for the day."""
    CODE_EXPIRED = "code_expired"
    CODE_REJECTED = "code_rejected"
    """The one-time code was not accepted, for whatever reason (4.2)."""
    RETRYABLE = "retryable"
    """The only refusal that a later repeat of the same request can turn (5.7)."""
    CONSENT_MISSING = "consent_missing"
    CHANNEL_NOT_AVAILABLE = "channel_not_available"
    """No code can go to this kind of address."""
    MISSING_PARAMETER = "missing_parameter"
    INVALID_RECEIPT = "invalid_receipt"
    CONFIGURATION = "configuration"
    OTHER = "other"


CODES = {
    "commited": Meaning.ALREADY_CHECKED_IN,
    "deactivated_user": Meaning.BANNED,
    "privacy_policy": Meaning.CONSENT_MISSING,
    "terms_and_conditions": Meaning.CONSENT_MISSING,
    "communication_channel_missing": Meaning.CHANNEL_NOT_AVAILABLE,
    "invalid_email_format": Meaning.CHANNEL_NOT_AVAILABLE,
    "invalid_token": Meaning.CODE_REJECTED,
    "token_expired": Meaning.CODE_REJECTED,
    "invalid_code_verifier": Meaning.CODE_REJECTED,
    "advance_auth_not_enabled": Meaning.CONFIGURATION,
    "validation_method_missing": Meaning.CONFIGURATION,
    "invalid_client": Meaning.CONFIGURATION,
    "invalid_signature": Meaning.CONFIGURATION,
}
"""Shapes D and E; ``commited`` is their spelling."""

TEXTS = {
    "unable to access the user's discount basket, the basket is currently locked": (
        Meaning.LOCKED_ELSEWHERE
    ),
    "user does not have an active basket": Meaning.NO_ACTIVE_BASKET,
    "no basket found": Meaning.NO_BASKET_FOUND,
    "unable to find valid discount basket": Meaning.UNLOCK_NOTHING,
    "discount items not found with any given ids": Meaning.ITEMS_NOT_FOUND,
    "discount basket items have already been taken for the user": Meaning.ALREADY_IN_BASKET,
    "same parameters provided multiple times": Meaning.ALREADY_IN_BASKET,
    "user not found": Meaning.USER_NOT_FOUND,
    "invalid reward id": Meaning.INVALID_REWARD,
    "invalid redeemable id": Meaning.INVALID_REWARD,
    "invalid subscription id": Meaning.INVALID_REWARD,
    "invalid discount value": Meaning.INVALID_VALUE,
    "balance is insufficient to process request": Meaning.BALANCE_INSUFFICIENT,
    "points balance is insufficient to process request": Meaning.BALANCE_INSUFFICIENT,
    "not enough cards": Meaning.BALANCE_INSUFFICIENT,
    "redemption limit reached": Meaning.LIMIT_REACHED,
    "max redemption amount has been reached": Meaning.LIMIT_REACHED,
    "the code can not be added, as the campaign has exceeded its usage limit": (
        Meaning.COUPON_USED_UP
    ),
    "cannot add more than one subscription into basket": Meaning.LIMIT_REACHED,
    "interoperability validation failed": Meaning.NOT_COMBINABLE,
    "invalid code": Meaning.INVALID_CODE,
    "coupon/promo code is not active": Meaning.COUPON_NOT_ACTIVE,
    "drive_thru_code required or invalid code": Meaning.INVALID_CODE,
    "invalid drive_thru_code length": Meaning.INVALID_CODE,
    "code_not_found": Meaning.INVALID_CODE,
    "code_expired": Meaning.CODE_EXPIRED,
    "invalid or expired single scan code": Meaning.CODE_EXPIRED,
    "another transaction is currently accessing the same code. please try after some time": (
        Meaning.RETRYABLE
    ),
    "please agree on given privacy policy": Meaning.CONSENT_MISSING,
    "please agree on given terms and conditions": Meaning.CONSENT_MISSING,
    "invalid receipt amount": Meaning.INVALID_RECEIPT,
    "invalid locationkey": Meaning.CONFIGURATION,
    "invalid location key": Meaning.CONFIGURATION,
}

MISSING = "required parameter missing or the value is empty"
BEGINNINGS = {
    "processing limit": Meaning.LIMIT_REACHED,
    "this coupon can only be used": Meaning.COUPON_USED_UP,
    "discount type should be": Meaning.INVALID_VALUE,
    "discount qualification on receipt failed": Meaning.NOT_QUALIFIED,
    "your current loyalty program configuration does not support": Meaning.CONFIGURATION,
    "invalid business configuration": Meaning.CONFIGURATION,
    f"{MISSING}: location_key": Meaning.CONFIGURATION,
    MISSING: Meaning.MISSING_PARAMETER,
}
"""Of texts that go on with a number, a name or an explanation; the first that fits."""
WORDS = {"banned": Meaning.BANNED, "deactivated": Meaning.BANNED}
"""The wording about such guests is not published (5.3)."""
CHANNELS = ("phone", "email")


def plain(text: str) -> str:
    """The form in which texts are compared."""
    return " ".join(text.replace("’", "'").split()).removesuffix(".").rstrip().casefold()


def meaning_of(messages: Iterable[str], code: str | None = None) -> Meaning:
    """The first that says something; also of the messages beside a discount (5.8)."""
    told = [*([CODES[code]] if code in CODES else []), *(_meaning(plain(t)) for t in messages)]
    return next((meaning for meaning in told if meaning is not Meaning.OTHER), Meaning.OTHER)


def names_channel(messages: Iterable[str]) -> bool:
    """Rule 7 of 4.1: "missing" is said of an address that was sent, over a channel that the
    business does not use."""
    named = (plain(text).removeprefix(MISSING) for text in messages)
    return any(channel in text for text in named for channel in CHANNELS)


def _meaning(text: str) -> Meaning:
    if text in TEXTS:
        return TEXTS[text]
    for known in (BEGINNINGS, WORDS):
        for part, meaning in known.items():
            if text.startswith(part) if known is BEGINNINGS else part in text:
                return meaning
    return Meaning.OTHER
