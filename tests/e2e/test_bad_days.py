"""What a till says when it cannot start as asked, and what it does all the same."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.system_libraries import explain
from tests.e2e.harness import ENVIRONMENT, run, sandbox_process, start, until


def test_a_second_till_on_the_same_journal_shows_the_first_and_leaves_it_alone(
    tmp_path: Path,
) -> None:
    with sandbox_process() as sandbox:
        arguments = ["--config", str(sandbox.settings_file(tmp_path)), "--data-dir", str(tmp_path)]
        first = start("pos_app", *arguments)
        until((tmp_path / "journal.db").exists, "the first till's journal")
        second = run(*arguments)
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=20)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "already running: its window is in front now" in second.stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[loyalty]\nprovider = "bonifiq', "line 2, key provider (perhaps half-written"),
        ('[till]\nname = "A"\ncode = 7\n', "line 3: till.code must be a text in quotes"),
        ('[loyalty]\naddress = "http://api.example.com"\n', "http only on loopback"),
        ('[loyalti]\nprovider = "bonifiq"\n', "line 1: [loyalti] is not known"),
    ],
)
def test_a_broken_settings_file_is_told_with_line_and_key(
    text: str, expected: str, tmp_path: Path
) -> None:
    config = tmp_path / "till.toml"
    config.write_text(text)
    done = run("--config", str(config), "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_catalogue_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("sku,ean,title,price\nA-1,,Caneca,cheap\n")
    config = tmp_path / "till.toml"
    config.write_text('[catalogue]\nfile = "products.csv"\n')
    done = run("--config", str(config), "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 2
    assert "products.csv, line 2: the price is not an amount" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_settings_the_till_says_how_to_write_them(tmp_path: Path) -> None:
    done = run("--config", str(tmp_path / "none.toml"))
    assert done.returncode == 2
    assert "README" in done.stderr
    assert "--demo" in done.stderr


def test_without_credentials_the_till_still_opens_and_sells(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text('[loyalty]\nprovider = "bonifiq"\n')
    environment = {**ENVIRONMENT, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    till = subprocess.Popen(
        [sys.executable, "-m", "pos_app", "--config", str(config), "--data-dir", str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    log = tmp_path / "logs" / "pos-app.log"
    until(lambda: log.exists() and "provider_unusable" in log.read_text(), "the log's word")
    till.send_signal(signal.SIGTERM)
    _, complaint = till.communicate(timeout=20)
    assert till.returncode == 0, complaint


def test_where_nothing_can_be_written_the_till_says_so_and_opens(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where a folder should be")
    with sandbox_process() as sandbox:
        config = str(sandbox.settings_file(tmp_path))
        told = subprocess.run(
            [
                *(sys.executable, "-m", "tests.e2e.restart_child", "nothing"),
                *("--config", config, "--data-dir", str(tmp_path / "full" / "data")),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=ENVIRONMENT,
        )
    assert told.returncode == 0, told.stderr
    assert "selling without rewards" in told.stderr
    assert json.loads(told.stdout.strip().splitlines()[-1])["can_redeem"] is False


def test_without_a_display_the_demo_plays_the_tour_and_says_so() -> None:
    bare = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    bare.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "pos_app", "--demo"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=bare,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No display here: playing the tour instead" in done.stdout
    assert "scenarios passed" in done.stdout


def test_the_doctor_tells_one_line_each_and_the_cure(tmp_path: Path) -> None:
    with sandbox_process() as sandbox:
        config = str(sandbox.settings_file(tmp_path))
        done = run("doctor", "--config", config, "--data-dir", str(tmp_path / "data"))
    lines = done.stdout.splitlines()
    names = [line.split()[1] for line in lines]
    assert names[:2] == ["settings", "catalogue"]
    assert {"credentials", "tls", "provider", "clock", "journal", "display", "printer"} <= {*names}
    assert all(line.startswith("ok") for line in lines if "display" not in line), done.stdout


def test_the_doctor_examines_both_halves_of_a_pair(tmp_path: Path) -> None:
    with sandbox_process() as sandbox:
        config = str(sandbox.settings_file(tmp_path, "twilio_verify"))
        done = run("doctor", "--config", config, "--data-dir", str(tmp_path / "data"))
    told = [line for line in done.stdout.splitlines() if line.split()[1] == "challenge"]
    assert len(told) == 2
    assert told[0].startswith("ok")
    assert "Twilio Verify for BonifiQ" in told[0].replace("  ", " ")
    assert "answered in" in told[1]


def test_the_doctor_names_a_provider_that_does_not_answer(tmp_path: Path) -> None:
    config = tmp_path / "till.toml"
    config.write_text('[loyalty]\nprovider = "bonifiq"\naddress = "http://127.0.0.1:9"\n')
    done = run("doctor", "--config", str(config), "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "BAD  provider" in done.stdout


def test_a_missing_system_library_is_named_with_the_command_that_installs_it() -> None:
    told = explain(ImportError("libEGL.so.1: cannot open shared object file: No such file"))
    assert "libEGL.so.1 is not on this machine" in told
    assert "Install" in told


def test_the_demo_names_its_faults() -> None:
    done = run("--fault", "list")
    assert done.returncode == 0
    assert "answer-lost" in done.stdout
