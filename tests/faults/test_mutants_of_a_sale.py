"""Mistakes that somebody could make around a redemption: in the sale, the outbox, the journal."""

from collections.abc import Callable
from typing import get_args

import pytest
from msgspec.structs import replace

from pos_app.core import sale as core_sale
from pos_app.core import selling, submission
from pos_app.core.order import Post
from pos_app.core.redemption import events as re
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    Closed,
    Committing,
    Holding,
    Idle,
    Outcome,
    Redeemed,
    Reversing,
    State,
    is_over,
    locks_basket,
    pending_discount,
)
from pos_app.core.redemption.transition import step
from pos_app.core.sale import Sale, Stage
from pos_app.core.selling import Moved, Paid, PostAnswered, PostExpired, PostWoken, RedemptionMoved
from pos_app.core.submission import Declined, Phase, Step, Submission, Unknown
from tests.faults.explore import explore
from tests.faults.explore.laws import LIVENESS
from tests.faults.shapes import NO

Patch = Callable[[pytest.MonkeyPatch], None]


# --- the sale ------------------------------------------------------------------------------------


def _discount_while_pending(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(core_sale, "discount_of", pending_discount)


def _paid_sale_edited(patch: pytest.MonkeyPatch) -> None:
    right = is_over
    patch.setattr(Sale, "may_change", property(lambda sale: right(sale.redemption)))


def _verdict_reused_for_another_basket(patch: pytest.MonkeyPatch) -> None:
    def may_change(sale: Sale) -> bool:
        return sale.stage is Stage.OPEN and not locks_basket(sale.redemption)

    patch.setattr(Sale, "may_change", property(may_change))


def _basket_edited_under_a_discount(patch: pytest.MonkeyPatch) -> None:
    def may_change(sale: Sale) -> bool:
        over = is_over(sale.redemption) or isinstance(sale.redemption, Redeemed)
        return sale.stage is Stage.OPEN and over

    patch.setattr(Sale, "may_change", property(may_change))


def _paid_with_an_open_redemption(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(core_sale, "holds_sale", lambda _: False)


def _never_paid_after_leaving(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(core_sale, "holds_sale", lambda state: isinstance(state, Holding | Committing))


def _dropped_with_an_open_redemption(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selling, "is_over", lambda _: True)


def _tries_brought_back_by_beginning_anew(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selling, "_wrong_codes", lambda sale, _: sale.wrong_codes)


def _lock_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selling, "_locked_out", lambda sale, _: sale.locked_out)


def _lock_noticed_too_late(patch: pytest.MonkeyPatch) -> None:
    right = selling._locked_out

    def mutant(sale: Sale, state: State) -> tuple[str, ...]:
        return right(sale, state) if isinstance(state, Closed) else sale.locked_out

    patch.setattr(selling, "_locked_out", mutant)


def _begun_for_another_customer(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selling, "_may_begin", lambda sale, _: sale.stage is Stage.OPEN)


def _spent_forgotten_by_paying(patch: pytest.MonkeyPatch) -> None:
    right = step

    def mutant(profile: Profile, state: State, event: re.Event) -> Next:
        if isinstance(event, re.SalePaid) and isinstance(state, Redeemed):
            return Next(Closed(state.intent, Outcome.ABANDONED))
        return right(profile, state, event)

    patch.setattr(selling, "step", mutant)


# --- the outbox ----------------------------------------------------------------------------------


def _message_dropped(patch: pytest.MonkeyPatch) -> None:
    right = selling._pay

    def mutant(profile: Profile, sale: Sale, event: Paid) -> Moved:
        moved = right(profile, sale, event)
        return replace(moved, sale=replace(moved.sale, registration=None))

    patch.setattr(selling, "_pay", mutant)


def _unanswered_message_given_up(patch: pytest.MonkeyPatch) -> None:
    right = submission.answered

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Answer, now: float
    ) -> submission.Progress:
        if isinstance(answer, Unknown) and current.step in {Step.REGISTER, Step.CANCEL}:
            return Declined(NO)
        return right(rule, current, answer, now)

    patch.setattr(submission, "answered", mutant)


def _message_sent_under_a_new_key(patch: pytest.MonkeyPatch) -> None:
    again = submission._again

    def mutant(current: Submission, phase: Phase) -> Submission:
        key = f"{current.key}-2" if current.step is Step.REGISTER else current.key
        return replace(again(current, phase), key=key)

    patch.setattr(submission, "_again", mutant)


def _late_answer_to_a_message_believed(patch: pytest.MonkeyPatch) -> None:
    right = selling._post

    def mutant(profile: Profile, sale: Sale, event: PostWoken | PostAnswered) -> Moved:
        found = next((p for p in sale.posts if p.submission.key == event.key), None)
        if isinstance(event, PostAnswered) and found is not None:
            event = replace(event, attempt=found.submission.attempt)
        return right(profile, sale, event)

    patch.setattr(selling, "_post", mutant)


def _doubled_answer_to_a_message_taken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Submission, "in_flight", property(lambda s: s.phase is not Phase.PARKED))


def _message_in_flight_forgotten_by_a_restart(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selling, "_restart_post", lambda _, post, __: post)


