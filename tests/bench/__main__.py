"""``python -m tests.bench [--json]``: every measure of README's table."""

import argparse
import json
import sys
from collections.abc import Callable

from tests.bench import calls, journal, soak, stall, start, twilio, year
from tests.bench.measure import Measure

GROUPS: dict[str, Callable[[], list[Measure]]] = {
    "start": start.measures,
    "calls": calls.measures,
    "twilio": twilio.measures,
    "journal": journal.measures,
    "stall": stall.measures,
    "soak": soak.measures,
    "year": year.measures,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=GROUPS, action="append")
    options = parser.parse_args()
    found: list[Measure] = []
    for name in options.only or GROUPS:
        found += GROUPS[name]()
    if options.json:
        print(json.dumps({"measures": [measure.as_json() for measure in found]}, indent=1))
    else:
        for measure in found:
            print(measure.as_line())
    return 0 if all(measure.within for measure in found) else 1


sys.exit(main())
