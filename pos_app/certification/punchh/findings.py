"""What Punchh's books in the sandbox say: the other half of every verdict."""

from pos_app.certification.punchh.counter import Counter
from pos_app.sandbox.punchh.people import pending
from pos_app.sandbox.punchh.records import Basket, Redemption


def standing(counter: Counter) -> list[Redemption]:
    """Redemptions that were not returned."""
    return [one for one in counter.books.redemptions.values() if one.returned_at is None]


def discounts(counter: Counter) -> str:
    """Of all that stands: type and amount taken off the check."""
    found = [spent for made in standing(counter) for spent in made.spent]
    return ", ".join(f"{one.type} {one.cents / 100:.2f}" for one in found) or "none"


def basket_of(counter: Counter, guest: int) -> Basket | None:
    return counter.books.active.get(guest)


def in_basket(counter: Counter, guest: int) -> int:
    basket = basket_of(counter, guest)
    return len(basket.items) if basket else 0


def locked_by(counter: Counter, guest: int) -> str:
    basket = basket_of(counter, guest)
    return (basket.locked_by if basket else None) or "nobody"


def points(counter: Counter, guest: int) -> int:
    return counter.books.guests[guest].points


def pending_points(counter: Counter, guest: int) -> int:
    return pending(counter.books, counter.books.guests[guest])


def banked(counter: Counter, guest: int) -> str:
    return f"{counter.books.guests[guest].banked_cents / 100:.2f}"


def is_spent(counter: Counter, guest: int, reward: str) -> bool:
    number = int(reward.partition(":")[2])
    rewards = counter.books.guests[guest].rewards
    return next(one.redeemed for one in rewards if one.id == number)


def earned(counter: Counter) -> int:
    """Points of the check-ins that were not voided."""
    return sum(one.points for one in counter.books.checkins if one.voided_at is None)
