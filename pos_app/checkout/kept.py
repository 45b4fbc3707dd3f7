"""What is kept beside the events of an unfinished sale: exact requests, and who is meant."""

import msgspec

from pos_app.checkout import people
from pos_app.checkout.people import Person
from pos_app.providers.ports import Draft

_drafts = msgspec.json.Decoder(Draft)


def draft_name(key: str) -> str:
    return f"draft:{key}"


def draft_key(name: str) -> str | None:
    kind, _, key = name.partition(":")
    return key if kind == "draft" else None


def decode(name: str, body: bytes) -> Draft | Person:
    """Raises ``msgspec.MsgspecError``."""
    return people.decode(body) if draft_key(name) is None else _drafts.decode(body)
