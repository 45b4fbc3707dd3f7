"""Everything a cashier can do with a sale, and everything that can happen to it meanwhile.

Putting a sale aside and taking it up again is no move: it is no event of the sale.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import Closed, Idle, Spent, intent_of, is_settled
from pos_app.core.sale import Stage
from pos_app.core.selling import (
    BasketSet,
    CancelAsked,
    CustomerSet,
    Dropped,
    Paid,
    PostsRestarted,
    RedemptionMoved,
    RefundAsked,
    RewardLookedUp,
)
from tests.faults.explore.redemption.alone import aged, is_due, landed, moved_alone
from tests.faults.explore.redemption.moves import typed_in
from tests.faults.explore.redemption.replies import Replies
from tests.faults.explore.redemption.strays import late_truths
from tests.faults.explore.redemption.world import describe
from tests.faults.explore.sale.counter import (
    BASKETS,
    CANCEL_KEY,
    CUSTOMERS,
    MISTYPES,
    can_return_one,
    misfits,
    order_of,
    refund_of,
    wanted,
)
from tests.faults.explore.sale.outbox import landed_posts, outbox
from tests.faults.explore.sale.supervisor import supervisor
from tests.faults.explore.sale.world import LOCKED, Act, Seen
from tests.faults.shapes import CONSENT, Shape
from tests.faults.truth import Ledger

ELSEWHERE = {Ledger.GONE, Ledger.TAKEN_BACK}
"""What others do at the provider is walked with the redemption alone."""


class SaleMoves:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.replies = Replies(shape, brief=True)

    def all(self, world: Seen) -> Iterator[Act]:
        yield from self._desk(world)
        yield from self._begin(world)
        yield from self._redemption(world)
        yield from self._returns(world)
        yield from outbox(self.shape, world)
        yield from supervisor(self.shape.profile, world)
        yield from self._crash(world)

    def _desk(self, world: Seen) -> Iterator[Act]:
        sale = world.sale
        for number, basket in enumerate(BASKETS):
            if basket != sale.basket:
                yield Act(f"basket {number}", (BasketSet(basket),), world)
        for customer in CUSTOMERS:
            if customer != sale.customer:
                yield Act(f"customer {customer}", (CustomerSet(customer),), world)
        order = sale.order or order_of(sale)
        for register in {False, sale.customer is not None}:
            label = "paid" if register else "paid, not to be registered"
            yield Act(label, (Paid(order, 0, register),), world)
        yield Act("cleared", (_moved(re.Left(0)), Dropped()), world)
        yield Act("dropped", (Dropped(),), world)

    def _begin(self, world: Seen) -> Iterator[Act]:
        sale = world.sale
        for gift in (False, True) if self.shape.gives_products else (False,):
            if sale.customer is None or not sale.lines:
                break
            intent = wanted(sale, sale.customer, gift=gift)
            locked = world.tries_of(sale.customer) == LOCKED
            ready = isinstance(sale.redemption, Idle | Closed) and sale.stage is Stage.OPEN
            label = f"begun{' with a product' if gift else ''} for {sale.customer}"
            begun = (_moved(re.Begun(intent, 0)),)
            yield Act(label, begun, world, ignored=locked or not ready)
        for misfit in misfits(sale):
            yield Act("begun for another", (_moved(re.Begun(misfit, 0)),), world, ignored=True)

    def _redemption(self, world: Seen) -> Iterator[Act]:
        state, truth = world.sale.redemption, world.truth
        if isinstance(state, Idle):
            return
        code = typed_in(re.CodeEntered)
        agreed = re.Consented(CONSENT, "Ana", 0)
        for event in (re.Left(0), re.UndoAsked(0), agreed, code, re.AskedNow(0)):
            yield Act(type(event).__name__, (_moved(event),), world)
        yield Act("Woken", (_moved(re.Woken(0)),), world, fair=is_due(state))
        for label, older in aged(state, truth):
            if "verdict" in label:
                yield Act(label, (), world._replace(sale=replace(world.sale, redemption=older)))
        for label, after, fair in moved_alone(self.shape, truth):
            if after.ledger in ELSEWHERE or truth.held != after.held:
                continue
            yield Act(label, (), world._replace(truth=after), fair=fair)
        for reply in self.replies.to(state, truth):
            if "WrongCode" in reply.label and state.intent.customer != MISTYPES:
                continue
            approved = world.approved or reply.approves
            told = world._replace(truth=reply.truth, approved=approved)
            yield Act(reply.label, (_moved(reply.event),), told, fair=reply.fair, answers=True)
        wanted_now = intent_of(state)
        assert wanted_now is not None
        for move in late_truths(self.shape, world.redeeming, wanted_now.key):
            assert move.event is not None
            yield Act(move.label, (_moved(move.event),), world, ignored=move.ignored)

    def _returns(self, world: Seen) -> Iterator[Act]:
        sale = world.sale
        if not is_settled(sale.redemption):
            return
        if can_return_one(sale):
            yield Act("a piece comes back", (RefundAsked(refund_of(sale), 0),), world)
        unpaid = sale.order is None
        yield Act("cancelled", (CancelAsked(CANCEL_KEY, 0),), world, ignored=unpaid)
        if sale.is_cancelled and isinstance(sale.redemption, Spent):
            for returned in (True, False):
                yield Act("the reward is looked up", (RewardLookedUp(returned),), world)

    def _crash(self, world: Seen) -> Iterator[Act]:
        """The till comes back as ``Till.recover`` has it."""
        if world.sale.is_settled:
            return
        for moved in landed_posts(self.shape.profile, world):
            for truth in landed(self.replies, world.sale.redemption, world.truth):
                for away in (1.0, -1.0):
                    yield Act(
                        f"power cut, back after {away:g} s, {describe(truth)}",
                        (PostsRestarted(0), _moved(re.Restarted(0, away))),
                        moved._replace(truth=truth),
                    )


def _moved(event: re.Event) -> RedemptionMoved:
    return RedemptionMoved(event)