def _delivered_message_sent_again(patch: pytest.MonkeyPatch) -> None:
    def mutant(profile: Profile, post: Post, at: float) -> Post:
        rule = profile.rule(post.submission.step)
        moved = submission.restarted(rule, post.submission, at)
        return replace(post, submission=moved, receipt=None)

    patch.setattr(selling, "_restart_post", mutant)


def _told_before_it_is_settled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selling, "may_be_told", lambda *_: True)


# --- the journal ---------------------------------------------------------------------------------


def _effects_ahead_of_the_disk(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Submission, "needs_disk", property(lambda _: False))


def _reversal_ahead_of_the_disk(patch: pytest.MonkeyPatch) -> None:
    def mutant(current: Submission) -> bool:
        return current.phase is Phase.SENDING and current.step in {Step.HOLD, Step.COMMIT}

    patch.setattr(Submission, "needs_disk", property(mutant))


def _reversal_forgotten_by_a_power_cut(patch: pytest.MonkeyPatch) -> None:
    right = step

    def mutant(profile: Profile, state: State, event: re.Event) -> Next:
        if isinstance(event, re.Restarted) and isinstance(state, Reversing):
            return Next(Closed(state.intent, Outcome.REVERSED))
        return right(profile, state, event)

    patch.setattr(selling, "step", mutant)


def _everything_forgotten_by_a_power_cut(patch: pytest.MonkeyPatch) -> None:
    right = step

    def mutant(profile: Profile, state: State, event: re.Event) -> Next:
        if isinstance(event, re.Restarted):
            return Next(Idle())
        return right(profile, state, event)

    patch.setattr(selling, "step", mutant)


def _unwritten(kind: type[selling.SaleEvent] | type[re.Event]) -> Patch:
    """The book forgets to write down one kind of event."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        right, happened = selling.advance, list[selling.SaleEvent]()

        def noting(profile: Profile, sale: Sale, event: selling.SaleEvent) -> Moved:
            happened[:] = [event]
            return right(profile, sale, event)

        def is_written(*_: object) -> bool:
            event = happened[0]
            inner = event.event if isinstance(event, RedemptionMoved) else None
            return not (isinstance(event, kind) or isinstance(inner, kind))

        patch.setattr(selling, "advance", noting)
        patch.setattr(Moved, "is_written", is_written)

    mutate.__name__ = f"{kind.__name__}_not_written"
    return mutate


IN_THE_BRIEF_WALK = (re.Begun, re.Answered, re.CheckAnswered, re.Left, re.Restarted, re.Woken)

MUTANTS: list[tuple[str, str, int, Patch]] = [
    ("bonifiq", "sale", 3, _discount_while_pending),
    ("punchh", "sale", 8, _paid_sale_edited),
    ("punchh", "sale", 5, _verdict_reused_for_another_basket),
    ("bonifiq", "sale", 5, _basket_edited_under_a_discount),
    ("punchh", "sale", 3, _paid_with_an_open_redemption),
    ("punchh", "sale", 7, _never_paid_after_leaving),
    ("punchh", "sale", 4, _dropped_with_an_open_redemption),
    ("bonifiq", "sale", 5, _tries_brought_back_by_beginning_anew),
    ("bonifiq", "sale", 5, _lock_forgotten),
    ("weavr", "sale", 5, _lock_noticed_too_late),
    ("bonifiq", "sale", 5, _begun_for_another_customer),
    ("bonifiq", "sale", 4, _spent_forgotten_by_paying),
    ("bonifiq", "sale", 4, _message_dropped),
    ("bonifiq", "sale", 2, _unanswered_message_given_up),
    ("bonifiq", "sale", 1, _message_sent_under_a_new_key),
    ("bonifiq", "sale", 8, _late_answer_to_a_message_believed),
    ("bonifiq", "sale", 8, _doubled_answer_to_a_message_taken),
    ("bonifiq", "sale", LIVENESS, _message_in_flight_forgotten_by_a_restart),
    ("bonifiq", "sale", 8, _delivered_message_sent_again),
    ("punchh", "sale", 4, _told_before_it_is_settled),
    ("bonifiq", "journal", 1, _effects_ahead_of_the_disk),
    ("bonifiq", "journal", 1, _reversal_ahead_of_the_disk),
    ("bonifiq", "journal", 2, _reversal_forgotten_by_a_power_cut),
    ("punchh", "journal", 1, _everything_forgotten_by_a_power_cut),
    *(("bonifiq", "journal", 8, _unwritten(kind)) for kind in IN_THE_BRIEF_WALK),
    *(
        ("punchh" if kind is PostExpired else "bonifiq", "sale", 8, _unwritten(kind))
        for kind in get_args(selling.SaleEvent)
    ),
]


@pytest.mark.parametrize(
    ("name", "walk", "invariant", "mutate"),
    MUTANTS,
    ids=[f"{walk}-{mutate.__name__.strip('_')}" for _, walk, _, mutate in MUTANTS],
)
def test_a_mistake_around_a_redemption_is_caught(
    name: str, walk: str, invariant: int, mutate: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate(monkeypatch)
    violations = explore(name, walk, eager=True).violations
    assert {law.invariant for law in violations} == {invariant}
