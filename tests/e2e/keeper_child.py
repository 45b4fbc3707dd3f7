"""``pos-app --keep-running`` whose tills say what their windows show."""

import sys
from collections.abc import Sequence

from pos_app import cli, keep_running

tills_own = keep_running.command


def command(arguments: Sequence[str]) -> list[str]:
    python, m, _, *own = tills_own(arguments)
    return [python, m, "tests.e2e.life_child", "stay", *own]


keep_running.command = command
sys.exit(cli.main())
