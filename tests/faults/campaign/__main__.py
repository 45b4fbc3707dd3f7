"""``python -m tests.faults.campaign --sales N [--seed S] [--provider NAME] [--json]``

Whole sales on the real program, in processes of their own, while the wire, the disk, the clock and
the power fail. After each sale the provider's books, the till's journal and what the screen said
are held against each other. A finding is told with its shift's seed, which repeats it.
"""

import argparse
import json
import os
import sys

from tests.faults.campaign.crew import SHIFT, run
from tests.faults.campaign.providers import PROVIDERS
from tests.faults.campaign.report import Report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.campaign", description=__doc__)
    parser.add_argument("--sales", type=int, default=300, help=f"in shifts of {SHIFT}")
    parser.add_argument("--seed", type=int, default=1, help="of the first shift")
    parser.add_argument("--provider", choices=PROVIDERS, default="bonifiq")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = Report(options.provider, options.seed)
    for outcome in run(options.provider, options.seed, options.sales, options.workers):
        report.add(outcome)
        if not (outcome.is_sound or options.json):
            print(report.tell_failure(outcome), flush=True)
        elif report.sales % 500 == 0:
            print(report.headline(), file=sys.stderr, flush=True)
    print(json.dumps(report.as_json(), indent=1) if options.json else report.table())
    return 0 if report.is_sound(options.sales) else 1


if __name__ == "__main__":
    sys.exit(main())
