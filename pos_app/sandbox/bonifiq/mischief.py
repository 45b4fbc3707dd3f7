"""Faults of BonifiQ's own: refusals out of the blue and answers that are not quite right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq import answers, refusals, requests, results
from pos_app.sandbox.bonifiq.fields import Fields, read_int32, read_object
from pos_app.sandbox.bonifiq.handlers import key_of_delete
from pos_app.sandbox.bonifiq.ordering import RefundProblem
from pos_app.sandbox.bonifiq.refusals import RefusedError

if TYPE_CHECKING:
    from pos_app.sandbox.bonifiq.books import Books
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.faults import Fault

_ENVELOPED = frozenset(
    {
        "redeem",
        "delete_reward",
        "delete_by_key",
        "order",
        "cancel_order",
        "partial_cancel",
        "update_metadata",
        "get_customer",
    }
)
_CANCELLING = frozenset({"delete_reward", "delete_by_key", "cancel_order"})

OWN_FAULTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "warning_null_result": _ENVELOPED,
        "severity2_without_error": _ENVELOPED,
        "success_false_with_code": frozenset({"challenge"}),
        "is_canceled_false": _CANCELLING,
        "refund_error_details": frozenset({"partial_cancel"}),
        "reward_unusable": frozenset({"redeem"}),
        "sku_swap": frozenset({"redeem"}),
        "missing_reward_id": frozenset({"redeem"}),
    }
)
"""The last two are executed and answered wrong; the others are not executed."""


def instead(books: Books, call: Incoming) -> Json:
    """What is answered in place of executing the call; None when it is executed."""
    fault = call.fault
    match fault.name if fault else None:
        case "warning_null_result":
            return answers.refused(refusals.REWARD_NOT_FOUND, books.settings)
        case "severity2_without_error":
            echoed = read_object(call.body) if call.body else {}
            return answers.silently_refused(echoed, books.settings)
        case "success_false_with_code":
            return _code_shown_in_vain(books, call)
        case "is_canceled_false":
            return answers.accepted(_not_cancelled(books, call), books.settings)
        case "refund_error_details":
            return answers.accepted(_failed_refund(books, call), books.settings)
        case "reward_unusable":
            raise RefusedError(replace(refusals.REWARD_UNUSABLE, status=400))
        case _:
            return None


def alter(fault: Fault | None, answer: Json) -> Json:
    result = answer.get("Result") if fault and isinstance(answer, Mapping) else None
    if fault is None or not isinstance(answer, Mapping) or not isinstance(result, Mapping):
        return answer
    if fault.name == "sku_swap" and result.get("ExternalProductId"):
        swapped = fault.text("sku", "CAF-02")
        return {**answer, "Result": {**result, "ExternalProductId": swapped}}
    if fault.name == "missing_reward_id":
        return {**answer, "Result": {**result, "RewardId": 0, "ExternalCode": ""}}
    return answer


def _code_shown_in_vain(books: Books, call: Incoming) -> JsonObject:
    transaction = requests.read_challenge(call.body).transaction
    pin = books.codes.invent(books.settings.pin_length)
    return answers.code_refused_yet_shown(pin, transaction)


def _not_cancelled(books: Books, call: Incoming) -> Json:
    if call.call == "cancel_order":
        placed = books.orders.get(call.segments["id"])
        if placed is None:
            raise RefusedError(refusals.ORDER_NOT_FOUND)
        return results.cancellation(placed, cancelled=False)
    if call.call == "delete_reward":
        made = books.redeems.get(read_int32(call.segments["id"]))
    else:
        made = books.redeem_by_key.get(key_of_delete(books, call))
    if made is None:
        raise RefusedError(refusals.REWARD_NOT_FOUND)
    return {**results.reward(made), "IsCanceled": False}


def _failed_refund(books: Books, call: Incoming) -> Json:
    placed = books.orders.get(call.segments["id"])
    if placed is None:
        raise RefusedError(refusals.ORDER_NOT_FOUND)
    fault = call.fault
    code = fault.text("code", "VALUE_MISMATCH") if fault else "VALUE_MISMATCH"
    wanted = Fields(read_object(call.body)).optional_cents("ValueToRefund")
    problem = RefundProblem(
        code, "O estorno não foi aceito.", field="ValueToRefund", expected_cents=wanted
    )
    return results.failed_refund(placed, problem)
