"""The answer of `rewards/available`; family A, contract 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq.records import Customer, RewardType
from pos_app.sandbox.money import to_amount

if TYPE_CHECKING:
    from pos_app.sandbox.bonifiq.quoting import Offer, Quote
    from pos_app.sandbox.bonifiq.settings import SandboxSettings
    from pos_app.sandbox.exact_json import Json, JsonObject

_TIER_COLOURS = {"Bronze": "#a97142", "Prata": "#9aa0a6", "Ouro": "#c9a227", "Diamante": "#5b8def"}


def for_customer(quote: Quote, settings: SandboxSettings) -> JsonObject:
    customer = quote.customer
    rewards = [_reward(offer, customer, settings) for offer in quote.offers]
    cashback = [o for o in quote.offers if o.configuration.type == RewardType.CASHBACK]
    usable_cashback = max((o.max_cashback_cents for o in cashback if o.usable), default=0)
    counted = [offer.usable for offer in quote.offers]
    return {
        "Customer": _customer(customer),
        "Rewards": rewards,
        "HasRestrictedItems": quote.restricted_cents > 0,
        "RestrictedValue": to_amount(quote.restricted_cents),
        "EligibleValue": to_amount(quote.eligible_cents),
        "HasRewards": any(counted) if settings.has_rewards == "usable" else bool(counted),
        "ShouldValidateCustomer": customer.validate,
        "ShouldValidateCustomerSignup": customer.validate_signup,
        "AvailablePoints": customer.spendable_points,
        "CashbackEnabled": bool(cashback),
        "AvailableCashback": to_amount(customer.cashback_cents),
        "MaxCashbackForCurrentPurchase": to_amount(usable_cashback),
    }


def for_nobody(purchase_cents: int, settings: SandboxSettings) -> JsonObject:
    answer: JsonObject = {
        "Customer": None,
        "Rewards": [],
        "HasRestrictedItems": False,
        "RestrictedValue": to_amount(0),
        "EligibleValue": to_amount(purchase_cents),
        "HasRewards": False,
        "ShouldValidateCustomer": False,
        "ShouldValidateCustomerSignup": False,
        "AvailablePoints": 0,
        "CashbackEnabled": False,
        "AvailableCashback": to_amount(0),
        "MaxCashbackForCurrentPurchase": to_amount(0),
    }
    if settings.unknown_customer == "absent":
        del answer["Customer"]
    return answer


def tier(name: str | None) -> Json:
    if name is None:
        return None
    return {"Name": name, "Color": _TIER_COLOURS.get(name, "#666666"), "IconUrl": None}


def _customer(customer: Customer) -> JsonObject:
    return {
        "Id": customer.number,
        "OriginalId": customer.id,
        "Name": customer.name,
        "Email": customer.email,
        "Phone": customer.phone,
        "Document": customer.document,
        "IsEnrolled": customer.enrolled,
        "CurrentTier": tier(customer.tier),
    }


def _reward(offer: Offer, customer: Customer, settings: SandboxSettings) -> JsonObject:
    configuration = offer.configuration
    is_cashback = configuration.type == RewardType.CASHBACK
    answer: JsonObject = {
        "Id": configuration.id,
        "Title": configuration.title,
        "RewardType": int(configuration.type),
        "Value": configuration.value,
        "Points": offer.max_cashback_cents // 100 if is_cashback else configuration.points,
        "CanUse": offer.usable,
        "Requirements": offer.requirements or None,
        "CanSelectValue": is_cashback,
        "IsCashback": is_cashback,
        "AvailableCashback": to_amount(customer.cashback_cents if is_cashback else 0),
        "MaxCashbackForCurrentPurchase": to_amount(offer.max_cashback_cents),
        "RewardCanBeCumulative": configuration.cumulative,
    }
    if settings.members == "vendor":
        answer["CannotUseReason"] = int(offer.reason)
    if configuration.type == RewardType.PRODUCT:
        answer["ExternalProductId"] = configuration.sku
        answer["ProductDisplayName"] = configuration.product_name
        answer["ProductDiscountMode"] = configuration.product_mode
        answer["ProductDiscountValue"] = configuration.product_value
        answer["ProductMaxUnitsPerRedeem"] = configuration.max_units
        answer["ProductAvailableQuantity"] = configuration.available_units
    return answer
