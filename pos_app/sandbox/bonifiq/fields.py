"""Reads request bodies member by member; whatever breaks the schema is a MalformedError."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from pos_app.sandbox import exact_json
from pos_app.sandbox.bonifiq.refusals import MalformedError
from pos_app.sandbox.money import to_cents

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject

_T = TypeVar("_T")


def read_object(body: bytes) -> JsonObject:
    try:
        value = exact_json.parse(body)
    except ValueError:
        raise MalformedError("O corpo não é JSON.") from None
    if not isinstance(value, dict):
        raise MalformedError("O corpo não é um objeto JSON.")
    return value


def read_int32(segment: str) -> int:
    if not (segment.isascii() and segment.isdigit() and len(segment) <= 10):
        raise MalformedError("O id no endereço não é int32.")
    return int(segment)


class Fields:
    """Null and absent are the same; unknown members are ignored."""

    __slots__ = ("_at", "_members")

    def __init__(self, members: Mapping[str, Json], at: str = "") -> None:
        self._members = members
        self._at = at

    def text(self, name: str) -> str:
        return self._present(name, self.optional_text(name))

    def optional_text(self, name: str) -> str | None:
        value = self._members.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise self._malformed(name, "não é texto")
        return value

    def text_or_number(self, name: str) -> str:
        """The reference pages show unquoted SKUs; both forms are read."""
        value = self._members.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(name)

    def optional_integer(self, name: str) -> int | None:
        value = self._members.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**31:
            raise self._malformed(name, "não é int32")
        return value

    def cents(self, name: str) -> int:
        return self._present(name, self.optional_cents(name))

    def optional_cents(self, name: str) -> int | None:
        value = self._members.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self._malformed(name, "não é número")
        try:
            cents = to_cents(value)
        except ValueError:
            raise self._malformed(name, "não é um valor em reais com até duas casas") from None
        if cents < 0:
            raise self._malformed(name, "é negativo")
        return cents

    def optional_flag(self, name: str) -> bool | None:
        value = self._members.get(name)
        if value is None or isinstance(value, bool):
            return value
        raise self._malformed(name, "não é booleano")

    def optional_instant(self, name: str) -> datetime | None:
        value = self.optional_text(name)
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise self._malformed(name, "não é data ISO-8601") from None

    def instant(self, name: str) -> datetime:
        return self._present(name, self.optional_instant(name))

    def object(self, name: str) -> Fields:
        value = self._members.get(name)
        if not isinstance(value, Mapping):
            raise self._malformed(name, "não é um objeto")
        return Fields(value, f"{self._at}{name}.")

    def objects(self, name: str) -> list[Fields]:
        """An absent array is an empty one."""
        value = self._members.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._malformed(name, "não é uma lista")
        if not all(isinstance(item, Mapping) for item in value):
            raise self._malformed(name, "não é uma lista de objetos")
        return [Fields(item, f"{self._at}{name}[].") for item in value]

    def _present(self, name: str, value: _T | None) -> _T:
        if value is None:
            raise self._malformed(name, "é obrigatório")
        return value

    def _malformed(self, name: str, why: str) -> MalformedError:
        return MalformedError(f"{self._at}{name} {why}.")
