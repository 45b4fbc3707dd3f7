"""Takes out of a text what support must not see, once more than the log has done already.

The stored secrets are known by value, and are found in whatever way they were written. What is
not known is recognised by its look or by the word before it.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pos_app.core.scrubbing import scrub

SHORTEST_SECRET = 6
"""Characters; a shorter value is part of too many innocent ones."""

_CODE = re.compile(r"(?i)\b(code|otp|pin|passcode|c[oó]digo)(\W{1,4})\d{4,10}\b")
_NAMED = re.compile(
    r"(?i)(senha|password|passphrase|secret|token|verifier|api[_ ]?key|authorization|_key)"
    r"([\"']?\s*[:= ]\s*[\"']?)([^\s\"',;}\[\]]{4,})"
)
_ACCOUNT = re.compile(r"\b([A-Z]{2})[0-9a-f]{28}(?=[0-9a-f]{4}\b)")
"""Identifiers of accounts, services and keys at Twilio: the last four are enough to tell them."""
_OWN_NUMBER = re.compile(r"[A-Z0-9-]{2,24}-\d{6}(?:-[0-9a-f]{6})?")
"""Of a sale, and of its order at the provider."""
_OPAQUE = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_=.~-]{12,}(?![\w+/=-])")


class Mask:
    def __init__(self, secrets: Iterable[str] = (), home: str = "") -> None:
        """``home``: the user's own folder, whose name is theirs."""
        written = {form for secret in secrets for form in ways_to_write(secret)}
        longest_first = sorted(written, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if written else None
        self._home = home

    def text(self, text: str) -> str:
        return "".join(map(self._line, text.splitlines(keepends=True)))

    def _line(self, line: str) -> str:
        if self._home:
            line = line.replace(self._home, "~")
        if self._known is not None:
            line = self._known.sub("[secret]", line)
        line = _CODE.sub(r"\1\2[code]", line)
        line = _NAMED.sub(r"\1\2[secret]", line)
        line = _ACCOUNT.sub(r"\1…", line)
        return scrub(_OPAQUE.sub(self._opaque, line))

    def _opaque(self, found: re.Match[str]) -> str:
        if _OWN_NUMBER.fullmatch(found[0]):
            return found[0]
        return "[secret]" if looks_secret(found[0]) or self._hides(found[0]) else found[0]

    def _hides(self, text: str) -> bool:
        """Whether it is Base64 of something that would not have passed."""
        inside = _decoded(text)
        if inside is None:
            return False
        known = self._known is not None and self._known.search(inside)
        return bool(known) or bool(_CODE.search(inside)) or scrub(inside) != inside


def looks_secret(text: str) -> bool:
    """As keys and tokens look: long, without a word, small and capital letters and digits."""
    parts = [part for part in re.split(r"[/.]", text) if len(part) >= 20]
    return any(
        re.search(r"[a-z]", part)
        and re.search(r"[A-Z]", part)
        and len(re.findall(r"\d", part)) >= 2
        for part in parts
    )


def _decoded(text: str) -> str | None:
    bare = text.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        inside = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return inside if inside.isprintable() else None


def ways_to_write(secret: str) -> Iterator[str]:
    """As it is, in an address, in hexadecimals, and in Base64 wherever in a text it began."""
    if len(secret) < SHORTEST_SECRET:
        return
    raw = secret.encode()
    yield from (secret, quote(secret, safe=""), raw.hex())
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode()
        own = encoded[(0, 2, 3)[before] : (before + len(raw)) * 8 // 6]
        if len(own) >= SHORTEST_SECRET:
            yield from (own, own.replace("+", "-").replace("/", "_"))
