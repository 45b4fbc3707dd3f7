"""Mistakes that somebody could make in the machine of a redemption, and each must be caught."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from pos_app.core import submission
from pos_app.core.challenge import Challenge, Verdict
from pos_app.core.decision import Decision
from pos_app.core.redemption import carrying, code, deciding, exits, openings, transition
from pos_app.core.redemption import events as re
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    Closed,
    Committing,
    Intent,
    Outcome,
    Parked,
    Redeemed,
    Reversing,
    State,
)
from pos_app.core.selling import Moved
from pos_app.core.submission import (
    Declined,
    Done,
    Gone,
    NotExecuted,
    Phase,
    Receipt,
    Step,
    Submission,
    Unknown,
)
from tests.faults.explore import explore
from tests.faults.explore.laws import LIVENESS
from tests.faults.explore.redemption import supervisor
from tests.faults.shapes import BONIFIQ, NO, SOLD

Patch = Callable[[pytest.MonkeyPatch], None]


def _new_key_on_retry(patch: pytest.MonkeyPatch) -> None:
    again = submission._again

    def mutant(current: Submission, phase: Phase) -> Submission:
        return replace(again(current, phase), key=f"{current.key}-2")

    patch.setattr(submission, "_again", mutant)


def _unknown_taken_for_refused(patch: pytest.MonkeyPatch) -> None:
    right = submission.answered

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Answer, now: float
    ) -> submission.Progress:
        if isinstance(answer, Unknown):
            return Declined(NO)
        return right(rule, current, answer, now)

    patch.setattr(submission, "answered", mutant)


def _unknown_taken_for_done(patch: pytest.MonkeyPatch) -> None:
    right = submission.answered

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Answer, now: float
    ) -> submission.Progress:
        if isinstance(answer, Unknown):
            return submission.Executed(Receipt())
        return right(rule, current, answer, now)

    patch.setattr(submission, "answered", mutant)


def _release_forgotten(patch: pytest.MonkeyPatch) -> None:
    def mutant(
        _: Profile, intent: Intent, __: Receipt | None, outcome: Outcome, ___: object
    ) -> Next:
        return Next(Closed(intent, outcome))

    for module in (carrying, code, exits, openings):
        patch.setattr(module, "release", mutant)


def _reversal_forgotten(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, intent: Intent, __: Receipt, *___: object, **____: object) -> Next:
        return Next(Closed(intent, Outcome.REVERSED))

    for module in (carrying, exits):
        patch.setattr(module, "reverse", mutant)


def _stale_verdict_accepted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exits, "_stale", lambda *_: False)


def _verdict_of_another_intent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(code, "Verdict", lambda _, at: Verdict("rdm-0", at))


def _code_not_asked_for(patch: pytest.MonkeyPatch) -> None:
    def mutant(state: AwaitingCode) -> Next:
        verdict = Verdict(state.intent.key, 0)
        return openings.commit(BONIFIQ.profile, state.intent, state.held, verdict)

    patch.setattr(transition, "check", mutant)


def _tries_never_run_out(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, state: CheckingCode, __: object) -> Next:
        tally = replace(state.tally, wrong=state.tally.wrong + 1)
        if tally.wrong > 5:
            return Next(state)
        return Next(AwaitingCode(state.intent, tally, state.held, state.challenge))

    patch.setattr(code, "_wrong", mutant)


def _left_and_still_redeemed(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, intent: Intent, receipt: Receipt, **__: object) -> Next:
        return Next(Redeemed(intent, receipt))

    patch.setattr(carrying, "_committed", mutant)


def _refused_reversal_believed(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, state: Reversing, *__: object) -> Next:
        return Next(Closed(state.intent, Outcome.REVERSED))

    patch.setattr(carrying, "_insist", mutant)


def _late_answers_taken(patch: pytest.MonkeyPatch) -> None:
    right = carrying._progress

    def mutant(profile: Profile, state: Committing, event: re.Answered) -> Next:
        return right(profile, state, replace(event, attempt=state.submission.attempt))

    patch.setattr(carrying, "_progress", mutant)


def _same_key_begun_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(transition, "_may_begin", lambda *_: True)


def _submit_forgotten_by_a_restart(patch: pytest.MonkeyPatch) -> None:
    right = exits.restart

    def mutant(profile: Profile, state: State, event: re.Restarted) -> Next:
        if isinstance(state, Committing):
            return openings.drop_unsent(profile, state)
        return right(profile, state, event)

    patch.setattr(transition, "restart", mutant)


def _submit_forgotten_by_leaving(patch: pytest.MonkeyPatch) -> None:
    right = exits.leave

    def mutant(profile: Profile, state: State) -> Next:
        if isinstance(state, Committing):
            return openings.drop_unsent(profile, state)
        return right(profile, state)

    patch.setattr(transition, "leave", mutant)


def _effect_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exits, "attempt", Next)


def _effect_doubled(patch: pytest.MonkeyPatch) -> None:
    right = openings.attempt

    def mutant(state: Committing) -> Next:
        after = right(state)
        return Next(after.state, (*after.effects, *after.effects))

    patch.setattr(openings, "attempt", mutant)


def _look_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A refusal that follows a lost answer is believed although it may mean "already done"."""
    patch.setattr(submission, "_refused", lambda _, __, answer: Declined(answer.refusal))


