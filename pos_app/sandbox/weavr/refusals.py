"""Why a call is not carried out, and how its body says so (contract, section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from pos_app.sandbox.exchange import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.weavr.settings import WeavrSettings

Fault: TypeAlias = Literal["REQUIRED", "HAS_TEXT", "SIZE", "RANGE", "IN", "REGEX", "ALL_OR_NONE"]


@dataclass(frozen=True, slots=True)
class InvalidField:
    name: str
    error: Fault
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    code: str = ""
    """The `errorCode`; without one the status decides the body."""
    message: str = ""
    field: InvalidField | None = None
    headers: Mapping[str, str] | None = None


class RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.status} {refusal.code or refusal.message}")
        self.refusal = refusal


def invalid(name: str, error: Fault, *params: str) -> RefusedError:
    message = f"request.{name}: {error.lower()} {' '.join(params)}".rstrip()
    return RefusedError(Refusal(400, message=message, field=InvalidField(name, error, params)))


def malformed(message: str) -> RefusedError:
    return RefusedError(Refusal(400, message=message))


def conflict(code: str) -> RefusedError:
    return RefusedError(Refusal(409, code))


def forbidden(code: str = "INSUFFICIENT_PERMISSIONS") -> RefusedError:
    return RefusedError(Refusal(403, code))


def unauthorised() -> RefusedError:
    return RefusedError(Refusal(401))


def not_found(what: str) -> RefusedError:
    """Also for what belongs to somebody else."""
    return RefusedError(Refusal(404, message=f"{what} not found"))


def reply(refusal: Refusal, settings: WeavrSettings) -> Reply:
    return Reply(_body(refusal, settings), refusal.status, refusal.headers)


def _body(refusal: Refusal, settings: WeavrSettings) -> Json:
    if refusal.status == 400:
        return _invalid(refusal, settings)
    if refusal.status == 403 and settings.error_403 == "empty":
        return None
    if refusal.code:
        return {"errorCode": refusal.code}
    if refusal.message:
        return {"code": str(refusal.status), "message": refusal.message}
    return None


def _invalid(refusal: Refusal, settings: WeavrSettings) -> Json:
    """As documented, or in one of the shapes observed."""
    match settings.error_400:
        case "empty":
            return None
        case "validation_errors" if refusal.field is not None:
            field = refusal.field
            return {"validationErrors": [{"fieldName": field.name, "error": field.error}]}
        case "embedded":
            return {"_embedded": {"errors": [{"message": refusal.message}]}}
        case "documented" if refusal.field is not None:
            return {"message": refusal.message, "syntaxErrors": _syntax(refusal.field)}
        case _:
            return {"message": refusal.message}


def _syntax(field: InvalidField) -> JsonObject:
    told: JsonObject = {"fieldName": field.name, "error": field.error}
    if field.params:
        told["params"] = list(field.params)
    return {"invalidFields": [told]}
