"""Sales without the numbers and names that make no difference any more."""

from msgspec.structs import replace

from pos_app.core.loyalty import AmountOff
from pos_app.core.money import Money
from pos_app.core.order import Post
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    Idle,
    Outcome,
    Releasing,
    Spent,
    State,
    is_over,
)
from pos_app.core.sale import Sale, Stage
from pos_app.core.submission import Phase, Submission
from tests.faults.explore.redemption.canonical import (
    ATTEMPT,
    LATER,
    Carrying,
    all_landed,
    canonical,
)
from tests.faults.explore.sale.counter import EMPTY, TWO_CHEAPER, order_of
from tests.faults.shapes import NO

SOMEBODY = "cst-1"


def canonical_sale(sale: Sale) -> Sale:
    sale = replace(
        sale,
        redemption=_canonical_redemption(sale.redemption, sale.stage),
        registration=_canonical_post(sale.registration),
        record=_canonical_post(sale.record),
        refunds=tuple((refund, _settled_post(post)) for refund, post in sale.refunds),
        cancellation=_canonical_post(sale.cancellation),
        locked_out=tuple(sorted(sale.locked_out)),
        wrong_codes=tuple(sorted(sale.wrong_codes)),
    )
    if sale.stage is Stage.OPEN:
        return sale
    buyer = SOMEBODY if sale.customer and sale.stage is Stage.PAID else None
    sale = replace(sale, locked_out=(), wrong_codes=(), customer=buyer)
    if sale.stage is Stage.DROPPED:
        return replace(sale, basket=EMPTY)
    return sale if isinstance(sale.redemption, Spent) else _paid_plainly(sale)


def _paid_plainly(sale: Sale) -> Sale:
    """Without a reward it makes no difference which basket was paid."""
    plain = replace(sale, basket=TWO_CHEAPER)
    return replace(plain, order=order_of(plain))


def _canonical_redemption(state: State, stage: Stage) -> State:
    if isinstance(state, Idle):
        return state
    locks = isinstance(state, Closed | Releasing) and state.outcome is Outcome.LOCKED
    open_still = stage is Stage.OPEN and (locks or not is_over(state))
    state = canonical(state, None if open_still else SOMEBODY)
    assert not isinstance(state, Idle)
    if is_over(state):
        plain = replace(state.intent, amount=Money(0), benefit=AmountOff(Money(0)), gift=None)
        state = replace(state, intent=replace(plain, wrong_before=0))
    return _timeless(state)


def _timeless(state: State) -> State:
    """Every rest is over when it begins, and no code expires: both are walked elsewhere."""
    state = all_landed(state)
    if isinstance(state, Carrying) and state.submission.due is not None:
        return replace(state, submission=replace(state.submission, due=0.0))
    if isinstance(state, AwaitingCode | AwaitingApproval | CheckingCode):
        return replace(state, challenge=replace(state.challenge, expires_at=LATER, resend_at=None))
    return state


def _canonical_post(post: Post | None) -> Post | None:
    return None if post is None else _settled_post(post)


def _settled_post(post: Post) -> Post:
    """How a message came to its end makes no difference; that it was never sent does."""
    current = post.submission
    attempt = ATTEMPT if current.attempt else 0
    if not post.is_open:
        plain = Submission(current.step, current.key, attempt, Phase.RESTING)
        return replace(post, refusal=NO if post.refusal else None, submission=plain)
    return replace(
        post,
        submission=replace(
            current,
            attempt=attempt,
            due=None if current.due is None else 0.0,
            refusal=NO if current.refusal else None,
        ),
    )
