"""Everything about Weavr that a programme configures or that its public material leaves open.

Sections 10 and 11 of the contract. Amounts are minor units, whatever the currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pos_app.sandbox.adjustable import LEAST, Adjustable

_FROM_ZERO = {LEAST: 0}


@dataclass(frozen=True, slots=True)
class WeavrSettings(Adjustable):
    token_mode: Literal["exchange", "direct", "untyped"] = "exchange"  # noqa: S105
    """What a login gives: `AUTH` that has to be exchanged, `ACCESS` that works at once, or
    `NO_TYPE`, which does both."""
    idle_life_s: int = 300
    logout_ends: Literal["login", "token"] = "login"
    """Whether the login token ends with the access token that came of it."""
    third_party_login: bool = False
    """A logout then answers where the browser has to go on."""
    standing_tokens: bool = True
    """The printed token of each customer opens a new login whenever its last one is over."""
    step_up_needed: bool = False
    """Accounts and statements are shown to a stepped-up token only."""
    refused_exchange: Literal[401, 403] = 403
    """Without a right token at /access_token."""
    missing_key: Literal[400, 401] = 400
    password_tries: int = 5
    """Wrong passwords that lock the user for half an hour."""

    channels: tuple[str, ...] = ("SMS", "AUTHY", "BIOMETRIC")
    """What the programme allows for confirming a payment."""
    fixed_code: str = "123456"
    """Every code; empty makes them random, to be read through the control routes."""
    code_tries: int = 5
    """Weavr lets a programme choose from 1 to 5."""
    code_life_s: int = 300
    issue_limit: int = field(default=2, metadata=_FROM_ZERO)
    """Challenges of one channel per send; 0 is no limit."""
    resend_after_s: int = field(default=15, metadata=_FROM_ZERO)
    retry_code: Literal["RETRY_IN_15SEC", "RETRY_IN_15_SECS"] = "RETRY_IN_15SEC"
    open_challenge: Literal["retry_later", "state_invalid"] = "retry_later"
    """`state_invalid`, of older builds, issues nothing at all while a challenge is open."""
    too_many_issues: Literal["409", "400"] = "409"
    """400 in older builds."""
    resend_keeps_id: bool = False
    unknown_challenge: Literal[404, 409] = 404
    """Also for a send to be challenged; 404 was observed and is not documented."""
    push_answer: Literal["by_hand", "approve", "deny"] = "by_hand"
    push_answer_s: int = field(default=3, metadata=_FROM_ZERO)
    """After which the customer's device answers by itself, where it does."""

    initial_state: Literal["PENDING_CHALLENGE", "PENDING"] = "PENDING_CHALLENGE"
    """`PENDING`, of older builds, lasts until the first challenge is issued."""
    exemption: Literal["none", "low_value", "trusted_beneficiary", "no_sca"] = "none"
    low_value_below: int = 3000
    low_value_total: int = 10_000
    low_value_times: int = 5
    """What goes without a code since the last confirmed payment."""
    source_fee: int = field(default=0, metadata=_FROM_ZERO)
    destination_fee: int = field(default=0, metadata=_FROM_ZERO)
    treasury_above: int = field(default=0, metadata=_FROM_ZERO)
    """Larger sends stay `PENDING` until the control routes say otherwise; 0 is no limit."""
    pending_reserves: bool = False
    settle_ms: int = field(default=500, metadata=_FROM_ZERO)
    """From the accepted code to the final state, by the sandbox's own clock."""
    final_state: Literal["COMPLETED", "FAILED", "REJECTED", "INVALID", "RETURNED"] = "COMPLETED"
    unverified_life_s: int = field(default=900, metadata=_FROM_ZERO)
    """After which an unconfirmed send is `REJECTED`; 0 is never."""
    cancel_pending: Literal["refused", "accepted"] = "refused"
    list_lag_s: int = field(default=0, metadata=_FROM_ZERO)
    """A new send is not in the list before."""
    returned_send: Literal[
        "as_asked", "other_destination", "other_source", "other_amount", "other_currency"
    ] = "as_asked"
    """What answers say of a send, whatever is in the books."""
    statement_shows: Literal["tag", "description", "neither"] = "tag"

    per_minute: int = field(default=100, metadata=_FROM_ZERO)
    per_hour: int = field(default=1000, metadata=_FROM_ZERO)
    per_day: int = field(default=10_000, metadata=_FROM_ZERO)
    """Requests of one api-key; 0 is no limit."""

    ref_mismatch: Literal[400, 409, 412] = 400
    """For a known idempotency-ref with another payload."""
    ref_compares: Literal["bytes", "members"] = "bytes"
    remembered: Literal["2xx_and_409", "2xx", "4xx_too", "nothing"] = "2xx_and_409"
    """Answers that are given again under their ref."""
    ref_life_h: int = 24
    ref_length: int = 255

    error_400: Literal["documented", "message", "validation_errors", "embedded", "empty"] = (
        "documented"
    )
    error_403: Literal["code", "empty"] = "code"
    timestamps: Literal["documented", "numbers", "texts"] = "documented"
