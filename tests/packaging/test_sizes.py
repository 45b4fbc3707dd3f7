"""The table of what was left out."""

from pathlib import Path

from pack.sizes import Row, lines, share, table


def _write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_what_is_missing_is_weighed_under_its_exclusion(tmp_path: Path) -> None:
    plain = {
        "_internal/libpython3.11.so.1.0": b"code and symbols",
        "_internal/libssl.so.3": b"of the system",
        "_internal/PySide6/Qt/lib/libQt6Svg.so.6": b"svg",
        "_internal/PySide6/Qt/translations/qt_de.qm": b"ja",
        "_internal/PySide6/Qt/translations/qt_fr.qm": b"oui",
    }
    ours = {"_internal/libpython3.11.so.1.0": b"code"}
    modules = {"phonenumbers.geodata.data0": 100, "phonenumbers.geodata": 1, "httpx": 7}
    rows = table(_write(tmp_path / "plain", plain), _write(tmp_path / "ours", ours), modules)
    assert {row.what: row.unpacked for row in rows} == {
        "plain PyInstaller": 16 + 13 + 3 + 5,
        "- telephone numbers' geography": 101,
        "- libraries of the system": 13,
        "- symbols": 12,
        "- Qt's translations": 5,
        "- libraries of Qt nothing needs": 3,
        "ours": 4,
    }
    assert len(lines(rows)) == len(rows) + 1


def test_a_row_that_is_not_counted_is_in_neither() -> None:
    rows = [Row("plain", 100, 0), Row("- this", 40, 0), Row("- that", 20, 0), Row("ours", 40, 0)]
    assert share(rows) == 0.4
    assert share(row for row in rows if row.what != "- that") == 0.5
