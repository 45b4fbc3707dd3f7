"""BonifiQ's answers, whose members come with either case of their first letter."""

import re
from typing import TypeVar

from pos_app.core.errors import ContractBrokenError
from pos_app.providers.reading import Json, parse, read_as, read_exact

Payload = TypeVar("Payload")


def read(body: bytes, payload: type[Payload]) -> Payload:
    """A bare object. One spelt as published is decoded in one go."""
    exact = None if _LOWERED.search(body) else read_exact(body, payload)
    return read_as(read_object(body), payload) if exact is None else exact


def read_object(body: bytes) -> dict[str, Json]:
    """The object with the first letter of every member raised."""
    document = parse(body)
    if not isinstance(document, dict):
        raise ContractBrokenError("UnreadableBody")
    return _raised(document)


def _raised(value: dict[str, Json]) -> dict[str, Json]:
    raised: dict[str, Json] = {}
    for name, member in value.items():
        pascal = name[:1].upper() + name[1:]
        if pascal in raised:
            raise ContractBrokenError("AmbiguousMember")
        raised[pascal] = _raise_within(member)
    return raised


def _raise_within(value: Json) -> Json:
    if isinstance(value, dict):
        return _raised(value)
    if isinstance(value, list):
        return [_raise_within(item) for item in value]
    return value


_LOWERED = re.compile(rb'"[a-z][^"\\]*"\s*:')
"""A member whose first letter is not a capital."""
