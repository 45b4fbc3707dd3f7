"""The customer's screen beside a demo's window."""

import argparse
from pathlib import Path

import pytest

from pos_app.cli import _parser
from pos_app.options import OptionsError, plan_from


def parsed(*arguments: str) -> argparse.Namespace:
    return _parser().parse_args(arguments)


def test_a_demo_shows_it_beside() -> None:
    assert plan_from(parsed("--demo", "--customer-screen")).customer_beside
    assert not plan_from(parsed("--demo")).customer_beside


def test_a_real_till_has_it_in_its_settings(tmp_path: Path) -> None:
    path = tmp_path / "till.toml"
    path.write_text("[screen]\ncustomer = true\n")
    assert plan_from(parsed("--config", str(path))).settings.customer_screen
    with pytest.raises(OptionsError, match="customer = true"):
        plan_from(parsed("--config", str(path), "--customer-screen"))
