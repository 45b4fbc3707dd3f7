"""What Weavr's error codes mean: for each its own sentence and what is done; contract, 2 to 6, 8.

The sentences are the screen's, by these names of our own.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pos_app.core.value import Value


class Action(StrEnum):
    REFUSE = "refuse"
    """This request is over and nothing came of it; another choice may do."""
    RETYPE = "retype"
    LAST_TRY = "last_try"
    """The code was wrong, and one try is left."""
    NEW_CODE = "new_code"
    WAIT = "wait"
    """A code was sent just now and still counts."""
    OTHER_CHANNEL = "other_channel"
    LOOK = "look"
    """Only the send itself tells what is so."""
    LOCK = "lock"
    """The code was wrong and no try is left."""
    ABANDON = "abandon"
    """Nothing more can come of this send at the till; it is let go and watched."""
    EXCHANGE = "exchange"
    """The token must be exchanged before anything else is answered."""
    TRY_EXCHANGE = "try_exchange"
    """The token may be one that must be exchanged; the answer does not say."""
    UNKNOWN = "unknown"
    """The very same request is being answered elsewhere at this moment."""


class Meaning(Value, frozen=True):
    sentence: str
    action: Action = Action.REFUSE


Table = Mapping[str, Meaning]
"""By Weavr's code."""

NOT_USABLE = Meaning("ACCOUNT_NOT_USABLE")
"""One for whatever would tell an onlooker whether an account exists (9, trap 6)."""
NOT_SAID = Meaning(NOT_USABLE.sentence, Action.TRY_EXCHANGE)
"""A 403 without a code, as of older builds (8)."""
_JUST_SENT = Meaning("CODE_JUST_SENT", Action.WAIT)

ANYWHERE: Table = MappingProxyType(
    {
        "STEP_UP_REQUIRED": Meaning("STEP_UP_REQUIRED"),
        "ACCESS_TOKEN_REQUIRED": Meaning("SESSION_NOT_ACCEPTED", Action.EXCHANGE),
        "INSUFFICIENT_PERMISSIONS": NOT_USABLE,
        "IDEMPOTENT_REQUEST_IN_PROGRESS": Meaning("STILL_WORKING", Action.UNKNOWN),
    }
)

CREATE: Table = MappingProxyType(
    {
        "PROFILE_INACTIVE": Meaning("SEND_PROFILE_INACTIVE"),
        "PROFILE_NOT_FOUND": Meaning("SEND_PROFILE_NOT_FOUND"),
        "MODEL_CONSTRAINTS_VIOLATED": Meaning("SEND_AGAINST_RULES"),
        "INTERCEPTOR_DENIED_TRANSACTION": Meaning("SEND_DENIED_BY_CHECKS"),
        "INSTRUMENT_DENIED_TRANSACTION": Meaning("SEND_DENIED_BY_ACCOUNT"),
        "FOREX_TRADE_DENIED_TRANSACTION": Meaning("SEND_NOT_EXCHANGED"),
        "CURRENCY_MISMATCH": Meaning("SEND_CURRENCY_MISMATCH"),
        "SOURCE_INSTRUMENT_BLOCKED": Meaning("SOURCE_BLOCKED"),
        "DESTINATION_INSTRUMENT_BLOCKED": Meaning("DESTINATION_BLOCKED"),
        "SOURCE_INSTRUMENT_DESTROYED": Meaning("SOURCE_CLOSED"),
        "DESTINATION_INSTRUMENT_DESTROYED": Meaning("DESTINATION_CLOSED"),
        "SOURCE_NOT_FOUND": NOT_USABLE,
        "DESTINATION_NOT_FOUND": Meaning("DESTINATION_NOT_FOUND"),
        "FEE_NOT_CONFIGURED_FOR_CURRENCY": Meaning("SEND_FEE_NOT_SET_UP"),
        "DESTINATION_LIMIT_EXCEEDED": Meaning("DESTINATION_LIMIT_EXCEEDED"),
        "FUNDS_INSUFFICIENT": Meaning("FUNDS_INSUFFICIENT"),
        "AMOUNT_INVALID": Meaning("SEND_AMOUNT_INVALID"),
        "SOURCE_CANNOT_BE_DEBIT_MODE_CARD": Meaning("SOURCE_IS_DEBIT_CARD"),
        "DESTINATION_CANNOT_BE_DEBIT_MODE_CARD": Meaning("DESTINATION_IS_DEBIT_CARD"),
        "SEND_TO_INSTRUMENT_UNSUPPORTED": Meaning("DESTINATION_UNSUPPORTED"),
        "SOURCE_AND_DESTINATION_MUST_BE_DIFFERENT": Meaning("SEND_TO_ITSELF"),
        "SOURCE_AND_DESTINATION_MUST_BE_IN_SAME_PROGRAMME": Meaning("SEND_OTHER_PROGRAMME"),
        "DESTINATION_BELONGS_TO_SAME_IDENTITY": Meaning("SEND_TO_OWN_ACCOUNT"),
        "IDENTITY_KYC_LEVEL_STEPUP_REQUIRED": Meaning("CUSTOMER_NOT_IDENTIFIED"),
        "BENEFICIARY_NOT_FOUND": Meaning("BENEFICIARY_NOT_FOUND"),
        "BENEFICIARY_TYPE_INVALID": Meaning("BENEFICIARY_TYPE_INVALID"),
        "SCHEDULED_TIMESTAMP_INVALID": Meaning("SEND_TIME_INVALID"),
        "DESTINATION_FEE_EXCEEDS_TRANSACTION_AMOUNT": Meaning("SEND_BELOW_FEE"),
    }
)
"""The 409s of ``POST /sends``."""

CANCEL: Table = MappingProxyType({"INVALID_STATE": Meaning("SEND_NOT_CANCELLABLE", Action.LOOK)})

ISSUE: Table = MappingProxyType(
    {
        "STATE_INVALID": Meaning("CHALLENGE_OVER", Action.LOOK),
        "CHANNEL_NOT_SUPPORTED": Meaning("CHANNEL_NOT_SUPPORTED", Action.OTHER_CHANNEL),
        "CHANNEL_NOT_REGISTERED": Meaning("CHANNEL_NOT_REGISTERED", Action.OTHER_CHANNEL),
        "RETRY_IN_15SEC": _JUST_SENT,
        "RETRY_IN_15_SECS": _JUST_SENT,
        "CHALLENGE_LIMIT_EXCEEDED": Meaning("CODES_USED_UP", Action.ABANDON),
    }
)
"""The 409s of issuing a challenge, by SMS and by push."""

VERIFY: Table = MappingProxyType(
    {
        "VERIFICATION_CODE_INVALID": Meaning("CODE_WRONG", Action.RETYPE),
        "ONE_CHALLENGE_LIMIT_REMAINING": Meaning("CODE_WRONG", Action.LAST_TRY),
        "CHALLENGE_LIMIT_EXCEEDED": Meaning("CODE_LOCKED", Action.LOCK),
        "VERIFICATION_CODE_EXPIRED": Meaning("CODE_EXPIRED", Action.NEW_CODE),
        "STATE_INVALID": Meaning("CHALLENGE_OVER", Action.LOOK),
        "CHANNEL_NOT_SUPPORTED": Meaning("CHANNEL_NOT_SUPPORTED", Action.ABANDON),
        "CHANNEL_NOT_REGISTERED": Meaning("CHANNEL_NOT_REGISTERED", Action.ABANDON),
    }
)
"""The 409s of a typed code."""

NONE: Table = MappingProxyType({})
