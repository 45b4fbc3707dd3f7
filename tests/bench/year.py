"""A year of a busy till: a million events in the journal, and the start of a till on them."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from pos_app.checkout.folding import fold
from pos_app.checkout.journal import Journal
from pos_app.checkout.journal_check import JournalCheck
from pos_app.checkout.journal_rows import check_sum, encode
from pos_app.checkout.journal_start import JournalStart
from pos_app.core.basket import Basket, Product
from pos_app.core.challenge import Approved, Channel, Sent
from pos_app.core.loyalty import Cashback
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, OrderLine, Tender
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import Intent
from pos_app.core.selling import (
    BasketSet,
    CustomerSet,
    Opened,
    Paid,
    PostAnswered,
    PostWoken,
    RedemptionMoved,
    SaleEvent,
)
from pos_app.core.submission import Done, Receipt, Step
from pos_app.providers import registry
from tests.bench.measure import RUNS, Measure, absolute, compared

EVENTS = 1_000_000
TODAY = 400
"""Sales of the day the till is started in."""
UNSETTLED = 5
"""Sales that nobody has finished: one from the first day of the year, four from today."""
PROFILE = registry.profile("bonifiq")


def _sale(number: int, at: str, *, finished: bool = True) -> list[SaleEvent]:
    """Nine or ten events, as a sale with a redeemed reward has them."""
    key, handle = f"rdm-{number:032x}", f"cst-{number:032x}"
    basket = Basket().add(Product("CAM-01", "Camiseta", Money(4990), "7891000315507"), 2)
    more = basket.add(Product("MEI-01", "Meia esportiva, par", Money(1250), "7891234567895"), 1)
    limit = Money(2000)
    intent = Intent(
        f"sale-{number:032x}", key, f"otp-{number:032x}", handle, "40", "Cashback", Cashback(limit),
        limit,
    )  # fmt: skip
    order = Order(
        f"L01C03-{number:06}", Money(9230), (OrderLine("CAM-01", "Camiseta", Money(9230)),),
        Tender(Method.CARD, Money(9230), Money(9230)), at, "BQX", "Ana P.",
    )  # fmt: skip
    whole: list[SaleEvent] = [
        Opened(f"L01C03-{number:06}", at, "BRL", PROFILE.name),
        BasketSet(basket),
        BasketSet(more),
        CustomerSet(handle),
        RedemptionMoved(re.Begun(intent, 1.0)),
        RedemptionMoved(re.CodeSendAnswered(key, 1, Sent(Channel.SMS, "•••• 0000"), 2.0)),
        RedemptionMoved(re.CodeEntered(3.0)),
        RedemptionMoved(re.CheckAnswered(key, 1, Approved(), 4.0)),
        RedemptionMoved(re.Answered(Step.COMMIT, key, 1, Done(Receipt("88121", "BQX")), 5.0)),
        Paid(order, 6.0),
        PostWoken(order.id, 6.0),
        PostAnswered(order.id, 1, Done(Receipt("90417")), 7.0),
    ]
    if not finished:
        return whole[:3]
    plain: list[SaleEvent] = [*whole[:3], Paid(order, 6.0, register=False)]
    return whole if number % 8 < 5 else plain


def _moments(sales: int, today: datetime) -> Iterator[datetime]:
    """A year's sales, spread evenly; the last of them are today's."""
    earlier = sales - TODAY
    for number in range(earlier):
        yield today - timedelta(days=365) + timedelta(days=364) * (number / earlier)
    for number in range(TODAY):
        yield today + timedelta(seconds=number)


def build(path: Path) -> None:
    """By direct SQL, in the form in which the till would have left it."""
    Journal.open(path).close()
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=1, microsecond=0)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    number, seq = 0, 0
    events, sales = [], []
    count = EVENTS // 9
    for number, moment in enumerate(_moments(count, today.astimezone(UTC)), 1):
        at = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        finished = number != 1 and number <= count - UNSETTLED + 1
        sale, first = f"sale-{number:032x}", seq + 1
        for event in _sale(number, at, finished=finished):
            seq += 1
            body = encode(event)
            events.append((seq, sale, at, body, check_sum(sale, at, body)))
        sales.append((sale, at, first, seq if finished else None))
        if len(events) > 20_000:
            db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", events)
            events = []
    db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", events)
    db.executemany("INSERT INTO sale (id, opened, first, last) VALUES (?, ?, ?, ?)", sales)
    db.execute("COMMIT")
    db.close()


def _start(folder: Path, kind: str = "start") -> dict[str, float]:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.year", kind, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        | {"QT_QPA_PLATFORM": "offscreen"},
    )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    told["ms"] = (told["at"] - began) * 1000
    return told


def _recovery(path: Path) -> float:
    """A page in the middle of the file is broken."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xa5" * 4096)
    began = time.monotonic()
    assert JournalCheck(path).finds_damage("2026-01-01T00:00:00.000Z")
    found = JournalStart(
        path, partial(fold, PROFILE), since="9999", at="2026-01-01T00:00:00.000Z"
    ).run()
    took = time.monotonic() - began
    assert found is not None
    assert found.incidents
    found.journal.close()
    return took


def measures() -> list[Measure]:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        year, empty = Path(name) / "year", Path(name) / "empty"
        for folder in (year, empty):
            folder.mkdir()
        path = year / "journal.db"
        build(path)
        shutil.copyfile(path, Path(name) / "spare.db")
        size = path.stat().st_size / 1e6
        days = [_start(year, "day")["day"] for _ in range(3)]
        pairs = []
        for _ in range(RUNS):
            shutil.rmtree(empty)
            empty.mkdir()
            pairs.append((_start(year)["ms"], _start(empty)["ms"]))
        began = time.monotonic()
        assert not JournalCheck(path).finds_damage("")
        checked = time.monotonic() - began
        recovered = _recovery(path)
    return [
        compared("start of a till with a year behind it", "ms", pairs, 1.1),
        absolute("the sales of the day on the screen", "ms", sorted(days)[1], 50),
        absolute("the journal of a year", "MB", size, 1000),
        absolute("its check behind the running till", "s", checked, 60),
        absolute("its check and recovery when damaged", "s", recovered, 120),
    ]


def _child(kind: str, folder: Path) -> None:
    """Tells when the till was ready with its day recovered, or how long the day's page took."""
    from PySide6.QtWidgets import QApplication

    from pos_app import cli
    from pos_app.screens.doorway import Doorway
    from pos_app.screens.window import TillWindow

    opened = Doorway.open

    def open_and_tell(door: Doorway, till: object) -> None:
        opened(door, till)  # type: ignore[arg-type]
        told = {"at": time.monotonic(), "sales": len(door.state.today)}
        if kind == "day":
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TillWindow))
            began = time.perf_counter()
            window.desk.sales()
            window.repaint()
            told["day"] = (time.perf_counter() - began) * 1000
            assert window.pages.day_page().table.model().rowCount() == told["sales"] > 0
        print(json.dumps(told), flush=True)
        os._exit(0)

    Doorway.open = open_and_tell  # type: ignore[method-assign, assignment]
    cli.main(["--demo", "--data-dir", str(folder)])


if __name__ == "__main__":
    _child(sys.argv[1], Path(sys.argv[2]))
