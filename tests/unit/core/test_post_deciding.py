"""What a supervisor may decide about a message of the outbox, and what comes of it."""

import pytest
from msgspec.structs import replace

from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.order import Post
from pos_app.core.post_deciding import TOO_OLD, allowed
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.sale import Sale
from pos_app.core.selling import (
    CancelAsked,
    PostAttempt,
    PostDecided,
    PostExpired,
    PostsRestarted,
    PostWoken,
    SaleEvent,
    advance,
)
from pos_app.core.submission import (
    Done,
    InDoubt,
    NotExecuted,
    Phase,
    Refused,
    Rule,
    Unclear,
    Unknown,
)
from tests.faults.shapes import NO
from tests.unit.core.test_sale import (
    KEY,
    OPEN,
    PROFILE,
    after,
    answer,
    paid,
    refund,
    refused,
    registered,
)

AGAIN, BY_HAND, LEFT_OUT = Decision.ASK_AGAIN, Decision.DONE_BY_HAND, Decision.LEFT_OUT
BLIND = replace(
    PROFILE, rules={**PROFILE.rules, **rules(register=Rule(InDoubt.PARK, InDoubt.PARK))}
)
REFUND = refund("ret-1", {1: 1}, 1485, 13515)


def decided(key: str, decision: Decision) -> PostDecided:
    return PostDecided(key, decision, "Rui", "seen there", 50)


def refused_registration() -> Sale:
    return after(paid(OPEN), [PostWoken(KEY, 5), *refused()])


def unclear_registration() -> Sale:
    return after(paid(OPEN), [PostWoken(KEY, 5), answer(Unknown()), PostWoken(KEY, 9),
                              answer(Unclear(), attempt=2)])  # fmt: skip


def lost_where_nothing_is_safe() -> Sale:
    return after(paid(OPEN, profile=BLIND), [PostWoken(KEY, 5), answer(Unknown())], BLIND)


def unclear_refund() -> Sale:
    return after(registered(), [REFUND, PostWoken("ret-1", 10), answer(Unclear(), key="ret-1")])


def refused_refund() -> Sale:
    return after(registered(), [REFUND, PostWoken("ret-1", 10), *refused("ret-1")])


def refused_cancellation() -> Sale:
    return after(
        registered(),
        [CancelAsked("cnl-1", 10), PostWoken("cnl-1", 10), *refused("cnl-1")],
    )


CASES: list[tuple[Profile, Sale, tuple[Decision, ...]]] = [
    (PROFILE, refused_registration(), (AGAIN, BY_HAND, LEFT_OUT)),
    (PROFILE, unclear_registration(), (AGAIN, BY_HAND, LEFT_OUT)),
    (BLIND, lost_where_nothing_is_safe(), (BY_HAND, LEFT_OUT)),
    (PROFILE, unclear_refund(), (AGAIN, BY_HAND, LEFT_OUT)),
    (PROFILE, refused_refund(), (BY_HAND, LEFT_OUT)),
    (PROFILE, refused_cancellation(), (BY_HAND, LEFT_OUT)),
]


def only(sale: Sale) -> Post:
    [post] = sale.aside
    return post


@pytest.mark.parametrize(("profile", "sale", "expected"), CASES)
def test_only_what_is_safe_is_offered_and_only_what_is_offered_works(
    profile: Profile, sale: Sale, expected: tuple[Decision, ...]
) -> None:
    post = only(sale)
    assert allowed(profile, sale, post) == expected
    assert not sale.is_settled
    for decision in Decision:
        moved = after(sale, [decided(post.submission.key, decision)], profile)
        assert (moved != sale) is (decision in expected)
        assert moved.is_settled is (decision in expected and decision is not AGAIN)
        if moved != sale:
            for late in Decision:
                assert after(moved, [decided(post.submission.key, late)], profile) == moved


@pytest.mark.parametrize("sale", [OPEN, paid(OPEN), registered()])
def test_there_is_nothing_to_decide_about_what_is_on_its_way_or_done(sale: Sale) -> None:
    assert sale.aside == ()
    for post in sale.posts:
        assert allowed(PROFILE, sale, post) == ()
    for decision in Decision:
        assert after(sale, [decided(KEY, decision)]) == sale


def test_what_was_refused_for_certain_is_put_to_the_provider_again() -> None:
    sale = after(refused_registration(), [decided(KEY, AGAIN)])
    [post] = sale.posts
    assert (post.submission.phase, post.submission.due) == (Phase.RESTING, 50)
    [effect] = advance(PROFILE, sale, PostWoken(KEY, 50)).effects
    assert isinstance(effect, PostAttempt)
    assert (effect.submission.phase, effect.submission.key) == (Phase.LOOKING, KEY)
    sale = after(sale, [PostWoken(KEY, 50), answer(NotExecuted(), attempt=3, at=50)])
    [effect] = advance(PROFILE, sale, PostWoken(KEY, 60)).effects
    assert isinstance(effect, PostAttempt)
    assert (effect.submission.phase, effect.submission.key) == (Phase.SENDING, KEY)
    asked = after(sale, [PostWoken(KEY, 60)])
    still = [answer(Refused(NO), attempt=4), answer(NotExecuted(), attempt=5)]
    assert only(after(asked, still)).submission.refusal == NO
    assert after(asked, [answer(Done(), attempt=4)]).is_settled


