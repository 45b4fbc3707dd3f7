"""What the doctor tells of printer and second screen."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos_app.device_checks import check_printer, check_second_screen
from pos_app.settings.model import Settings
from tests.unit.devices.loopback_printer import Mood, loopback_printer


async def check_in_mood(mood: Mood) -> tuple[bool, str, int]:
    """As the doctor does, on a loop of its own, beside the one of the printer."""
    async with loopback_printer(mood) as printer:
        settings = Settings(printer=printer.address)
        good, text = await asyncio.to_thread(check_printer, settings)
        return good, text, len(printer.jobs)


@pytest.mark.parametrize(
    ("mood", "good", "words"),
    [
        (Mood.TALKS, True, "can be opened; nothing was printed"),
        (Mood.MUTE, True, "can be opened; nothing was printed"),
        (Mood.NO_PAPER, False, "put in a roll"),
        (Mood.COVER_OPEN, False, "close its cover"),
    ],
)
async def test_a_printer_on_the_network_is_looked_at_and_prints_nothing(
    mood: Mood, good: bool, words: str
) -> None:
    found, text, jobs = await check_in_mood(mood)
    assert (found, jobs) == (good, 0)
    assert words in text


def test_without_a_printer_it_says_where_receipts_are() -> None:
    good, text = check_printer(Settings())
    assert good
    assert "receipts are shown on the screen" in text


def test_a_printer_that_is_not_there_comes_with_its_cure() -> None:
    good, text = check_printer(Settings(printer="tcp://127.0.0.1:1"))
    assert not good
    assert "switch it on" in text
    good, text = check_printer(Settings(printer="/dev/usb/lp77"))
    assert not good
    assert "plug it in" in text


@pytest.mark.skipif(sys.platform == "win32", reason="ports by name are its own")
def test_a_windows_port_elsewhere_is_told_apart() -> None:
    for address in ("LPT1", r"\\caixa\cupom"):
        good, text = check_printer(Settings(printer=address))
        assert not good
        assert "for Windows" in text


@contextmanager
def nobody() -> Iterator[None]:
    """The superuser may all, and is nobody for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_device_that_may_not_be_written_tells_the_group(tmp_path: Path) -> None:
    import pos_app.printing  # noqa: F401 - as long as it may be read

    os.mkfifo(tmp_path / "lp0", 0o400)
    with nobody():
        good, text = check_printer(Settings(printer=str(tmp_path / "lp0")))
    assert not good
    assert "lp" in text


def connectors(folder: Path, *states: str) -> Path:
    for number, state in enumerate(states):
        place = folder / f"card0-HDMI-A-{number}"
        place.mkdir()
        (place / "status").write_text(f"{state}\n")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked otherwise")
@pytest.mark.parametrize(
    ("states", "good", "words"),
    [
        (("connected", "connected", "disconnected"), True, "2 screens"),
        (("connected", "disconnected"), False, "plug the second one in"),
        ((), True, "cannot be told here"),
    ],
)
def test_the_second_screen_is_counted(
    tmp_path: Path, states: tuple[str, ...], good: bool, words: str
) -> None:
    asked = Settings(customer_screen=True)
    found, text = check_second_screen(asked, connectors(tmp_path, *states))
    assert found is good
    assert words in text


def test_a_second_screen_nobody_asked_for_is_no_matter(tmp_path: Path) -> None:
    good, text = check_second_screen(Settings(), connectors(tmp_path, "connected"))
    assert good
    assert "[screen] customer = true" in text
