"""Faults that a test, the tour or an integrator arms for the calls to come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pos_app.sandbox.exact_json import Json

EVERY_CALL = "*"
UNTIL_CLEARED = 0

TRANSPORT_FAULTS = frozenset(
    {
        "refuse_connection",
        "drop_before",
        "drop_after",
        "delay",
        "status_500_before",
        "status_500_after",
        "status_503_html",
        "status_429",
        "status_408",
        "status_401",
        "status_403",
        "empty_body_after",
        "html_body_after",
        "truncated_body_after",
        "non_object_body",
        "redirect",
    }
)
"""`_before` is refused unexecuted, `_after` is executed first; see `exchange` for each."""


@dataclass(frozen=True, slots=True)
class Fault:
    call: str
    name: str
    times: int = 1
    """How many calls it still spoils; 0 means until cleared."""
    params: Mapping[str, Json] = field(default_factory=dict)

    def text(self, name: str, default: str) -> str:
        return str(self.params.get(name, default))

    def as_json(self) -> dict[str, Json]:
        return {**self.params, "call": self.call, "fault": self.name, "times": self.times}


@dataclass(frozen=True, slots=True)
class Spoiling:
    """What one call suffers: at most one fault, and a delay on top."""

    fault: Fault | None = None
    delay: Fault | None = None


UNSPOILT = Spoiling()


class FaultSwitches:
    """Safe to arm from another thread than the one that serves."""

    def __init__(self, calls: Iterable[str], own_faults: Mapping[str, frozenset[str]]) -> None:
        """`own_faults` maps each fault of this provider to the calls that can suffer it."""
        self._calls = frozenset(calls)
        self._own = own_faults
        self._armed: list[Fault] = []
        self._lock = Lock()

    @property
    def calls(self) -> frozenset[str]:
        return self._calls

    @property
    def names(self) -> frozenset[str]:
        return TRANSPORT_FAULTS | self._own.keys()

    def arm(self, call: str, fault: str, times: int = 1, **params: Json) -> None:
        if call != EVERY_CALL and call not in self._calls:
            raise ValueError(f"no call named {call!r}")
        if fault not in self.names:
            raise ValueError(f"no fault named {fault!r}")
        if call != EVERY_CALL and not self._suffers(call, fault):
            raise ValueError(f"{call!r} cannot suffer {fault!r}")
        if times < 0:
            raise ValueError("times is 0 (until cleared) or more")
        if fault == "delay":
            float(str(params.get("seconds", 1)))
        with self._lock:
            self._armed.append(Fault(call, fault, times, params))

    def list(self) -> tuple[Fault, ...]:
        return tuple(self._armed)

    def clear(self, call: str | None = None) -> None:
        with self._lock:
            self._armed = [one for one in self._armed if call is not None and one.call != call]

    def take(self, call: str) -> Spoiling:
        """Uses up one firing of the earliest armed fault that meets this call."""
        if not self._armed:
            return UNSPOILT
        with self._lock:
            return Spoiling(
                fault=self._use_first(call, delay=False), delay=self._use_first(call, delay=True)
            )

    def _suffers(self, call: str, fault: str) -> bool:
        return fault in TRANSPORT_FAULTS or call in self._own[fault]

    def _use_first(self, call: str, *, delay: bool) -> Fault | None:
        for position, armed in enumerate(self._armed):
            met = armed.call in {call, EVERY_CALL} and self._suffers(call, armed.name)
            if met and (armed.name == "delay") == delay:
                if armed.times == 1:
                    del self._armed[position]
                elif armed.times > 1:
                    self._armed[position] = replace(armed, times=armed.times - 1)
                return armed
        return None
