"""Reads bodies and queries member by member; what is missing or unfit leaves as a 400."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pos_app.sandbox import exact_json
from pos_app.sandbox.weavr.refusals import invalid, malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_app.sandbox.exact_json import Json
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.weavr.refusals import Fault, RefusedError

ID = re.compile(r"[0-9]+")
_CODE = re.compile(r"[0-9]{6}")
_LARGEST = 2**63 - 1


def read_body(call: Incoming) -> Members:
    """No body at all reads as an object without members."""
    if not call.body:
        return Members({})
    try:
        value = exact_json.parse(call.body)
    except ValueError:
        raise malformed("the body is not JSON") from None
    if not isinstance(value, dict):
        raise malformed("the body is not a JSON object")
    return Members(value)


def read_channel(call: Incoming, channels: tuple[str, ...]) -> str:
    channel = call.segments["channel"]
    if channel not in channels:
        raise invalid("channel", "IN", *channels)
    return channel


def read_code(members: Members) -> str:
    return members.text("verificationCode", pattern=_CODE, most=6)


class Members:
    """Null and absent are the same; unknown members are ignored."""

    __slots__ = ("_members", "_prefix")

    def __init__(self, members: Mapping[str, Json], prefix: str = "") -> None:
        """`prefix` is where errors place a member, as `source.`"""
        self._members = members
        self._prefix = prefix

    def __contains__(self, name: str) -> bool:
        return self._members.get(name) is not None

    def text(self, name: str, *, pattern: re.Pattern[str] | None = None, most: int = 255) -> str:
        value = self.optional_text(name, pattern=pattern, most=most)
        if value is None:
            raise self._invalid(name, "REQUIRED")
        return value

    def optional_text(
        self, name: str, *, pattern: re.Pattern[str] | None = None, most: int = 255
    ) -> str | None:
        value = self._members.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._invalid(name, "HAS_TEXT")
        if len(value) > most:
            raise self._invalid(name, "SIZE", str(most))
        if pattern is not None and not pattern.fullmatch(value):
            raise self._invalid(name, "REGEX", pattern.pattern)
        return value

    def id(self, name: str) -> str:
        return self.text(name, pattern=ID, most=30)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name)
        if value not in choices:
            raise self._invalid(name, "IN", *choices)
        return value

    def whole(self, name: str) -> int:
        value = self._members.get(name)
        if value is None:
            raise self._invalid(name, "REQUIRED")
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
            raise self._invalid(name, "RANGE")
        return value

    def object(self, name: str) -> Members:
        value = self._members.get(name)
        if not isinstance(value, dict):
            raise self._invalid(name, "REQUIRED")
        return Members(value, f"{self._prefix}{name}.")

    def ids(self, name: str) -> tuple[str, ...]:
        """At least one."""
        value = self._members.get(name)
        if not isinstance(value, list) or not value:
            raise self._invalid(name, "REQUIRED")
        texts = [one for one in value if isinstance(one, str) and ID.fullmatch(one)]
        if len(texts) != len(value):
            raise self._invalid(name, "REGEX", ID.pattern)
        return tuple(texts)

    def _invalid(self, name: str, error: Fault, *params: str) -> RefusedError:
        return invalid(self._prefix + name, error, *params)


class Query:
    __slots__ = ("_pairs",)

    def __init__(self, call: Incoming) -> None:
        self._pairs = parse_qsl(call.query, keep_blank_values=True)

    def every(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def one(self, name: str) -> str | None:
        return next(iter(self.every(name)), None)

    def whole(self, name: str, least: int = 0, most: int = _LARGEST) -> int | None:
        value = self.one(name)
        if value is None:
            return None
        if not ID.fullmatch(value) or not least <= int(value) <= most:
            raise invalid(name, "RANGE", str(least), str(most))
        return int(value)
