"""What an answer means: a payload, or the error that the core knows; contract, 6.

The code decides before the status, and the message never does: it is not even kept, since it may
quote a number.
"""

from typing import TypeVar

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.providers.http import Reply
from pos_app.providers.reading import answered_on_the_way, read
from pos_app.providers.twilio_verify import wire
from pos_app.providers.twilio_verify.meanings import Family, Meaning, meaning_of

Payload = TypeVar("Payload", bound=wire.Wire)


class BusyError(NotSentError):
    """Twilio's word that it has not processed the request (429 without a limit of the business)."""


class RefusedByTwilioError(RefusedError):
    """Twilio's own no. ``code`` is its number for it."""

    def __init__(self, status: int, code: int | None, meaning: Meaning) -> None:
        super().__init__(meaning.refusal)
        self.status = status
        self.code = code
        self.family = meaning.family


def payload_of(reply: Reply, payload: type[Payload]) -> Payload:
    if not 200 <= reply.status < 300:
        raise ContractBrokenError(f"HTTP_{reply.status}")
    return read(reply.body, payload)


def check(reply: Reply, *, mutating: bool) -> None:
    """Raises for all but successes."""
    if reply.status < 400:
        return
    problem = problem_of(reply)
    meaning = meaning_of(problem.code if problem else None)
    if reply.status == 401 or meaning.family is Family.SET_UP:
        raise MisconfiguredError(_named(reply, problem))
    if reply.status == 408 or reply.status >= 500:
        raise OutcomeUnknownError(_code(reply, problem))
    if meaning.may_repeat or (reply.status == 429 and meaning.family is Family.OTHER):
        raise BusyError(_code(reply, problem), reply.retry_after)
    if problem is None:
        raise answered_on_the_way(reply.status, mutating=mutating)
    if reply.status == 403 and meaning.family is Family.OTHER:
        raise MisconfiguredError(_named(reply, problem))
    raise RefusedByTwilioError(reply.status, problem.code, meaning)


def problem_of(reply: Reply) -> wire.Problem | None:
    """Nothing, unless the body has Twilio's form: something on the way wrote it."""
    try:
        problem = read(reply.body, wire.Problem)
    except ContractBrokenError:
        return None
    return problem if problem.code is not None else None


def _code(reply: Reply, problem: wire.Problem | None) -> str:
    return f"HTTP_{reply.status}" if problem is None else f"TWILIO_{problem.code}"


def _named(reply: Reply, problem: wire.Problem | None) -> Refusal:
    return Refusal(_code(reply, problem))
