"""One measure: ours beside a floor, and whether the ratio meets its goal."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

RUNS = 9
"""At least; medians are quoted, pairs are taken in turn so that drift of the machine cancels."""


@dataclass(frozen=True)
class Measure:
    name: str
    unit: str
    ours: float
    floor: float | None
    ratio: float | None
    goal: str
    within: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_line(self) -> str:
        floor = "–" if self.floor is None else f"{self.floor:,.2f}"
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}"
        mark = "within" if self.within else "MISSED"
        return (
            f"{self.name:44} {self.ours:>10,.2f} {floor:>10} {self.unit:4} {ratio:>6}"
            f"  {self.goal:12} {mark}"
        )


def paired(
    name: str,
    unit: str,
    ours: Callable[[], float],
    floor: Callable[[], float],
    most: float,
    runs: int = RUNS,
) -> Measure:
    """Runs both in turn and compares pair by pair; the median of the ratios decides."""
    pairs = [(ours(), floor()) for _ in range(runs)]
    return compared(name, unit, pairs, most)


def compared(name: str, unit: str, pairs: Sequence[tuple[float, float]], most: float) -> Measure:
    ratio = statistics.median(a / b for a, b in pairs)
    return Measure(
        name,
        unit,
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        ratio,
        f"<= {most:g} x",
        ratio <= most,
    )


def absolute(name: str, unit: str, value: float, most: float) -> Measure:
    return Measure(name, unit, value, None, None, f"<= {most:g} {unit}", value <= most)
