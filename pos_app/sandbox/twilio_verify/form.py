"""Reads form bodies and queries by parameter; what is unfit leaves as a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from pos_app.sandbox import exact_json
from pos_app.sandbox.twilio_verify.refusals import REQUEST, RefusedError, unfit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_app.sandbox.exchange import Incoming

Refuse: TypeAlias = Callable[[str, int], RefusedError]
"""Makes the refusal that names a parameter, with its finer code."""
Chosen = TypeVar("Chosen", bound=str)

FORM = "application/x-www-form-urlencoded"
_LONGEST_OBJECT = 1024


class Form:
    """Blank and absent are the same; unknown parameters are ignored."""

    __slots__ = ("_unfit", "pairs")

    def __init__(self, pairs: Iterable[tuple[str, str]], unfit: Refuse = unfit) -> None:
        self.pairs = tuple(pairs)
        self._unfit = unfit

    def refusal(self, name: str, fine: int = REQUEST) -> RefusedError:
        return self._unfit(name, fine)

    def every(self, name: str) -> list[str]:
        """The values of a repeated key, in order."""
        return [value for key, value in self.pairs if key == name and value]

    def optional(self, name: str) -> str | None:
        values = self.every(name)
        return values[-1] if values else None

    def text(self, name: str, least: int = 1, most: int = 1024, fine: int = REQUEST) -> str:
        value = self.optional(name)
        if value is None or not least <= len(value) <= most:
            raise self.refusal(name, fine)
        return value

    def integer(self, name: str, least: int, most: int, default: int, fine: int = REQUEST) -> int:
        value = self.optional(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdecimal() and len(value) <= 9):
            raise self.refusal(name, fine)
        if not least <= int(value) <= most:
            raise self.refusal(name, fine)
        return int(value)

    def choice(
        self,
        name: str,
        choices: Iterable[Chosen],
        default: Chosen | None = None,
        fine: int = REQUEST,
    ) -> Chosen:
        """Without a default it is required."""
        value = self.optional(name)
        if value is None and default is not None:
            return default
        for choice in choices:
            if choice == value:
                return choice
        raise self.refusal(name, fine)

    def texts(self, name: str, most: int = _LONGEST_OBJECT) -> dict[str, str] | None:
        """A stringified JSON object of texts, `most` characters at most; None when absent."""
        value = self.optional(name)
        if value is None:
            return None
        read = texts_of(value) if len(value) <= most else None
        if read is None:
            raise self.refusal(name)
        return read


def texts_of(value: str) -> dict[str, str] | None:
    """None where it is no JSON object, or has a value that is no text."""
    try:
        read = exact_json.parse(value.encode("utf-8", "replace"))
    except ValueError:
        return None
    if not isinstance(read, dict):
        return None
    texts = {name: text for name, text in read.items() if isinstance(text, str)}
    return texts if len(texts) == len(read) else None


def body_of(call: Incoming, unfit: Refuse = unfit) -> Form:
    """Any other body than a form, as JSON, reads as one without parameters."""
    if not call.headers.get("content-type", "").startswith(FORM):
        return Form((), unfit)
    text = call.body.decode("utf-8", "replace")
    return Form(parse_qsl(text, keep_blank_values=True), unfit)


def query_of(call: Incoming, unfit: Refuse = unfit) -> Form:
    return Form(parse_qsl(call.query, keep_blank_values=True), unfit)
