"""A sale's story reads like what happened, and says nothing of whom it happened to."""

import re
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from pos_app.checkout.incidents import Gap, RecordsLost
from pos_app.checkout.journal_rows import Record
from pos_app.core.loyalty import Cashback, Computed, Refusal
from pos_app.core.money import Money
from pos_app.core.redemption import events as events_of_redemption
from pos_app.core.redemption.events import Answered, AskedNow, Begun, Left, Restarted, Woken
from pos_app.core.selling import (
    BasketSet,
    CancelAsked,
    CustomerSet,
    Dropped,
    Opened,
    Paid,
    PostAnswered,
    PostWoken,
    RedemptionMoved,
    SaleEvent,
)
from pos_app.core.submission import Done, NotSent, Receipt, Refused, Step, Unknown
from pos_app.story import lines, phrases
from pos_app.story.losses import tell_loss
from tests.faults.shapes import BONIFIQ, intent
from tests.unit.checkout.test_journal import AT, BASKET, EVENTS, ORDER

KEY = "rdm-00000000000000000000ab12cd34"
CASHBACK = replace(
    intent(KEY, needs_code=False), sale="s1", benefit=Cashback(Money(2500)), amount=Money(2500)
)


def told(events: Sequence[SaleEvent]) -> list[str]:
    records = [Record("s1", AT, event, number) for number, event in enumerate(events, 1)]
    return [line.text for line in lines.tell(BONIFIQ.profile, "s1", records)]


def moved(event: events_of_redemption.Event) -> RedemptionMoved:
    return RedemptionMoved(event)


def commit(attempt: int, answer: Done | NotSent | Refused | Unknown) -> RedemptionMoved:
    return moved(Answered(Step.COMMIT, KEY, attempt, answer, 2.0))


BEGUN = (
    "redemption begun: R$ 25,00 cashback, reference AB12-CD34; redemption sent, reference AB12-CD34"
)
OPENED: list[SaleEvent] = [
    Opened("L01C03-000041", AT, "BRL", "BonifiQ"),
    BasketSet(BASKET),
    CustomerSet("cst-1"),
]


def test_a_coupons_code_is_not_told() -> None:
    coupon = replace(
        intent(KEY),
        reward="redemption_code:NATAL10",
        title="NATAL10",
        benefit=Computed(coupon=True),
    )
    text = "; ".join(told([*OPENED, moved(Begun(replace(coupon, sale="s1"), 1.0))]))
    assert "redemption begun: a coupon, reference AB12-CD34" in text
    assert "NATAL10" not in text


def test_a_lost_answer_is_told_until_it_is_settled() -> None:
    assert told(
        [
            *OPENED,
            moved(Begun(CASHBACK, 1.0)),
            commit(1, Unknown("ReadTimeout")),
            moved(Woken(1e9)),
            commit(2, Done(Receipt("88121"))),
            Paid(ORDER, 5.0),
        ]
    ) == [
        "sale L01C03-000041 opened",
        "basket: 2 pieces, R$ 373,80",
        "customer set",
        BEGUN,
        "redemption: answer lost (ReadTimeout), outcome unknown",
        "time to ask again; redemption asked again with the same key",
        "redemption confirmed by the provider, number 88121; R$ 25,00 taken off",
        "paid R$ 150,00 by card",
    ]


def test_a_sale_that_goes_on_without_its_reward_gives_it_back() -> None:
    story = told(
        [
            *OPENED,
            moved(Begun(CASHBACK, 1.0)),
            commit(1, Unknown()),
            moved(Left(3.0)),
            moved(AskedNow(4.0)),
            commit(2, Done(Receipt("88121"))),
            moved(Woken(64.0)),
        ]
    )
    assert story[-4:] == [
        "reward not wanted any more; the sale goes on without it",
        "cashier asked at once; redemption asked again with the same key",
        "redemption confirmed by the provider, number 88121; waiting for what may still arrive",
        "time to ask again; undo sent, reference CD34-UNDO",
    ]


def test_a_crash_is_told_with_how_long_it_was() -> None:
    story = told([*OPENED, moved(Begun(CASHBACK, 1.0)), moved(Restarted(9.0, 605))])
    assert story[-1] == "till started again after 10 min; the sale goes on without it"


def test_what_was_held_back_or_refused_says_so() -> None:
    begun: list[SaleEvent] = [*OPENED, moved(Begun(CASHBACK, 1.0))]
    assert told([*begun, commit(1, NotSent("journal"))])[-1].startswith("redemption held back")
    refused = told([*begun, commit(1, Refused(Refusal("NOT_ENOUGH_POINTS", "no, 39053344705")))])
    assert refused[-1] == (
        "redemption refused: NOT_ENOUGH_POINTS, “no, [document]”; asking the provider about the"
        " redemption"
    )


def test_a_paid_sale_is_followed_to_its_cancellation() -> None:
    story = told(
        [
            *OPENED,
            Paid(ORDER, 5.0),
            PostWoken("L01-1", 6.0),
            PostAnswered("L01-1", 1, Unknown("reset"), 7.0),
            PostWoken("L01-1", 1e9, hurry=True),
            PostAnswered("L01-1", 2, Done(Receipt("90417")), 9.0),
            CancelAsked("cnl-1", 10.0),
        ]
    )
    assert story[4:] == [
        "registration: its turn; registration sent, reference L011",
        "registration: answer lost (reset), outcome unknown",
        "registration: line is back; registration asked again with the same key",
        "registration confirmed by the provider, number 90417",
        "cancellation of the paid sale asked for, reference CNL1",
    ]


def test_every_kind_of_event_has_words_on_one_line() -> None:
    for event in EVENTS:
        for before in ([], OPENED, [*OPENED, moved(Begun(CASHBACK, 1.0))]):
            text = told([*before, event])[-1]
            assert text
            assert "\n" not in text
            assert not re.search(r"cst-|\bNone\b|Step\.|[{}]", text)


def test_an_event_that_changed_nothing_is_told_as_that() -> None:
    assert told([*OPENED, Paid(ORDER, 1.0), Dropped()])[-1] == "nothing changed"


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(2500), "R$ 25,00"),
        (Money(123456789), "R$ 1.234.567,89"),
        (Money(-5), "-R$ 0,05"),
        (Money(1234, "EUR"), "EUR 12.34"),
        (Money(1234, "JPY"), "JPY 1,234"),
    ],
)
def test_amounts_are_written_as_the_store_writes_them(money: Money, text: str) -> None:
    assert phrases.amount(money) == text


def test_a_loss_is_told_with_its_cure() -> None:
    lost = RecordsLost(
        "journal-damaged-1.db",
        lost=3,
        gaps=(Gap(7, 1_000_009, AT),),
        newest_gone=True,
        sales=("s1",),
        keys=(KEY,),
    )
    text = tell_loss(lost)
    assert "the newest entries are lost, those after 2026-08-03T14:02:11.000Z; 3 at least" in text
    assert "requests that may have left: AB12-CD34" in text
    assert "remove journal-damaged-1.db" in text
    assert "every entry is back" in tell_loss(RecordsLost("x", lost=0))