def _first_refusal_believed(patch: pytest.MonkeyPatch) -> None:
    """Although something on the way may have delivered the request twice."""
    right = submission._refused

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Refused
    ) -> submission.Progress:
        return right(replace(rule, looks_at_refusals=False), current, answer)

    patch.setattr(submission, "_refused", mutant)


def _found_not_done_keeps_the_hold(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, state: State, event: re.Decided) -> Next:
        if isinstance(state, Parked) and event.decision is Decision.IT_DID_NOT:
            return Next(Closed(state.intent, Outcome.REFUSED))
        return Next(state)

    patch.setattr(transition, "decide", mutant)


def _found_done_and_simply_closed(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, state: State, event: re.Decided) -> Next:
        if isinstance(state, Parked) and event.decision is Decision.IT_HAPPENED:
            return Next(Closed(state.intent, Outcome.REVERSED))
        return Next(state)

    patch.setattr(transition, "decide", mutant)


def _asked_again_without_doubt(patch: pytest.MonkeyPatch) -> None:
    right = submission.asked_again

    def mutant(rule: submission.Rule, current: Submission, now: float) -> Submission | None:
        again = right(rule, current, now)
        return None if again is None else replace(again, doubtful=False)

    patch.setattr(submission, "asked_again", mutant)


def _nothing_for_a_person_to_decide(patch: pytest.MonkeyPatch) -> None:
    for module in (deciding, supervisor):
        patch.setattr(module, "allowed", lambda *_: ())


def _watched_from_where_it_was(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, intent: Intent, held: Receipt | None, verdict: Verdict | None) -> Next:
        return openings.attempt(
            Committing(intent, Submission(Step.COMMIT, intent.key), held, verdict)
        )

    patch.setattr(code, "commit", mutant)


def _refused_look_taken_for_not_executed(patch: pytest.MonkeyPatch) -> None:
    right = submission._refused

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Refused
    ) -> submission.Progress:
        if current.phase is Phase.LOOKING:
            return submission._not_executed(rule, current, 0)
        return right(rule, current, answer)

    patch.setattr(submission, "_refused", mutant)


def _reversal_forgotten_by_a_restart(patch: pytest.MonkeyPatch) -> None:
    right = exits.restart

    def mutant(profile: Profile, state: State, event: re.Restarted) -> Next:
        if isinstance(state, Reversing):
            return Next(Closed(state.intent, Outcome.REVERSED))
        return right(profile, state, event)

    patch.setattr(transition, "restart", mutant)


