"""The one style sheet, built from a theme's colours and a scale."""

from string import Template

from pos_app.screens.theme import Theme

_TEMPLATE = Template("""
* { font-size: ${s15}px; color: $text; }
TillWindow, SetUpWindow, CustomerWindow { background: $ground; }
QWidget[role="scene"] { background: $ground; }
QWidget#page { background: $ground; }
QWidget[role="bar"] { background: $bar; }
QWidget[role="legend"] { background: $card; border-top: 1px solid $edge; }
QWidget[role="card"], QFrame[role="card"] {
  background: $card; border: 1px solid $edge; border-radius: 8px; }
QWidget[role="sheet"] { background: $card; border: 1px solid $edge; border-radius: 12px; }
QLabel { background: transparent; }
QLabel[role="place"] { color: $on_bar; font-size: ${s15}px; font-weight: 600; }
QLabel[role="chip"] { color: $on_bar; background: $bar_chip; border-radius: 10px;
  padding: 4px 12px; font-size: ${s13}px; }
QLabel[role="lightChip"] { color: $on_bar; background: $bar_chip; border-radius: 10px;
  padding: 4px 12px 4px 28px; font-size: ${s13}px; }
QLabel[role="marking"] { color: $on_marking; background: $marking; border-radius: 10px;
  padding: 4px 12px; font-size: ${s13}px; font-weight: 700; }
QLabel[role="tier"] { color: $caution; background: $caution_soft; border-radius: 8px;
  padding: 2px 10px; font-size: ${s13}px; font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; font-size: ${s13}px; }
QLabel[role="title"] { font-size: ${s18}px; font-weight: 600; }
QLabel[role="name"] { font-size: ${s17}px; font-weight: 600; }
QLabel[role="figure"] { font-size: ${s20}px; font-weight: 600; }
QLabel[role="sum"] { font-size: ${s15}px; }
QLabel[role="sum"][tone="good"] { color: $good; }
QLabel[role="sum"][tone="caution"] { color: $caution; }
QLabel[role="toPay"] { font-size: ${s18}px; font-weight: 600; }
QLabel[role="total"] { font-size: ${s38}px; font-weight: 700; }
QLabel[role="huge"] { font-size: ${s52}px; font-weight: 700; }
QLabel[role="huge"][tone="good"], QLabel[role="title"][tone="good"] { color: $good; }
QLabel[role="huge"][tone="caution"], QLabel[role="title"][tone="caution"] {
  color: $caution; }
QLabel[role="welcome"] { font-size: ${s52}px; font-weight: 700; }
QLabel[role="greeting"] { font-size: ${s20}px; font-weight: 600; }
QLabel[role="after"] { color: $caution; font-size: ${s15}px; }
QLabel[role="body"] { font-size: ${s15}px; }
QLabel[role="body"][tone="caution"] { color: $caution; }
QLabel[role="body"][tone="accent"] { color: $accent; font-weight: 600; }
QLabel[role="problem"] { color: $bad; font-size: ${s14}px; }
QLabel[role="small"] { color: $quiet; font-size: ${s14}px; }
QLabel[role="key"] { color: $text; background: $card; border: 1px solid $control_edge;
  border-radius: 4px; padding: 2px 7px; font-size: ${s12}px; }
QFrame[role="notice"] { border-radius: 8px; border: none; }
QFrame[role="notice"][tone="plain"] { background: $accent_soft; }
QFrame[role="notice"][tone="good"] { background: $good_soft; }
QFrame[role="notice"][tone="caution"] { background: $caution_soft; }
QFrame[role="notice"][tone="bad"] { background: $bad_soft; }
QLabel[role="noticeTitle"] { font-weight: 600; }
QLabel[role="noticeCode"] { font-size: ${s12}px; }
QLabel[role^="notice"][tone="good"] { color: $good; }
QLabel[role^="notice"][tone="caution"] { color: $caution; }
QLabel[role^="notice"][tone="bad"] { color: $bad; }
QLabel[role="banner"] { padding: 9px 18px; font-size: ${s14}px; }
QLabel[role="banner"][tone="caution"] { background: $caution_soft; color: $caution; }
QLabel[role="banner"][tone="bad"] { background: $bad_soft; color: $bad; }
QLabel[role="banner"][tone="good"] { background: $good_soft; color: $good; }
QLineEdit { background: $card; color: $text; border: 2px solid $control_edge;
  border-radius: 8px; padding: 0 12px; font-size: ${s17}px;
  placeholder-text-color: $quiet; selection-background-color: $primary;
  selection-color: $on_primary; }
QLineEdit:focus { border-color: $accent; }
QLineEdit[wrong="true"] { border-color: $bad; }
QLineEdit:disabled { background: $disabled_soft; color: $disabled; }
KeyButton { font-size: ${s16}px; }
TillWindow[marked="true"], CustomerWindow[marked="true"] { background: $marking; }
KeyButton[fit="small"] { font-size: ${s14}px; }
CustomerWindow QTableView, CustomerWindow QLabel[role="sum"],
CustomerWindow QLabel[role="noticeText"] { font-size: ${s18}px; }
CustomerWindow QLabel[role="noticeTitle"] { font-size: ${s20}px; }
StepBar, LegendKey, StepButton { font-size: ${s13}px; }
CodeInput { font-size: ${s16}px; }
QTableView, QListView { background: $card; border: none; outline: none; font-size: ${s16}px;
  selection-background-color: transparent; }
QListView { background: transparent; font-size: ${s15}px; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { background: $card; color: $quiet; border: none;
  border-bottom: 1px solid $edge; padding: 9px 14px; font-size: ${s12}px; font-weight: 600; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QPlainTextEdit { background: $card; color: $text; border: 1px solid $edge; border-radius: 8px;
  padding: 12px; font-family: monospace;
  selection-background-color: $primary; selection-color: $on_primary; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 11px; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 1px; }
QScrollBar::handle:vertical { background: $control_edge; border-radius: 3px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

_SIZES = (12, 13, 14, 15, 16, 17, 18, 20, 38, 52)


def stylesheet(theme: Theme, scale: float) -> str:
    colours = {name: getattr(theme, name) for name in theme.__struct_fields__}
    sizes = {f"s{size}": str(max(11, round(size * scale))) for size in _SIZES}
    return _TEMPLATE.substitute(colours, **sizes)


def scale_for(width: int, height: int) -> float:
    """Letters grow with the window in a few steps, so that a wall-sized screen is readable."""
    room = min(width / 1366, height / 768)
    steps = (2.0, 1.75, 1.5, 1.25, 1.0)
    return next((step for step in steps if room >= step), 0.9)
