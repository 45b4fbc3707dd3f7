"""Between BonifiQ's answers and the core's values; pure."""

from types import MappingProxyType

from pos_app.core.challenge import (
    Channel,
    Contact,
    ContactWanted,
    NotDelivered,
    SendAnswer,
    Sent,
)
from pos_app.core.errors import ContractBrokenError, RefusedError
from pos_app.core.identifiers import CustomerKey, mask_email, mask_phone
from pos_app.core.loyalty import (
    AmountOff,
    Balances,
    Benefit,
    Cashback,
    Customer,
    PercentOff,
    ProductPricing,
    Quote,
    Refusal,
    Reward,
    RewardedProduct,
    Unsupported,
)
from pos_app.core.money import Money
from pos_app.core.submission import Receipt
from pos_app.providers.bonifiq import wire
from pos_app.providers.bonifiq.classification import Accepted
from pos_app.providers.reading import (
    decimal_of,
    id_of,
    message_of,
    money_of,
    text_of,
    whole_of,
)

PRICINGS = MappingProxyType(
    {
        0: ProductPricing.PERCENT_OFF,
        1: ProductPricing.FIXED_PRICE,
        2: ProductPricing.FREE,
        3: ProductPricing.AMOUNT_OFF,
    }
)
"""4.2"""
REASONS = MappingProxyType(
    {
        1: "NOT_ENOUGH_POINTS",
        2: "MINIMUM_NOT_REACHED",
        3: "CASHBACK_NOT_AVAILABLE",
        4: "NO_CUSTOMER",
        5: "EXCEEDS_PURCHASE",
        6: "MINIMUM_PERCENT_NOT_REACHED",
        7: "NOT_ENROLLED",
        8: "NOT_CUMULATIVE",
        9: "NO_APPLICABLE_PRODUCT",
        10: "USAGE_LIMIT_REACHED",
        11: "ONLINE_ONLY",
        12: "INVALID_PRODUCT_REWARD",
    }
)
"""4.3"""
OTHER_REASON = "REWARD_UNAVAILABLE"
UNSUPPORTED = Refusal("UNSUPPORTED_REWARD")
WITHOUT_PRODUCT = Refusal("INVALID_PRODUCT_REWARD")
CASHBACK = 3
ORDER_CANCELLED = 3
"""RewardType (4.1) and State (4.5)."""


def quote(answer: wire.AvailableAnswer, key: CustomerKey, currency: str) -> Quote:
    """3.1. Without a word on the code, one is needed."""
    signing_up = bool(answer.should_validate_customer_signup)
    return Quote(
        customer=_customer(answer.customer, key) if answer.customer is not None else None,
        balances=_balances(answer, currency),
        rewards=tuple(
            reward
            for offered in answer.rewards or ()
            if (reward := _reward(offered, answer, currency)) is not None
        ),
        needs_code=answer.should_validate_customer is not False or signing_up,
        signing_up=signing_up,
    )


def _customer(known: wire.QuotedCustomer, key: CustomerKey) -> Customer:
    return Customer(
        key=key,
        name=text_of(known.name) or "",
        reference=key.value,
        document=text_of(known.document),
        phone=text_of(known.phone),
        email=text_of(known.email),
        tier=text_of(known.current_tier.name) if known.current_tier else None,
        enrolled=known.is_enrolled,
    )


def _balances(answer: wire.AvailableAnswer, currency: str) -> Balances:
    cashback = money_of(answer.available_cashback, currency)
    if not answer.cashback_enabled and not cashback:
        return Balances(points=whole_of(answer.available_points) or 0)
    return Balances(
        points=whole_of(answer.available_points) or 0,
        cashback=cashback,
        usable_cashback=money_of(answer.max_cashback_for_current_purchase, currency),
    )


def _reward(
    offered: wire.OfferedReward, answer: wire.AvailableAnswer, currency: str
) -> Reward | None:
    """A reward without an id cannot even be shown as unavailable."""
    reward_id = id_of(offered.id)
    if reward_id is None:
        return None
    benefit, refusal = _benefit(offered, answer, currency)
    requirements = text_of(offered.requirements)
    if refusal is None and offered.can_use is not True:
        reason = REASONS.get(whole_of(offered.cannot_use_reason) or 0, OTHER_REASON)
        refusal = Refusal(reason, requirements)
    return Reward(
        id=reward_id,
        title=text_of(offered.title) or "",
        benefit=benefit,
        points=whole_of(offered.points) or 0,
        usable=refusal is None,
        refusal=refusal,
        requirements=requirements,
    )


