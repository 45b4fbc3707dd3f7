"""Which rewards a cart may use, and why not the others. Pure; contract, 3.1 and 4.3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq.records import Customer, Reason, RewardConfiguration, RewardType
from pos_app.sandbox.money import in_words, percent_of, to_cents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_app.sandbox.bonifiq.requests import Cart
    from pos_app.sandbox.bonifiq.settings import SandboxSettings


_WORDS: dict[int, str] = {
    Reason.USABLE: "",
    Reason.CASHBACK_NOT_AVAILABLE: "Sem saldo de cashback para esta compra.",
    Reason.VALUE_EXCEEDS_PURCHASE: "O desconto é maior que a compra.",
    Reason.NOT_ENROLLED: "Cliente ainda não participa do programa.",
    Reason.NOT_CUMULATIVE: "Há outro desconto nesta compra.",
    Reason.NO_APPLICABLE_PRODUCT: "O produto não está na compra.",
    Reason.USAGE_LIMIT_REACHED: "Limite de uso atingido.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    configuration: RewardConfiguration
    reason: int
    requirements: str
    max_cashback_cents: int = 0
    """Only a cashback reward's; its selection limit."""

    @property
    def usable(self) -> bool:
        return self.reason == Reason.USABLE


@dataclass(frozen=True, slots=True)
class Quote:
    customer: Customer
    offers: tuple[Offer, ...]
    restricted_cents: int
    eligible_cents: int

    def offer(self, configuration_id: int) -> Offer | None:
        for offer in self.offers:
            if offer.configuration.id == configuration_id:
                return offer
        return None


@dataclass(frozen=True, slots=True)
class _Case:
    customer: Customer
    cart: Cart
    base_cents: int
    eligible_cents: int
    settings: SandboxSettings


def quote(
    customer: Customer,
    configurations: Iterable[RewardConfiguration],
    cart: Cart,
    settings: SandboxSettings,
) -> Quote:
    base = cart.purchase_cents
    if settings.rules_base == "net":
        base = max(0, base - cart.discount_cents)
    restricted = sum(
        line.total_cents for line in cart.lines if line.sku in settings.restricted_skus
    )
    restricted = min(restricted, base)
    case = _Case(customer, cart, base, base - restricted, settings)
    listed = configurations if customer.lists_rewards else ()
    offers = tuple(
        _offer(configuration, case)
        for configuration in listed
        if _is_shown(configuration, settings)
    )
    return Quote(customer, offers, restricted, case.eligible_cents)


def _is_shown(configuration: RewardConfiguration, settings: SandboxSettings) -> bool:
    return settings.members == "vendor" or configuration.type != RewardType.PRODUCT


def _offer(configuration: RewardConfiguration, case: _Case) -> Offer:
    limit = 0
    if configuration.type == RewardType.CASHBACK:
        share = percent_of(case.eligible_cents, configuration.cashback_percent)
        limit = min(case.customer.cashback_cents, share)
    reason = _reason(configuration, case, limit)
    words = f"{configuration.requirements} {_shortfall(configuration, case, reason)}"
    return Offer(configuration, reason, words.strip(), limit)


def _reason(configuration: RewardConfiguration, case: _Case, cashback_limit: int) -> int:
    if configuration.blocked is not None:
        return configuration.blocked
    if not case.customer.enrolled and not case.customer.validate_signup:
        return Reason.NOT_ENROLLED
    if case.customer.spendable_points < configuration.points:
        return Reason.NOT_ENOUGH_POINTS
    if configuration.type == RewardType.CASHBACK and cashback_limit == 0:
        return Reason.CASHBACK_NOT_AVAILABLE
    if case.base_cents < configuration.min_purchase_cents:
        return Reason.MINIMUM_NOT_REACHED
    if case.cart.discount_cents > 0 and not configuration.cumulative:
        return Reason.NOT_CUMULATIVE
    if configuration.type == RewardType.FIXED and to_cents(configuration.value) > case.base_cents:
        return Reason.VALUE_EXCEEDS_PURCHASE
    if configuration.type == RewardType.PRODUCT:
        return _product_reason(configuration, case)
    return Reason.USABLE


def _product_reason(configuration: RewardConfiguration, case: _Case) -> Reason:
    if not configuration.sku:
        return Reason.INVALID_CONFIGURATION
    if configuration.available_units == 0:
        return Reason.USAGE_LIMIT_REACHED
    needs_cart = case.settings.product_rewards_need_cart and configuration.product_mode in {0, 1, 3}
    if needs_cart and all(line.sku != configuration.sku for line in case.cart.lines):
        return Reason.NO_APPLICABLE_PRODUCT
    return Reason.USABLE


def _shortfall(configuration: RewardConfiguration, case: _Case, reason: int) -> str:
    if reason == Reason.NOT_ENOUGH_POINTS:
        return f"Faltam {configuration.points - case.customer.spendable_points} pontos."
    if reason == Reason.MINIMUM_NOT_REACHED:
        return f"Faltam {in_words(configuration.min_purchase_cents - case.base_cents)} em compras."
    return _WORDS.get(reason, "Indisponível no momento.")
