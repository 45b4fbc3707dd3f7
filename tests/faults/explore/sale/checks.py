"""The laws of a whole sale, put to each event and to each world."""

from pos_app.core.order import Post
from pos_app.core.redemption import events as re
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Redeemed, Spent, holds_sale, intent_of, is_settled
from pos_app.core.sale import Sale, Stage
from pos_app.core.selling import (
    BasketSet,
    CustomerSet,
    Dropped,
    Moved,
    Paid,
    PostAnswered,
    PostAttempt,
    PostsRestarted,
    RedemptionMoved,
    SaleEvent,
    advance,
)
from pos_app.core.submission import Pending, Step, Unknown
from tests.faults.explore import laws
from tests.faults.explore.laws import Judge
from tests.faults.explore.redemption.checks import announced, real
from tests.faults.explore.sale.counter import CANCEL_KEY, ORDER_KEY, POLICY, REFUND_KEY
from tests.faults.explore.sale.world import LOCKED, Asked, Seen
from tests.faults.shapes import Shape

KEYS = {
    Step.REGISTER: ORDER_KEY,
    Step.RECORD: f"{ORDER_KEY}-check",
    Step.REFUND: REFUND_KEY,
    Step.CANCEL: CANCEL_KEY,
}


def check_sale_event(
    judge: Judge, world: Seen, before: Sale, event: SaleEvent, moved: Moved
) -> None:
    after = moved.sale
    match event:
        case Paid() if holds_sale(before.redemption):
            judge.demand(laws.PENDING_UNPAID, after == before)
        case Paid() if after.stage is Stage.PAID and before.stage is Stage.OPEN:
            judge.demand(laws.TOTAL_TELLS, event.order.total == before.total == after.total)
        case Dropped() if after.stage is Stage.DROPPED:
            gone_well = not isinstance(after.redemption, Redeemed)
            judge.demand(laws.DROPPED_WHEN_OVER, gone_well and not holds_sale(after.redemption))
        case BasketSet() | CustomerSet() if before.stage is not Stage.OPEN:
            judge.demand(laws.STALE_CHANGES_NOTHING, after == before)
        case PostAnswered(key=key, answer=Unknown() | Pending()):
            judge.demand(laws.POST_DOUBT, _still_open(after, key) or not _still_open(before, key))
        case PostsRestarted():
            waits = [p for p in after.posts if p.is_open and p.submission.in_flight]
            judge.demand(laws.SENDS_WHAT_IT_AWAITS, not waits)
        case RedemptionMoved(re.Begun(intent)) if world.tries_of(intent.customer) == LOCKED:
            judge.demand(laws.LOCKED_OUT, after == before)
    if before.stage is Stage.PAID:
        judge.demand(laws.PAID_STAYS, after is before or _facts(after) == _facts(before))
    if before.stage is Stage.DROPPED:
        judge.demand(laws.DROPPED_STAYS, after.stage is Stage.DROPPED)
    _check_posts(judge, before, moved)


def _facts(sale: Sale) -> tuple[object, ...]:
    return sale.lines, sale.total, sale.order, sale.stage, sale.customer


def _still_open(sale: Sale, key: str) -> bool:
    return any(post.submission.key == key and post.is_open for post in sale.posts)


def _check_posts(judge: Judge, before: Sale, moved: Moved) -> None:
    for post in before.posts:
        if post in before.aside or (post.submission.step is Step.CANCEL and post.refusal):
            continue
        if not post.is_open:
            judge.demand(laws.POSTS_STAY, post in moved.sale.posts)
    for effect in moved.effects:
        if isinstance(effect, PostAttempt):
            current = effect.submission
            judge.demand(laws.POST_KEY, current.key == KEYS[current.step])
            if current.step is Step.REGISTER:
                order = moved.sale.order
                judge.demand(laws.ORDER_ONCE, order is not None and current.key == order.id)


def check_sale(judge: Judge, shape: Shape, world: Seen) -> None:
    sale = world.sale
    _check_total(judge, shape, world)
    if sale.stage is Stage.OPEN:
        _check_way_out(judge, shape.profile, sale)
    for _, count in world.tried:
        judge.demand(
            laws.WRONG_LIMITED, POLICY.tries is None or count < POLICY.tries or count == LOCKED
        )
    for post in sale.posts:
        _check_delivery(judge, world, post)
        if shape.profile.settles_first and post.submission.attempt:
            judge.demand(laws.TOLD_WHEN_SETTLED, is_settled(sale.redemption))
    steps = {post.submission.step for post in sale.posts}
    for owed in world.owed:
        judge.demand(laws.OWED_IS_SEEN, owed in steps)
    if sale.is_settled:
        closed = all(_step_is_over(world, post) for post in sale.posts)
        judge.demand(laws.OWED_IS_SEEN, closed)


def _check_total(judge: Judge, shape: Shape, world: Seen) -> None:
    sale, payable = world.sale, world.sale.basket.payable
    intent = intent_of(sale.redemption)
    confirmed = isinstance(sale.redemption, Redeemed | Spent)
    off = announced(shape, sale.redemption) if confirmed else payable.of(0)
    extra = intent.gift.price if confirmed and intent and intent.gift else payable.of(0)
    judge.demand(laws.TOTAL_TELLS, sale.total == (payable - off).not_negative() + extra)
    if sale.reward_discount.minor or len(sale.lines) > len(sale.basket.lines):
        judge.demand(laws.DISCOUNT_EXECUTED, world.truth.was_granted)
        if sale.stage is Stage.OPEN:
            on_the_till = Asked(sale.basket, sale.customer)
            judge.demand(laws.FOR_THIS_BASKET, world.asked == on_the_till)


def _check_way_out(judge: Judge, profile: Profile, sale: Sale) -> None:
    left = advance(profile, sale, RedemptionMoved(re.Left(0))).sale
    if sale.basket.lines:
        judge.demand(laws.WAY_OUT, left.can_be_paid)
    dropped = advance(profile, left, Dropped()).sale
    judge.demand(laws.DROPPED_WHEN_OVER, dropped.stage is Stage.DROPPED)


def _check_delivery(judge: Judge, world: Seen, post: Post) -> None:
    if post.receipt is not None and post.submission.attempt:
        judge.demand(laws.DELIVERED_IS_TRUE, post.submission.step in world.done)
    if post.refusal is not None:
        judge.demand(laws.REFUSED_IS_TRUE, post.submission.step not in world.done)


def _step_is_over(world: Seen, post: Post) -> bool:
    noted = post.receipt is not None and not post.submission.attempt
    return noted or post.refusal is not None or post.submission.step in world.done


def changes_nothing(before: Sale, moved: Moved) -> bool:
    effects = tuple(e for e in moved.effects if not isinstance(e, PostAttempt))
    sends = any(isinstance(e, PostAttempt) for e in moved.effects)
    return moved.sale == before and not sends and not real(effects)
