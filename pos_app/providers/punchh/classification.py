"""What an answer means: a payload, or the error that the core knows; contract, section 5.

Errors come in seven shapes, which are normalised to status, code and messages. What is not JSON was
not written by Punchh: something on the way answered in its place (8, trap 8).
"""

import re
from typing import TypeVar

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value
from pos_app.providers.http import Reply
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.meanings import Meaning, meaning_of, names_channel, plain
from pos_app.providers.reading import Json, answered_on_the_way, message_of, parse, read

Payload = TypeVar("Payload", bound=wire.Wire)

NOT_THE_CODE = frozenset(
    {Meaning.CONSENT_MISSING, Meaning.CHANNEL_NOT_AVAILABLE, Meaning.MISSING_PARAMETER}
)
"""Refusals of a check that say nothing about the code (4.2)."""
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
CAPTCHA = "captcha verification failed"
"""Of the bot protection in front of Punchh (4.3)."""


class RefusedByPunchhError(RefusedError):
    """Punchh's own no. ``code`` is its key for it, where the shape has one."""

    def __init__(self, refusal: Refusal, status: int, code: str | None, meaning: Meaning) -> None:
        super().__init__(refusal)
        self.status = status
        self.code = code
        self.meaning = meaning


class Problem(Value, frozen=True):
    """An error of any shape. Its messages are remote and as they came."""

    status: int
    code: str | None = None
    messages: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Problem({self.status})"


def payload_of(reply: Reply, payload: type[Payload]) -> Payload:
    """The body of a 2xx, which is JSON of the declared form."""
    if not 200 <= reply.status < 300:
        raise ContractBrokenError(f"HTTP_{reply.status}")
    return read(reply.body, payload)


def check_nothing(reply: Reply, *statuses: int) -> None:
    """An answer without a body (shape G): Punchh's only if it has none, or JSON of no interest. A
    page of HTML under a success status is a log-in page of the network's; what has the
    shape of an error is none of its successes (5)."""
    if reply.status not in statuses:
        raise ContractBrokenError(f"HTTP_{reply.status}")
    if not reply.body.strip():
        return
    answer = parse(reply.body)
    if answer in (None, ""):
        return
    if not isinstance(answer, dict) or answer.keys() & {"error", "errors"}:
        raise ContractBrokenError("NotNothing")


def check_pos(reply: Reply, *, mutating: bool, uid: str = "") -> None:
    """``/api/pos/*`` and ``/receipt_details``. Raises for all but successes and what is no answer;
    ``uid`` is that of a check-in, which a refusal may name as already recorded (9, item 7)."""
    _check_processed(reply)
    if reply.status < 400:
        return
    problem = _problem(reply, mutating=mutating)
    if reply.status in {401, 403}:
        raise _misconfigured(problem)
    meaning = meaning_of(problem.messages, problem.code)
    if uid and reply.status in {409, 422} and any(uid in text for text in problem.messages):
        meaning = Meaning.ALREADY_RECORDED
    raise _refused(problem, meaning)


def check_identity(reply: Reply) -> None:
    """A send, a refresh, a sign-out, a profile: ``/api2/*``, whose errors have shape E."""
    _check_processed(reply)
    if reply.status < 400:
        return
    problem = _problem(reply, mutating=True)
    meaning = _identity_meaning(problem)
    if reply.status in {401, 412} or (reply.status == 403 and meaning is not Meaning.BANNED):
        raise _misconfigured(problem)
    raise _refused(problem, meaning)


def check_code(reply: Reply) -> None:
    """The answer to a typed code (4.2): which status and key a wrong one has is not published, so
    all that is neither about consent nor about a missing member is about the code."""
    _check_processed(reply)
    if reply.status < 400:
        return
    problem = _problem(reply, mutating=True)
    if reply.status == 412:
        raise _misconfigured(problem)
    if reply.status == 403:
        raise _refused(problem, Meaning.BANNED)
    meaning = _identity_meaning(problem)
    raise _refused(problem, meaning if meaning in NOT_THE_CODE else Meaning.CODE_REJECTED)


def problem_of(status: int, body: bytes) -> Problem | None:
    """Nothing if the body is not JSON."""
    try:
        document = parse(body)
    except ContractBrokenError:
        return None
    if isinstance(document, dict):
        error = document.get("error", document.get("errors"))
        return Problem(status, *_told(error))
    return Problem(status, None, _texts(document))


def _told(error: Json) -> tuple[str | None, tuple[str, ...]]:
    if not isinstance(error, dict):
        return None, _texts(error)
    if "message" in error or "code" in error:
        return _key(error.get("code")), _texts(error.get("message"))
    texts = tuple(text for member in error.values() for text in _texts(member))
    return _key(next(iter(error), None)), texts


def _key(value: Json) -> str | None:
    """A name for an error, not words about a person."""
    return value if isinstance(value, str) and KEY.fullmatch(value) else None


def _texts(value: Json) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item.strip())


def _check_processed(reply: Reply) -> None:
    """429 is refused before the work, 408 and 5xx at any point of it."""
    if reply.status == 429:
        raise NotSentError("HTTP_429", reply.retry_after)
    if reply.status == 408 or reply.status >= 500:
        raise OutcomeUnknownError(f"HTTP_{reply.status}")


def _problem(reply: Reply, *, mutating: bool) -> Problem:
    problem = problem_of(reply.status, reply.body)
    if problem is None and reply.status == 401 and not reply.body.strip():
        return Problem(reply.status)
    if problem is None or any(CAPTCHA in plain(text) for text in problem.messages):
        raise answered_on_the_way(reply.status, mutating=mutating)
    return problem


def _identity_meaning(problem: Problem) -> Meaning:
    meaning = meaning_of(problem.messages, problem.code)
    if meaning is Meaning.MISSING_PARAMETER or problem.code == "missing_required_param":
        named = names_channel(problem.messages)
        return Meaning.CHANNEL_NOT_AVAILABLE if named else Meaning.MISSING_PARAMETER
    return meaning


def _refused(problem: Problem, meaning: Meaning) -> RefusedByPunchhError:
    code = f"HTTP_{problem.status}" if meaning is Meaning.OTHER else meaning.name
    return RefusedByPunchhError(
        Refusal(code, _text(problem)), problem.status, problem.code, meaning
    )


def _misconfigured(problem: Problem) -> MisconfiguredError:
    return MisconfiguredError(Refusal(f"HTTP_{problem.status}", _text(problem)))


def _text(problem: Problem) -> str | None:
    return message_of(" ".join(problem.messages))
