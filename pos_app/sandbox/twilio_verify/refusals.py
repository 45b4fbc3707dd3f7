"""Why a call is not carried out (contract, section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_app.sandbox.exchange import Reply

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.twilio_verify.settings import TwilioVerifySettings

_MORE_INFO = "https://www.twilio.com/docs/errors/"
_BUSINESS_LIMITS = frozenset({60202, 60203, 60212, 60308, 60309, 60310, 60312, 60326, 60328})
_FIELD = 60300

REQUEST = 60306
FACTOR_SID, SERVICE_SID, CHALLENGE_SID, IDENTITY = 60362, 60363, 60364, 60367
DETAILS, FACTOR_TYPE, CONFIG, PAGE_SIZE, PAGE_TOKEN = 60368, 60369, 60370, 60373, 60374
"""The finer codes of unfit parameters."""


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    code: int
    message: str
    fine: int | None = None
    """The finer code, of an unfit parameter alone."""
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def unfit(name: str, fine: int = REQUEST) -> RefusedError:
    """A parameter of the entity, factor and challenge side; which code tells it is a setting."""
    return RefusedError(Refusal(400, _FIELD, f"Invalid parameter: {name}", fine))


def unfit_for_verification(name: str, _fine: int = REQUEST) -> RefusedError:
    return refused(400, 60200, f"Invalid parameter `{name}`")


def not_found(path: str) -> RefusedError:
    """`path` begins with /v2, which the message leaves out."""
    shown = path.removeprefix("/v2")
    return refused(404, 20404, f"The requested resource {shown} was not found")


def refused(
    status: int, code: int, message: str, headers: Mapping[str, str] | None = None
) -> RefusedError:
    return RefusedError(Refusal(status, code, message, headers=headers or {}))


def reply(refusal: Refusal, settings: TwilioVerifySettings) -> Reply:
    code = refusal.code
    if refusal.fine is not None:
        code = refusal.fine if settings.bad_field == "fine" else int(settings.bad_field)
    status = settings.status_of(code, refusal.status)
    headers = dict(refusal.headers)
    wait = settings.retry_after_of_limits_s
    if wait and code in _BUSINESS_LIMITS:
        headers.setdefault("Retry-After", str(wait))
    body: JsonObject = {
        "code": code,
        "message": refusal.message,
        "more_info": f"{_MORE_INFO}{code}",
        "status": status,
    }
    return Reply(body, status, headers)
