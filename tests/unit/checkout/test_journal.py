"""What is written is on the disk, whole or not at all, and what is personal goes in the end."""

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.journal_schema import SCHEMA_VERSION, JournalError
from pos_app.core.basket import Basket, Product
from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    ContactWanted,
    NotDelivered,
    SendAnswer,
    SendUnknown,
    Sent,
    StillWaiting,
    WrongCode,
)
from pos_app.core.decision import Decision
from pos_app.core.loyalty import (
    AmountOff,
    Benefit,
    Cashback,
    Computed,
    PercentOff,
    ProductPricing,
    Refusal,
    RewardedProduct,
    Unsupported,
)
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, OrderLine, Refund, Tender
from pos_app.core.redemption import events as re
from pos_app.core.sale import Sale
from pos_app.core.selling import (
    BasketSet,
    CancelAsked,
    CustomerSet,
    Dropped,
    Opened,
    Paid,
    PostAnswered,
    PostDecided,
    PostExpired,
    PostsRestarted,
    PostWoken,
    RedemptionMoved,
    RefundAsked,
    RewardLookedUp,
    SaleEvent,
    advance,
)
from pos_app.core.submission import (
    Answer,
    Done,
    Gone,
    NotExecuted,
    NotSent,
    Pending,
    Receipt,
    Refused,
    Step,
    Unclear,
    Unknown,
)
from tests.faults.shapes import BONIFIQ, COMMITTED, GIFT, NO, intent

AT = "2026-08-03T14:02:11.000Z"
SECRET = b"39053344705 bruna@loja.com.br"

RECEIPT = Receipt("88121", "BQX", "KIT-1", True, Refusal("W", "note"), 15, 750)
HELD = Receipt(
    "hold-1", amount=350, parts=("8801", "8802"), since="Mon, 03 Aug 2026 14:02:11 GMT", unfit=NO
)
ANSWERS: list[Answer] = [
    Done(RECEIPT),
    Done(HELD),
    Refused(NO),
    NotSent("connect", 2.5),
    Unknown("TimeoutError"),
    NotExecuted(),
    Pending(),
    Unclear(),
    Gone(),
]
SENDS: list[SendAnswer] = [
    Sent(Channel.SMS, "•••• 0000", "VE1", 300),
    ContactWanted(phone=True, email=False),
    NotDelivered(Refusal("X", "text")),
    SendUnknown(),
]
CHECKS: list[CheckAnswer] = [
    Approved(),
    WrongCode(2, NO),
    CodeDead(NO, final=True),
    CheckNotSent(),
    CheckUnknown(),
    StillWaiting(),
]
BENEFITS: list[Benefit] = [
    PercentOff(Decimal("12.5")),
    AmountOff(Money(3000)),
    Cashback(Money(3738)),
    RewardedProduct("KIT-1", ProductPricing.FIXED_PRICE, Decimal("0.01")),
    Computed(),
    Computed(coupon=True),
    Unsupported("99"),
]
REDEMPTIONS: list[re.Event] = [
    *[re.Begun(replace(intent(gift=GIFT), benefit=benefit), 1.5) for benefit in BENEFITS],
    *[re.Answered(Step.COMMIT, "rdm-1", 3, answer, 2.5) for answer in ANSWERS],
    *[re.CodeSendAnswered("rdm-1", 1, answer, 3.0) for answer in SENDS],
    *[re.CheckAnswered("rdm-1", 1, answer, 4.0) for answer in CHECKS],
    re.Consented("terms-1", "Ana P.", 100.5),
    re.ContactGiven(5),
    re.ResendAsked(6),
    re.CodeEntered(7),
    re.Left(8),
    re.UndoAsked(9),
    re.SalePaid(10),
    re.Woken(11),
    re.AskedNow(12),
    *[re.Decided(decision, "Rui P.", "seen at the provider", 12.5) for decision in Decision],
    re.Restarted(13, -5.5),
]
BASKET = Basket().add(Product("A", "Açaí", Money(18690), "1", "Brand", "Cat"), 2)
ORDER = Order(
    "L01-1",
    Money(15000),
    (OrderLine("A", "Açaí", Money(15000), "Brand", "Cat"),),
    Tender(Method.CARD, Money(15000), Money(15000)),
    AT,
    "BQX",
    "Ana",
)
EVENTS: list[SaleEvent] = [
    Opened("L01-1", AT, "BRL", "BonifiQ"),
    BasketSet(BASKET.with_discount(Money(690))),
    CustomerSet("cst-1"),
    CustomerSet(None),
    *[RedemptionMoved(event) for event in REDEMPTIONS],
    Paid(ORDER, 20, register=True),
    RefundAsked(Refund("ret-1", Money(5), (("A", Money(5)),), ((1, 1),), Money(9)), 21),
    CancelAsked("cnl-1", 22),
    PostWoken("L01-1", 23, hurry=True),
    *[PostAnswered("L01-1", 1, answer, 24) for answer in ANSWERS],
    *[PostDecided("L01-1", decision, "Rui P.", "no", 24.5) for decision in Decision],
    PostExpired("L01-1"),
    RewardLookedUp(returned=True),
    PostsRestarted(25),
    Dropped(),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    made = Journal.open(path)
    yield made
    made.close()


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def put(journal: Journal, event: SaleEvent, sale: str = "s1", at: str = AT) -> None:
    journal.write([Entry(sale, at, event)])


def test_the_table_below_has_an_event_of_every_kind() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(SaleEvent))
    assert {type(event) for event in REDEMPTIONS} == set(get_args(re.Event))
    assert {type(answer) for answer in ANSWERS} == set(get_args(Answer))
    assert {type(answer) for answer in SENDS} == set(get_args(SendAnswer))
    assert {type(answer) for answer in CHECKS} == set(get_args(CheckAnswer))
    assert {type(benefit) for benefit in BENEFITS} == set(get_args(Benefit))


