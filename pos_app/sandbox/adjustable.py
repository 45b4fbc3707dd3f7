"""Settings that change by name: what every provider's switches have in common."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from pos_app.sandbox.exact_json import Json

LEAST = "least"
"""In a field's metadata: the smallest whole number it takes, 1 unless told."""


@dataclass(frozen=True, slots=True)
class Adjustable:
    """The base of a frozen dataclass of texts, flags, whole numbers, choices and lists of texts."""

    def as_json(self) -> dict[str, Json]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def changed(self, changes: Mapping[str, Json]) -> Self:
        """Raises ValueError for an unknown name or an unfit value."""
        accepted = {name: _fit(type(self), name, value) for name, value in changes.items()}
        return replace(self, **accepted)


def _fit(settings: type[Any], name: str, value: Json) -> Any:  # noqa: ANN401
    hint = get_type_hints(settings).get(name)
    if hint is None:
        raise ValueError(f"no setting named {name!r}")
    if get_origin(hint) is Literal:
        return _choice(name, get_args(hint), value)
    if get_origin(hint) is tuple:
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ValueError(f"{name} is a list of texts")
    if type(value) is not hint:
        raise ValueError(f"{name} is of type {hint.__name__}")
    if type(value) is int:
        least = next(f.metadata.get(LEAST, 1) for f in fields(settings) if f.name == name)
        if value < least:
            raise ValueError(f"{name} is at least {least}")
    return value


def _choice(name: str, choices: tuple[Any, ...], value: Json) -> Any:  # noqa: ANN401
    for choice in choices:
        if type(choice) is type(value) and choice == value:
            return choice
    raise ValueError(f"{name} is one of {', '.join(str(choice) for choice in choices)}")
