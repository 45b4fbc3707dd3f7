"""What a person decides about a message that the outbox cannot deliver."""

from msgspec.structs import replace

from pos_app.core import submission as carry
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.order import Post
from pos_app.core.redemption.profile import Profile
from pos_app.core.sale import Sale
from pos_app.core.submission import Phase, Receipt, Submission

LEFT_OUT = Refusal("LEFT_OUT")
"""A supervisor decided that it will not be sent."""
TOO_OLD = Refusal("TOO_OLD")
"""It waited for longer than the provider takes it, and is not sent any more."""


def allowed(profile: Profile, sale: Sale, post: Post) -> tuple[Decision, ...]:
    """A refused return or cancellation has left the sale as it was, and the cashier may have begun
    another since: it is not asked again, and only counts if its pieces are still there."""
    if post not in sale.aside:
        return ()
    if post.refusal is None:
        again = () if _again(profile, post, 0) is None else (Decision.ASK_AGAIN,)
        return (*again, Decision.DONE_BY_HAND, Decision.LEFT_OUT)
    by_hand = (Decision.DONE_BY_HAND,) if _still_fits(sale, post) else ()
    return (*by_hand, Decision.LEFT_OUT)


def decided(profile: Profile, sale: Sale, post: Post, decision: Decision, at: float) -> Post:
    if decision not in allowed(profile, sale, post):
        return post
    match decision:
        case Decision.ASK_AGAIN:
            again = _again(profile, post, at)
            return post if again is None else replace(post, submission=again)
        case Decision.DONE_BY_HAND:
            return replace(post, receipt=Receipt(), refusal=None, decision=decision)
        case Decision.LEFT_OUT:
            refusal = post.refusal or post.submission.refusal or LEFT_OUT
            return replace(post, refusal=refusal, decision=decision)
    return post


def given_up(post: Post) -> Post:
    """What is not on its way is left to a person."""
    if not post.is_open or post.submission.phase is not Phase.RESTING:
        return post
    parked = replace(post.submission, phase=Phase.PARKED, refusal=TOO_OLD, due=None)
    return replace(post, submission=parked)


def _again(profile: Profile, post: Post, at: float) -> Submission | None:
    """It rests until its turn in the queue. What the provider refused before is put to it anew."""
    step = post.submission.step
    if not profile.has(step) or post.submission.refusal == TOO_OLD:
        return None
    again = carry.asked_again(profile.rule(step), post.submission, at)
    return None if again is None else replace(again, refusal=None)


def _still_fits(sale: Sale, post: Post) -> bool:
    for refund, other in sale.refunds:
        if other is post:
            return all(count <= sale.remaining.get(line, 0) for line, count in refund.pieces)
    return True
