"""A receipt's barcode is read back from its pixels, as a scanner does."""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.core.ean13 import QUIET_LEFT, QUIET_RIGHT, complete, modules
from pos_app.screens.parts.barcode import Barcode
from pos_app.screens.theme import DARK, LIGHT, Theme
from pos_app.screens.view.receipt import derive_receipt
from tests.screens.conftest import Till
from tests.screens.examples import STATES
from tests.screens.hands import is_shown, shown
from tests.screens.test_paying_views import MONEY
from tests.unit.core.test_ean13 import read_back

OpenTill = Callable[..., Till]
CODE = complete("518220914437")


def scan(image: QImage) -> str:
    """A line across the bars: from the widths of what is black and white to the digits."""
    y = image.height() // 4
    line = [QColor(image.pixel(x, y)).lightness() for x in range(image.width())]
    runs = [(value, len(list(run))) for value, run in groupby(line)]
    first = next(i for i, (value, _) in enumerate(runs) if value == 0)
    last = max(i for i, (value, _) in enumerate(runs) if value == 0)
    bars = runs[first : last + 1]
    assert {value for value, _ in bars} == {0, 255}, "nothing is grey"
    module = min(width for _, width in bars)
    assert module >= 2
    assert all(width % module == 0 for _, width in bars)
    assert runs[first - 1][1] >= QUIET_LEFT * module
    assert runs[last + 1][1] >= QUIET_RIGHT * module
    assert runs[first - 1][0] == runs[last + 1][0] == 255
    return read_back(
        "".join(("1" if value == 0 else "0") * (width // module) for value, width in bars)
    )


@pytest.fixture
def barcode(qtbot: QtBot) -> Barcode:
    made = Barcode("receiptBarcode")
    qtbot.addWidget(made)
    made.show_code(CODE)
    made.resize(made.sizeHint())
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("size", [10, 13, 26])
def test_it_is_read_back_at_every_size_of_letters(barcode: Barcode, size: int) -> None:
    font = barcode.font()
    font.setPixelSize(size)
    barcode.setFont(font)
    barcode.resize(barcode.sizeHint())
    assert scan(barcode.grab().toImage()) == CODE


def test_without_a_code_there_is_nothing(barcode: Barcode) -> None:
    barcode.show_code("")
    assert barcode.isHidden()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (3840, 2160)])
def test_the_receipt_of_every_check_has_it(
    open_till: OpenTill, theme: Theme, size: tuple[int, int]
) -> None:
    opened = open_till(STATES["receipt_with_barcode"], size)
    opened.window.set_theme(theme)
    QApplication.processEvents()
    state = STATES["receipt_with_barcode"]
    assert state.receipt is not None
    code = derive_receipt(state, state.receipt, MONEY).barcode
    assert scan(shown(opened, "receiptBarcode").grab().toImage()) == code
    assert modules(code)


def test_it_is_read_back_at_150_percent() -> None:
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "from tests.screens.test_barcode import CODE, Barcode, scan\n"
        "app = QApplication([])\n"
        "made = Barcode('receiptBarcode')\n"
        "made.show_code(CODE)\n"
        "made.resize(made.sizeHint())\n"
        "image = made.grab().toImage()\n"
        "assert image.devicePixelRatio() == 1.5\n"
        "print(scan(image))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == CODE


def test_a_programme_without_such_keys_has_no_barcode(open_till: OpenTill) -> None:
    opened = open_till(STATES["receipt"])
    assert not is_shown(opened, "receiptBarcode")
    opened.show(STATES["receipt_with_barcode"])
    assert is_shown(opened, "receiptBarcode")
    opened.show(STATES["receipt"])
    assert not is_shown(opened, "receiptBarcode")


def test_the_copied_receipt_has_its_digits() -> None:
    state = STATES["receipt_with_barcode"]
    assert state.receipt is not None
    view = derive_receipt(state, state.receipt, MONEY)
    assert view.text.splitlines()[-1] == f"{'Code of the receipt':<28} {view.barcode}"
