"""A journal of many sales, ways to break its file, and the start of a till on it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from pos_app.checkout.folding import fold
from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.journal_start import Journaled, JournalStart
from pos_app.checkout.kept import draft_name
from pos_app.core.basket import Basket, Product
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Tender
from pos_app.core.redemption.events import Begun
from pos_app.core.selling import BasketSet, CustomerSet, Opened, Paid, RedemptionMoved, SaleEvent
from tests.faults.shapes import BONIFIQ, intent

PAGE = 4096
DAY = "2026-08-03"
SETTLED = 300
OPEN, REDEEMING = "sale-open", "sale-redeeming"
KEY = "rdm-1"
SECRET = b"39053344705"
DRAFT = b'{"method":"POST","path":"/commit/39053344705","body":"eyJhIjoxfQ=="}'
BASKET = Basket().add(Product("A", "Prensa 600 ml", Money(14990), "7891000100202"), 1)


def at(minute: int) -> str:
    return f"{DAY}T{minute // 60 % 24:02}:{minute % 60:02}:00.000Z"


def order(number: int) -> Order:
    total = Money(14990)
    return Order(f"ord-{number}", total, (), Tender(Method.CASH, total, total), at(number))


def events(number: int) -> list[SaleEvent]:
    opened = Opened(f"L01C03-{number:06}", at(number), "BRL", "BonifiQ")
    return [opened, BasketSet(BASKET), Paid(order(number), 1.0, register=False)]


def settled(journal: Journal, number: int) -> None:
    *first, last = events(number)
    entries = [Entry(f"sale-{number:04}", at(number), event) for event in first]
    journal.write([*entries, Entry(f"sale-{number:04}", at(number), last, settles=True)])


def redeeming(journal: Journal, number: int) -> None:
    """A redemption without a code, whose request is about to leave."""
    wanted = replace(intent(KEY, needs_code=False), sale=REDEEMING)
    begun = RedemptionMoved(Begun(wanted, 2.0))
    opened, basket, _ = events(number)
    came = CustomerSet(wanted.customer)
    journal.write([Entry(REDEEMING, at(number), event) for event in (opened, basket, came)])
    journal.write([Entry(REDEEMING, at(number), begun, {draft_name(KEY): DRAFT})])


def write(path: Path, *, redeem_at: int = SETTLED + 1, open_at: int = SETTLED + 2) -> None:
    """Settled sales, among them one on which a redemption is under way, and one just open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(redeem_at, open_at))


@cache
def _written(redeem_at: int, open_at: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        with closing(Journal.open(path)) as journal:
            for number in range(1, SETTLED + 3):
                if number == redeem_at:
                    redeeming(journal, number)
                elif number == open_at:
                    opened, basket, _ = events(number)
                    journal.write([Entry(OPEN, at(number), e) for e in (opened, basket)])
                else:
                    settled(journal, number)
        return path.read_bytes()


def start_of(path: Path, stamp: str = f"{DAY}T23:00:00.000Z") -> JournalStart:
    return JournalStart(path, partial(fold, BONIFIQ.profile), since=DAY, at=stamp)


def started(path: Path, stamp: str = f"{DAY}T23:00:00.000Z") -> Journaled:
    found = start_of(path, stamp).run()
    assert found is not None
    return found


def page_with(path: Path, text: bytes) -> int:
    content = path.read_bytes()
    place = content.find(text)
    assert place >= 0, text
    return place // PAGE


def root_of(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,))
        return int(found.fetchone()[0]) - 1


def overwrite(path: Path, page: int, content: bytes = b"\xa5" * PAGE, within: int = 0) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE + within)
        file.write(content)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


Break = Callable[[Path], None]


def last_page(path: Path) -> None:
    overwrite(path, path.stat().st_size // PAGE - 1)


def newest_entries(path: Path) -> None:
    overwrite(path, page_with(path, b'"key":"rdm-1"'))


def middle_page(path: Path) -> None:
    overwrite(path, page_with(path, b"L01C03-000150"))


def header(path: Path) -> None:
    overwrite(path, 0, b"\x5a" * 100)


def first_page(path: Path) -> None:
    overwrite(path, 0)


def sale_index(path: Path) -> None:
    overwrite(path, root_of(path, "sale_opened"))


def sale_key_index(path: Path) -> None:
    overwrite(path, root_of(path, "sqlite_autoindex_sale_1"))


def sale_table(path: Path) -> None:
    overwrite(path, root_of(path, "sale"))


def private_page(path: Path) -> None:
    overwrite(path, root_of(path, "private"))


def event_root(path: Path) -> None:
    overwrite(path, root_of(path, "event"))


def half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE)


def zeroes(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def text(path: Path) -> None:
    path.write_bytes(b"this is not a database, and never was one" * 500)


def flipped_bit(path: Path) -> None:
    """Inside the body of an entry of the sale that is under way: JSON it still is."""
    page = page_with(path, b'"key":"rdm-1"')
    within = path.read_bytes()[page * PAGE :].find(b'"amount":{"minor":') + 18
    overwrite(path, page, bytes([path.read_bytes()[page * PAGE + within] ^ 1]), within)


BREAKS: dict[str, Break] = {
    breaking.__name__: breaking
    for breaking in (
        last_page,
        newest_entries,
        middle_page,
        header,
        first_page,
        sale_index,
        sale_key_index,
        sale_table,
        private_page,
        event_root,
        half,
        zeroes,
        text,
        flipped_bit,
    )
}
