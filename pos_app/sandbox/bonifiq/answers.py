"""Answers in their wire spelling. Family A is bare, family B enveloped; `Code` in a challenge
is the secret PIN, in an envelope a business code (contract, section 2). They share nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq.refusals import ERROR, WARNING, Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.bonifiq.challenging import NotSent
    from pos_app.sandbox.bonifiq.codes import SentCode
    from pos_app.sandbox.bonifiq.settings import SandboxSettings
    from pos_app.sandbox.exact_json import Json, JsonObject


def instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# Family A


def code_sent(sent: SentCode, settings: SandboxSettings) -> JsonObject:
    answer = _challenge(success=True, transaction=sent.transaction)
    answer["SentBySMS"] = sent.channel == "sms"
    answer["SentByEmail"] = sent.channel == "email"
    if settings.expose_code_in_body:
        answer[settings.code_member] = sent.code
    return answer


def code_not_sent(failure: NotSent, transaction: str) -> JsonObject:
    answer = _challenge(success=False, transaction=transaction)
    answer["FriendlyErrorMessage"] = failure.message
    answer["ShouldInformPhone"] = failure.inform_phone
    return answer


def code_refused_yet_shown(pin: str, transaction: str) -> JsonObject:
    """Success false with a Code; no client may let the Code win."""
    answer = _challenge(success=False, transaction=transaction)
    answer["FriendlyErrorMessage"] = "Não foi possível enviar o código."
    answer["Code"] = pin
    return answer


def code_checked(transaction: str, *, right: bool) -> JsonObject:
    message = None if right else "Código inválido ou expirado."
    return {
        "TransactionId": transaction or None,
        "Success": right,
        "FriendlyErrorMessage": message,
    }


def _challenge(*, success: bool, transaction: str) -> JsonObject:
    return {
        "Success": success,
        "FriendlyErrorMessage": None,
        "ShouldInformPhone": False,
        "ShouldInformEmail": False,
        "SentBySMS": False,
        "SentByEmail": False,
        "TransactionId": transaction or None,
        "ErrorMessage": None,
    }


# Family B


def accepted(result: Json, settings: SandboxSettings) -> JsonObject:
    return _envelope(result, None, settings)


def refused(refusal: Refusal, settings: SandboxSettings) -> JsonObject:
    return _envelope(None, refusal, settings)


def silently_refused(result: Json, settings: SandboxSettings) -> JsonObject:
    """Severity 2 while HasError is false and Result looks usable."""
    answer = _envelope(result, None, settings)
    return {**answer, "Code": "99", "CodeName": "SandboxSilentError", "Severity": ERROR}


def _envelope(result: Json, refusal: Refusal | None, settings: SandboxSettings) -> JsonObject:
    severity = refusal.severity if refusal else 0
    answer: JsonObject = {
        "ErrorMessage": refusal.message if refusal else None,
        "ErrorCode": None,
        "Result": result,
    }
    if settings.envelope == "full":
        answer["Code"] = refusal.code if refusal else None
        answer["CodeName"] = refusal.code_name if refusal else None
        answer["Severity"] = severity
        answer["HasWarning"] = severity == WARNING
    answer["HasError"] = severity == ERROR
    return answer