def test_every_event_comes_back_as_it_was_written(journal: Journal, path: Path) -> None:
    journal.write([Entry("s1", AT, event) for event in EVENTS])
    journal.close()
    again = Journal.open(path)
    records = again.records("9999")
    again.close()
    assert [record.event for record in records] == EVENTS
    assert {(record.sale, record.at) for record in records} == {("s1", AT)}


def test_the_same_sale_is_folded_from_the_file_as_in_memory(journal: Journal) -> None:
    written = read = Sale("s1")
    for event in EVENTS:
        written = advance(BONIFIQ.profile, written, event).sale
        put(journal, event)
    for record in journal.records("9999"):
        read = advance(BONIFIQ.profile, read, record.event).sale
    assert read == written


def test_no_event_holds_a_code_or_a_person() -> None:
    names = {"phone", "email", "document", "name", "digits", "token"}
    for event in (*EVENTS, *REDEMPTIONS):
        assert not names & set(event.__struct_fields__)


def test_the_journal_waits_for_the_disk(journal: Journal) -> None:
    db = journal._db
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_what_is_personal_is_kept_until_the_sale_is_settled_and_then_wiped(
    journal: Journal, path: Path
) -> None:
    journal.write([Entry("s1", AT, Opened("1", AT), {"person:c": SECRET, "draft:k": SECRET})])
    journal.write([Entry("s2", AT, Opened("2", AT), {"person:d": b"another"})])
    assert SECRET in on_disk(path)
    assert journal.private()["s1"] == {"person:c": SECRET, "draft:k": SECRET}
    journal.write([Entry("s1", AT, Dropped(), settles=True)])
    assert SECRET not in on_disk(path)
    assert journal.private() == {"s2": {"person:d": b"another"}}


def test_what_is_personal_is_wiped_even_if_it_comes_with_the_last_event(
    journal: Journal, path: Path
) -> None:
    journal.write([Entry("s1", AT, Dropped(), {"person:c": SECRET}, settles=True)])
    assert SECRET not in on_disk(path)
    assert journal.private() == {}


def test_newer_private_data_replaces_older(journal: Journal) -> None:
    journal.write([Entry("s1", AT, Opened("1", AT), {"person:c": b"old"})])
    journal.write([Entry("s1", AT, private={"person:c": b"new"})])
    assert journal.private() == {"s1": {"person:c": b"new"}}


def test_settled_sales_are_read_only_from_today_on(journal: Journal) -> None:
    journal.write([Entry("old", "2026-08-02T10:00:00.000Z", Dropped(), settles=True)])
    journal.write([Entry("today", "2026-08-03T10:00:00.000Z", Dropped(), settles=True)])
    journal.write([Entry("open", "2026-08-01T10:00:00.000Z", Opened("1", AT))])
    found = [record.sale for record in journal.records("2026-08-03T00:00:00+00:00")]
    assert found == ["today", "open"]
    assert journal.sales_ever() == 3


def test_a_settled_sale_that_is_taken_up_again_is_read_whole(journal: Journal, path: Path) -> None:
    put(journal, Opened("1", AT), at="2026-08-01T10:00:00.000Z")
    journal.write([Entry("s1", "2026-08-01T10:01:00.000Z", Dropped(), settles=True)])
    put(journal, Opened("2", AT), "s2")
    assert [record.sale for record in journal.records("9999")] == ["s2"]
    journal.close()
    again = Journal.open(path)
    put(again, CancelAsked("cnl-1", 1), at="2026-08-09T10:00:00.000Z")
    events = [record.event for record in again.records("9999") if record.sale == "s1"]
    again.close()
    assert events == [Opened("1", AT), Dropped(), CancelAsked("cnl-1", 1)]


