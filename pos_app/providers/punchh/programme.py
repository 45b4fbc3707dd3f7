"""What the brand's programme and the store allow, read now and then; contract, 5.1."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

from pos_app.core.value import Value
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.wire import flag_of
from pos_app.providers.reading import whole_of

SLACK = timedelta(seconds=30)
"""Times are told in whole seconds, by more than one server, and an answer takes its time."""
UPDATES = 60
"""Minutes between two readings, unless the store's configuration tells."""


class Programme(Value, frozen=True):
    meta: wire.Meta
    location: wire.Location

    @property
    def redeems(self) -> bool:
        return wire.redeems_in_batches(self.meta, self.location)

    @property
    def banks_money(self) -> bool:
        """Points become money that is spent as an amount (5.4)."""
        return flag_of(self.location.banked_rewards_mode)

    @property
    def counts_visits(self) -> bool:
        return flag_of(self.location.visits_mode)

    @property
    def unlocks_redeemables(self) -> bool:
        """Points buy what is on offer, and become nothing else (5.4); a store that does not say so
        is one of these if it is none of the others."""
        told = self.location.points_unlock_mode
        if told is None:
            return not (self.banks_money or self.counts_visits)
        return flag_of(told)

    @property
    def valid_for(self) -> float:
        """Seconds."""
        minutes = whole_of(self.location.update_interval) or UPDATES
        return 60.0 * max(1, minutes)

    def surely_locked(self, since: str | None, now: str) -> bool:
        """Whether a lock taken after ``since`` still stood at ``now``, both of the provider's own
        clock as it writes it. Whoever cannot tell answers no (6, COMMIT_UNKNOWN)."""
        rules = self.meta.multiple_redemptions
        if rules is None or not flag_of(rules.enable_discount_locking):
            return False
        if not flag_of(rules.enable_auto_unlock):
            return True
        minutes = whole_of(rules.auto_unlock_duration)
        if minutes is None or since is None:
            return False
        try:
            age = parsedate_to_datetime(now) - parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False
        return timedelta(0) <= age < timedelta(minutes=minutes) - SLACK
