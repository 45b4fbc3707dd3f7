"""Of a file broken in places all is read that lies beside the breaks, whichever way leads there."""

import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.checkout.carving import PAGE, carved
from pos_app.checkout.damaged_file import Damaged
from pos_app.checkout.journal import Entry, Journal
from pos_app.core.loyalty import Refusal
from pos_app.core.selling import PostAnswered
from pos_app.core.submission import Refused
from tests.unit.checkout import damage as d


def by_number(path: Path) -> dict[int, tuple[object, ...]]:
    return {row[0]: row for row in d.rows(path, "SELECT seq, sale, at, body, crc FROM event")}


def on_page(path: Path, page: int) -> set[int]:
    """Numbers of the events on one page."""
    with TemporaryDirectory() as folder:
        lone = Path(folder) / "page"
        content = path.read_bytes()[page * PAGE : (page + 1) * PAGE]
        lone.write_bytes(bytes(PAGE) + content)
        return {row[0] for page in carved(lone) for row in page}


def test_every_row_beside_a_broken_page_is_read_the_ordinary_way(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    d.write(path)
    written = by_number(path)
    page = d.page_with(path, b"L01C03-000150")
    gone = on_page(path, page)
    d.overwrite(path, page)
    damaged = Damaged(path, tmp_path / "copy")
    rows = damaged.rows("event", "sale, at, body, crc", "seq")
    found = {row[0] for row in rows}
    damaged.close()
    assert rows.broken
    assert not rows.end_is_gone
    assert found == set(written) - gone


def test_every_event_is_found_on_the_pages_themselves(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    d.write(path)
    assert {row[0]: row for page in carved(path) for row in page} == by_number(path)


@pytest.mark.parametrize("length", [10, 2_000, 4_040, 4_100, 9_000, 40_000])
def test_an_event_that_fills_several_pages_is_put_together_again(
    length: int, tmp_path: Path
) -> None:
    path = tmp_path / "journal.db"
    long = PostAnswered("k", 1, Refused(Refusal("X", "y" * length)), 1.0)
    with closing(Journal.open(path)) as journal:
        journal.write([Entry("s1", d.at(1), long), Entry("s1", d.at(1), long)])
    assert {row[0]: row for page in carved(path) for row in page} == by_number(path)


@pytest.mark.expects_log
@pytest.mark.parametrize("wrong", [449, 451, 3, 9_000])
def test_an_entry_under_a_wrong_number_takes_no_other_ones_place(
    wrong: int, tmp_path: Path
) -> None:
    """No check sum covers the number."""
    path = tmp_path / "journal.db"
    d.write(path)
    written = by_number(path)
    raw = path.read_bytes()
    [place] = [m.start() for m in re.finditer(re.escape(varint(450) + b"\x07\x00"), raw)]
    changed = raw[:place] + varint(wrong).rjust(2, b"\x80") + raw[place + 2 :]
    path.write_bytes(b"\0" + changed[1:])
    found = d.start_of(path).run()
    assert found is not None
    found.journal.close()
    read = by_number(path)
    assert read.items() <= written.items()
    assert len(read) >= len(written) - 3
    assert found.incidents


def varint(number: int) -> bytes:
    """Of at most two bytes."""
    return bytes([number]) if number < 0x80 else bytes([number >> 7 | 0x80, number & 0x7F])


@pytest.mark.expects_log
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_broken_nothing_false_is_read(data: st.DataObject) -> None:
    """Random bytes at random places: the start never fails, and never believes what was not
    written."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        d.write(path)
        written = by_number(path)
        size = path.stat().st_size
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, size - 1))
            noise = data.draw(st.binary(min_size=1, max_size=64))
            with path.open("r+b") as file:
                file.seek(place)
                file.write(noise[: size - place])
        before = path.read_bytes()
        found = d.start_of(path).run()
        if found is None:
            assert path.read_bytes() == before, "a file that seems to be a newer program's"
            return
        found.journal.close()
        for record in found.records:
            assert written[record.number][1:3] == (record.sale, record.at)
        if found.incidents:
            aside = path.with_name(found.incidents[0].lost.set_aside)
            assert aside.read_bytes() == before
            assert by_number(path).items() <= written.items()
