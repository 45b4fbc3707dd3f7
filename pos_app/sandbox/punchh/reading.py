"""Reads request bodies member by member; what is missing or unfit leaves as a 400."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pos_app.sandbox import exact_json
from pos_app.sandbox.money import to_cents
from pos_app.sandbox.punchh.refusals import RefusedError, missing, refused

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json

_LARGEST_ID = 2**63


def read_members(body: bytes) -> Members:
    """No body at all reads as an object without members."""
    if not body:
        return Members({})
    try:
        value = exact_json.parse(body)
    except ValueError:
        raise refused("The body is not JSON", 400) from None
    if not isinstance(value, dict):
        raise refused("The body is not a JSON object", 400)
    return Members(value)


class Members:
    """Null, blank and absent are the same; unknown members are ignored."""

    __slots__ = ("_suffix", "raw")

    def __init__(self, members: Mapping[str, Json], suffix: str = "") -> None:
        """`suffix` is what errors append to a member's name, as `_0` for the first line."""
        self.raw = members
        self._suffix = suffix

    def get(self, name: str) -> Json:
        value = self.raw.get(name)
        return None if value in ("", [], {}) else value

    def required(self, name: str, called: str | None = None) -> Json:
        """`called` is the name that the refusal gives it."""
        value = self.get(name)
        if value is None:
            raise missing((called or name) + self._suffix)
        return value

    def optional_text(self, name: str) -> str | None:
        """A whole number is read as its digits: examples show ids in both forms."""
        value = self.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self._unfit(name)

    def text(self, name: str) -> str:
        self.required(name)
        return self.optional_text(name) or ""

    def id(self, name: str, called: str | None = None) -> int:
        self.required(name, called)
        value = self.optional_text(name) or ""
        if not (value.isascii() and value.isdigit() and int(value) < _LARGEST_ID):
            raise self._unfit(called or name)
        return int(value)

    def cents(self, name: str) -> int:
        self.required(name)
        return self.optional_cents(name) or 0

    def optional_cents(self, name: str) -> int | None:
        value = self.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self._unfit(name)
        try:
            return to_cents(value)
        except (ValueError, ArithmeticError):
            raise self._unfit(name) from None

    def quantity(self, name: str) -> Decimal:
        value = self.required(name)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value <= 0:
            raise self._unfit(name)
        return Decimal(value)

    def instant(self, name: str) -> datetime:
        """With a UTC offset."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise self._unfit(name) from None
        if moment.tzinfo is None:
            raise self._unfit(name)
        return moment

    def objects(self, name: str) -> list[Members]:
        """At least one; their members are told by index."""
        value = self.required(name)
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self._unfit(name)
        return [Members(item, f"_{place}") for place, item in enumerate(value)]

    def _unfit(self, name: str) -> RefusedError:
        return refused(f"Invalid value: {name}{self._suffix}", 400)
