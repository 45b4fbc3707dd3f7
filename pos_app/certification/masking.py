"""What may be shown of an exchange: members are masked by their names, and whatever was masked once
is masked wherever else it stands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from urllib.parse import parse_qsl, unquote

from pos_app.certification.results import Exchanged
from pos_app.core.value import Value
from pos_app.sandbox import exact_json
from pos_app.sandbox.exact_json import Json

Mask = Callable[[str, Mapping[str, Json]], str | None]
"""A value and the members beside it; ``None`` where it may be shown as it is."""

LONG = 8
"""Characters from which on a secret is found within longer words, too."""
WIDTH, ROW = 96, 300
"""Characters of a line, and of a row that is one of many."""
WORD = re.compile(r"[^\s=,;\"]{4,}")


class Rules(Value, frozen=True):
    members: Mapping[str, Mask]
    """Of JSON bodies and of query parameters, by name."""
    headers: Mapping[str, Mask]
    """The headers that are shown, by their names in lower case."""


class Masks:
    def __init__(self, rules: Rules, exchanged: Iterable[Exchanged]) -> None:
        """Learns every secret before anything is shown."""
        self._rules = rules
        self._known: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None
        for one in exchanged:
            self.headers(one)
            self.target(one)
            self.body(one.body)
            self.body(one.answer or b"")
        self._pattern = _pattern(self._known)

    def text(self, text: str) -> str:
        """Any text without what is secret elsewhere."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._known[found[0]], text)

    def headers(self, one: Exchanged) -> list[tuple[str, str]]:
        shown = []
        for name, value in one.headers:
            rule = self._rules.headers.get(name)
            if rule is not None:
                masked = rule(value, {}) or value
                self._learn_words(value, masked)
                shown.append((_spelt(name), masked))
        return shown

    def target(self, one: Exchanged) -> str:
        """The path with its query, as they read before they were percent-encoded."""
        pairs = parse_qsl(one.query, keep_blank_values=True)
        query = "&".join(f"{name}={self._member(name, value, {})}" for name, value in pairs)
        path = self.text(unquote(one.path))
        return f"{path}?{query}" if query else path

    def body(self, body: bytes) -> Json:
        """The document, masked; a text where it is not JSON."""
        if not body:
            return None
        try:
            document = exact_json.parse(body)
        except ValueError:
            return self.text(body.decode("utf-8", "replace"))
        return self._masked("", document, {})

    def _masked(self, name: str, value: Json, beside: Mapping[str, Json]) -> Json:
        if isinstance(value, Mapping):
            return {key: self._masked(key, one, value) for key, one in value.items()}
        if isinstance(value, str):
            return self._member(name, value, beside)
        if isinstance(value, Sequence):
            return [self._masked(name, one, beside) for one in value]
        if value is None or isinstance(value, bool):
            return value
        text = _digits(value)
        shown = self._member(name, text, beside)
        return value if shown == text else shown

    def _member(self, name: str, value: str, beside: Mapping[str, Json]) -> str:
        rule = self._rules.members.get(name)
        shown = rule(value, beside) if rule and value else None
        if shown is None:
            return self.text(value)
        if shown != value:
            self._known[value] = shown
        return shown

    def _learn_words(self, value: str, masked: str) -> None:
        for word in WORD.findall(value):
            if word not in masked:
                self._known[word] = "‹secret›"


def _digits(number: int | Decimal) -> str:
    return str(number) if isinstance(number, int) else format(number, "f")


def _pattern(known: Mapping[str, str]) -> re.Pattern[str] | None:
    forms = [_form(secret) for secret in sorted(known, key=len, reverse=True)]
    return re.compile("|".join(forms)) if forms else None


def _form(secret: str) -> str:
    """A short one could be part of any number."""
    return re.escape(secret) if len(secret) >= LONG else rf"(?<!\w){re.escape(secret)}(?!\w)"


def _spelt(name: str) -> str:
    return name if name.startswith(("punchh", "x-", "client")) else name.title()


def readable(document: Json, indent: int = 0, *, room: int = WIDTH) -> str:
    """JSON with whatever fits on a line on one, and the rows of a list beneath one another."""
    flat = _flat(document)
    if len(flat) + indent <= room or not isinstance(document, Mapping | list) or not document:
        return flat
    inner = " " * (indent + 2)
    if isinstance(document, Mapping):
        pairs = document.items()
        parts = [f"{inner}{_flat(name)}: {readable(one, indent + 2)}" for name, one in pairs]
        opening, closing = "{", "}"
    else:
        parts = [inner + readable(one, indent + 2, room=_room_of(one)) for one in document]
        opening, closing = "[", "]"
    return f"{opening}\n" + ",\n".join(parts) + f"\n{' ' * indent}{closing}"


def _room_of(row: Json) -> int:
    is_flat = isinstance(row, Mapping) and not any(
        isinstance(one, Mapping | list) for one in row.values()
    )
    return ROW if is_flat else WIDTH


def _flat(document: Json) -> str:
    if isinstance(document, Mapping):
        members = (f"{_flat(name)}: {_flat(one)}" for name, one in document.items())
        return "{" + ", ".join(members) + "}"
    if isinstance(document, list):
        return "[" + ", ".join(_flat(one) for one in document) + "]"
    return exact_json.render(document).decode()
