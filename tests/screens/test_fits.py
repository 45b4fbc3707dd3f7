"""No text is cut: small stores' screens, scaled ones, and the longest language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.screens.stylesheet import scale_for
from tests.screens.fits import check_all

SIZES = ((1024, 600), (1366, 768), (1920, 1080), (3840, 2160))


@pytest.mark.usefixtures("portuguese")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_fits_in_portuguese(size: tuple[int, int]) -> None:
    assert check_all(size) == []


@pytest.mark.usefixtures("english")
def test_everything_fits_in_english() -> None:
    assert check_all((1024, 600)) == []


def test_everything_fits_at_150_percent() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.screens.fits", "1024", "600"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "fits"


def test_letters_grow_with_the_screen_in_steps() -> None:
    sizes = ((960, 560), (1024, 600), (1366, 768), (1920, 1080), (2560, 1440), (3840, 2160))
    assert [scale_for(*size) for size in sizes] == [0.9, 0.9, 1.0, 1.25, 1.75, 2.0]
