"""The outbox of a paid sale, and what the provider may answer to its messages."""

from collections.abc import Iterator

from pos_app.checkout.outbox import Place, next_up, waiting
from pos_app.core.order import Post
from pos_app.core.redemption.profile import Profile
from pos_app.core.selling import PostAnswered, PostExpired, PostWoken
from pos_app.core.submission import (
    Answer,
    Done,
    NotExecuted,
    NotSent,
    Phase,
    Refused,
    Step,
    Unclear,
    Unknown,
)
from tests.faults.explore.redemption.world import name
from tests.faults.explore.sale.world import Act, Seen
from tests.faults.shapes import NO, Shape

Told = tuple[Answer, bool, bool]
"""The answer, whether the message is carried out now, and whether that helps."""


def next_post(profile: Profile, world: Seen) -> Post | None:
    """What is on its way, else what may leave, by the till's own rule."""
    sale = world.sale
    sales, queue = {sale.id: sale}, [Place(sale.id, p.submission.key) for p in sale.posts]
    flying = (post for _, post in waiting(sales, queue) if post.submission.in_flight)
    found = next_up(profile, sales, queue)
    return found[1] if found else next(flying, None)


def outbox(shape: Shape, world: Seen) -> Iterator[Act]:
    post = next_post(shape.profile, world)
    if post is None:
        yield from _too_early(world)
        return
    current = post.submission
    if not current.in_flight:
        yield Act(f"{current.step} goes", (PostWoken(current.key, 0),), world, fair=True)
        yield Act(f"{current.step} hurries", (PostWoken(current.key, 0, hurry=True),), world)
        if shape.profile.keeps_posts is not None:
            yield Act(f"{current.step} is too old", (PostExpired(current.key),), world)
        return
    done = current.step in world.done
    for answer, carried_out, fair in answers(shape, current.phase, done=done):
        yield Act(
            f"{current.step} {current.phase}: {name(answer)}{', done' if carried_out else ''}",
            (PostAnswered(current.key, current.attempt, answer, 0),),
            carry_out(world, current.step) if carried_out else world,
            fair=fair,
            answers=True,
        )
    for stray in (Refused(NO), NotExecuted(), Unknown()):
        late = PostAnswered(current.key, current.attempt - 1, stray, 0)
        yield Act(f"late {current.step}: {name(stray)}", (late,), world, ignored=True)
    other = PostAnswered("order-0", current.attempt, Done(), 0)
    yield Act("the answer to another sale's message", (other,), world, ignored=True)


def _too_early(world: Seen) -> Iterator[Act]:
    for post in world.sale.posts:
        step, key = post.submission.step, post.submission.key
        yield Act(f"{step} goes before its time", (PostWoken(key, 0, hurry=True),), world)


def answers(shape: Shape, phase: Phase, *, done: bool) -> Iterator[Told]:
    yield Unknown(), done, False
    yield NotSent(), done, False
    if phase is Phase.LOOKING:
        yield (Done(), True, True) if done else (NotExecuted(), False, True)
        yield Unclear(), done, False
        if not done:
            yield Refused(NO), False, True
        return
    yield Done(), True, True
    if not done:
        yield Unknown(), True, False
        yield Refused(NO), False, True
        if shape.replay_refuses:
            yield Refused(NO), True, False
    elif shape.replay_refuses:
        yield Refused(NO), True, True


def carry_out(world: Seen, step: Step) -> Seen:
    return world._replace(done=world.done | {step})


def landed_posts(profile: Profile, world: Seen) -> list[Seen]:
    """What was on its way when the power went may have arrived."""
    post = next_post(profile, world)
    if post is None or post.submission.phase is not Phase.SENDING:
        return [world]
    return [world, carry_out(world, post.submission.step)]
