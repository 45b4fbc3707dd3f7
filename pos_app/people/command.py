"""``pos-app people``: who may sign in at this till. A PIN is typed where nobody sees it, or comes
from ``POS_APP_PIN``; it is never an argument."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from getpass import getpass
from pathlib import Path

from pos_app import unlocking
from pos_app.core.challenge import TypedCode
from pos_app.core.staff import Role, Staff, StaffError
from pos_app.options import data_folder, vault_for
from pos_app.people.file import PeopleDamagedError
from pos_app.people.register import Register
from pos_app.settings.paths import default_data
from pos_app.settings.secrets import MissingSecretError, UnkeptSecretError

VARIABLE = "POS_APP_PIN"
WRONG, BROKEN = 2, 4

Ask = Callable[[str], str]
"""Asks a person for a secret without showing it; nothing where nobody can be asked."""


class NoPinError(Exception):
    """The message says how to give one."""


def run(options: argparse.Namespace) -> int:
    folder = data_folder(options, demo=False) or default_data()
    try:
        for line in carry_out(options, folder, vault_for(options), _ask):
            print(line, flush=True)
    except (StaffError, NoPinError) as error:
        return _complain(error, WRONG)
    except (PeopleDamagedError, MissingSecretError, UnkeptSecretError, OSError) as error:
        return _complain(error, BROKEN)
    return 0


def _complain(error: Exception, code: int) -> int:
    print(error, file=sys.stderr)
    return code


def carry_out(options: argparse.Namespace, folder: Path, vault: Path, ask: Ask) -> Iterator[str]:
    """Says what it has done, then who is there. Raises what ``Register`` does, and
    ``NoPinError``."""
    register = Register(folder)
    if options.new and (aside := register.start_anew()) is not None:
        yield f"what could not be read is kept as {aside}"
    if options.add is not None:
        _open(vault, ask)
        register.add(options.add, Role(options.role), _new_pin(ask))
        yield f"{options.add}: added as {options.role}"
    elif options.reset is not None:
        register.everybody().find(options.reset)
        _open(vault, ask)
        register.reset(options.reset, _new_pin(ask))
        yield f"{options.reset}: the PIN is new"
    elif options.remove is not None:
        register.remove(options.remove)
        yield f"{options.remove}: removed"
    yield from listed(register.everybody(), time.time())


def listed(staff: Staff, now: float) -> Iterator[str]:
    if not staff.people:
        yield "nobody is set up: whoever stands at the till may sell"
        yield "the first one is added by `pos-app people --add NAME --role manager`"
    for person in staff.people:
        left = person.patience.left(now)
        waits = f", locked for {-int(-left // 60)} min" if left else ""
        yield f"{person.name}  {person.role}{waits}"


def _open(vault: Path, ask: Ask) -> None:
    """The key of the PINs may be in the encrypted file."""
    if unlocking.is_open(vault):
        return
    refusal = unlocking.open_with(vault, TypedCode(ask(f"passphrase of {vault}: ")))
    if refusal is not None:
        raise MissingSecretError(f"{vault} does not open: {refusal.code}")


def _new_pin(ask: Ask) -> str:
    given = os.environ.pop(VARIABLE, "")
    if given:
        return given
    typed = ask("PIN, 4 to 8 digits: ")
    if not typed:
        raise NoPinError(f"no PIN: type it at a terminal, or set {VARIABLE}")
    if ask("once more: ") != typed:
        raise NoPinError("the second PIN is another one: nothing was changed")
    return typed


def _ask(what: str) -> str:
    return getpass(what) if sys.stdin.isatty() else ""
