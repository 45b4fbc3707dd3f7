"""How often the till looks whether the customer has answered on their device; contract, 8."""

OFTEN = 2.0
"""Seconds between looks at first."""
FIRST = 20.0
"""Seconds for which it looks often."""
SELDOM = 4.0
JITTER = 0.2
GRACE = 2.0
"""Seconds after the expiry that the last look waits."""
SHORTEST, LONGEST = 90, 180
"""Seconds within which a customer at a till answers (8)."""
DEFAULT = 120
QUIET_AFTER = 3
"""Looks in a row without an answer after which somebody is told."""


def interval(elapsed: float, fraction: float) -> float:
    """Between the latest look and the next, ``elapsed`` seconds after the request went out;
    ``fraction`` is random, from 0 up to 1."""
    if elapsed <= FIRST:
        return OFTEN
    return SELDOM * (1 - JITTER + 2 * JITTER * fraction)


def pause_before(elapsed: float, since_last: float, fraction: float) -> float:
    """How much longer to wait; the machine itself has waited a little already."""
    return max(0.0, interval(elapsed, fraction) - since_last)
