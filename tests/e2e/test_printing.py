"""Whole sales by keys, with a printer on the network."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.checkout.clock import Clock
from pos_app.core.paper import Printing
from pos_app.opening import customer_window
from pos_app.plan import Plan
from pos_app.runtime.application import application
from pos_app.screens.opening import make_window
from pos_app.settings.model import Settings
from pos_app.station import Station, open_station
from pos_app.tour.bonifiq.people import CASHBACK, MARIA
from pos_app.tour.control import Control, InProcess
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    SOCKS,
    choose,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    send_code,
)
from pos_app.tour.stage import Stage
from tests.unit.devices.loopback_printer import Mood, loopback_printer

pytestmark = pytest.mark.usefixtures("qapp")


class Store:
    def __init__(self, stage: Stage, station: Station, customers: QWidget) -> None:
        self.stage = stage
        self.till = station.till
        self.customers = customers

    def stage_of_paper(self) -> Printing | None:
        printouts = self.till.state.printouts
        return printouts[0].stage if printouts else None

    async def paper_is(self, fate: Printing) -> None:
        await self.stage.until(lambda: self.stage_of_paper() is fate, f"the paper is {fate}")


@asynccontextmanager
async def store(folder: Path, address: str) -> AsyncIterator[Store]:
    application(["pos-app"])
    plan = Plan(Settings(printer=address), folder, demo=True, customer_beside=True)
    clock = Clock()
    station = await open_station(plan, clock)
    window, door = make_window(
        station.till.state, theme="light", region="pt_BR", language="en", on_close=print
    )
    door.open(station.till)
    window.show()
    window.activateWindow()
    customers = customer_window(plan, station.till, window)
    assert customers is not None
    try:
        await station.connect()
        control = Control(InProcess(station.sandbox.app), "bonifiq")
        yield Store(Stage(window, station.till, control, clock, None), station, customers)
    finally:
        await station.close()
        customers.finish()
        window.finish()


async def sell_with_cashback(stage: Stage) -> None:
    await stage.scan(SHIRT, f"2*{SOCKS}", JEANS)
    await find_known(stage, MARIA, "Maria Silva")
    await choose(stage, CASHBACK)
    await send_code(stage)
    await say_code(stage, MARIA)
    await redeemed(stage)
    await pay_cash(stage, "200")


async def test_a_sale_with_a_reward_comes_out_on_paper(tmp_path: Path) -> None:
    async with loopback_printer() as printer, store(tmp_path, printer.address) as opened:
        stage = opened.stage
        await sell_with_cashback(stage)
        await opened.paper_is(Printing.PRINTED)
        await stage.shows("printingNotice", "The receipt is printed.")
        await registered(stage)
        [roll] = printer.rolls
        assert roll.cuts == 1
        first, last = roll.lines[0], roll.lines[-1]
        assert first.inverse
        assert last.inverse
        assert "DEMO" in first.text
        assert first.text == last.text
        total = next(line for line in roll.lines if line.text.startswith("TOTAL"))
        assert total.tall
        assert total.text.endswith("R$ 169,80")
        assert "CPF ***.456.789-**" in roll.text
        assert "points earned" in roll.text, "the provider told them at once"
        assert MARIA not in roll.text
        for line in ("200,00", "30,20", "-25,00"):
            assert any(each.text.endswith(line) for each in roll.lines)

        await stage.press(Qt.Key.Key_F12)
        await stage.until(lambda: len(printer.jobs) == 2, "a second paper")
        assert "*** Copy 2 of this receipt ***" in printer.rolls[1].text
        await stage.shows("printingNotice", "Copy 2 is printed.")
        await next_sale(stage)

        await stage.press(stage.sales_key)
        await stage.press(Qt.Key.Key_F12)
        await stage.until(lambda: len(printer.jobs) == 3, "a paper from the sales of the day")
        assert "*** Copy 3 of this receipt ***" in printer.rolls[2].text
        assert "R$ 169,80" in printer.rolls[2].text


async def test_a_dead_printer_stops_no_sale_and_prints_later(tmp_path: Path) -> None:
    async with loopback_printer(Mood.HANGS_UP) as printer, store(tmp_path, printer.address) as till:
        stage = till.stage
        await stage.scan(SHIRT)
        await pay_cash(stage)
        await till.paper_is(Printing.NOT_REACHED)
        await stage.shows("printingNotice", "The printer does not answer")
        await next_sale(stage)
        await stage.shows("banner", "was not printed (F9)")
        await stage.scan(JEANS)
        await pay_cash(stage)
        await till.paper_is(Printing.NOT_REACHED)
        printer.mood = Mood.TALKS
        await stage.press(Qt.Key.Key_F12)
        await till.paper_is(Printing.PRINTED)
        [roll] = printer.rolls
        assert "Copy" not in roll.text, "no paper of it had come out"


async def test_a_paper_that_broke_off_is_offered_again_as_a_copy(tmp_path: Path) -> None:
    async with (
        loopback_printer(Mood.BREAKS_OFF) as printer,
        store(tmp_path, printer.address) as till,
    ):
        stage = till.stage
        await stage.scan(SHIRT)
        await pay_cash(stage)
        await till.paper_is(Printing.UNKNOWN)
        await stage.shows("printingNotice", "broke off")
        printer.mood = Mood.TALKS
        await stage.press(Qt.Key.Key_F12)
        await till.paper_is(Printing.PRINTED)
        assert "*** Copy 2 of this receipt ***" in printer.rolls[0].text


async def test_a_closing_till_lets_the_paper_come_out(tmp_path: Path) -> None:
    async with loopback_printer(Mood.SLOW) as printer:
        async with store(tmp_path, printer.address) as till:
            await till.stage.scan(SHIRT)
            await pay_cash(till.stage)
            await till.stage.until(printer.printed.is_set, "the printer has it")
            assert till.stage_of_paper() is Printing.UNDER_WAY
            asyncio.get_running_loop().call_later(0.2, printer.let.set)
        assert till.stage_of_paper() is Printing.PRINTED


async def test_the_customer_follows_their_sale_and_the_cashier_keeps_the_keys(
    tmp_path: Path,
) -> None:
    async with loopback_printer() as printer, store(tmp_path, printer.address) as till:
        eyes = Stage(till.customers, till.till, till.stage.control, Clock(), None)
        assert "Loja Centro" in eyes.screen()
        assert "DEMO" in eyes.text("customerDemoBadge")
        stage = till.stage
        await stage.scan(SHIRT, f"2*{SOCKS}", JEANS)
        await eyes.shows("totalLabel", "194,80")
        await find_known(stage, MARIA, "Maria Silva")
        await eyes.shows("customerGreetingLabel", "Hello, Maria!")
        await choose(stage, CASHBACK)
        await send_code(stage)
        await eyes.shows("customerHint")
        await eyes.shows("customerHintTitle", "Tell the cashier your code")
        await say_code(stage, MARIA)
        await redeemed(stage)
        await eyes.shows("totalLabel", "169,80")
        assert QApplication.activeWindow() is stage.window
        await pay_cash(stage, "200")
        await eyes.shows("customerChangeLabel", "30,20")
        assert "456.789" not in eyes.screen()
        await till.paper_is(Printing.PRINTED)
