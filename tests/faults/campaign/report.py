"""How often each fault struck, and what was found."""

import time
from collections import Counter
from typing import Any

from tests.faults.campaign.plans import BLOWS
from tests.faults.campaign.shift import Outcome
from tests.faults.campaign.verdicts import KINDS
from tests.faults.campaign.wire import WIRE_FAULTS


class Report:
    def __init__(self, provider: str, seed: int) -> None:
        self.provider = provider
        self.seed = seed
        self.sales = self.looks = self.starts = self.faulted = 0
        self.struck: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.failures: list[Outcome] = []
        self._began = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        self.sales += 1
        self.looks += outcome.looks
        self.starts += outcome.starts
        self.faulted += bool(outcome.happened)
        self.struck.update(outcome.happened)
        if outcome.findings:
            self.failures.append(outcome)
            self.found.update({finding.kind for finding in outcome.findings})

    def is_sound(self, wanted: int) -> bool:
        """Every sale was played, and nothing was found in any."""
        return self.sales == wanted and not self.failures

    def headline(self) -> str:
        seconds = time.monotonic() - self._began
        found = ", ".join(f"{kind} {self.found[kind]}" for kind in KINDS)
        return (
            f"{self.provider}: {self.sales} sales from seed {self.seed}, {self.faulted} of them met"
            f" a fault, {self.starts} starts, {self.looks} looks at the screen, {seconds:.0f} s;"
            f" {found}"
        )

    def table(self) -> str:
        names = (*WIRE_FAULTS, *BLOWS)
        rows = [f"  {name:22}{self.struck[name]:>8}" for name in names]
        return "\n".join([self.headline(), *rows])

    def tell_failure(self, outcome: Outcome) -> str:
        what = (
            f"shift {outcome.shift}, sale {outcome.sale}, planned {' '.join(outcome.planned)},"
            f" struck {' '.join(outcome.happened)}; repeat it with --seed {outcome.shift}"
            f" --sales {outcome.sale + 1} --workers 1"
        )
        return "\n".join([what, *(f"  {f.kind}: {f.text[:600]}" for f in outcome.findings)])

    def as_json(self) -> dict[str, Any]:
        return {
            "provider": self.provider,
            "seed": self.seed,
            "sales": self.sales,
            "faulted": self.faulted,
            "starts": self.starts,
            "looks": self.looks,
            "seconds": round(time.monotonic() - self._began),
            "struck": dict(self.struck),
            "found": {kind: self.found[kind] for kind in KINDS},
            "failures": [self.tell_failure(outcome) for outcome in self.failures],
        }
