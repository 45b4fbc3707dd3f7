"""JSON whose numbers are exact: fractions are read as Decimal and written digit by digit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TypeAlias

Json: TypeAlias = "bool | int | Decimal | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"


def _reject(constant: str) -> Json:
    raise ValueError(f"{constant} is not JSON")


def parse(body: bytes) -> Json:
    """Raises ValueError for whatever is not JSON, nesting beyond reason included."""
    try:
        value: Json = json.loads(body, parse_float=Decimal, parse_constant=_reject)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def render(value: Json) -> bytes:
    return _text(value).encode("utf-8", "replace")


def _text(value: Json) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        members = [f"{encode_basestring(name)}:{_text(member)}" for name, member in value.items()]
        return "{" + ",".join(members) + "}"
    return "[" + ",".join([_text(item) for item in value]) + "]"
