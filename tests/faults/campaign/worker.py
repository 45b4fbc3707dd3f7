"""One of the campaign's workers: takes shifts by their seeds, tells each sale as a line of JSON."""

import asyncio
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.faults.campaign.plans import plan
from tests.faults.campaign.providers import provider_of
from tests.faults.campaign.shift import Shift

SEEDS = 1000
"""Of the plans of one shift."""
TLS_EVERY = 4
"""One shift in so many goes over TLS."""


async def take(seed: int, sales: int, provider: str) -> None:
    with tempfile.TemporaryDirectory(prefix="campaign-", ignore_cleanup_errors=True) as folder:
        taking_part = provider_of(provider, seed)
        shift = Shift(seed, Path(folder), taking_part, tls=seed % TLS_EVERY == 0)
        plans = (plan(seed * SEEDS + number, taking_part.offer) for number in range(sales))
        async for outcome in shift.run(plans):
            print(msgspec.json.encode(outcome).decode(), flush=True)


def main() -> None:
    provider = sys.argv[1]
    for line in sys.stdin:
        seed, sales = map(int, line.split())
        asyncio.run(take(seed, sales, provider))
        print(flush=True)


if __name__ == "__main__":
    main()
