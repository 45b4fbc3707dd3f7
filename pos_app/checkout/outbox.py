"""Which message is next: first in, first out; what needs a person is set aside, and a sale that may
not be told yet lets others pass."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pos_app.core.order import Post
from pos_app.core.redemption.profile import Profile
from pos_app.core.sale import Sale
from pos_app.core.selling import may_be_told
from pos_app.core.submission import Phase
from pos_app.core.value import Value


class Place(Value, frozen=True):
    """Where a message stands in the queue."""

    sale: str
    key: str
    since: str = ""
    """When it was queued, ISO 8601 in UTC."""

    def has_waited(self, seconds: float, now: datetime) -> bool:
        """For longer than so many seconds; nobody knows of what has no date."""
        since = datetime.fromisoformat(self.since) if self.since else now
        return (now - since).total_seconds() > seconds


def find(sales: Mapping[str, Sale], place: Place) -> Post | None:
    sale = sales.get(place.sale)
    posts = sale.posts if sale else ()
    return next((post for post in posts if post.submission.key == place.key), None)


def next_up(
    profile: Profile, sales: Mapping[str, Sale], queue: Sequence[Place]
) -> tuple[Place, Post] | None:
    """The one message that may leave, at its time; none while another is on its way."""
    undelivered = waiting(sales, queue)
    if any(post.submission.in_flight for _, post in undelivered):
        return None
    told = (one for one in undelivered if may_be_told(profile, sales[one[0].sale]))
    return next(told, None)


def waiting(sales: Mapping[str, Sale], queue: Sequence[Place]) -> list[tuple[Place, Post]]:
    """Undelivered messages in order, without those set aside."""
    found = ((place, find(sales, place)) for place in queue)
    return [
        (place, post)
        for place, post in found
        if post is not None and post.is_open and post.submission.phase is not Phase.PARKED
    ]
