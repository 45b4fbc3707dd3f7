"""The base of everything the core passes around."""

import msgspec


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An immutable value that compares by its fields."""


class Variant(Value, frozen=True, tag=True):
    """One member of a union that is written to the journal under its class name."""
