"""Why a call is not carried out, and the seven shapes that errors come in (contract, section 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from pos_app.sandbox.exchange import HTML, Reply

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json
    from pos_app.sandbox.punchh.settings import PunchhSettings

Shape: TypeAlias = Literal["A", "B", "C", "D", "E", "F", "G", "{}"]


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    text: str = ""
    shape: Shape = "A"
    """`{}` is an empty object and G an empty body; both say nothing."""
    key: str = "base"
    """The member of shape E, the code of shape D."""


class RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal


def missing(name: str) -> RefusedError:
    text = f"Required parameter missing or the value is empty: {name}"
    return RefusedError(Refusal(400, text, key="missing_required_param"))


def refused(text: str, status: int = 422) -> RefusedError:
    """In shape A, as nearly all of Redemptions 2.0."""
    return RefusedError(Refusal(status, text))


def keyed(status: int, key: str, text: str) -> RefusedError:
    """In shape E, as everything under /api2."""
    return RefusedError(Refusal(status, text, "E", key))


def of_api2(refusal: Refusal) -> Refusal:
    return replace(refusal, shape="E") if refusal.shape == "A" else refusal


def reply(refusal: Refusal, settings: PunchhSettings) -> Reply:
    if refusal.status == 429 and settings.too_many_body == "html":
        return Reply(None, 429, text=CAPTCHA, media_type=HTML)
    if refusal.status == 429 and settings.too_many_body == "empty":
        return Reply(None, 429)
    text = _spelt(refusal.text, settings)
    shape = refusal.shape
    if settings.error_shape != "documented" and shape in {"A", "B", "D"}:
        shape = settings.error_shape
    return Reply(_body(replace(refusal, text=text, shape=shape)), refusal.status)


def _spelt(text: str, settings: PunchhSettings) -> str:
    if settings.apostrophe == "plain":
        text = text.replace("’", "'")
    if settings.final_full_stop == "documented":
        return text
    return text.rstrip(".") + ("." if settings.final_full_stop == "always" else "")


def _body(refusal: Refusal) -> Json:
    match refusal.shape:
        case "A":
            return {"error": refusal.text}
        case "B":
            return [refusal.text]
        case "C":
            return refusal.text
        case "D":
            return {"error": {"message": refusal.text, "code": refusal.key}}
        case "E":
            return {"errors": {refusal.key: [refusal.text]}}
        case "F":
            return {"errors": refusal.text}
        case "{}":
            return {}
        case _:
            return None


CAPTCHA = "<!DOCTYPE html><html><body>Captcha verification failed</body></html>"
"""What bot protection at the edge answers in place of JSON."""

USER_NOT_FOUND = Refusal(404, "User not found")
USER_NOT_FOUND_IN_LIST = Refusal(404, "User not found", "B")
BANNED = Refusal(422, "This guest is banned or deactivated")
INVALID_LOCATION_KEY = Refusal(401, "Invalid LocationKey", "B")
INVALID_BUSINESS_KEY = Refusal(401, "Invalid BusinessKey", "B")
LOCKED = Refusal(422, "Unable to access the user’s Discount Basket, the Basket is currently locked")
NO_ACTIVE_BASKET = Refusal(404, "User does not have an active basket")
NO_BASKET = Refusal(422, "No Basket found")
UNSUPPORTED = Refusal(
    422,
    "Your current loyalty program configuration does not support this feature. "
    "Please contact your representative.",
)
INVALID_RECEIPT_AMOUNT = Refusal(422, "Invalid Receipt Amount")
CODE_BUSY = Refusal(
    422, "Another transaction is currently accessing the same code. Please try after some time."
)
