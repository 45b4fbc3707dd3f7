"""What can happen to a sale, and the fold: ``advance(profile, sale, event)``."""

from collections.abc import Callable

from msgspec.structs import replace

from pos_app.core import submission as carry
from pos_app.core.basket import Basket
from pos_app.core.decision import Decision
from pos_app.core.order import Order, Post, Refund
from pos_app.core.post_deciding import decided, given_up
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import Effect
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    Intent,
    Outcome,
    Releasing,
    State,
    is_over,
    is_settled,
)
from pos_app.core.redemption.transition import step
from pos_app.core.sale import Sale, Stage
from pos_app.core.submission import Answer, Declined, Executed, Phase, Step, Submission
from pos_app.core.value import Value, Variant


class Opened(Variant, frozen=True):
    number: str
    at: str
    currency: str = "BRL"
    provider: str = ""
    """Whose rules the sale is folded by."""


class BasketSet(Variant, frozen=True):
    basket: Basket


class CustomerSet(Variant, frozen=True):
    customer: str | None


class RedemptionMoved(Variant, frozen=True):
    event: re.Event


class Paid(Variant, frozen=True):
    order: Order
    at: float
    register: bool = True
    """Whether the provider is told: not for a sale without a customer."""


class RefundAsked(Variant, frozen=True):
    refund: Refund
    at: float


class CancelAsked(Variant, frozen=True):
    key: str
    at: float


class PostWoken(Variant, frozen=True):
    """The outbox's turn for this message; ``hurry`` skips the wait."""

    key: str
    at: float
    hurry: bool = False


class PostAnswered(Variant, frozen=True):
    key: str
    attempt: int
    answer: Answer
    at: float


class PostDecided(Variant, frozen=True):
    """A supervisor's word about a message set aside, with their name and their reason."""

    key: str
    decision: Decision
    by: str
    why: str
    at: float


class PostExpired(Variant, frozen=True):
    """The message has waited for longer than the provider takes it (``Profile.keeps_posts``)."""

    key: str


class RewardLookedUp(Variant, frozen=True):
    returned: bool


class PostsRestarted(Variant, frozen=True):
    at: float


class Dropped(Variant, frozen=True):
    """Cleared before it was paid."""


SaleEvent = (
    Opened
    | BasketSet
    | CustomerSet
    | RedemptionMoved
    | Paid
    | RefundAsked
    | CancelAsked
    | PostWoken
    | PostAnswered
    | PostDecided
    | PostExpired
    | RewardLookedUp
    | PostsRestarted
    | Dropped
)


class PostAttempt(Value, frozen=True):
    submission: Submission


class Moved(Value, frozen=True):
    sale: Sale
    effects: tuple[Effect | PostAttempt, ...] = ()

    def is_written(self, before: Sale) -> bool:
        """What changed nothing and leads to nothing leaves no trace on disk."""
        return self.sale != before or bool(self.effects)


def advance(profile: Profile, sale: Sale, event: SaleEvent) -> Moved:  # noqa: C901, PLR0911, PLR0912 - a table
    """The sale after the event; an event that does not apply changes nothing."""
    match event:
        case Opened(number, at, currency):
            return Moved(
                replace(sale, number=number, opened_at=at, basket=Basket(currency=currency))
            )
        case BasketSet(basket) if sale.may_change:
            return Moved(replace(sale, basket=basket))
        case CustomerSet(customer) if sale.may_change:
            return Moved(replace(sale, customer=customer))
        case RedemptionMoved(moved):
            return _redeem(profile, sale, moved)
        case Paid() if sale.can_be_paid:
            return _pay(profile, sale, event)
        case RefundAsked(refund, at) if sale.order is not None and not sale.is_being_cancelled:
            register = _registers(profile, sale, Step.REFUND)
            due = at + profile.post_spacing
            post = _queued(Step.REFUND, refund.key, due, register=register)
            return Moved(replace(sale, refunds=(*sale.refunds, (refund, post))))
        case CancelAsked(key, at) if sale.order is not None and not sale.is_being_cancelled:
            register = _registers(profile, sale, Step.CANCEL)
            post = _queued(Step.CANCEL, key, at + profile.post_spacing, register=register)
            return Moved(replace(sale, cancellation=post))
        case PostWoken() | PostAnswered():
            return _post(profile, sale, event)
        case PostDecided():
            return Moved(_decided(profile, sale, event))
        case PostExpired(key):
            old = [post for post in sale.posts if post.submission.key == key]
            return Moved(_map_posts(sale, lambda post: given_up(post) if post in old else post))
        case RewardLookedUp(returned):
            return Moved(replace(sale, reward_returned=returned))
        case PostsRestarted(at):
            return Moved(_map_posts(sale, lambda post: _restart_post(profile, post, at)))
        case Dropped() if sale.stage is Stage.OPEN and is_over(sale.redemption):
            return Moved(replace(sale, stage=Stage.DROPPED))
    return Moved(sale)


def _redeem(profile: Profile, sale: Sale, event: re.Event) -> Moved:
    if isinstance(event, re.Begun) and not _may_begin(sale, event.intent):
        return Moved(sale)
    after = step(profile, sale.redemption, event)
    moved = replace(
        sale,
        redemption=after.state,
        locked_out=_locked_out(sale, after.state),
        wrong_codes=_wrong_codes(sale, after.state),
    )
    return Moved(moved, after.effects)


