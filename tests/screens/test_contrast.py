"""WCAG 2.2: 4.5 to 1 for text, 3 to 1 for controls and the focus ring."""

import pytest
from PySide6.QtGui import QColor

from pos_app.screens.theme import THEMES, Theme

TEXT = (
    *(("text", ground) for ground in ("card", "ground", "accent_soft")),
    *(("quiet", ground) for ground in ("card", "accent_soft")),
    *(("accent", ground) for ground in ("card", "accent_soft")),
    *((tone, ground) for tone in ("good", "caution", "bad") for ground in ("card", f"{tone}_soft")),
    ("caution", "disabled_soft"),
    ("disabled", "disabled_soft"),
    *(("on_primary", ground) for ground in ("primary", "primary_pressed")),
    ("on_good", "good"),
    *(("on_bar", ground) for ground in ("bar", "bar_chip")),
    ("on_marking", "marking"),
)
CONTROLS = (
    *(("control_edge", ground) for ground in ("card", "ground")),
    *(("accent", ground) for ground in ("card", "ground")),
    ("primary", "card"),
    *((light, "bar_chip") for light in ("online", "offline", "idle", "marking")),
    ("bad", "card"),
)


def luminance(colour: str) -> float:
    parsed = QColor(colour)
    parts = (parsed.redF(), parsed.greenF(), parsed.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    brighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), CONTROLS)
def test_controls_stand_out(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 3
