"""Everything about Punchh that varies by business or that its public material leaves open.

Most of it is section 9 of the contract; what a business configures comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pos_app.sandbox.adjustable import LEAST, Adjustable

_FROM_ZERO = {LEAST: 0}


@dataclass(frozen=True, slots=True)
class PunchhSettings(Adjustable):
    program: Literal[
        "points_unlock_redeemables", "points_to_currency", "points_to_rewards", "visits"
    ] = "points_unlock_redeemables"
    multiple_redemptions_enabled: bool = True
    multiple_redemption_on_location: bool = True
    """Redemptions 2.0 need both; without them every such call is refused."""
    enable_discount_locking: bool = True
    enable_auto_unlock: bool = True
    auto_unlock_duration: int = 10
    """Minutes, by the sandbox's own clock."""
    max_redemptions_in_transaction: int = 10
    max_discount_amount_cents: int = 100_000
    """The most `discount_amount` that one selection may ask for."""
    loyalty_limit: int = 10
    pre_purchased_limit: int = 10
    offer_limit: int = 10
    promo_coupon_limit: int = 10
    """How many discounts of each acquisition type one basket takes."""
    exclude_interoperability: tuple[str, ...] = ()
    """Pairs that cannot be combined, as `offer|loyalty`."""
    allow_multiple_redemption_on_item: bool = True
    auto_redemption: bool = False
    """A look-up puts everything available into the basket."""
    autocreate_user_phone: bool = False
    pending_points: bool = False
    """Points come after a while, and until then receipts can be amended and voided."""
    pending_points_duration: int = 1440
    """Minutes."""
    points_per_unit: int = 1
    points_conversion_threshold: int = 100
    update_interval: int = 60
    receipts_per_hour: int = field(default=0, metadata=_FROM_ZERO)
    """More check-ins than this are refused ("Multiple Punching"); 0 is no limit."""

    advance_auth: bool = True
    channels: Literal["both", "sms", "email"] = "both"
    validation_method_required: bool = True
    otp_member: Literal["token", "otp", "code", "otp_token"] = "token"
    code_length: int = 6
    code_alphabet: Literal["digits", "letters"] = "digits"
    """`letters` mixes capitals and digits."""
    fixed_code: str = ""
    """Sent instead of a random code when not empty."""
    code_life_s: int = 600
    tries_per_code: int = field(default=0, metadata=_FROM_ZERO)
    """Wrong tries that kill a code; 0 is no limit, as none is published."""
    resend_kills_code: bool = True
    code_refusal_status: Literal[400, 401, 404, 422] = 422
    wrong_code_key: str = "invalid_token"
    expired_code_key: str = "token_expired"
    verifier_key: str = "invalid_code_verifier"
    failures_until_block: int = 10
    failure_window_s: int = 600
    block_s: int = 3600
    too_many_body: Literal["errors", "empty", "html"] = "errors"
    id_token: bool = False
    """Verify returns one, and the guest's profile asks for it."""
    token_life_s: int = 1800
    app_code_life_s: int = 600

    user_agent_refusal_status: Literal[400, 401, 403, 422] = 403
    refuse_unknown_headers: bool = True
    error_shape: Literal["documented", "A", "B", "C", "D", "E", "F", "G"] = "documented"
    """Overrides the shape of every refusal under /api/pos and /receipt_details."""
    final_full_stop: Literal["documented", "always", "never"] = "documented"
    apostrophe: Literal["typographic", "plain"] = "typographic"
    location_flags: Literal["text", "integer", "boolean"] = "text"
    phone_as: Literal["text", "number"] = "text"
    discount_details: Literal["object", "array", "empty_array", "null"] = "object"
    integer_discount_ids: bool = True
    """In a quote and a commit; baskets always spell them as texts."""

    lookup_opens_basket: bool = False
    """A look-up of a guest without a basket opens and locks an empty one."""
    select_locks: bool = False
    relocking_renews: bool = False
    """A further look-up or quote of the holder makes the lock younger."""
    unlock_without_basket: Literal[404, 422] = 404
    unusable_items: Literal["dropped", "kept"] = "dropped"
    """Whether an expired item is gone once it was reported, or stays until it is taken out."""
    changed_receipt: Literal["fails", "counts"] = "fails"
    """What a commit makes of a receipt that differs from the latest quote's."""
    repeat_of_commit: Literal["no_basket", "same_answer"] = "no_basket"
    duplicate_checkin: Literal["same", "409", "422"] = "same"
    checkins_must_balance: bool = True
    receipt_void_returns_offers: bool = True
    void_after_receipt_void: Literal["no_basket", "accepted", "gone"] = "no_basket"
    """`gone` goes on answering 410 although the check-in was voided."""
    amendment_without_pending_points: Literal["refused", "ignored"] = "refused"
    expired_drive_thru_code: Literal[404, 410] = 404
