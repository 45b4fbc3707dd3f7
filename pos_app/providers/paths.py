"""Percent-encoding of what goes into a path."""

from urllib.parse import quote


def segment(value: str) -> str:
    """One path segment; even dots, since a path of dots alone would be climbed."""
    encoded = quote(value, safe="")
    return encoded.replace(".", "%2E") if encoded.strip(".") == "" else encoded
