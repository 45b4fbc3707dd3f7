"""The command line of a certification: where it writes, what it answers, and what it refuses."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pos_app.certification import command
from pos_app.cli import main
from pos_app.sandbox.assembly import Sandbox


def options(**given: Any) -> Namespace:
    return Namespace(**{"date": date(2031, 3, 4), "out": None, **given})


def test_a_provider_without_one_is_refused_with_those_that_have(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["certify", "--provider", "bonifiq"]) == 2
    told = capsys.readouterr().err
    assert told == "there is no certification for bonifiq; there is one for: punchh\n"


def test_a_date_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["certify", "--date", "4.3.2031"])
    assert refused.value.code == 2
    assert "no date as 2031-03-04" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run(options(out=tmp_path / "none" / "log.md")) == 2
    assert "cannot write" in capsys.readouterr().err


def test_a_failure_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def refusing(sandbox: Sandbox) -> None:
        sandbox.punchh.change({"multiple_redemptions_enabled": False})

    assert command.run(options(), refusing) == 1
    document = capsys.readouterr().out
    assert document.startswith("# PAR Punchh: certification log")
    assert "Result: **FAILED**" in document