def _new_key_after_a_restart(patch: pytest.MonkeyPatch) -> None:
    right = exits.restart

    def mutant(profile: Profile, state: State, event: re.Restarted) -> Next:
        if isinstance(state, Committing):
            state = replace(state, intent=replace(state.intent, key=f"{state.intent.key}-2"))
        return right(profile, state, event)

    patch.setattr(transition, "restart", mutant)


def _wish_to_wait_ignored(patch: pytest.MonkeyPatch) -> None:
    right = submission._rest

    def mutant(
        rule: submission.Rule, current: Submission, now: float, then: Phase, _: float | None = None
    ) -> Submission:
        return right(rule, current, now, then)

    patch.setattr(submission, "_rest", mutant)


def _code_taken_after_its_life(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Challenge, "is_over", lambda *_: False)


def _code_in_an_event(patch: pytest.MonkeyPatch) -> None:
    class CodeEntered(re.CodeEntered, frozen=True):
        code: str = ""

    patch.setattr(re, "CodeEntered", CodeEntered)


def _paid_while_pending(patch: pytest.MonkeyPatch) -> None:
    right = transition.step

    def mutant(profile: Profile, state: State, event: re.Event) -> Next:
        if isinstance(state, Committing) and isinstance(event, re.SalePaid):
            return Next(Redeemed(state.intent, Receipt()))
        return right(profile, state, event)

    patch.setattr(transition, "step", mutant)


def _gone_taken_for(patch: pytest.MonkeyPatch, taken: submission.Answer) -> None:
    right = carrying._progress

    def mutant(profile: Profile, state: Committing, event: re.Answered) -> Next:
        if isinstance(event.answer, Gone):
            event = replace(event, answer=taken)
        return right(profile, state, event)

    patch.setattr(carrying, "_progress", mutant)


def _gone_taken_for_not_executed(patch: pytest.MonkeyPatch) -> None:
    _gone_taken_for(patch, NotExecuted())


def _gone_taken_for_done(patch: pytest.MonkeyPatch) -> None:
    _gone_taken_for(patch, Done(SOLD))


def _release_forgets_the_commit(patch: pytest.MonkeyPatch) -> None:
    right = openings.release

    def mutant(*what: Any, committed: bool = False) -> Next:
        del committed
        return right(*what)

    for module in (carrying, code, deciding, exits, openings):
        patch.setattr(module, "release", mutant)


def _agreement_not_asked_for(patch: pytest.MonkeyPatch) -> None:
    right = carrying.after_hold

    def mutant(profile: Profile, intent: Intent, held: Receipt | None) -> Next:
        return right(replace(profile, consent=""), intent, held)

    patch.setattr(carrying, "after_hold", mutant)


def _held_before_the_customer_agreed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(transition, "_begin", transition._hold)


def _agreed_to_another_text(patch: pytest.MonkeyPatch) -> None:
    right = transition.step

    def mutant(profile: Profile, state: State, event: re.Event) -> Next:
        if isinstance(event, re.Consented):
            event = replace(event, to=profile.consent)
        return right(profile, state, event)

    patch.setattr(transition, "step", mutant)


def _taken_back_before_all_has_landed(patch: pytest.MonkeyPatch) -> None:
    right = openings.reverse

    def mutant(*what: Any, not_before: float | None = None, **rest: Any) -> Next:
        del not_before
        return right(*what, **rest)

    for module in (carrying, deciding, exits, openings):
        patch.setattr(module, "reverse", mutant)


def _look_believed_before_all_has_landed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(submission, "landed_at", lambda *_: None)


def _wait_for_landing_hurried(patch: pytest.MonkeyPatch) -> None:
    def mutant(current: Submission) -> Submission:
        resting = current.phase is Phase.RESTING
        return submission._again(current, current.then) if resting else current

    patch.setattr(submission, "hurried", mutant)