def _may_begin(sale: Sale, intent: Intent) -> bool:
    """Whatever was prepared for another sale or another customer comes too late."""
    ours = intent.sale == sale.id and intent.customer == sale.customer
    return ours and sale.stage is Stage.OPEN and intent.customer not in sale.locked_out


def _wrong_codes(sale: Sale, state: State) -> tuple[tuple[str, int], ...]:
    if not isinstance(state, AwaitingCode) or state.tally.wrong == sale.wrong_for(
        state.intent.customer
    ):
        return sale.wrong_codes
    others = tuple(pair for pair in sale.wrong_codes if pair[0] != state.intent.customer)
    return (*others, (state.intent.customer, state.tally.wrong))


def _locked_out(sale: Sale, state: State) -> tuple[str, ...]:
    if not isinstance(state, Closed | Releasing) or state.outcome is not Outcome.LOCKED:
        return sale.locked_out
    if state.intent.customer in sale.locked_out:
        return sale.locked_out
    return (*sale.locked_out, state.intent.customer)


def _pay(profile: Profile, sale: Sale, event: Paid) -> Moved:
    spent = step(profile, sale.redemption, re.SalePaid(event.at))
    post = None
    if event.register and profile.has(Step.REGISTER):
        post = _queued(Step.REGISTER, event.order.id, event.at, register=True)
    record = None
    if profile.has(Step.RECORD):
        record = _queued(Step.RECORD, f"{event.order.id}-check", event.at, register=True)
    paid = replace(
        sale,
        stage=Stage.PAID,
        redemption=spent.state,
        order=event.order,
        registration=post,
        record=record,
    )
    return Moved(paid, spent.effects)


def _registers(profile: Profile, sale: Sale, step: Step) -> bool:
    """Whether the provider knows the sale, or will."""
    told = (post for post in (sale.registration, sale.record) if post is not None)
    return profile.has(step) and any(post.decision is not Decision.LEFT_OUT for post in told)


def may_be_told(profile: Profile, sale: Sale) -> bool:
    """Whether the provider may hear of the sale yet."""
    return not profile.settles_first or is_settled(sale.redemption)


def _queued(step: Step, key: str, at: float, *, register: bool) -> Post:
    """A message for the provider, or a note of what only concerns this till."""
    submission = Submission(step, key, attempt=0, phase=Phase.RESTING, due=at)
    return Post(submission) if register else Post(submission, receipt=carry.Receipt())


def _post(profile: Profile, sale: Sale, event: PostWoken | PostAnswered) -> Moved:
    found = next((p for p in sale.posts if p.submission.key == event.key and p.is_open), None)
    if found is None:
        return Moved(sale)
    match event:
        case PostWoken() if not may_be_told(profile, sale):
            return Moved(sale)
        case PostWoken(at=at, hurry=hurry):
            current = found.submission
            moved = carry.hurried(current) if hurry else carry.woken(current, at)
            if moved is current:
                return Moved(sale)
            effects: tuple[PostAttempt, ...] = (PostAttempt(moved),)
            return Moved(_swap(sale, found, replace(found, submission=moved)), effects)
        case PostAnswered(attempt=attempt, answer=answer, at=at):
            late = attempt != found.submission.attempt or not found.submission.in_flight
            if late and not isinstance(answer, carry.Done):
                return Moved(sale)
            rule = profile.rule(found.submission.step)
            after = _post_progress(sale, found, carry.answered(rule, found.submission, answer, at))
            if not profile.post_spacing:
                return after
            return replace(after, sale=_spaced(after.sale, at + profile.post_spacing))


def _spaced(sale: Sale, due: float) -> Sale:
    """No message that waits leaves earlier than this."""

    def later(post: Post) -> Post:
        current = post.submission
        if not post.is_open or current.phase is not Phase.RESTING or (current.due or 0) >= due:
            return post
        return replace(post, submission=replace(current, due=due))

    return _map_posts(sale, later)


def _post_progress(sale: Sale, post: Post, progress: carry.Progress) -> Moved:
    match progress:
        case Submission() as moved:
            effects = (PostAttempt(moved),) if moved.in_flight else ()
            return Moved(_swap(sale, post, replace(post, submission=moved)), effects)
        case Executed(receipt):
            return Moved(_swap(sale, post, replace(post, receipt=receipt)))
        case Declined(refusal) if post.submission.step in {Step.REGISTER, Step.RECORD}:
            parked = replace(post.submission, phase=Phase.PARKED, refusal=refusal, due=None)
            return Moved(_swap(sale, post, replace(post, submission=parked)))
        case Declined(refusal):
            return Moved(_swap(sale, post, replace(post, refusal=refusal)))


def _decided(profile: Profile, sale: Sale, event: PostDecided) -> Sale:
    found = next((post for post in sale.aside if post.submission.key == event.key), None)
    if found is None:
        return sale
    return _swap(sale, found, decided(profile, sale, found, event.decision, event.at))


def _swap(sale: Sale, old: Post, new: Post) -> Sale:
    return _map_posts(sale, lambda post: new if post is old else post)


def _map_posts(sale: Sale, change: Callable[[Post], Post]) -> Sale:
    return replace(
        sale,
        registration=change(sale.registration) if sale.registration else None,
        record=change(sale.record) if sale.record else None,
        refunds=tuple((refund, change(post)) for refund, post in sale.refunds),
        cancellation=change(sale.cancellation) if sale.cancellation else None,
    )


def _restart_post(profile: Profile, post: Post, at: float) -> Post:
    if not post.is_open:
        return post
    rule = profile.rule(post.submission.step)
    return replace(post, submission=carry.restarted(rule, post.submission, at))
