"""From Weavr's answers to what the core knows; pure. Contract, 3 and 4."""

from collections.abc import Iterator

from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import Balances, Cashback, Customer, Quote, Refusal, Reward
from pos_app.core.money import Money
from pos_app.core.submission import Receipt
from pos_app.providers.reading import text_of
from pos_app.providers.weavr import wire
from pos_app.providers.weavr.requests import ACCOUNTS, Order

ACTIVE = "ACTIVE"
HIDDEN = frozenset({"DESTROYED", "NOT_ENABLED"})
"""States of accounts that are not there for the customer any more, or not yet."""
FEE = Refusal("SEND_FEE")


def quote(accounts: tuple[wire.Account, ...], key: CustomerKey, currency: str) -> Quote:
    """An account each, as an amount up to what is available on it. Of the person nothing is known,
    and nothing is asked (9, trap 4)."""
    rewards = tuple(_reward(account, currency) for account in accounts if _is_shown(account))
    spendable = [_available(a, currency).minor for a in accounts if _refusal(a, currency) is None]
    return Quote(
        Customer(key, "", key.value),
        Balances(points=None, cashback=Money(sum(spendable), currency)),
        rewards,
    )


def _is_shown(account: wire.Account) -> bool:
    return account.state.state not in HIDDEN


def _reward(account: wire.Account, currency: str) -> Reward:
    refusal = _refusal(account, currency)
    return Reward(
        id=account.id,
        title=text_of(account.friendly_name) or f"•••• {account.id[-4:]}",
        benefit=Cashback(_available(account, currency), named=True),
        usable=refusal is None,
        refusal=refusal,
    )


def _refusal(account: wire.Account, currency: str) -> Refusal | None:
    if account.state.state != ACTIVE:
        return Refusal("SOURCE_BLOCKED")
    if account.currency != currency:
        return Refusal("SEND_CURRENCY_MISMATCH")
    if account.balances.available_balance <= 0:
        return Refusal("FUNDS_INSUFFICIENT")
    return None


def _available(account: wire.Account, currency: str) -> Money:
    """Money of another currency is none of the sale's."""
    same = account.currency == currency
    return Money(account.balances.available_balance if same else 0, currency).not_negative()


def receipt_of(send: wire.Send, order: Order) -> Receipt:
    """Also of one that is not what was asked for: ``unfit`` tells."""
    strange = tuple(strangers(send, order))
    fee = send.source_fee
    return Receipt(
        reference=send.id,
        amount=send.destination_amount.amount,
        executed=wire.fate_of(send).paid,
        note=FEE if fee is not None and fee.amount > 0 else None,
        unfit=Refusal("SEND_MISMATCH") if strange else None,
    )


def strangers(send: wire.Send, order: Order) -> Iterator[str]:
    """What of a returned send is not as it was asked for, by the names of its members (9, 5)."""
    wanted = wire.Money(order.amount.currency, order.amount.minor)
    if send.destination != wire.Instrument(ACCOUNTS, order.destination):
        yield "destination"
    if send.source != wire.Instrument(ACCOUNTS, order.source):
        yield "source"
    if send.destination_amount != wanted:
        yield "destinationAmount"
    if send.transaction_amount is not None and send.transaction_amount != wanted:
        yield "transactionAmount"
    if send.tag is not None and send.tag != order.tag:
        yield "tag"
