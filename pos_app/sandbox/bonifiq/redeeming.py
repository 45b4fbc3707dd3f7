"""Redeem once per OriginalKey, and give it back; contract, 3.4, 3.5 and 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox import exact_json
from pos_app.sandbox.bonifiq import refusals
from pos_app.sandbox.bonifiq.records import (
    Customer,
    Reason,
    Redeem,
    RewardConfiguration,
    RewardType,
)
from pos_app.sandbox.bonifiq.refusals import MalformedError, RefusedError
from pos_app.sandbox.money import to_cents

if TYPE_CHECKING:
    from pos_app.sandbox.bonifiq.books import Books
    from pos_app.sandbox.bonifiq.requests import RedeemWanted

_CENTS_PER_POINT = 100
"""A cashback reward counts one point per real (contract, 12.1)."""


def redeem(books: Books, configuration_id: int, wanted: RedeemWanted) -> Redeem:
    earlier = books.redeem_by_key.get(wanted.key)
    if earlier is not None:
        again = not earlier.active and books.settings.key_after_cancel == "redeem_again"
        if not again:
            return _replay(books, earlier, configuration_id, wanted)
    configuration = books.configurations.get(configuration_id)
    if configuration is None:
        raise RefusedError(refusals.REWARD_NOT_FOUND)
    customer = books.customer(wanted.customer_id)
    cashback = _chosen_cashback(configuration, wanted)
    _check(books, configuration, customer, cashback)
    return _commit(books, configuration, customer, wanted, cashback)


def undo(books: Books, made: Redeem) -> None:
    """Balances return in full; a cancelled redeem is never revived."""
    if not made.active:
        if books.settings.repeat_of_undo == "error":
            raise RefusedError(refusals.ALREADY_CANCELLED)
        return
    made.cancelled_at = books.clock.now()
    made.customer.points += made.points
    made.customer.cashback_cents += made.cashback_cents


def _replay(books: Books, earlier: Redeem, configuration_id: int, wanted: RedeemWanted) -> Redeem:
    same_reward = earlier.configuration.id == configuration_id
    if not same_reward or not _same_body(earlier.request, wanted.body):
        raise RefusedError(refusals.KEY_OF_ANOTHER_REQUEST)
    if not earlier.active and books.settings.key_after_cancel == "error":
        raise RefusedError(refusals.KEY_CANCELLED)
    if books.settings.replay_of_redeem == "error":
        raise RefusedError(refusals.KEY_ALREADY_USED)
    return earlier


def _same_body(one: bytes, other: bytes) -> bool:
    return one == other or exact_json.parse(one) == exact_json.parse(other)


def _chosen_cashback(configuration: RewardConfiguration, wanted: RedeemWanted) -> int:
    """Cents; Value and Points mean something to a cashback reward only."""
    if configuration.type != RewardType.CASHBACK:
        return 0
    if wanted.value_cents is not None:
        chosen = wanted.value_cents
    else:
        chosen = (wanted.points or 0) * _CENTS_PER_POINT
    if chosen <= 0:
        raise MalformedError("Value não é maior que zero.")
    return chosen


def _check(
    books: Books, configuration: RewardConfiguration, customer: Customer, cashback: int
) -> None:
    if configuration.blocked not in {None, Reason.USABLE}:
        raise RefusedError(refusals.REWARD_UNUSABLE)
    if configuration.type == RewardType.PRODUCT and not configuration.sku:
        raise RefusedError(refusals.PRODUCT_INVALID)
    if customer.spendable_points < configuration.points:
        raise RefusedError(refusals.NOT_ENOUGH_POINTS)
    if customer.cashback_cents < cashback:
        raise RefusedError(refusals.NOT_ENOUGH_CASHBACK)
    _check_code(books, customer)
    _check_last_quote(books, configuration, customer, cashback)


def _check_code(books: Books, customer: Customer) -> None:
    needs_code = customer.validate or customer.validate_signup
    if books.settings.redeem_checks_otp and needs_code and not customer.may_redeem:
        raise RefusedError(refusals.CODE_NOT_VALIDATED)


def _check_last_quote(
    books: Books, configuration: RewardConfiguration, customer: Customer, cashback: int
) -> None:
    if not books.settings.redeem_checks_last_quote:
        return
    quote = books.last_quotes.get(customer.number)
    offer = quote.offer(configuration.id) if quote else None
    if offer is None or not offer.usable or cashback > offer.max_cashback_cents:
        raise RefusedError(refusals.REWARD_UNUSABLE)


def _commit(
    books: Books,
    configuration: RewardConfiguration,
    customer: Customer,
    wanted: RedeemWanted,
    cashback: int,
) -> Redeem:
    customer.claim_welcome()
    customer.points -= configuration.points
    customer.cashback_cents -= cashback
    customer.may_redeem = False
    reward_id = books.next_reward_id()
    made = Redeem(
        reward_id=reward_id,
        point_id=books.next_point_id(),
        key=wanted.key,
        external_code=f"BQX-{reward_id}-{chr(65 + reward_id % 26)}",
        configuration=configuration,
        customer=customer,
        request=wanted.body,
        at=books.clock.now(),
        points=configuration.points,
        cashback_cents=cashback,
        value_cents=_cash_value(configuration, cashback),
        metadatas=list(wanted.metadatas),
    )
    books.redeems[reward_id] = made
    books.redeem_by_key[made.key] = made
    books.redeem_by_coupon[made.external_code] = made
    return made


def _cash_value(configuration: RewardConfiguration, cashback: int) -> int | None:
    if configuration.type == RewardType.CASHBACK:
        return cashback
    if configuration.type == RewardType.FIXED:
        return to_cents(configuration.value)
    return None
