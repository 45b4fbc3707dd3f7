"""The books of a Weavr programme as JSON: a test hook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Account, Challenge, Send, User


def as_json(books: Books) -> JsonObject:
    return {
        "customers": [user(books, one) for one in books.users.values()],
        "accounts": [account(one) for one in books.accounts.values()],
        "sends": [send(one) for one in books.sends.values()],
        "challenges": [challenge(one) for one in books.issued],
        "fees": dict(books.fees),
    }


def user(books: Books, one: User) -> JsonObject:
    return {
        "customer": one.nickname,
        "id": one.id,
        "factors": {factor.channel: factor.status for factor in one.factors},
        "tokens": books.sessions.alive(one, books.now(), books.settings),
    }


def account(one: Account) -> JsonObject:
    return {
        "id": one.id,
        "owner": one.owner.name,
        "currency": one.currency,
        "available": one.available,
        "actual": one.actual,
        "state": one.state,
    }


def send(one: Send) -> JsonObject:
    return {
        "id": one.id,
        "tag": one.tag,
        "source": one.source.id,
        "destination": one.destination.id,
        "currency": one.currency,
        "amount": one.amount,
        "source_fee": one.source_fee,
        "destination_fee": one.destination_fee,
        "state": one.state,
        "exemption": one.exemption,
        "moved": one.moved,
    }


def challenge(one: Challenge) -> JsonObject:
    return {
        "id": one.id,
        "purpose": one.purpose,
        "customer": one.session.user.nickname,
        "channel": one.channel,
        "sends": [send.id for send in one.sends],
        "issued_at": one.issued_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "state": one.state,
        "wrong": one.wrong,
    }