def _another_amount_taken(patch: pytest.MonkeyPatch) -> None:
    right = carrying._committed

    def mutant(
        profile: Profile, intent: Intent, receipt: Receipt, *, leaving: bool, **_: object
    ) -> Next:
        return right(profile, intent, receipt, leaving=leaving)

    patch.setattr(carrying, "_committed", mutant)


def _unwritten(kind: type[re.Event]) -> Patch:
    """The book forgets to write down one kind of event."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        right, happened = transition.step, list[re.Event]()

        def noting(profile: Profile, state: State, event: re.Event) -> Next:
            happened[:] = [event]
            return right(profile, state, event)

        patch.setattr(transition, "step", noting)
        patch.setattr(Moved, "is_written", lambda *_: not isinstance(happened[0], kind))

    mutate.__name__ = f"{kind.__name__}_not_written"
    return mutate


MUTANTS: list[tuple[str, int, Patch]] = [
    ("bonifiq", 1, _new_key_on_retry),
    ("bonifiq", 2, _unknown_taken_for_refused),
    ("bonifiq", 7, _unknown_taken_for_done),
    ("punchh", 4, _release_forgotten),
    ("bonifiq", 4, _reversal_forgotten),
    ("bonifiq", 5, _stale_verdict_accepted),
    ("bonifiq", 5, _verdict_of_another_intent),
    ("bonifiq", 5, _code_not_asked_for),
    ("bonifiq", 5, _tries_never_run_out),
    ("bonifiq", 4, _left_and_still_redeemed),
    ("bonifiq", 4, _refused_reversal_believed),
    ("bonifiq", 8, _late_answers_taken),
    ("bonifiq", 8, _same_key_begun_again),
    ("bonifiq", 2, _submit_forgotten_by_a_restart),
    ("punchh", 2, _submit_forgotten_by_leaving),
    ("punchh", LIVENESS, _effect_forgotten),
    ("weavr", LIVENESS, _effect_doubled),
    ("bonifiq", 4, _look_forgotten),
    ("weavr", 5, _watched_from_where_it_was),
    ("bonifiq", 2, _refused_look_taken_for_not_executed),
    ("bonifiq", 2, _reversal_forgotten_by_a_restart),
    ("punchh", 1, _new_key_after_a_restart),
    ("bonifiq", LIVENESS, _wish_to_wait_ignored),
    ("bonifiq", 5, _code_taken_after_its_life),
    ("bonifiq", 6, _code_in_an_event),
    ("bonifiq", 7, _paid_while_pending),
    ("bonifiq", 4, _first_refusal_believed),
    ("punchh", 4, _found_not_done_keeps_the_hold),
    ("bonifiq", 4, _found_done_and_simply_closed),
    ("bonifiq", 2, _asked_again_without_doubt),
    ("bonifiq", LIVENESS, _nothing_for_a_person_to_decide),
    ("punchh", 2, _gone_taken_for_not_executed),
    ("punchh", 7, _gone_taken_for_done),
    ("punchh", 4, _release_forgets_the_commit),
    ("punchh", 5, _another_amount_taken),
    ("bonifiq", 4, _taken_back_before_all_has_landed),
    ("bonifiq", 4, _look_believed_before_all_has_landed),
    ("bonifiq", 4, _wait_for_landing_hurried),
    ("punchh", 5, _agreement_not_asked_for),
    ("punchh", 5, _agreed_to_another_text),
    ("weavr", 5, _held_before_the_customer_agreed),
    ("punchh", 8, _unwritten(re.Consented)),
    *(("bonifiq", 8, _unwritten(kind)) for kind in get_args(re.Event) if kind is not re.Consented),
]


@pytest.mark.parametrize(
    ("name", "invariant", "mutate"),
    MUTANTS,
    ids=[mutate.__name__.strip("_") for _, _, mutate in MUTANTS],
)
def test_a_mistake_in_a_redemption_is_caught(
    name: str, invariant: int, mutate: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutate(monkeypatch)
    violations = explore(name, "redemption", eager=True).violations
    assert {law.invariant for law in violations} == {invariant}
