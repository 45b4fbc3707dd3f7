"""Every colour of the screens, once for light and once for dark."""

from pos_app.core.value import Value


class Theme(Value, frozen=True):
    name: str
    ground: str
    """Behind the cards."""
    card: str
    edge: str
    """Around cards and between rows: decoration, no meaning."""
    control_edge: str
    """Around what can be pressed or typed into."""
    text: str
    quiet: str
    """Secondary text, still readable."""
    primary: str
    primary_pressed: str
    on_primary: str
    accent: str
    """Marked text and the focus ring."""
    accent_soft: str
    good: str
    good_soft: str
    on_good: str
    caution: str
    caution_soft: str
    bad: str
    bad_soft: str
    disabled: str
    disabled_soft: str
    bar: str
    bar_chip: str
    on_bar: str
    marking: str
    """Demo and sandbox: badge and border."""
    on_marking: str
    online: str
    offline: str
    idle: str


LIGHT = Theme(
    name="light",
    ground="#f1f3f6",
    card="#ffffff",
    edge="#dfe3e8",
    control_edge="#7f8b9a",
    text="#131c28",
    quiet="#566273",
    primary="#1d4ed8",
    primary_pressed="#163fae",
    on_primary="#ffffff",
    accent="#1d4ed8",
    accent_soft="#e8effe",
    good="#0f7046",
    good_soft="#e4f4ec",
    on_good="#ffffff",
    caution="#8a4b00",
    caution_soft="#fff0d9",
    bad="#b01e1a",
    bad_soft="#fdeaea",
    disabled="#5f6b7a",
    disabled_soft="#eceff3",
    bar="#0f172a",
    bar_chip="#232f4b",
    on_bar="#f4f7fc",
    marking="#ffae1c",
    on_marking="#2a1800",
    online="#3ddc91",
    offline="#ff7b72",
    idle="#94a3b8",
)

DARK = Theme(
    name="dark",
    ground="#0b111c",
    card="#151d2b",
    edge="#273245",
    control_edge="#6f7f96",
    text="#eef2f8",
    quiet="#a5b2c5",
    primary="#2f63e8",
    primary_pressed="#2450c4",
    on_primary="#ffffff",
    accent="#93b5ff",
    accent_soft="#1b2b4d",
    good="#5fd6a0",
    good_soft="#123327",
    on_good="#06281a",
    caution="#f5b95c",
    caution_soft="#3a2a10",
    bad="#ff9c94",
    bad_soft="#421d1d",
    disabled="#8795a9",
    disabled_soft="#1c2534",
    bar="#060a12",
    bar_chip="#1b2537",
    on_bar="#f4f7fc",
    marking="#ffae1c",
    on_marking="#2a1800",
    online="#3ddc91",
    offline="#ff7b72",
    idle="#94a3b8",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
