"""When papers are printed, and which of them are copies."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.checkout.print_desk import POINTS_WITHIN
from pos_app.checkout.state import TillState
from pos_app.core.order import Method
from pos_app.core.paper import Printing
from pos_app.core.sale import Sale
from pos_app.core.submission import Receipt, Step
from tests.unit.checkout.shop import CPF, Counter, Scripted, counter

DONE, LOST, UNSURE = Printing.PRINTED, Printing.NOT_REACHED, Printing.UNKNOWN


class Printer:
    """Ends as it is told; printed if it is told nothing."""

    def __init__(self) -> None:
        self.outcomes: deque[Printing | Exception] = deque()
        self.asked: list[tuple[TillState, Sale, int]] = []
        self.gate: asyncio.Event | None = None
        self.at_once = 0
        self.most_at_once = 0

    @property
    def copies(self) -> list[int]:
        return [copy for _, _, copy in self.asked]

    async def print_receipt(self, state: TillState, sale: Sale, copy: int) -> Printing:
        self.asked.append((state, sale, copy))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        if self.gate is not None:
            await self.gate.wait()
        self.at_once -= 1
        outcome = self.outcomes.popleft() if self.outcomes else DONE
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
async def till(tmp_path: Path, printer: Printer) -> AsyncIterator[Counter]:
    async with counter(tmp_path / "journal.db") as made:
        made.till.connect_printer(printer)
        yield made
        if printer.gate is not None:
            printer.gate.set()


def stage(till: Counter) -> Printing | None:
    return till.state.printouts[0].stage if till.state.printouts else None


async def printed(till: Counter) -> None:
    await till.until(lambda: not till.till.is_printing and till.state.printouts)


async def sell(till: Counter) -> str:
    till.scan()
    await till.pay()
    await printed(till)
    assert till.state.receipt is not None
    return till.state.receipt.id


async def test_a_paid_sale_is_printed_by_itself_and_once(till: Counter, printer: Printer) -> None:
    await sell(till)
    assert printer.copies == [1]
    assert stage(till) is DONE


async def test_a_till_without_a_printer_prints_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path / "journal.db") as till:
        till.scan()
        await till.pay()
        assert till.state.receipt is not None
        till.till.print_again(till.state.receipt.id)
        assert not till.state.has_printer
        assert till.state.printouts == ()


async def test_the_next_sale_waits_for_no_paper(till: Counter, printer: Printer) -> None:
    printer.gate = asyncio.Event()
    till.scan()
    await till.pay()
    assert stage(till) is Printing.UNDER_WAY
    till.till.next_sale()
    till.scan()
    await till.pay()
    assert [each.stage for each in till.state.printouts] == [Printing.UNDER_WAY] * 2
    printer.gate.set()
    await printed(till)
    assert printer.most_at_once == 1, "a printer prints one paper after the other"
    assert printer.copies == [1, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (DONE, 2),
        (Printing.HANDED_OVER, 2),
        (UNSURE, 2),
        (LOST, 1),
        (Printing.NO_PAPER, 1),
        (Printing.COVER_OPEN, 1),
    ],
)
async def test_a_paper_is_a_copy_unless_there_is_certainly_none(
    till: Counter, printer: Printer, first: Printing, second: int
) -> None:
    printer.outcomes.append(first)
    sale = await sell(till)
    assert stage(till) is first
    till.till.print_again(sale)
    await printed(till)
    assert printer.copies == [1, second]
    till.till.print_again(sale)
    await printed(till)
    assert printer.copies == [1, second, second + 1]


async def test_asking_twice_while_it_prints_prints_once(till: Counter, printer: Printer) -> None:
    sale = await sell(till)
    printer.gate = asyncio.Event()
    till.till.print_again(sale)
    till.till.print_again(sale)
    await asyncio.sleep(0)
    printer.gate.set()
    await printed(till)
    assert printer.copies == [1, 2]


async def test_only_paid_sales_have_a_paper(till: Counter, printer: Printer) -> None:
    till.scan()
    till.till.print_again(till.state.sale.id)
    till.till.print_again("nothing")
    await till.quiet()
    assert printer.asked == []


async def test_a_sale_of_an_earlier_run_is_taken_for_printed(
    tmp_path: Path, printer: Printer
) -> None:
    path = tmp_path / "journal.db"
    async with counter(path) as before:
        before.scan()
        await before.pay()
        await before.quiet()
    async with counter(path) as after:
        assert after.journal is not None
        after.book.restore(after.journal.records(""), after.journal.private())
        after.till.recover(5)
        after.till.connect_printer(printer)
        after.till.print_again(after.state.today[0].id)
        await printed(after)
        assert printer.copies == [2]


async def sell_to_a_customer(till: Counter) -> None:
    till.scan()
    await till.ask()
    till.till.pay(Method.CASH, "")


async def test_points_told_at_once_are_on_the_paper(till: Counter, printer: Printer) -> None:
    till.provider.replies[Step.REGISTER].append(Receipt("r", earned_points=12))
    await sell_to_a_customer(till)
    await printed(till)
    state, sale, _ = printer.asked[0]
    assert sale.registration is not None
    assert sale.registration.receipt == Receipt("r", earned_points=12)
    assert state.key is not None
    assert state.key.value == CPF


async def test_points_told_late_hold_no_paper_up(tmp_path: Path, printer: Printer) -> None:
    provider = Scripted()
    async with counter(tmp_path / "journal.db", provider) as till:
        till.till.connect_printer(printer)
        provider.hold(Step.REGISTER)
        await sell_to_a_customer(till)
        await till.until(lambda: till.state.receipt is not None and till.clock._alarms)
        assert printer.asked == []
        till.clock.advance(POINTS_WITHIN)
        await printed(till)
        sale = printer.asked[0][1]
        assert sale.registration is not None
        assert sale.registration.is_under_way


async def test_a_paper_of_the_day_names_no_other_customer(till: Counter, printer: Printer) -> None:
    nobodys = await sell(till)
    till.till.next_sale()
    till.scan()
    await till.ask()
    till.till.print_again(nobodys)
    await printed(till)
    assert till.state.key is not None
    state = printer.asked[1][0]
    assert (state.key, state.customer) == (None, None)


@pytest.mark.expects_log
async def test_a_bug_in_the_printer_is_told_as_unknown_and_reported(
    till: Counter, printer: Printer, caplog: pytest.LogCaptureFixture
) -> None:
    printer.outcomes.append(RuntimeError("a bug"))
    await sell(till)
    assert stage(till) is UNSURE
    await till.until(lambda: "task_failed" in caplog.text)


async def test_as_many_papers_are_told_as_fit(till: Counter, printer: Printer) -> None:
    sale = await sell(till)
    old = replace(till.state.printouts[0], stage=LOST)
    others = tuple(replace(old, sale_id=f"old-{n}") for n in range(30))
    till.till._set(printouts=others)
    till.till.print_again(sale)
    await printed(till)
    assert len(till.state.printouts) == 20
    assert till.state.printouts[0].sale_id == sale
    assert printer.copies == [1, 2]