def test_what_is_in_doubt_is_looked_at_again() -> None:
    sale = after(unclear_registration(), [decided(KEY, AGAIN)])
    [effect] = advance(PROFILE, sale, PostWoken(KEY, 50)).effects
    assert isinstance(effect, PostAttempt)
    assert effect.submission.phase is Phase.LOOKING


def test_an_order_entered_by_hand_counts_as_delivered() -> None:
    sale = after(unclear_registration(), [decided(KEY, BY_HAND)])
    [post] = sale.posts
    assert post.receipt is not None
    cancelling = after(sale, [CancelAsked("cnl-1", 60)])
    assert [p.submission.key for p in cancelling.posts if p.is_open] == ["cnl-1"]


def test_the_provider_is_told_of_no_return_from_an_order_that_was_left_out() -> None:
    sale = after(refused_registration(), [decided(KEY, LEFT_OUT)])
    assert sale.is_settled
    returned = after(sale, [REFUND])
    assert returned.is_settled
    assert after(returned, [CancelAsked("cnl-1", 60)]).is_cancelled


def test_a_reason_is_always_told_for_what_was_left_out() -> None:
    sale = after(unclear_registration(), [decided(KEY, LEFT_OUT)])
    [post] = sale.posts
    assert post.refusal == Refusal("LEFT_OUT")


def test_a_cancellation_by_hand_cancels_the_sale_and_one_left_out_does_not() -> None:
    sale = refused_cancellation()
    assert after(sale, [decided("cnl-1", BY_HAND)]).is_cancelled
    stands = after(sale, [decided("cnl-1", LEFT_OUT)])
    assert not stands.is_being_cancelled
    assert after(stands, [CancelAsked("cnl-2", 60)]).is_being_cancelled


@pytest.mark.parametrize("sale", [refused_refund(), unclear_refund()], ids=["refused", "unclear"])
def test_a_return_by_hand_counts_and_one_left_out_does_not(sale: Sale) -> None:
    assert after(sale, [decided("ret-1", BY_HAND)]).remaining == {1: 1, 2: 1}
    assert after(sale, [decided("ret-1", LEFT_OUT)]).remaining == {1: 2, 2: 1}


def test_a_refused_return_does_not_count_twice_when_its_pieces_have_come_back_since() -> None:
    sale = after(
        refused_refund(),
        [
            refund("ret-2", {1: 2}, 2970, 12030),
            PostWoken("ret-2", 20),
            answer(Done(), key="ret-2"),
        ],
    )
    assert allowed(PROFILE, sale, only(sale)) == (LEFT_OUT,)
    assert after(sale, [decided("ret-1", BY_HAND)]) == sale
    assert after(sale, [decided("ret-1", LEFT_OUT)]).is_settled


def test_a_refused_return_is_moot_once_the_sale_is_cancelled() -> None:
    sale = after(
        refused_refund(),
        [CancelAsked("cnl-1", 20), PostWoken("cnl-1", 20), answer(Done(), key="cnl-1")],
    )
    assert sale.aside == ()
    assert sale.is_settled


# --- what has waited too long ---------------------------------------------------------------------


def test_what_waited_too_long_is_left_to_a_person_and_never_sent_again() -> None:
    sale = after(paid(OPEN), [PostExpired(KEY)])
    [old] = sale.aside
    assert (old.submission.phase, old.submission.refusal) == (Phase.PARKED, TOO_OLD)
    assert allowed(PROFILE, sale, old) == (BY_HAND, LEFT_OUT)
    for event in (PostWoken(KEY, 1e9, hurry=True), decided(KEY, AGAIN), PostsRestarted(9)):
        moved = advance(PROFILE, sale, event)
        assert (moved.sale, moved.effects) == (sale, ())
    assert after(sale, [decided(KEY, BY_HAND)]).is_settled
    assert after(sale, [decided(KEY, LEFT_OUT)]).is_settled


def test_what_may_have_been_executed_stays_in_doubt_when_it_is_given_up() -> None:
    sale = after(paid(OPEN), [PostWoken(KEY, 5), answer(Unknown()), PostExpired(KEY)])
    [old] = sale.aside
    assert old.submission.doubtful


@pytest.mark.parametrize(
    "events",
    [
        [PostWoken(KEY, 5)],
        [PostWoken(KEY, 5), answer(Done())],
        [PostWoken(KEY, 5), *refused()],
    ],
    ids=["on_its_way", "delivered", "refused"],
)
def test_nothing_else_grows_too_old(events: list[SaleEvent]) -> None:
    sale = after(paid(OPEN), events)
    assert advance(PROFILE, sale, PostExpired(KEY)).sale == sale
    assert advance(PROFILE, sale, PostExpired("nobody")).sale == sale
