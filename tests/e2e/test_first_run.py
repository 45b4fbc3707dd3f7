"""The program itself on a profile with nothing in it, and started once more by itself."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.settings.load import load
from tests.e2e.first_sale import CODE
from tests.e2e.harness import ENVIRONMENT, run, sandbox_process, until
from tests.traces import traces

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the folder of settings is moved by XDG_CONFIG_HOME"
)


def empty_profile(folder: Path) -> dict[str, str]:
    keyring = "tests.unit.settings.test_vault.Memory"
    environment = {**ENVIRONMENT, "PYTHON_KEYRING_BACKEND": keyring, "HOME": str(folder)}
    return {**environment, "XDG_CONFIG_HOME": str(folder / "config")}


def test_set_up_and_sold_with_in_one_process(tmp_path: Path) -> None:
    with sandbox_process() as sandbox:
        sandbox.call("POST", "/_sandbox/bonifiq/settings", {"fixed_pin": CODE})
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.e2e.first_run_child"),
                *(sandbox.address, str(tmp_path / "data")),
            ],
            env=empty_profile(tmp_path),
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert (told["till_opened"], told["store"], told["exit"]) == (True, "Loja Centro", 0)
    assert (told["full"], told["paid"]) == (4990, 3992), "the reward is taken off"
    assert load(tmp_path / "config" / "pos-app" / "till.toml").till_code == "C03"
    assert traces(tmp_path, "sandbox-token") == traces(tmp_path, "sandbox-key") == []


def test_the_set_up_ends_when_it_is_asked_to_and_leaves_nothing(tmp_path: Path) -> None:
    watched = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "pos_app"],
        env=empty_profile(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    )
    told = watched.stderr
    assert told is not None
    until(lambda: "keyring" in told.readline(), "the look for a keyring")
    watched.send_signal(signal.SIGTERM)
    watched.communicate(timeout=30)
    assert watched.returncode == 0
    assert not [*tmp_path.rglob("*")]


def test_a_file_that_is_named_and_missing_is_a_mistake(tmp_path: Path) -> None:
    done = run("--config", str(tmp_path / "none.toml"))
    assert done.returncode == 2
    assert "none.toml" in done.stderr


def test_the_program_starts_once_more_as_it_was_started() -> None:
    program = (
        "import os, sys\n"
        "from pos_app.runtime import restart\n"
        "print(os.getpid(), os.environ.get('SECOND', ''), sys.argv[1:], flush=True)\n"
        "if not os.environ.get('SECOND'):\n"
        "    os.environ['SECOND'] = 'second'\n"
        "    restart.again()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--language", "en"],
        capture_output=True,
        text=True,
        env=os.environ,
        timeout=30,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert first.split()[1:] == ["['--language',", "'en']"]
    assert second.split()[1:] == ["second", "['--language',", "'en']"]
    assert first.split()[0] == second.split()[0], "the same process, for whoever supervises it"
