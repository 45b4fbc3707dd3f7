"""Everything about BonifiQ that its public material leaves open (contract, sections 9 and 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pos_app.sandbox.adjustable import Adjustable


@dataclass(frozen=True, slots=True)
class SandboxSettings(Adjustable):
    pin_length: int = 4
    fixed_pin: str = ""
    """Sent instead of a random PIN when not empty."""
    code_life_s: int = 300
    max_wrong_tries: int = 3
    expose_code_in_body: bool = True
    code_member: Literal["Code", "Token"] = "Code"
    signup_needs_identity: bool = False
    """Refuse a sign-up challenge without Document and Name (10.7)."""

    envelope: Literal["full", "legacy"] = "full"
    """`legacy` has only ErrorMessage, ErrorCode, Result and HasError."""
    refusal_style: Literal["200", "400"] = "200"
    members: Literal["vendor", "official"] = "vendor"
    """`official` leaves out what only the vendor's example knows (10.5, 10.6)."""

    unknown_customer: Literal["null", "absent", "404"] = "null"
    has_rewards: Literal["listed", "usable"] = "listed"
    rules_base: Literal["gross", "net"] = "gross"
    """Whether DiscountValue is still to be taken from PurchaseValue (10.3)."""
    product_rewards_need_cart: bool = False
    """Modes 0, 1 and 3 demand the SKU in the cart (10.5)."""
    restricted_skus: tuple[str, ...] = ()
    """Cart lines that do not count for cashback."""

    redeem_checks_otp: bool = False
    redeem_checks_last_quote: bool = False
    """Refuse what the customer's latest quote did not offer (10.11)."""
    replay_of_redeem: Literal["same", "error"] = "same"
    key_after_cancel: Literal["error", "same_answer", "redeem_again"] = "error"
    delete_key_location: Literal["both", "query", "body"] = "both"
    repeat_of_undo: Literal["same_answer", "error"] = "same_answer"
    """A second DELETE of a reward, a second cancel of an order (7.5)."""

    order_replay: Literal["update", "error"] = "update"
    order_enrols: bool = False
    """IsEnrolled true in an order enrols its customer, unknown ones included (10.15)."""
    order_lines_add_up: bool = False
    """Refuse an order whose lines do not sum to OrderTotal."""
    payment: Literal["both", "methods", "method"] = "both"
    """Accept PaymentMethods, PaymentMethod or either."""
    bonus: Literal["pending", "credited"] = "pending"
    """Whether a completed order's points and cashback reach the balances at once."""
    cancel_key_reuse: Literal["error", "same_answer"] = "error"
    refund_of_everything: Literal["allowed", "refused"] = "allowed"
    """A partial cancel that takes all that is left (10.8)."""
    full_cancel_returns_reward: bool = True
    partial_cancel_returns_reward: bool = False
    """The tenant's setting that ShouldRefundRedeem overrides (10.9)."""
