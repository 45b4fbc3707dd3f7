"""What a walk found, as a table and as JSON."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.explore.laws import LAWS, LIVENESS, TITLES, Law

COLUMNS = (1, 2, 3, 4, 5, 6, 7, 8, LIVENESS)


@dataclass
class Violation:
    law: Law
    trace: list[str]


@dataclass
class Report:
    profile: str
    walk: str
    states: int = 0
    transitions: int = 0
    longest_settling: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    violations: dict[Law, Violation] = field(default_factory=dict)
    asked: Counter[Law] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        return not self.violations

    @property
    def by_invariant(self) -> Counter[int]:
        counted: Counter[int] = Counter()
        for law, times in self.asked.items():
            counted[law.invariant] += times
        return counted


def never_asked(reports: Iterable[Report]) -> list[Law]:
    """Laws that passed only because no walk came by them."""
    asked = {law for report in reports for law, times in report.asked.items() if times}
    return sorted(LAWS - asked)


def as_json(reports: list[Report], *, whole: bool) -> dict[str, object]:
    names = list(dict.fromkeys(report.profile for report in reports))
    return {
        "profiles": [
            _profile(name, [report for report in reports if report.profile == name])
            for name in names
        ],
        "never_asked": [law.text for law in never_asked(reports)] if whole else [],
        "sound": is_sound(reports, whole=whole),
    }


def is_sound(reports: list[Report], *, whole: bool) -> bool:
    return all(report.sound for report in reports) and not (whole and never_asked(reports))


def _profile(name: str, reports: list[Report]) -> dict[str, object]:
    return {
        "name": name,
        "states": sum(report.states for report in reports),
        "transitions": sum(report.transitions for report in reports),
        "longest_settling": max(report.longest_settling for report in reports),
        "seconds": round(sum(report.seconds for report in reports), 2),
        "violations": [found for report in reports for found in _violations(report)],
        "sound": all(report.sound for report in reports),
        "walks": [_walk(report) for report in reports],
    }


def _walk(report: Report) -> dict[str, object]:
    return {
        "name": report.walk,
        "states": report.states,
        "transitions": report.transitions,
        "longest_settling": report.longest_settling,
        "kinds": report.kinds,
        "asked": {_named(number): report.by_invariant[number] for number in COLUMNS},
        "seconds": round(report.seconds, 2),
    }


def _violations(report: Report) -> list[dict[str, object]]:
    return [
        {
            "walk": report.walk,
            "invariant": found.law.invariant,
            "rule": found.law.text,
            "trace": found.trace,
        }
        for found in report.violations.values()
    ]


def _named(number: int) -> str:
    return "liveness" if number == LIVENESS else str(number)


def table(reports: list[Report], *, whole: bool) -> str:
    heads = ["profile", "walk", "states", "transitions", "settling"]
    heads += [f"inv {n}" if n else "liveness" for n in COLUMNS] + ["seconds"]
    rows = [_row(report) for report in reports]
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in [heads, *rows]]
    lines += ["", *(f"inv {n}: {TITLES[n]}" for n in COLUMNS if n), ""]
    for report in reports:
        lines += _told(report)
    if whole:
        lines += [f"NEVER ASKED: {law.text}" for law in never_asked(reports)]
    lines.append("sound" if is_sound(reports, whole=whole) else "NOT SOUND")
    return "\n".join(lines)


def _padded(row: list[str], widths: list[int]) -> list[str]:
    return [
        cell.ljust(width) if i < 2 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _row(report: Report) -> list[str]:
    asked = report.by_invariant
    counts = [report.states, report.transitions, report.longest_settling]
    return [
        report.profile,
        report.walk,
        *(f"{count:,}" for count in counts),
        *(f"{asked[number]:,}" if asked[number] else "-" for number in COLUMNS),
        f"{report.seconds:.1f}",
    ]


def _told(report: Report) -> list[str]:
    lines = []
    for found in report.violations.values():
        lines.append(
            f"{report.profile}, {report.walk}: BROKEN, {_named(found.law.invariant)}:"
            f" {found.law.text}"
        )
        lines += [f"    {label}" for label in found.trace]
    return lines
