"""What a truthful person decides about the messages that are set aside."""

from collections.abc import Iterator

from pos_app.core.decision import Decision
from pos_app.core.post_deciding import allowed
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import is_settled
from pos_app.core.selling import PostDecided
from tests.faults.explore.sale.outbox import carry_out
from tests.faults.explore.sale.world import Act, Seen

MOST_POSTS = 1


def supervisor(profile: Profile, world: Seen) -> Iterator[Act]:
    """Once the redemption is settled: what is decided about that is walked without the sale. And
    about the first message: each is decided by itself."""
    sale = world.sale
    if not is_settled(sale.redemption) or len(sale.posts) > MOST_POSTS:
        return
    for post in sale.posts:
        step, key = post.submission.step, post.submission.key
        offered = allowed(profile, sale, post)
        for decision in Decision:
            event = PostDecided(key, decision, "Rui", "seen at the provider", 0)
            label = f"{step}: decided {decision}"
            if decision not in offered:
                yield Act(f"{label}, out of place", (event,), world, ignored=True)
            elif decision is Decision.DONE_BY_HAND:
                yield Act(label, (event,), carry_out(world, step))
            elif decision is Decision.ASK_AGAIN or step not in world.done:
                yield Act(label, (event,), world)
