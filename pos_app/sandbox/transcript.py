"""The calls a provider received, unmasked and in memory only: a test hook."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos_app.sandbox import exact_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_app.sandbox.exact_json import Json

KEPT = 2000


@dataclass(slots=True)
class ReceivedCall:
    sequence: int
    call: str
    """The provider's name for it, `unknown` when no route matched."""
    method: str
    path: str
    """Raw, percent-encoded."""
    query: str
    body: bytes
    status: int | None = None
    """None while unanswered, and for good when the connection was cut."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    answer: bytes | None = None
    """The whole body, also where only half of it was sent."""

    @property
    def json(self) -> Json:
        """The request body; its text when it is not JSON, None when there is none."""
        if not self.body:
            return None
        try:
            return exact_json.parse(self.body)
        except ValueError:
            return self.body.decode("utf-8", "replace")

    def as_json(self) -> dict[str, Json]:
        return {
            "sequence": self.sequence,
            "call": self.call,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "status": self.status,
            "request": self.json,
        }


class Transcript:
    def __init__(self) -> None:
        self._calls: deque[ReceivedCall] = deque(maxlen=KEPT)
        self._received = 0
        self.era = 0
        """Grows when everything is forgotten: a call held up since then is not for these books."""

    def __iter__(self) -> Iterator[ReceivedCall]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def named(self, call: str) -> list[ReceivedCall]:
        return [received for received in self if received.call == call]

    def record(
        self,
        call: str,
        method: str,
        path: str,
        query: str,
        body: bytes,
        headers: Mapping[str, str] | None = None,
    ) -> ReceivedCall:
        self._received += 1
        received = ReceivedCall(self._received, call, method, path, query, body)
        received.headers = dict(headers or {})
        self._calls.append(received)
        return received

    def clear(self) -> None:
        self._calls.clear()
        self._received = 0
        self.era += 1
