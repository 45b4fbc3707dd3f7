"""The bytes for the printer, read back by another reader."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.core.paper import PaperCode, PaperLine, Style
from pos_app.devices.escpos import encode
from pos_app.devices.letters import CODE_PAGES, Letters
from pos_app.settings.printer import CODE_PAGES as SETTABLE
from tests.unit.devices.paper_reader import read

PORTUGUESE = "Pão de açúcar, maçã, três cafés às cinco, ônibus: ÃÕÇÁÉÍÓÚÂÊÔÀ"
WITH_LETTERS = [name for name in CODE_PAGES if name not in {"ascii", "cp437"}]


@pytest.mark.parametrize("code_page", WITH_LETTERS)
def test_portuguese_is_printed_as_it_is_written(code_page: str) -> None:
    job = encode([PaperLine(PORTUGUESE)], Letters(code_page), cut=True)
    assert read(job).text == PORTUGUESE


def test_a_printer_without_accents_gets_the_plain_letters() -> None:
    job = encode([PaperLine("Pão de açúcar às três")], Letters("ascii"), cut=True)
    assert read(job).text == "Pao de acucar as tres"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("−12,50", "-12,50"),
        ("“Caneca” – presente…", '"Caneca" - presente...'),
        ("•••.456.789-••", "***.456.789-**"),
        ("€ 5", "EUR 5"),
        ("Kraków, Łódź, Dvořák", "Kraków, Lódz, Dvorák"),
        ("ﬁlé ½", "filé ½"),
        ("a\N{COMBINING TILDE}o", "ão"),
        ("牛乳 500 ml", "__ 500 ml"),
        ("café 😀", "café _"),
        ("a\u200bb\u202ec", "abc"),
    ],
)
def test_what_the_printer_lacks_becomes_a_near_letter_or_a_visible_gap(
    written: str, printed: str
) -> None:
    assert Letters("cp850").spell(written) == printed


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text())
def test_no_text_can_command_the_printer(text: str) -> None:
    job = encode([PaperLine(text), PaperLine("end")], Letters("cp850"), cut=True)
    roll = read(job)
    assert [line.text for line in roll.lines][1:] == ["end"]
    assert len(roll.lines) == 2
    assert (roll.cuts, roll.fed, roll.barcodes) == (1, 0, [])
    assert not any(line.strong or line.tall or line.inverse for line in roll.lines)


@pytest.mark.parametrize("code_page", CODE_PAGES)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text())
def test_every_letter_is_one_byte_and_none_is_lost(code_page: str, text: str) -> None:
    letters = Letters(code_page)
    spelled = letters.spell(text)
    assert letters.spell(spelled) == spelled
    assert len(letters.encode(text)) == len(spelled)
    seen = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert len(spelled) >= len(seen)


def test_drawer_and_cutter_commands_in_a_title_are_just_left_out() -> None:
    hostile = "Caneca\x1bp\x00\x19\xfa\x1dV\x00\x10\x14\n\x1b@ azul"
    roll = read(encode([PaperLine(hostile)], Letters("cp850"), cut=False))
    assert len(roll.lines) == 1
    assert roll.cuts == 0
    assert roll.text.startswith("Canecap")
    assert roll.text.endswith("azul")


def test_styles_end_with_their_line() -> None:
    parts = [PaperLine(style.value, style) for style in Style] + [PaperLine("after")]
    lines = read(encode(parts, Letters("cp850"), cut=True)).lines
    assert [(line.strong, line.tall, line.inverse) for line in lines] == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, False, True),
        (False, False, False),
    ]


def test_a_barcode_is_sent_as_one() -> None:
    roll = read(encode([PaperCode("7891000315507")], Letters("cp850"), cut=True))
    assert roll.barcodes == ["7891000315507"]


@pytest.mark.parametrize("digits", ["789100031550", "78910003155O7", "７891000315507"])
def test_only_thirteen_digits_are_a_barcode(digits: str) -> None:
    with pytest.raises(ValueError, match="EAN-13"):
        encode([PaperCode(digits)], Letters("cp850"), cut=True)


def test_without_a_knife_the_paper_is_fed_to_the_edge() -> None:
    roll = read(encode([PaperLine("x")], Letters("cp850"), cut=False))
    assert (roll.cuts, roll.fed) == (0, 5)


def test_the_settings_take_what_the_device_knows() -> None:
    assert set(SETTABLE) == set(CODE_PAGES)
