"""The names of things in Twilio's paths, checked before they go into one; contract, 1."""

import re

PATTERN = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}", re.ASCII)
IDENTITY = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)

SERVICE, FACTOR, CHALLENGE = "VA", "YF", "YC"
VERIFICATION = "VE"


class BadNameError(ValueError):
    """The message says which kind of name it was, and not the name."""


def is_sid(kind: str, text: object) -> bool:
    return isinstance(text, str) and text[:2] == kind and PATTERN.fullmatch(text) is not None


def sid(kind: str, text: str) -> str:
    if not is_sid(kind, text):
        raise BadNameError(f"no {kind} SID")
    return text


def is_identity(text: str) -> bool:
    """8 to 64 characters, groups of letters and digits with dashes between."""
    return 8 <= len(text) <= 64 and IDENTITY.fullmatch(text) is not None


def identity(text: str) -> str:
    if not is_identity(text):
        raise BadNameError("no identity")
    return text
