"""What an answer means: a payload, or the error that the core knows; contract, section 2.

Family A answers bare objects, family B envelopes. Their ``Code`` are different things, a secret in
the one and a label in the other, so nothing of them is shared beyond the status and the JSON.
"""

from typing import Generic, NoReturn, TypeVar

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value
from pos_app.providers.bonifiq import wire
from pos_app.providers.bonifiq.reading import read, read_object
from pos_app.providers.reading import message_of, read_as, text_of, whole_of

Payload = TypeVar("Payload", bound=wire.Wire)

SUCCESS, WARNING, ERROR = 0, 1, 2
"""Severity."""
ENVELOPE = frozenset({"Result", "HasError", "ErrorMessage", "ErrorCode"})
"""Members by which an envelope is known."""


class RefusedByStatusError(RefusedError):
    """A 4xx. ``enveloped`` tells BonifiQ's own refusal from that of something in between."""

    def __init__(self, refusal: Refusal, status: int, *, enveloped: bool) -> None:
        super().__init__(refusal)
        self.status = status
        self.enveloped = enveloped


class NothingFoundError(RefusedError):
    """An answer without a result that does not speak of an error (section 2, item 6)."""


class Accepted(Value, Generic[Payload], frozen=True):
    result: Payload
    note: Refusal | None = None
    """The warning of Severity 1."""


class _Messages(wire.Wire, frozen=True):
    error_message: wire.Text = None
    friendly_error_message: wire.Text = None


def bare(
    status: int, body: bytes, payload: type[Payload], retry_after: float | None = None
) -> Payload:
    """Family A, and the bare answers of 3.9."""
    _check_processed(status, retry_after)
    if status >= 400:
        messages = _described(body, _Messages) or _Messages()
        text = messages.friendly_error_message or messages.error_message
        _refuse(Refusal(f"HTTP_{status}", message_of(text)), status, enveloped=_is_enveloped(body))
    _check_success(status)
    return read(body, payload)


def enveloped(
    status: int, body: bytes, payload: type[Payload], retry_after: float | None = None
) -> Accepted[Payload]:
    """Family B."""
    _check_processed(status, retry_after)
    if status >= 400:
        refused = _described(body, wire.Envelope) or wire.Envelope()
        refusal = Refusal(_label(refused) or f"HTTP_{status}", _message(refused))
        _refuse(refusal, status, enveloped=_is_enveloped(body))
    _check_success(status)
    envelope = read(body, wire.Envelope)
    severity = whole_of(envelope.severity) or SUCCESS
    if envelope.has_error or severity == ERROR:
        raise RefusedError(Refusal(_label(envelope) or "REFUSED", _message(envelope)))
    if severity not in {SUCCESS, WARNING}:
        raise ContractBrokenError("UnknownSeverity")
    result = envelope.result if envelope.result is not None else envelope.data
    if result is None:
        raise NothingFoundError(Refusal(_label(envelope) or "EMPTY_RESULT", _message(envelope)))
    note = None
    if severity == WARNING:
        note = Refusal(_label(envelope) or "WARNING", _message(envelope))
    return Accepted(read_as(result, payload), note)


def _check_processed(status: int, retry_after: float | None) -> None:
    """429 is refused before the work, 408 and 5xx at any point of it."""
    if status == 429:
        raise NotSentError("HTTP_429", retry_after)
    if status == 408 or status >= 500:
        raise OutcomeUnknownError(f"HTTP_{status}")


def _refuse(refusal: Refusal, status: int, *, enveloped: bool) -> NoReturn:
    if status in {401, 403}:
        raise MisconfiguredError(Refusal(f"HTTP_{status}", refusal.text))
    raise RefusedByStatusError(refusal, status, enveloped=enveloped)


def _check_success(status: int) -> None:
    if not 200 <= status < 300:
        raise ContractBrokenError(f"HTTP_{status}")


def _described(body: bytes, payload: type[Payload]) -> Payload | None:
    """What a refusal says about itself, if it can be read."""
    try:
        return read(body, payload)
    except ContractBrokenError:
        return None


def _is_enveloped(body: bytes) -> bool:
    try:
        return not ENVELOPE.isdisjoint(read_object(body))
    except ContractBrokenError:
        return False


def _label(envelope: wire.Envelope) -> str | None:
    names = (envelope.code_name, envelope.code, envelope.error_code)
    return next((text for text in map(text_of, names) if text), None)


def _message(envelope: wire.Envelope) -> str | None:
    return message_of(envelope.error_message) or message_of(envelope.friendly_error_message)
