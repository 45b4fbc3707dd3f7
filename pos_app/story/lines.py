"""One line for each event of a sale, and for what the till did on its own because of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pos_app.checkout.journal_rows import Record
from pos_app.core.redemption.effects import Attempt
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    Committing,
    Holding,
    Parked,
    Redeemed,
    Reversing,
    worth_of,
)
from pos_app.core.sale import Sale, Stage
from pos_app.core.selling import (
    BasketSet,
    CancelAsked,
    CustomerSet,
    Dropped,
    Moved,
    Opened,
    Paid,
    PostAnswered,
    PostAttempt,
    PostDecided,
    PostExpired,
    PostsRestarted,
    PostWoken,
    RedemptionMoved,
    RefundAsked,
    RewardLookedUp,
    SaleEvent,
    advance,
)
from pos_app.core.submission import Phase, Submission
from pos_app.core.value import Value
from pos_app.story import phrases
from pos_app.story.redemption import tell_redemption


class Line(Value, frozen=True):
    at: str
    """ISO 8601 in UTC."""
    text: str


def tell(profile: Profile, sale_id: str, records: Iterable[Record]) -> Iterator[Line]:
    sale = Sale(sale_id)
    for record in records:
        moved = advance(profile, sale, record.event)
        yield Line(record.at, _words(sale, moved, record.event) + _consequence(sale, moved))
        sale = moved.sale


def clock(at: str) -> str:
    """The time of day where this machine stands."""
    return f"{datetime.fromisoformat(at).astimezone():%H:%M:%S}"


def day(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d}"


def _words(sale: Sale, moved: Moved, event: SaleEvent) -> str:
    match event:
        case RedemptionMoved(inner):
            return tell_redemption(sale.redemption, inner)
        case Paid() | RefundAsked() | CancelAsked() | PostWoken() | PostAnswered():
            return _paid_words(sale, event)
        case PostDecided(key, decision, by, why):
            return f"{_message(sale, key)}: {phrases.decided(decision, by, why)}"
        case PostExpired(key):
            return f"{_message(sale, key)}: waited too long, set aside for a supervisor"
        case PostsRestarted():
            return "till started again: messages on their way have an unknown outcome"
        case _:
            return _counter_words(moved, event)


def _counter_words(moved: Moved, event: SaleEvent) -> str:
    match event:
        case Opened(number):
            return f"sale {number} opened"
        case BasketSet(basket):
            return f"basket: {phrases.pieces(basket.pieces)}, {phrases.amount(basket.payable)}"
        case CustomerSet(None):
            return "customer taken off the sale"
        case CustomerSet():
            return "customer set"
        case RewardLookedUp(returned):
            return "the provider has given the reward back" if returned else "the reward is spent"
        case Dropped() if moved.sale.stage is Stage.DROPPED:
            return "sale cleared without payment"
        case _:
            return "nothing changed"


def _paid_words(
    sale: Sale, event: Paid | RefundAsked | CancelAsked | PostWoken | PostAnswered
) -> str:
    match event:
        case Paid(order, register=register):
            told = "" if register else ", not to be registered"
            return f"paid {phrases.amount(order.total)} by {order.tender.method}{told}"
        case RefundAsked(refund):
            count = sum(count for _, count in refund.pieces)
            what = f"{phrases.pieces(count)} taken back, {phrases.amount(refund.value)}"
            return f"{what}, {phrases.named(refund.key)}"
        case CancelAsked(key):
            return f"cancellation of the paid sale asked for, {phrases.named(key)}"
        case PostWoken(key, hurry=hurry):
            return f"{_message(sale, key)}: " + ("line is back" if hurry else "its turn")
        case PostAnswered(key, answer=answer):
            step = next((p.submission.step for p in sale.posts if p.submission.key == key), None)
            return phrases.answer(step, answer) if step else "answer to a message nobody knows"


def _message(sale: Sale, key: str) -> str:
    step = next((p.submission.step for p in sale.posts if p.submission.key == key), None)
    return phrases.STEPS[step] if step else "message"


def _consequence(before: Sale, moved: Moved) -> str:
    """What the till did about it at once."""
    told = [_sent(e.submission) for e in moved.effects if isinstance(e, Attempt | PostAttempt)]
    after = moved.sale.redemption
    if isinstance(after, Parked) and not isinstance(before.redemption, Parked):
        told.append("set aside for a supervisor")
    if isinstance(after, Redeemed) and not isinstance(before.redemption, Redeemed):
        told.append(f"{phrases.amount(worth_of(after))} taken off")
    if isinstance(after, Committing | Reversing) and after.submission.lands:
        told.append("waiting for what may still arrive")
    if isinstance(after, Holding | Committing | Reversing) and after.leaving:
        was = before.redemption
        if not (isinstance(was, Holding | Committing | Reversing) and was.leaving):
            told.append("the sale goes on without it")
    return "".join(f"; {text}" for text in told if text)


def _sent(submission: Submission) -> str:
    what = phrases.STEPS[submission.step]
    if submission.phase is Phase.LOOKING:
        return f"asking the provider about the {what}"
    if submission.attempt > 1:
        return f"{what} asked again with the same key"
    return f"{what} sent, {phrases.named(submission.key)}"