def _benefit(
    offered: wire.OfferedReward, answer: wire.AvailableAnswer, currency: str
) -> tuple[Benefit, Refusal | None]:
    """4.1. What a till cannot apply is refused, never approximated."""
    kind = whole_of(offered.reward_type)
    if offered.is_cashback and kind != CASHBACK:
        return Unsupported(f"{kind}/cashback"), UNSUPPORTED
    match kind:
        case 0:
            return PercentOff(decimal_of(offered.value)), None
        case 1:
            amount = Money.from_decimal(decimal_of(offered.value), currency)
            return AmountOff(amount), None
        case 3:
            return Cashback(_limit(offered, answer, currency)), None
        case 5:
            return _product(offered)
        case _:
            return Unsupported(str(kind)), UNSUPPORTED


def _limit(offered: wire.OfferedReward, answer: wire.AvailableAnswer, currency: str) -> Money:
    """The reward's own maximum is the limit of the selection (3.1)."""
    own = money_of(offered.max_cashback_for_current_purchase, currency)
    if own is None:
        own = money_of(answer.max_cashback_for_current_purchase, currency)
    return own or Money(0, currency)


def _product(offered: wire.OfferedReward) -> tuple[Benefit, Refusal | None]:
    mode = whole_of(offered.product_discount_mode)
    pricing = PRICINGS.get(-1 if mode is None else mode)
    if pricing is None:
        return Unsupported(f"5/{mode}"), UNSUPPORTED
    sku = id_of(offered.external_product_id)
    if sku is None:
        return Unsupported("5"), WITHOUT_PRODUCT
    return RewardedProduct(sku, pricing, decimal_of(offered.product_discount_value)), None


def sent(answer: wire.ChallengeAnswer, customer: Customer, contact: Contact | None) -> SendAnswer:
    """3.2 and 5.2."""
    if answer.success:
        phone = (contact.phone if contact else None) or customer.phone
        email = (contact.email if contact else None) or customer.email
        if answer.sent_by_sms:
            return Sent(Channel.SMS, mask_phone(phone) if phone else None)
        if answer.sent_by_email:
            return Sent(Channel.EMAIL, mask_email(email) if email else None)
        return Sent(Channel.UNKNOWN)
    if answer.should_inform_phone or answer.should_inform_email:
        return ContactWanted(
            phone=bool(answer.should_inform_phone), email=bool(answer.should_inform_email)
        )
    text = message_of(answer.friendly_error_message) or message_of(answer.error_message)
    return NotDelivered(Refusal("CODE_NOT_SENT", text))


def redeemed(accepted: Accepted[wire.Redeemed], key: str) -> Receipt:
    """3.4: without both ids there is nothing to undo and nothing to register."""
    result = accepted.result
    reference = whole_of(result.reward_id) or 0
    coupon = id_of(result.external_code)
    if reference <= 0 or coupon is None:
        raise ContractBrokenError("RedeemWithoutIds")
    _check_echo(result.original_key, key)
    return Receipt(
        reference=str(reference),
        coupon=coupon,
        product=id_of(result.external_product_id),
        note=accepted.note,
    )


def reversed_(accepted: Accepted[wire.RewardRecord]) -> Receipt:
    """3.5"""
    if accepted.result.is_canceled is not True:
        raise RefusedError(Refusal("NOT_CANCELLED"))
    return Receipt(note=accepted.note)


def registered(accepted: Accepted[wire.OrderRecord], order_id: str, currency: str) -> Receipt:
    """3.6"""
    _check_echo(accepted.result.original_id, order_id)
    bonus = accepted.result.estimated_bonus
    if bonus is None or not bonus.generate_bonus:
        return Receipt(reference=order_id, note=accepted.note)
    cashback = money_of(bonus.estimated_cashback, currency)
    return Receipt(
        reference=order_id,
        note=accepted.note,
        earned_points=whole_of(bonus.estimated_points),
        earned_cashback=cashback.minor if cashback else None,
    )


def cancelled(accepted: Accepted[wire.Cancellation], order_id: str) -> Receipt:
    """3.7"""
    if accepted.result.is_canceled is not True:
        raise RefusedError(_details(accepted.result) or Refusal("NOT_CANCELLED"))
    return Receipt(reference=order_id, note=accepted.note)


def refunded(accepted: Accepted[wire.Cancellation], key: str) -> Receipt:
    """3.8: ``isCanceled`` is false on a partial cancel that succeeded."""
    refusal = _details(accepted.result)
    if refusal is not None:
        raise RefusedError(refusal)
    return Receipt(reference=key, note=accepted.note)


def _details(result: wire.Cancellation) -> Refusal | None:
    details = result.refund_error_details
    if details is None:
        return None
    return Refusal(text_of(details.code) or "REFUND_REFUSED", message_of(details.message))


def _check_echo(echoed: str | int | None, sent_key: str) -> None:
    """An answer about another key is an answer to another question."""
    if echoed is not None and str(echoed).strip().casefold() != sent_key.strip().casefold():
        raise ContractBrokenError("AnotherKey")
