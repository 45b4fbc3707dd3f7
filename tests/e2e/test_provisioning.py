"""From an empty profile to the first sale by a file, on a machine that keeps no secrets itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.settings import secrets
from tests.e2e.first_sale import CODE
from tests.e2e.harness import ENVIRONMENT, SandboxProcess, sandbox_process
from tests.traces import files, traces

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the folder of settings is moved by XDG_CONFIG_HOME"
)

TOKEN, KEY = secrets.PRACTICE["bonifiq"]
PASSPHRASE = "cavalo bateria grampo"
PIN = "258046"
CHAIN = """\
[store]
name = "Loja Centro"
code = "L01"

[loyalty]
provider = "bonifiq"
"""


def environment(home: Path) -> dict[str, str]:
    keyring = "keyring.backends.fail.Keyring"
    folders = {"XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data"}
    known = {**ENVIRONMENT, "PYTHON_KEYRING_BACKEND": keyring, "HOME": str(home)}
    return {**known, **{name: str(path) for name, path in folders.items()}}


def run(
    module: str, *arguments: str, home: Path, **more: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**environment(home), **more},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def provision(sandbox: SandboxProcess, home: Path, source: Path) -> None:
    source.write_text(CHAIN, encoding="utf-8")
    done = run(
        "pos_app",
        *("setup", "--from", str(source), "--set", f"loyalty.address={sandbox.address}"),
        *("--set", "till.code=C07", "--manager", "Bia R."),
        home=home,
        POS_APP_BONIFIQ_API_TOKEN=TOKEN,
        POS_APP_BONIFIQ_API_KEY=KEY,
        POS_APP_PASSPHRASE=PASSPHRASE,
        POS_APP_PIN=PIN,
    )
    assert done.returncode == 0, done.stderr
    assert "Bia R.: signs in as a manager" in done.stdout
    for secret in (TOKEN, KEY, PASSPHRASE, PIN):
        assert secret not in done.stdout + done.stderr


def test_from_a_file_to_a_first_sale_with_a_reward(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with sandbox_process() as sandbox:
        sandbox.call("POST", "/_sandbox/bonifiq/settings", {"fixed_pin": CODE})
        provision(sandbox, home, tmp_path / "chain.toml")
        done = run("tests.e2e.provisioned_child", PIN, home=home, POS_APP_PASSPHRASE=PASSPHRASE)
        redeemed = sandbox.calls("redeem")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert (told["exit"], told["operator"], told["store"]) == (0, "Bia R.", "Loja Centro")
    assert (told["full"], told["paid"], len(redeemed)) == (4990, 3992, 1)
    assert len(files(home)) >= 5
    for secret in (TOKEN, KEY, PASSPHRASE, PIN):
        assert traces(home, secret) == []


def test_without_the_passphrase_the_till_does_not_open_its_keys(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with sandbox_process() as sandbox:
        provision(sandbox, home, tmp_path / "chain.toml")
        done = run("pos_app", "doctor", home=home)
    assert done.returncode == 1
    assert "locked: give the passphrase in POS_APP_PASSPHRASE" in done.stdout
