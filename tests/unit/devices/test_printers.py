"""Sending to a printer: every way in which one may or may not answer."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from pos_app.core.paper import PaperLine, Printing
from pos_app.devices.endpoint import Device, Network, endpoint
from pos_app.devices.letters import Letters
from pos_app.devices.patience import Patience
from pos_app.devices.receipt_printer import ReceiptPrinter
from tests.unit.devices.loopback_printer import LoopbackPrinter, Mood, loopback_printer
from tests.unit.devices.paper_reader import read

SHORT = Patience(connect=2.0, status=0.15, job=0.3)
PAPER = [PaperLine(f"Linha {number}: pão de açúcar") for number in range(20)]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="device files")


def printer_at(address: str, patience: Patience = SHORT) -> ReceiptPrinter:
    return ReceiptPrinter(address, Letters("cp850"), cut=True, patience=patience)


@asynccontextmanager
async def sent(mood: Mood) -> AsyncIterator[tuple[Printing, LoopbackPrinter]]:
    async with loopback_printer(mood) as printer:
        yield await printer_at(printer.address).print(PAPER), printer


@pytest.mark.parametrize(
    ("mood", "outcome", "papers"),
    [
        (Mood.TALKS, Printing.PRINTED, 1),
        (Mood.MUTE, Printing.HANDED_OVER, 1),
        (Mood.HANGS, Printing.UNKNOWN, 1),
        (Mood.HANGS_UP, Printing.NOT_REACHED, 0),
        (Mood.BREAKS_OFF, Printing.UNKNOWN, 0),
        (Mood.BREAKS_OFF_MUTE, Printing.UNKNOWN, 0),
        (Mood.NO_PAPER, Printing.NO_PAPER, 0),
        (Mood.COVER_OPEN, Printing.COVER_OPEN, 0),
        (Mood.WEB_SERVER, Printing.HANDED_OVER, 1),
    ],
)
async def test_what_is_known_of_a_paper_on_the_network(
    mood: Mood, outcome: Printing, papers: int
) -> None:
    async with sent(mood) as (known, printer):
        assert known is outcome
        async with asyncio.timeout(5):
            if papers:
                await printer.printed.wait()
        assert len(printer.jobs) == papers
        for roll in printer.rolls:
            assert roll.text.splitlines() == [line.text for line in PAPER]
            assert roll.cuts == 1


async def test_nobody_at_the_port_is_nothing_printed() -> None:
    async with loopback_printer() as printer:
        address = printer.address
    assert await printer_at(address).print(PAPER) is Printing.NOT_REACHED


async def test_a_name_that_does_not_exist_is_nothing_printed() -> None:
    assert await printer_at("tcp://printer.invalid").print(PAPER) is Printing.NOT_REACHED


@pytest.mark.parametrize(
    ("mood", "told"),
    [
        (Mood.TALKS, Printing.HANDED_OVER),
        (Mood.MUTE, Printing.HANDED_OVER),
        (Mood.NO_PAPER, Printing.NO_PAPER),
        (Mood.COVER_OPEN, Printing.COVER_OPEN),
        (Mood.HANGS_UP, Printing.NOT_REACHED),
    ],
)
async def test_looking_prints_nothing(mood: Mood, told: Printing) -> None:
    async with loopback_printer(mood) as printer:
        assert await printer_at(printer.address).look() is told
        assert printer.jobs == []


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "lp0"
    os.mkfifo(path)
    return path


def at(path: Path) -> ReceiptPrinter:
    """Settings take only what is below /dev; this is as good as one."""
    return printer_at(str(path))


@posix_only
async def test_a_device_gets_the_whole_paper(fifo: Path) -> None:
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert await at(fifo).print(PAPER) is Printing.HANDED_OVER
        assert read(os.read(reader, 65536)).text.splitlines() == [line.text for line in PAPER]
    finally:
        os.close(reader)


@posix_only
async def test_a_device_with_nobody_behind_it_is_nothing_printed(fifo: Path) -> None:
    assert await at(fifo).print(PAPER) is Printing.NOT_REACHED
    assert await at(fifo).look() is Printing.NOT_REACHED


@posix_only
async def test_a_device_that_takes_nothing_is_given_up(fifo: Path) -> None:
    """The whole program goes on meanwhile."""
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
    os.set_blocking(writer, False)
    while True:
        try:
            os.write(writer, bytes(4096))
        except BlockingIOError:
            break
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    turning = asyncio.ensure_future(turn())
    try:
        assert await at(fifo).print(PAPER) is Printing.NOT_REACHED
        assert turns > 100
    finally:
        turning.cancel()
        os.close(reader)
        os.close(writer)


@posix_only
async def test_a_device_that_takes_a_part_may_have_printed_it(fifo: Path) -> None:
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        long = [PaperLine("x" * 40)] * 4000
        assert await at(fifo).print(long) is Printing.UNKNOWN
    finally:
        os.close(reader)


@posix_only
async def test_a_file_is_no_printer_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "till.toml"
    path.write_text("[store]\n")
    assert await at(path).print(PAPER) is Printing.NOT_REACHED
    assert path.read_text() == "[store]\n"
    missing = tmp_path / "lp7"
    assert await at(missing).print(PAPER) is Printing.NOT_REACHED
    assert not missing.exists()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("tcp://192.168.0.50:9100", Network("192.168.0.50", 9100)),
        ("tcp://printer.local", Network("printer.local", 9100)),
        ("tcp://[fd00::5]:9101", Network("fd00::5", 9101)),
        ("/dev/usb/lp0", Device("/dev/usb/lp0")),
        (r"\\caixa\cupom", Device(r"\\caixa\cupom")),
    ],
)
def test_where_a_printer_is(address: str, place: Network | Device) -> None:
    assert endpoint(address) == place


@pytest.mark.parametrize(("system", "path"), [("win32", r"\\.\LPT1"), ("linux", "LPT1")])
def test_a_parallel_port_by_its_name(
    monkeypatch: pytest.MonkeyPatch, system: str, path: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert endpoint("lpt1:") == Device(path)
