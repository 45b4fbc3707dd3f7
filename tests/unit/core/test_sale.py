"""A sale from its first scan to its last return, event by event."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from pos_app.core.basket import Basket, Product
from pos_app.core.challenge import Approved, Channel, Sent, WrongCode
from pos_app.core.decision import Decision
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Refund, Tender, order_lines
from pos_app.core.redemption import events as re
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.redemption.states import Closed, Idle, Intent, Outcome, Redeemed, Spent
from pos_app.core.sale import REWARD_LINE, Sale, Stage
from pos_app.core.selling import (
    BasketSet,
    CancelAsked,
    CustomerSet,
    Dropped,
    Opened,
    Paid,
    PostAnswered,
    PostAttempt,
    PostDecided,
    PostsRestarted,
    PostWoken,
    RedemptionMoved,
    RefundAsked,
    RewardLookedUp,
    SaleEvent,
    advance,
)
from pos_app.core.submission import (
    Done,
    NotExecuted,
    NotSent,
    Phase,
    Receipt,
    Refused,
    Rule,
    Step,
    Unclear,
    Unknown,
)
from tests.faults.shapes import BONIFIQ, COMMITTED, GIFT, GIVEN, NO, PUNCHH, WEAVR, intent

FILTER = Product("CAF-02", "Filtro de papel", Money(1850), "7891000100103")
PRESS = Product("PRE-10", "Prensa 600 ml", Money(14990), "7891000100202")
BASKET = Basket().add(FILTER, 2).add(PRESS).with_discount(Money(690))
PROFILE = BONIFIQ.profile


def after(sale: Sale, events: Iterable[SaleEvent], profile: Profile = PROFILE) -> Sale:
    for event in events:
        sale = advance(profile, sale, event).sale
    return sale


OPEN = after(
    Sale("sale-1"),
    [Opened("L01-1", "2026-08-03T14:02:11Z"), BasketSet(BASKET), CustomerSet("cst-1")],
)


def moved(*events: re.Event) -> list[SaleEvent]:
    return [RedemptionMoved(event) for event in events]


def redeeming(wanted: Intent | None = None, receipt: Receipt = COMMITTED) -> dict[str, Sale]:
    """The sale at each step of a redemption with a code."""
    wanted = wanted or intent()
    key = wanted.key
    path: list[tuple[str, re.Event]] = [
        ("sending_code", re.Begun(wanted, 0)),
        ("awaiting_code", re.CodeSendAnswered(key, 1, Sent(Channel.SMS), 0)),
        ("checking_code", re.CodeEntered(1)),
        ("committing", re.CheckAnswered(key, 1, Approved(), 1)),
        ("redeemed", re.Answered(Step.COMMIT, key, 1, Done(receipt), 1)),
        ("reversing", re.UndoAsked(2)),
        ("reversed", re.Answered(Step.REVERSE, f"{key}-undo", 1, Done(), 2)),
    ]
    sale, steps = OPEN, {"idle": OPEN}
    for name, event in path:
        sale = after(sale, moved(event))
        steps[name] = sale
    return steps


STEPS = redeeming()


def order_of(sale: Sale) -> Order:
    tender = Tender(Method.CASH, sale.total, sale.total)
    return Order("L01-1-abc", sale.total, order_lines(sale.lines, sale.total), tender, "2026")


def paid(sale: Sale, *, register: bool = True, profile: Profile = PROFILE) -> Sale:
    return after(sale, [Paid(order_of(sale), 5, register)], profile)


@pytest.mark.parametrize("step", STEPS)
def test_only_a_confirmed_reward_is_off_the_total(step: str) -> None:
    confirmed = step == "redeemed"
    assert STEPS[step].total == Money(15000 if confirmed else 18000)
    assert STEPS[step].reward_discount == Money(3000 if confirmed else 0)


@pytest.mark.parametrize("step", STEPS)
def test_a_sale_is_not_paid_while_a_redemption_is_open(step: str) -> None:
    may = step in {"idle", "redeemed", "reversed"}
    assert STEPS[step].can_be_paid is may
    assert paid(STEPS[step]).stage is (Stage.PAID if may else Stage.OPEN)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("event", [BasketSet(Basket()), CustomerSet("d"), CustomerSet(None)])
def test_neither_basket_nor_customer_changes_under_a_redemption(
    step: str, event: SaleEvent
) -> None:
    changed = after(STEPS[step], [event]) != STEPS[step]
    assert changed is (step in {"idle", "reversed"})


@pytest.mark.parametrize("step", ["committing", "redeemed", "reversing"])
def test_the_basket_is_locked_once_value_may_have_moved_for_it(step: str) -> None:
    assert STEPS[step].basket_is_locked
    left = after(STEPS[step], moved(re.Left(9)))
    assert not left.basket_is_locked
    assert left.can_be_paid


@pytest.mark.parametrize("step", STEPS)
def test_a_sale_is_dropped_only_when_nothing_is_held_for_it(step: str) -> None:
    dropped = after(STEPS[step], [Dropped()])
    assert (dropped.stage is Stage.DROPPED) is (step in {"idle", "reversed"})
    cleared = after(STEPS[step], [*moved(re.Left(9)), Dropped()])
    assert cleared.stage is Stage.DROPPED


def test_a_dropped_sale_is_not_settled_before_its_reward_is_back() -> None:
    cleared = after(STEPS["redeemed"], [*moved(re.Left(9)), Dropped()])
    assert not cleared.is_settled
    answer = re.Answered(Step.REVERSE, "rdm-1-undo", 1, Done(), 9)
    assert after(cleared, moved(answer)).is_settled


def test_a_gift_is_a_line_of_its_own_once_it_is_confirmed() -> None:
    steps = redeeming(intent(gift=GIFT), GIVEN)
    assert [line.id for line in steps["committing"].lines] == [1, 2]
    redeemed = steps["redeemed"]
    gift = redeemed.lines[-1]
    assert (gift.id, gift.sku, gift.quantity, gift.total) == (REWARD_LINE, "KIT-1", 1, Money(0))
    assert redeemed.total == Money(18000)
    assert [line.id for line in steps["reversed"].lines] == [1, 2]


def test_a_gift_at_a_price_adds_to_the_total_and_shares_no_discount_beforehand() -> None:
    priced = replace(GIFT, price=Money(3992))
    redeemed = redeeming(intent(gift=priced), GIVEN)["redeemed"]
    assert redeemed.total == Money(18000 + 3992)
    assert sum(line.net.minor for line in order_of(redeemed).lines) == redeemed.total.minor


def test_a_reward_above_the_payable_never_makes_the_total_negative() -> None:
    big = replace(intent(), amount=Money(99999))
    assert redeeming(big)["redeemed"].total == Money(0)


def test_paying_spends_the_reward_and_queues_the_registration() -> None:
    sale = paid(STEPS["redeemed"])
    assert isinstance(sale.redemption, Spent)
    assert sale.total == Money(15000)
    [post] = sale.posts
    assert (post.submission.step, post.submission.key) == (Step.REGISTER, "L01-1-abc")
    assert post.submission.phase is Phase.RESTING
    assert not sale.is_settled


def test_an_empty_sale_is_not_paid() -> None:
    empty = after(Sale("s"), [Opened("1", "x")])
    assert not empty.can_be_paid
    assert paid(empty).stage is Stage.OPEN


def test_a_sale_is_paid_once() -> None:
    sale = paid(OPEN)
    again = replace(order_of(OPEN), id="other")
    assert after(sale, [Paid(again, 9)]) == sale


def test_a_sale_that_is_not_registered_is_settled_at_once() -> None:
    sale = paid(OPEN, register=False)
    assert sale.posts == ()
    assert sale.is_settled


def test_no_redemption_begins_in_a_paid_sale() -> None:
    sale = paid(OPEN)
    assert after(sale, moved(re.Begun(intent(), 9))).redemption == Idle()


def test_a_paid_sale_takes_no_more_goods() -> None:
    sale = paid(OPEN)
    assert after(sale, [BasketSet(Basket()), CustomerSet(None), Dropped()]) == sale


def served(sale: Sale, customer: str) -> Sale:
    return after(sale, [CustomerSet(customer)])


def locked_out(sale: Sale, customer: str = "c") -> Sale:
    """Three wrong codes of one customer."""
    sale = served(sale, customer)
    wanted = replace(intent(f"rdm-{customer}"), customer=customer)
    events: list[re.Event] = [
        re.Begun(wanted, 0),
        re.CodeSendAnswered(wanted.key, 1, Sent(Channel.SMS), 0),
    ]
    for entry in (1, 2, 3):
        events += [re.CodeEntered(1), re.CheckAnswered(wanted.key, entry, WrongCode(), 1)]
    return after(sale, moved(*events))


def test_a_locked_customer_stays_locked_whoever_redeems_in_between() -> None:
    sale = locked_out(OPEN)
    assert isinstance(sale.redemption, Closed)
    assert sale.redemption.outcome is Outcome.LOCKED
    other = replace(intent("rdm-2"), customer="d")
    sale = after(served(sale, "d"), moved(re.Begun(other, 2), re.Left(3)))
    assert isinstance(sale.redemption, Closed)
    assert sale.redemption.intent == other
    again = replace(intent("rdm-3"), customer="c")
    back = served(sale, "c")
    assert after(back, moved(re.Begun(again, 4))) == back
    third = served(sale, "e")
    assert after(third, moved(re.Begun(replace(again, customer="e"), 4))) != third


def test_several_customers_can_be_locked_in_one_sale() -> None:
    sale = locked_out(locked_out(OPEN, "c"), "d")
    for customer in ("c", "d"):
        wanted = replace(intent("rdm-9"), customer=customer)
        again = served(sale, customer)
        assert after(again, moved(re.Begun(wanted, 9))) == again


def test_a_customer_is_locked_out_before_the_hold_has_been_given_back() -> None:
    """A refused release may end otherwise than locked: the tries must not come back by it."""
    profile = WEAVR.profile
    wanted = intent()
    sale = after(
        OPEN,
        moved(
            re.Begun(wanted, 0),
            re.Consented(profile.consent, "Ana", 0),
            re.Answered(Step.HOLD, "rdm-1-hold", 1, Done(Receipt("h")), 0),
            re.CodeSendAnswered("rdm-1", 1, Sent(Channel.SMS), 0),
            re.CodeEntered(1),
            re.CheckAnswered("rdm-1", 1, WrongCode(tries_left=0), 1),
            re.Answered(Step.RELEASE, "rdm-1-free", 1, Refused(NO), 2),
            re.Answered(Step.COMMIT, "rdm-1", 1, Refused(NO), 3),
        ),
        profile,
    )
    assert isinstance(sale.redemption, Closed)
    again = moved(re.Begun(replace(wanted, key="rdm-2"), 4))
    assert after(sale, again, profile) == sale


@pytest.mark.parametrize("other", [{"customer": "d"}, {"sale": "sale-0"}], ids=["customer", "sale"])
def test_an_intent_begins_only_for_the_sale_on_the_till_and_its_customer(
    other: dict[str, str],
) -> None:
    assert after(OPEN, moved(re.Begun(replace(intent(), **other), 0))) == OPEN
    assert after(OPEN, moved(re.Begun(intent(), 0))) != OPEN


# --- messages ------------------------------------------------------------------------------------

KEY = "L01-1-abc"
CHECK = f"{KEY}-check"


def answer(reply: object, *, key: str = KEY, attempt: int = 1, at: float = 6) -> PostAnswered:
    return PostAnswered(key, attempt, reply, at)  # type: ignore[arg-type]


def refused(key: str = KEY) -> tuple[PostAnswered, PostAnswered]:
    """The provider says no, and knows nothing of the message when it is asked."""
    return answer(Refused(NO), key=key), answer(NotExecuted(), key=key, attempt=2)


def registered() -> Sale:
    return after(paid(STEPS["redeemed"]), [PostWoken(KEY, 5), answer(Done(Receipt("90417")))])


def test_a_message_leaves_when_its_turn_has_come() -> None:
    gone = advance(PROFILE, paid(OPEN), PostWoken(KEY, 5))
    [effect] = gone.effects
    assert isinstance(effect, PostAttempt)
    assert (effect.submission.attempt, effect.submission.phase) == (1, Phase.SENDING)
    assert advance(PROFILE, gone.sale, PostWoken(KEY, 9)).effects == ()


def test_a_message_that_was_not_sent_rests_and_can_be_hurried() -> None:
    resting = after(paid(OPEN), [PostWoken(KEY, 5), answer(NotSent(), at=5)])
    assert advance(PROFILE, resting, PostWoken(KEY, 5.9)).effects == ()
    assert len(advance(PROFILE, resting, PostWoken(KEY, 6)).effects) == 1
    assert len(advance(PROFILE, resting, PostWoken(KEY, 5.1, hurry=True)).effects) == 1


def test_a_delivered_registration_settles_the_sale() -> None:
    assert registered().is_settled
    assert registered().registration is not None


def test_a_late_answer_to_an_older_attempt_is_dropped_unless_it_says_done() -> None:
    waiting = after(paid(OPEN), [PostWoken(KEY, 5), answer(Unknown(), at=5), PostWoken(KEY, 9)])
    for reply in (Refused(NO), NotSent(), Unknown(), Unclear()):
        assert after(waiting, [answer(reply, attempt=1)]) == waiting
    assert after(waiting, [answer(Done(), attempt=1)]).is_settled


def test_a_refused_registration_is_set_aside_for_a_person() -> None:
    sale = after(paid(OPEN), [PostWoken(KEY, 5), *refused()])
    [post] = sale.posts
    assert post.submission.phase is Phase.PARKED
    assert post.submission.refusal == NO
    assert post.is_open
    assert not sale.is_settled


def test_a_doubled_answer_to_a_message_is_dropped() -> None:
    """The second one must not start the wait anew, nor bring the next attempt forward."""
    sale = after(registered(), [PostWoken(KEY, 5), answer(Unknown())])
    assert after(sale, [answer(Unknown(), at=8)]) == sale
    assert after(sale, [answer(Refused(NO), at=8)]) == sale


def test_an_answer_for_another_message_changes_nothing() -> None:
    sale = after(paid(OPEN), [PostWoken(KEY, 5)])
    assert after(sale, [answer(Done(), key="other")]) == sale
    assert after(registered(), [answer(Refused(NO))]) == registered()


def test_a_restart_sends_an_unanswered_message_again_under_its_key() -> None:
    sale = after(paid(OPEN), [PostWoken(KEY, 5), PostsRestarted(1)])
    [effect] = advance(PROFILE, sale, PostWoken(KEY, 1)).effects
    assert isinstance(effect, PostAttempt)
    assert effect.submission.key == KEY
    assert effect.submission.doubtful


# --- returns -------------------------------------------------------------------------------------


def refund(key: str, pieces: dict[int, int], value: int, total_after: int) -> RefundAsked:
    made = Refund(key, Money(value), (("CAF-02", Money(value)),), tuple(pieces.items()),
                  Money(total_after))  # fmt: skip
    return RefundAsked(made, 10)


def test_returned_pieces_are_no_longer_there_and_the_total_falls() -> None:
    sale = after(registered(), [refund("ret-1", {1: 1}, 1485, 13515)])
    assert dict(sale.remaining) == {1: 1, 2: 1}
    assert sale.current_total == Money(13515)
    assert not sale.is_settled


def test_a_refused_return_leaves_everything_as_it_was() -> None:
    sale = after(
        registered(),
        [
            refund("ret-1", {1: 1}, 1485, 13515),
            PostWoken("ret-1", 10),
            *refused("ret-1"),
        ],
    )
    assert dict(sale.remaining) == {1: 2, 2: 1}
    assert sale.current_total == Money(15000)
    assert not sale.is_settled, "the customer may have the money already: a person decides"
    decided = PostDecided("ret-1", Decision.LEFT_OUT, "Rui", "returned by mistake", 11)
    settled = after(sale, [decided])
    assert settled.is_settled
    assert (settled.remaining, settled.current_total) == (sale.remaining, sale.current_total)


def test_a_refused_return_gives_its_value_back_to_the_ones_planned_on_it() -> None:
    sale = after(
        registered(),
        [
            refund("ret-1", {1: 1}, 1485, 13515),
            refund("ret-2", {1: 1}, 1485, 12030),
            PostWoken("ret-1", 10),
            *refused("ret-1"),
        ],
    )
    assert dict(sale.remaining) == {1: 1, 2: 1}
    assert sale.current_total == Money(13515)


def test_a_sale_is_cancelled_once_and_nothing_is_returned_beside_it() -> None:
    cancelling = after(registered(), [CancelAsked("cnl-1", 10)])
    assert after(cancelling, [CancelAsked("cnl-2", 11)]) == cancelling
    assert after(cancelling, [refund("ret-1", {1: 1}, 1485, 13515)]) == cancelling
    assert not cancelling.is_cancelled
    done = after(cancelling, [PostWoken("cnl-1", 10), answer(Done(), key="cnl-1")])
    assert done.is_cancelled
    assert done.is_settled


def test_a_refused_cancellation_may_be_asked_for_again() -> None:
    kept = after(
        registered(),
        [CancelAsked("cnl-1", 10), PostWoken("cnl-1", 10), *refused("cnl-1")],
    )
    assert not kept.is_being_cancelled
    assert after(kept, [CancelAsked("cnl-2", 11)]).is_being_cancelled


def test_messages_stand_in_the_order_in_which_they_must_arrive() -> None:
    sale = after(
        paid(STEPS["redeemed"]),
        [refund("ret-1", {1: 1}, 1485, 13515), CancelAsked("cnl-1", 11)],
    )
    assert [post.submission.key for post in sale.posts] == [KEY, "ret-1", "cnl-1"]


def test_returns_of_an_unregistered_sale_concern_the_till_only() -> None:
    sale = after(paid(OPEN, register=False), [refund("ret-1", {1: 1}, 1485, 13515)])
    assert sale.is_settled
    assert dict(sale.remaining) == {1: 1, 2: 1}
    assert after(sale, [CancelAsked("cnl-1", 11)]).is_cancelled


@pytest.mark.parametrize("event", ["refund", "cancel"])
def test_a_provider_without_returns_is_not_told_of_them(event: str) -> None:
    bare = replace(PROFILE, rules=rules(commit=Rule(), reverse=Rule(), register=Rule()))
    sale = after(paid(OPEN, profile=bare), [PostWoken(KEY, 5), answer(Done())], bare)
    asked = refund("ret-1", {1: 1}, 1485, 13515) if event == "refund" else CancelAsked("ret-1", 9)
    sale = after(sale, [asked, PostsRestarted(1), PostWoken("ret-1", 9)], bare)
    assert sale.is_settled


RECORDING = replace(PUNCHH.profile, post_spacing=1)


def test_where_every_check_is_kept_one_without_a_customer_is_recorded_too() -> None:
    sale = paid(OPEN, register=False, profile=RECORDING)
    [record] = sale.posts
    assert (record.submission.step, record.submission.key) == (Step.RECORD, CHECK)
    assert not sale.is_settled
    assert after(sale, [PostWoken(CHECK, 5), answer(Done(), key=CHECK)], RECORDING).is_settled


def test_a_check_is_recorded_after_its_registration_and_voided_even_without_one() -> None:
    both = paid(OPEN, profile=RECORDING)
    assert [post.submission.step for post in both.posts] == [Step.REGISTER, Step.RECORD]
    alone = paid(OPEN, register=False, profile=RECORDING)
    voided = after(alone, [CancelAsked("cnl-1", 9)], RECORDING)
    assert [post.submission.key for post in voided.posts] == [CHECK, "cnl-1"]
    assert not voided.is_cancelled, "the provider knows the check, and must be told"


def test_messages_about_one_sale_keep_their_distance() -> None:
    sale = paid(OPEN, profile=RECORDING)
    sale = after(sale, [PostWoken(KEY, 5), answer(Done(), at=7)], RECORDING)
    assert advance(RECORDING, sale, PostWoken(CHECK, 7.9)).effects == ()
    assert len(advance(RECORDING, sale, PostWoken(CHECK, 8)).effects) == 1


@pytest.mark.parametrize(
    "asked",
    [refund("ret-1", {1: 1}, 1485, 13515), CancelAsked("ret-1", 10)],
    ids=["refund", "cancel"],
)
def test_a_change_keeps_its_distance_from_what_was_just_told(asked: SaleEvent) -> None:
    """Two versions of a receipt within a second are one."""
    told: list[SaleEvent] = [
        PostWoken(KEY, 5),
        answer(Done(), at=7),
        PostWoken(CHECK, 8),
        answer(Done(), key=CHECK),
    ]
    sale = after(paid(OPEN, profile=RECORDING), [*told, asked], RECORDING)
    assert advance(RECORDING, sale, PostWoken("ret-1", 10.9)).effects == ()
    assert len(advance(RECORDING, sale, PostWoken("ret-1", 11)).effects) == 1


def test_a_refused_record_is_set_aside_for_a_person() -> None:
    sale = paid(OPEN, register=False, profile=RECORDING)
    sale = after(sale, [PostWoken(CHECK, 5), answer(Refused(NO), key=CHECK)], RECORDING)
    assert [post.submission.key for post in sale.aside] == [CHECK]
    assert not sale.is_settled


def test_what_became_of_the_reward_after_a_cancellation_is_kept() -> None:
    assert registered().reward_returned is None
    assert after(registered(), [RewardLookedUp(returned=True)]).reward_returned is True


def test_a_sale_with_nothing_redeemed_may_be_paid_while_a_hold_is_given_back() -> None:
    profile = PUNCHH.profile
    held = after(
        OPEN,
        moved(
            re.Begun(intent(), 0),
            re.Answered(Step.HOLD, "rdm-1-hold", 1, Done(Receipt("h")), 0),
            re.Left(1),
        ),
        profile,
    )
    assert held.can_be_paid
    assert not held.basket_is_locked
    sale = paid(held, register=False, profile=profile)
    assert not sale.is_settled
    early = advance(profile, sale, PostWoken(CHECK, 5))
    assert (early.sale, early.effects) == (sale, ()), "told only once nothing has to come back"
    free = re.Answered(Step.RELEASE, "rdm-1-free", 1, Done(), 2)
    recorded: list[SaleEvent] = [PostWoken(CHECK, 5), answer(Done(), key=CHECK)]
    done = after(sale, [*moved(free), *recorded], profile)
    assert done.is_settled
    assert isinstance(done.redemption, Closed)
    assert done.redemption.outcome is Outcome.ABANDONED


def test_a_redeemed_sale_carries_the_receipt_for_its_registration() -> None:
    redeemed = STEPS["redeemed"].redemption
    assert isinstance(redeemed, Redeemed)
    assert redeemed.receipt.coupon == "BQX-88121-K"
