"""What no rule can settle, one by one, as a supervisor has to see it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from pos_app.checkout.incidents import Incident
from pos_app.checkout.people import Person
from pos_app.checkout.state import LostRecords, Matter, OpenMatter
from pos_app.core.decision import Decision
from pos_app.core.money import Money
from pos_app.core.order import Post
from pos_app.core.post_deciding import TOO_OLD
from pos_app.core.post_deciding import allowed as allowed_for_post
from pos_app.core.redemption.deciding import allowed
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Parked, worth_of
from pos_app.core.sale import Sale, Stage
from pos_app.core.submission import Step

NEEDS_NO_REASON = {Decision.ASK_AGAIN}
"""What changes nothing by itself; everything else is told with a reason."""


def needs_reason(decision: Decision) -> bool:
    return decision not in NEEDS_NO_REASON


def keys_aside(sale: Sale) -> tuple[str, ...]:
    """The steps of a sale that wait for a person at this moment."""
    posts = tuple(post.submission.key for post in sale.aside)
    state = sale.redemption
    return (state.submission.key, *posts) if isinstance(state, Parked) else posts


def matters_of(
    profile: Profile,
    sales: Iterable[Sale],
    since: Mapping[str, str],
    person: Callable[[str | None], Person | None],
    others: Iterable[Matter] = (),
) -> tuple[Matter, ...]:
    """All open ones, oldest first; ``since`` by the step's key, ``person`` by their handle."""
    found = [matter for sale in sales for matter in _of_sale(profile, sale, person)]
    dated = [replace(matter, since=since.get(matter.id, "")) for matter in found]
    return tuple(sorted([*dated, *others], key=_age))


def lost_records(incidents: Iterable[Incident]) -> Iterator[LostRecords]:
    for incident in incidents:
        gaps = incident.lost.gaps
        yield LostRecords(
            id=lost_id(incident),
            lost=incident.lost.lost,
            first=(gaps[0].after if gaps else None) or incident.at,
            last=(gaps[-1].before if gaps else None) or incident.at,
            file=incident.lost.set_aside,
            keys=incident.lost.keys,
        )


def lost_id(incident: Incident) -> str:
    return f"lost-{incident.number}"


def _age(matter: Matter) -> str:
    return matter.since


def _of_sale(
    profile: Profile, sale: Sale, person: Callable[[str | None], Person | None]
) -> Iterator[OpenMatter]:
    state = sale.redemption
    if isinstance(state, Parked):
        reward = _of_redemption(sale, state, person(state.intent.customer))
        yield replace(reward, decisions=allowed(profile, state))
    for post in sale.aside:
        message = _of_post(sale, post, person(sale.customer))
        yield replace(message, decisions=allowed_for_post(profile, sale, post))


def _of_redemption(sale: Sale, state: Parked, person: Person | None) -> OpenMatter:
    return OpenMatter(
        id=state.submission.key,
        sale_id=sale.id,
        number=sale.number,
        sold_at=_sold_at(sale),
        step=_asked_about(state),
        reference=state.intent.key,
        amount=worth_of(state),
        attempts=state.submission.attempt,
        title=state.intent.title,
        at_provider=state.receipt.reference if state.receipt else "",
        customer=person.key if person else None,
        refusal=state.submission.refusal,
        holds_sale=sale.stage is Stage.OPEN and not state.leaving,
    )


def _asked_about(state: Parked) -> Step:
    """Where a release found nothing left to release, the question is whether it was redeemed."""
    step = state.submission.step
    return Step.COMMIT if step is Step.RELEASE else step


def _of_post(sale: Sale, post: Post, person: Person | None) -> OpenMatter:
    refusal = post.refusal or post.submission.refusal
    too_old = refusal == TOO_OLD
    certain = post.refusal is not None or not post.submission.doubtful
    return OpenMatter(
        id=post.submission.key,
        sale_id=sale.id,
        number=sale.number,
        sold_at=_sold_at(sale),
        step=post.submission.step,
        reference=sale.order.id if sale.order else post.submission.key,
        amount=_worth(sale, post),
        attempts=post.submission.attempt,
        customer=person.key if person else None,
        refusal=refusal,
        refused=refusal is not None and certain and not too_old,
        too_old=too_old,
        sent=post.submission.doubtful or not too_old,
    )


def _sold_at(sale: Sale) -> str:
    return sale.order.placed_at if sale.order else sale.opened_at


def _worth(sale: Sale, post: Post) -> Money:
    returned = (refund.value for refund, other in sale.refunds if other is post)
    return next(returned, sale.order.total if sale.order else sale.total)
