"""What an answer means: a payload, or the error that the core knows; contract, 2 to 8.

Error bodies have five shapes or none at all. What is neither empty nor JSON was not written by
Weavr: something on the way answered in its place.
"""

import re
from collections.abc import Iterator
from typing import TypeVar

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value
from pos_app.providers.http import Reply
from pos_app.providers.reading import Json, message_of, parse, read
from pos_app.providers.weavr import wire
from pos_app.providers.weavr.meanings import ANYWHERE, NOT_SAID, NOT_USABLE, Action, Meaning, Table

Payload = TypeVar("Payload", bound=wire.Wire)
CODE = re.compile(r"[A-Z][A-Z0-9_]{2,63}")
KEY_IS_RIGHT = frozenset({200, 400, 403, 404, 409, 410, 423})
"""What a sign-in of nobody is answered where the key of the programme is accepted (2)."""


class RefusedByWeavrError(RefusedError):
    """Weavr's own no, and what is to be done about it."""

    def __init__(self, refusal: Refusal, status: int, action: Action) -> None:
        super().__init__(refusal)
        self.status = status
        self.action = action


class SessionOverError(RefusedError):
    """Nothing more is answered to this token: idle, signed out, or never one."""

    def __init__(self) -> None:
        super().__init__(Refusal("SESSION_OVER"))


class Problem(Value, frozen=True):
    """An error of any shape. Its messages are remote and as they came."""

    code: str | None = None
    messages: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Problem(•••)"


def payload_of(reply: Reply, payload: type[Payload]) -> Payload:
    if reply.status != 200:
        raise ContractBrokenError(f"HTTP_{reply.status}")
    return read(reply.body, payload)


def check_nothing(reply: Reply) -> None:
    """A 204, which is all there is to it: under any other success somebody else has spoken."""
    if reply.status != 204:
        raise ContractBrokenError(f"HTTP_{reply.status}")


def check(reply: Reply, table: Table) -> None:
    """Raises for all but successes. ``table``: what the codes of this call mean."""
    _check_processed(reply)
    if reply.status < 400:
        return
    problem = _problem(reply)
    if reply.status == 401:
        raise SessionOverError
    meaning = _meaning(reply.status, problem, table)
    if meaning.action is Action.UNKNOWN:
        raise OutcomeUnknownError(meaning.sentence)
    refusal = Refusal(meaning.sentence, message_of(" ".join(problem.messages)))
    raise RefusedByWeavrError(refusal, reply.status, meaning.action)


def check_key(reply: Reply) -> None:
    """The answer to a sign-in of nobody, which tells whether the key is accepted."""
    _check_processed(reply)
    if reply.status == 401:
        raise MisconfiguredError(Refusal("HTTP_401"))
    if reply.status not in KEY_IS_RIGHT:
        raise ContractBrokenError(f"HTTP_{reply.status}")


def _meaning(status: int, problem: Problem, table: Table) -> Meaning:
    code = problem.code or ""
    known = table.get(code) or ANYWHERE.get(code)
    if known is not None:
        return known
    match status:
        case 403 if not code:
            return NOT_SAID
        case 403 | 404:
            return NOT_USABLE
        case 412:
            return Meaning("REQUEST_REUSED")
        case 400:
            return Meaning("REQUEST_MALFORMED")
        case _:
            return Meaning(code if CODE.fullmatch(code) else f"HTTP_{status}")


def _check_processed(reply: Reply) -> None:
    """429 is refused before the work, 408 and 5xx at any point of it."""
    if reply.status == 429:
        raise NotSentError("HTTP_429", reply.retry_after)
    if reply.status == 408 or reply.status >= 500:
        raise OutcomeUnknownError(f"HTTP_{reply.status}")


def _problem(reply: Reply) -> Problem:
    """Also of an empty body, which says nothing (8)."""
    if not reply.body.strip():
        return Problem()
    try:
        document = parse(reply.body)
    except ContractBrokenError:
        raise _elsewhere(reply) from None
    if not isinstance(document, dict):
        return Problem()
    code = document.get("errorCode")
    return Problem(code if isinstance(code, str) else None, tuple(_messages(document)))


def _elsewhere(reply: Reply) -> ProviderError:
    return OutcomeUnknownError(f"Edge_{reply.status}")


def _messages(document: dict[str, Json]) -> Iterator[str]:
    if isinstance(message := document.get("message"), str):
        yield message
    for held, member in (("syntaxErrors", "invalidFields"), ("_embedded", "errors")):
        inner = document.get(held)
        if isinstance(inner, dict):
            yield from _fields(inner.get(member))
    yield from _fields(document.get("validationErrors"))


def _fields(value: Json) -> Iterator[str]:
    """``code REGEX``, of fields by their names; never what stood in them."""
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            told = (item.get(name) for name in ("fieldName", "error", "message"))
            if words := " ".join(text for text in told if isinstance(text, str)):
                yield words
