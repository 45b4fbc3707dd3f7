"""The man page names what the command line takes."""

import argparse

import pytest
from pack.places import PACKAGING

from pos_app.cli import _parser

PAGE = (PACKAGING / "linux" / "pos-app.1").read_text(encoding="utf-8").replace("\\-", "-")
INSIDE = {"--help", "--customer-screen"}
"""Explained by ``--help``, and where the demo is."""


def _commands() -> list[str]:
    actions = _parser()._actions
    subs = next(a for a in actions if isinstance(a, argparse._SubParsersAction))
    return list(subs.choices)


@pytest.mark.parametrize("command", _commands())
def test_each_command_is_explained(command: str) -> None:
    assert f"\n.B {command}\n" in PAGE or f"\n.BR {command} " in PAGE
    synopsis = next(line for line in PAGE.splitlines() if line.startswith(".RB { "))
    assert f" {command} " in synopsis


def test_each_option_of_the_till_is_explained() -> None:
    known = {option for action in _parser()._actions for option in action.option_strings}
    missing = {option for option in known if option.startswith("--") and option not in PAGE}
    assert missing <= INSIDE
