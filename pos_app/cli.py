"""The command line. Nothing heavy is imported before a command is known."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pos_app import __version__

PROVIDERS = ("bonifiq", "punchh", "weavr", "twilio_verify")
USAGE, BUSY, BROKEN = 2, 3, 4
"""Exit codes: wrong use or settings, another till running, something missing on this machine."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    run = {
        None: _till,
        "tour": _tour,
        "sandbox": _sandbox,
        "doctor": _doctor,
        "support": _support,
        "journal": _journal,
        "certify": _certify,
        "setup": _setup,
        "people": _people,
    }[options.command]
    try:
        return run(options)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=Path, metavar="FILE", help="settings, else the user's own")
    common.add_argument("--data-dir", type=Path, metavar="DIR", help="journal and logs")
    common.add_argument("--language", choices=("pt_BR", "en"), help="else the system's")
    common.add_argument("--log-level", choices=("DEBUG", "INFO", "WARNING", "ERROR"))
    common.add_argument("--provider", choices=PROVIDERS, help="else the one in till.toml")
    parser = argparse.ArgumentParser(
        prog="pos-app", parents=[common], description="A till that redeems loyalty points once."
    )
    parser.add_argument("--version", action="version", version=f"pos-app {__version__}")
    parser.add_argument("--demo", action="store_true", help="practise: no network, no set-up")
    parser.add_argument("--fault", metavar="NAME", help="a fault the demo plays; 'list' names them")
    parser.add_argument(
        "--customer-screen", action="store_true", help="show the demo's customer screen beside it"
    )
    parser.add_argument("--full-screen", action="store_true", help="F11 switches it too")
    parser.add_argument("--kiosk", action="store_true", help="the whole screen, and only the till")
    parser.add_argument(
        "--keep-running", action="store_true", help="start the till again when it crashes"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    tour = commands.add_parser("tour", parents=[common], help="play scripted sales and check them")
    tour.add_argument("--scenario", metavar="NAME", action="append", help="only this one")
    tour.add_argument("--out", type=Path, metavar="DIR", help="save a picture of every step")
    tour.add_argument("--json", action="store_true", help="print the result as JSON")
    tour.add_argument("--list", action="store_true", help="name the scenarios")
    sandbox = commands.add_parser("sandbox", parents=[common], help="serve the providers' sandbox")
    sandbox.add_argument("--port", type=int, default=8765, help="on loopback; 0 picks one")
    journal = commands.add_parser("journal", parents=[common], help="tell what the till wrote down")
    journal.add_argument(
        "--authenticators", action="store_true", help="list who set up customers' authenticators"
    )
    journal.add_argument("sale", nargs="?", metavar="SALE", help="its number, id or a reference")
    journal.add_argument("--export", action="store_true", help="print events as JSON lines")
    journal.add_argument("--file", type=Path, metavar="FILE", help="another one, as one set aside")
    certify = commands.add_parser(
        "certify", parents=[common], help="write the log of a provider's certification"
    )
    certify.add_argument("--out", type=Path, metavar="FILE", help="else it is printed")
    certify.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="else today's")
    setup = commands.add_parser("setup", parents=[common], help="set a till up without a window")
    setup.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", required=True, help="a till.toml"
    )
    setup.add_argument(
        "--set", action="append", metavar="SECTION.KEY=VALUE", help="this till's own: till.code=C07"
    )
    _add_people(commands.add_parser("people", parents=[common], help="who may sign in here"))
    setup.add_argument(
        "--manager", metavar="NAME", help="who signs in; the PIN from POS_APP_PIN or a prompt"
    )
    commands.add_parser("doctor", parents=[common], help="check this machine and its settings")
    support = commands.add_parser(
        "support", parents=[common], help="write a file for support: logs, versions, what is open"
    )
    support.add_argument("--out", type=Path, metavar="DIR", help="else below the till's data")
    return parser


def _add_people(people: argparse.ArgumentParser) -> None:
    people.description = "Lists them; a PIN is asked for, or comes from POS_APP_PIN."
    one = people.add_mutually_exclusive_group()
    one.add_argument("--add", metavar="NAME", help="somebody new, with a PIN")
    one.add_argument("--remove", metavar="NAME", help="may not sign in any more")
    one.add_argument("--reset", metavar="NAME", help="a new PIN, and no wait")
    people.add_argument("--role", choices=("cashier", "manager"), default="cashier")
    people.add_argument("--new", action="store_true", help="set a damaged list aside first")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date as 2031-03-04") from None


def _complain(message: str, code: int = USAGE) -> int:
    print(message, file=sys.stderr)
    return code


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _till(options: argparse.Namespace) -> int:
    if options.fault == "list":
        return _list_faults(getattr(options, "provider", None) or PROVIDERS[0])
    if not _has_display():
        if not options.demo:
            return _complain("no display: a till needs a screen; try `pos-app tour`", BROKEN)
        print("No display here: playing the tour instead, without a window.", flush=True)
        return _tour(options)
    if options.keep_running:
        from pos_app.keep_running import run  # noqa: PLC0415

        return run()
    import gc  # noqa: PLC0415

    gc.disable()  # nothing is garbage while modules load; `show_first_frame` switches it on again
    return _with_qt("pos_app.opening", "open_till", options)


def _tour(options: argparse.Namespace) -> int:
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return _with_qt("pos_app.tour.command", "run", options)


def _doctor(options: argparse.Namespace) -> int:
    from pos_app.doctor import run  # noqa: PLC0415

    return run(options)


def _support(options: argparse.Namespace) -> int:
    from pos_app.support.command import run  # noqa: PLC0415

    return run(options)


def _journal(options: argparse.Namespace) -> int:
    from pos_app.journal_command import run  # noqa: PLC0415

    return run(options)


def _setup(options: argparse.Namespace) -> int:
    from pos_app.setup_command import run  # noqa: PLC0415

    return run(options)


def _people(options: argparse.Namespace) -> int:
    from pos_app.people.command import run  # noqa: PLC0415

    return run(options)


def _certify(options: argparse.Namespace) -> int:
    from pos_app.certification.command import run  # noqa: PLC0415

    return run(options)


def _sandbox(options: argparse.Namespace) -> int:
    from pos_app.sandbox.command import run  # noqa: PLC0415

    return run(options.port)


def _list_faults(provider: str) -> int:
    from pos_app.demo import FAULTS  # noqa: PLC0415

    for name, fault in FAULTS[provider].items():
        print(f"{name:20} {fault.says}")
    return 0


def _with_qt(module: str, function: str, options: argparse.Namespace) -> int:
    """Runs a command that needs Qt; where its system libraries are missing, says what to do."""
    from importlib import import_module  # noqa: PLC0415

    from pos_app import system_libraries  # noqa: PLC0415

    try:
        import PySide6.QtWidgets  # noqa: F401, PLC0415
    except ImportError as error:
        return _complain(system_libraries.explain(error), BROKEN)
    return int(getattr(import_module(module), function)(options))