def test_events_of_several_sales_keep_their_order(journal: Journal) -> None:
    for number in range(6):
        put(journal, PostWoken(str(number), number), f"s{number % 2}")
    keys = [r.event.key for r in journal.records("9999") if isinstance(r.event, PostWoken)]
    assert keys == list("012345")


def test_a_write_lands_whole_or_not_at_all(journal: Journal) -> None:
    broken = Entry("s1", AT, CustomerSet("c"), {"person:c": "a text is no bytes"})  # type: ignore[dict-item]
    with pytest.raises(JournalError):
        journal.write([Entry("s1", AT, Opened("1", AT)), broken])
    assert journal.records("") == []
    put(journal, Opened("1", AT))
    assert len(journal.records("")) == 1


def test_a_busy_file_is_a_journal_error_and_the_next_write_succeeds(
    journal: Journal, path: Path
) -> None:
    journal._db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match="locked"):
        put(journal, Opened("1", AT))
    other.execute("ROLLBACK")
    other.close()
    put(journal, Opened("1", AT))
    assert len(journal.records("")) == 1


def test_a_file_that_cannot_be_written_is_a_journal_error(journal: Journal) -> None:
    journal._db.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match="readonly"):
        put(journal, Opened("1", AT))
    assert journal.records("") == []


def test_a_full_disk_is_a_journal_error_and_nothing_is_lost_of_what_stood(
    journal: Journal,
) -> None:
    put(journal, Opened("1", AT))
    pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
    journal._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match="full"):
        journal.write([Entry("s1", AT, CustomerSet("c"), {"draft:k": b"x" * 100_000})])
    assert [record.event for record in journal.records("")] == [Opened("1", AT)]
    assert journal.damage() is None


class _NoCheckpoint(sqlite3.Connection):
    """A disk that has room for the log and none to move it into the file."""

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        if "wal_checkpoint" in sql:
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, parameters)  # type: ignore[arg-type]


@pytest.mark.expects_log
def test_a_failed_clean_up_is_not_a_failed_write(path: Path) -> None:
    Journal.open(path).close()
    journal = Journal(sqlite3.connect(path, isolation_level=None, factory=_NoCheckpoint))
    journal.write([Entry("s1", AT, Dropped(), settles=True)])
    assert len(journal.records("")) == 1
    journal.close()


def test_a_newer_schema_is_refused_with_its_cure(journal: Journal, path: Path) -> None:
    journal._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(JournalError, match="newer pos-app"):
        Journal.open(path)


@pytest.mark.parametrize(
    "content", [b"not a database" * 100, b"\x00" * 4096, b"SQLite format 3\x00"]
)
def test_a_file_that_is_no_journal_is_a_journal_error(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalError):
        Journal.open(path)


def test_a_place_that_cannot_hold_a_journal_is_a_journal_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file" / "journal.db", tmp_path):
        with pytest.raises(JournalError):
            Journal.open(place)


def test_an_event_of_an_unknown_kind_is_a_journal_error(journal: Journal) -> None:
    put(journal, Opened("1", AT))
    for body in (b'{"type":"Teleported"}', b"half a l", b"{}"):
        journal._db.execute("UPDATE event SET body = ?", (body,))
        with pytest.raises(JournalError, match="cannot be read"):
            journal.records("")


def test_a_closed_journal_is_a_journal_error_and_closing_twice_is_not(journal: Journal) -> None:
    journal.close()
    journal.close()
    with pytest.raises(JournalError):
        put(journal, Opened("1", AT))
    with pytest.raises(JournalError):
        journal.records("")


def test_a_sound_file_has_no_damage_and_a_torn_one_is_told(path: Path) -> None:
    journal = Journal.open(path)
    for number in range(200):
        put(journal, Opened(str(number), AT), f"s{number}")
    assert journal.damage() is None
    journal.close()
    torn = bytearray(path.read_bytes())
    torn[8192 : 8192 + 2048] = b"\xff" * 2048
    path.write_bytes(torn)
    again = Journal.open(path)
    try:
        told = again.damage()
    except JournalError as error:
        told = str(error)
    again.close()
    assert told


def test_a_receipt_keeps_its_numbers(journal: Journal) -> None:
    event = RedemptionMoved(re.Answered(Step.COMMIT, "rdm-1", 1, Done(COMMITTED), 1.25))
    put(journal, event)
    assert journal.records("")[0].event == event
