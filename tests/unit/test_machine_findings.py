"""What the doctor says of the program itself."""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from pos_app import doctor, machine_findings
from pos_app.runtime import crash_file, last_run
from pos_app.runtime.instance import claim

NOW = datetime.now(UTC)
STACKS = """Fatal Python error: Segmentation fault

Thread 0x00007f (most recent call first):
  File "/opt/pos/threading.py", line 359 in wait

Current thread 0x00008a (most recent call first):
  File "/opt/pos/pos_app/screens/window.py", line 120 in refresh
  File "/opt/pos/pos_app/opening.py", line 99 in _serve
"""


def told(folder: Path) -> dict[str, doctor.Finding]:
    options = argparse.Namespace(config=folder / "none.toml", data_dir=folder)
    return {finding.name: finding for finding in doctor.examine(options)}


def test_a_running_till_is_named_and_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path)["instance"].text == "no till is running on this data"
    with claim(tmp_path):
        found = told(tmp_path)["instance"]
    assert found.good
    assert found.text.startswith("a till is running on this data")
    assert told(tmp_path)["instance"].text == "no till is running on this data"


def test_looking_makes_nothing(tmp_path: Path) -> None:
    assert machine_findings.instance(tmp_path / "none")[0]
    assert list(tmp_path.iterdir()) == []


def test_a_crash_is_told_with_its_place_until_it_is_old(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / crash_file.NAME).write_text(STACKS)
    good, text = machine_findings.last_end(tmp_path, NOW)
    assert not good
    assert "Segmentation fault at window.py:120 refresh" in text
    assert "pos-app support" in text
    assert machine_findings.last_end(tmp_path, NOW + timedelta(days=8))[0]


def test_a_till_that_never_closed_is_told(tmp_path: Path) -> None:
    assert machine_findings.last_end(tmp_path, NOW) == (True, "no crash in the last days")
    last_run.begin(tmp_path)
    with claim(tmp_path):
        assert "no crash" in machine_findings.last_end(tmp_path, NOW)[1], "it is still running"
    assert "ended without closing" in machine_findings.last_end(tmp_path, NOW)[1]
    last_run.end(tmp_path)
    assert "no crash" in machine_findings.last_end(tmp_path, NOW)[1]


def test_crashes_are_moved_aside_and_few_are_kept(tmp_path: Path) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        from pos_app.runtime import crash_file
        crash_file.watch(Path(sys.argv[1]), interrupted=False)
    """
    import subprocess

    for number in range(6):
        (tmp_path / crash_file.NAME).write_text(f"Fatal Python error: number {number}\n")
        subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, timeout=60)
    kinds = [crash_file.read(tmp_path / f"crash.{n}.txt") for n in (1, 2, 3)]
    assert [kind and kind.kind for kind in kinds] == ["number 5", "number 4", "number 3"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "crash.1.txt",
        "crash.2.txt",
        "crash.3.txt",
        "crash.txt",
    ]


def test_the_keyring_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import fail

    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    assert machine_findings.keyring()[1].startswith("none (keyring.backends.fail.Keyring)")


def test_a_folder_that_cannot_be_written_knows_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    assert last_run.begin(blocked) is False
    last_run.end(blocked)
    crash_file.watch(blocked / "logs", interrupted=False)
    assert machine_findings.last_end(blocked, NOW)[0]
