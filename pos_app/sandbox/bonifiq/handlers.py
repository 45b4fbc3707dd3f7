"""One function per endpoint: body in, answer out. Refusals leave as exceptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import parse_qsl

from pos_app.sandbox.bonifiq import (
    answers,
    challenging,
    ordering,
    quote_answer,
    quoting,
    redeeming,
    refusals,
    requests,
    results,
)
from pos_app.sandbox.bonifiq.books import Books
from pos_app.sandbox.bonifiq.challenging import NotSent
from pos_app.sandbox.bonifiq.fields import Fields, read_int32, read_object
from pos_app.sandbox.bonifiq.ordering import RefundProblem
from pos_app.sandbox.bonifiq.records import OrderState, Redeem
from pos_app.sandbox.bonifiq.refusals import MalformedError, NotFoundError, Refusal, RefusedError
from pos_app.sandbox.exact_json import Json
from pos_app.sandbox.exchange import Incoming

Handler: TypeAlias = Callable[[Books, Incoming], Json]


def available(books: Books, call: Incoming) -> Json:
    cart = requests.read_cart(call.body)
    customer = books.find(cart.customer_id)
    if customer is None:
        if books.settings.unknown_customer == "404":
            raise NotFoundError
        return quote_answer.for_nobody(cart.purchase_cents, books.settings)
    quote = quoting.quote(customer, books.configurations.values(), cart, books.settings)
    books.last_quotes[customer.number] = quote
    return quote_answer.for_customer(quote, books.settings)


def challenge(books: Books, call: Incoming) -> Json:
    wanted = requests.read_challenge(call.body)
    outcome = challenging.send_code(books, call.segments["id"], wanted)
    if isinstance(outcome, NotSent):
        return answers.code_not_sent(outcome, wanted.transaction)
    return answers.code_sent(outcome, books.settings)


def validate(books: Books, call: Incoming) -> Json:
    typed = requests.read_typed_code(call.body)
    right = challenging.check_code(books, call.segments["id"], typed)
    return answers.code_checked(typed.transaction, right=right)


def redeem(books: Books, call: Incoming) -> Json:
    configuration_id = read_int32(call.segments["id"])
    made = redeeming.redeem(books, configuration_id, requests.read_redeem(call.body))
    return answers.accepted(results.redeemed(made), books.settings)


def delete_reward(books: Books, call: Incoming) -> Json:
    return _undo(books, books.redeems.get(read_int32(call.segments["id"])))


def delete_by_key(books: Books, call: Incoming) -> Json:
    return _undo(books, books.redeem_by_key.get(key_of_delete(books, call)))


def _undo(books: Books, made: Redeem | None) -> Json:
    if made is None:
        raise RefusedError(refusals.REWARD_NOT_FOUND)
    redeeming.undo(books, made)
    return answers.accepted(results.reward(made), books.settings)


def key_of_delete(books: Books, call: Incoming) -> str:
    """Where the key travels is not published: query, body, or either, by setting (10.1)."""
    location = books.settings.delete_key_location
    if location in {"both", "query"}:
        for name, value in parse_qsl(call.query):
            if name.lower() == "originalkey":
                return value
    if location in {"both", "body"} and call.body:
        return Fields(read_object(call.body)).text("OriginalKey")
    raise MalformedError("OriginalKey é obrigatório.")


def order(books: Books, call: Incoming) -> Json:
    placed = ordering.place(books, requests.read_order(call.body))
    return answers.accepted(results.order(books, placed), books.settings)


def cancel_order(books: Books, call: Incoming) -> Json:
    requests.read_cancel(call.body)
    placed = ordering.cancel(books, call.segments["id"])
    return answers.accepted(results.cancellation(placed, cancelled=True), books.settings)


def partial_cancel(books: Books, call: Incoming) -> Json:
    order_id = call.segments["id"]
    outcome = ordering.refund(books, order_id, requests.read_refund(call.body))
    placed = books.orders[order_id]
    if not isinstance(outcome, RefundProblem):
        cancelled = outcome.state is OrderState.CANCELLED
        result = results.cancellation(outcome, cancelled=cancelled)
    elif books.settings.members == "official":
        raise RefusedError(Refusal("87", f"Sandbox{outcome.code}", outcome.message))
    else:
        result = results.failed_refund(placed, outcome)
    return answers.accepted(result, books.settings)


def get_order(books: Books, call: Incoming) -> Json:
    placed = books.orders.get(call.segments["id"])
    if placed is None:
        raise NotFoundError
    return results.bare_order(books, placed)


def get_reward(books: Books, call: Incoming) -> Json:
    made = books.redeems.get(read_int32(call.segments["id"]))
    if made is None:
        raise NotFoundError
    return results.reward(made)


def update_metadata(books: Books, call: Incoming) -> Json:
    key, metadatas = requests.read_key(call.body)
    made = books.redeem_by_key.get(key)
    if made is None:
        raise RefusedError(refusals.REWARD_NOT_FOUND)
    made.metadatas.extend(metadatas)
    return answers.accepted(results.redeemed(made), books.settings)


def points(books: Books, call: Incoming) -> Json:
    return results.points(books.find(call.segments["id"]))


def pending_points(books: Books, call: Incoming) -> Json:
    customer = books.find(call.segments["id"])
    if customer is None:
        raise NotFoundError
    return results.pending_points(books, customer)


def get_customer(books: Books, call: Incoming) -> Json:
    customer = books.customer(call.segments["id"])
    return answers.accepted(results.customer(customer), books.settings)


def customization(_books: Books, _call: Incoming) -> Json:
    return results.CUSTOMIZATION


ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("POST", "/POS/rewards/available", "available", available),
    ("POST", "/POS/customers/{id}/challenge", "challenge", challenge),
    ("POST", "/POS/customers/{id}/challengevalidate", "validate", validate),
    ("POST", "/POS/rewards/{id}/redeem", "redeem", redeem),
    ("DELETE", "/POS/rewards/{id}", "delete_reward", delete_reward),
    ("DELETE", "/POS/rewards", "delete_by_key", delete_by_key),
    ("POST", "/POS/orders", "order", order),
    ("POST", "/POS/orders/{id}/cancel", "cancel_order", cancel_order),
    ("POST", "/POS/{id}/partialcancel", "partial_cancel", partial_cancel),
    ("GET", "/Order/{id}", "get_order", get_order),
    ("POST", "/Order", "order", order),
    ("POST", "/Order/{id}/cancel", "cancel_order", cancel_order),
    ("POST", "/Order/{id}/partialcancel", "partial_cancel", partial_cancel),
    ("GET", "/Rewards/{id}", "get_reward", get_reward),
    ("POST", "/Rewards/updatemetadata", "update_metadata", update_metadata),
    ("GET", "/Customer/{id}/points", "points", points),
    ("GET", "/Customer/{id}/pendingpoints", "pending_points", pending_points),
    ("GET", "/Customer/{id}", "get_customer", get_customer),
    ("GET", "/Customization", "customization", customization),
)
"""Method, path below /v1/pvt, name of the call, handler; contract, section 3."""
