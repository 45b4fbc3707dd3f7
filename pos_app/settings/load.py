"""Reads till.toml; every mistake is told at once, with its line and key and what to write."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pos_app.core.addresses import is_loopback, is_usable
from pos_app.core.money import EXPONENTS
from pos_app.settings.errors import SetupError
from pos_app.settings.model import Settings
from pos_app.settings.printer import CODE_PAGES, is_printer


class SettingsError(SetupError):
    """All mistakes of one file, one per line."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


CHALLENGERS = ("twilio_verify",)
"""They verify beside a ledger."""
OF_A_CHALLENGER = (
    "address",
    "service",
    "approval_seconds",
    "amount_and_payee",
    "connect_seconds",
    "answer_seconds",
)
"""Keys of [challenge] that say something only with a provider."""

Check = Callable[[Any], Any]


class _WrongError(ValueError):
    pass


def _text(value: Any) -> str:  # noqa: ANN401 - whatever TOML held
    if not isinstance(value, str) or not value.strip():
        raise _WrongError("a text in quotes")
    return value.strip()


def _code(value: Any) -> str:  # noqa: ANN401
    text = _text(value)
    if not text.isascii() or not text.isalnum() or len(text) > 8:
        raise _WrongError("up to 8 letters and digits in quotes")
    return text


def _digits(value: Any) -> str:  # noqa: ANN401
    """An id: text, since a number of that length is not safe in every file."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,32}", value):
        raise _WrongError("an id of digits in quotes")
    return value


def _country(value: Any) -> str:  # noqa: ANN401
    text = _text(value)
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise _WrongError('a country in two capitals, such as "US"')
    return text


def _service(value: Any) -> str:  # noqa: ANN401
    text = _text(value)
    if not re.fullmatch(r"VA[0-9a-fA-F]{32}", text, re.ASCII):
        raise _WrongError('the SID of a Verify service, "VA" and 32 hexadecimal digits')
    return text


def _ledger(value: Any) -> str:  # noqa: ANN401
    if value in CHALLENGERS:
        raise _WrongError(
            f'a ledger: "{value}" holds no points and goes under [challenge], beside "bonifiq" or'
            ' "punchh" here'
        )
    return _code(value)


def _yes_or_no(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise _WrongError("true or false")
    return value


def _one_of(*allowed: str) -> Check:
    def check(value: Any) -> str:  # noqa: ANN401
        if value not in allowed:
            raise _WrongError("one of " + ", ".join(f'"{name}"' for name in allowed))
        return str(value)

    return check


def _between(low: float, high: float, *, whole: bool = False) -> Check:
    def check(value: Any) -> float:  # noqa: ANN401
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
            raise _WrongError(f"a {'whole ' if whole else ''}number from {low} to {high}")
        return value

    return check


def _address(value: Any) -> str:  # noqa: ANN401
    text = _text(value)
    if not is_usable(text):
        raise _WrongError('an address such as "https://api.example.com/v1", http only on loopback')
    return text


def _printer(value: Any) -> str:  # noqa: ANN401
    text = _text(value)
    if not is_printer(text):
        raise _WrongError(
            'where the printer is, such as "tcp://192.168.0.50:9100", "/dev/usb/lp0", "LPT1" or'
            ' "\\\\\\\\host\\\\printer"'
        )
    return text


KEYS: Mapping[tuple[str, str], tuple[str, Check]] = {
    ("store", "name"): ("store", _text),
    ("store", "code"): ("store_code", _code),
    ("till", "name"): ("till", _text),
    ("till", "code"): ("till_code", _code),
    ("till", "operator"): ("operator", _text),
    ("till", "lock_minutes"): ("lock_minutes", _between(0, 240, whole=True)),
    ("loyalty", "provider"): ("provider", _ledger),
    ("loyalty", "address"): ("address", _address),
    ("loyalty", "client"): ("client", _text),
    ("loyalty", "account"): ("account", _digits),
    ("loyalty", "send_profile"): ("send_profile", _digits),
    ("loyalty", "identity_address"): ("identity_address", _address),
    ("loyalty", "receipts_address"): ("receipts_address", _address),
    ("loyalty", "tills"): ("tills", _between(1, 99, whole=True)),
    ("loyalty", "country"): ("country", _country),
    ("loyalty", "connect_seconds"): ("connect_seconds", _between(0.5, 30)),
    ("loyalty", "answer_seconds"): ("answer_seconds", _between(0.5, 60)),
    ("challenge", "provider"): ("challenger", _one_of(*CHALLENGERS)),
    ("challenge", "address"): ("challenger_address", _address),
    ("challenge", "service"): ("service", _service),
    ("challenge", "approval_seconds"): ("approval_seconds", _between(90, 180, whole=True)),
    ("challenge", "amount_and_payee"): ("amount_and_payee", _yes_or_no),
    ("challenge", "connect_seconds"): ("challenger_connect_seconds", _between(0.5, 8)),
    ("challenge", "answer_seconds"): ("challenger_answer_seconds", _between(0.5, 8)),
    ("challenge", "code_life_seconds"): ("code_life_seconds", _between(30, 600, whole=True)),
    ("challenge", "code_tries"): ("code_tries", _between(1, 9, whole=True)),
    ("challenge", "code_sends"): ("code_sends", _between(1, 9, whole=True)),
    ("challenge", "resend_seconds"): ("resend_seconds", _between(5, 300, whole=True)),
    ("money", "currency"): ("currency", _one_of(*EXPONENTS)),
    ("money", "region"): ("region", _text),
    ("screen", "language"): ("language", _one_of("pt_BR", "en")),
    ("screen", "theme"): ("theme", _one_of("light", "dark")),
    ("screen", "customer"): ("customer_screen", _yes_or_no),
    ("printer", "address"): ("printer", _printer),
    ("printer", "width"): ("printer_width", _between(32, 64, whole=True)),
    ("printer", "code_page"): ("printer_code_page", _one_of(*CODE_PAGES)),
    ("printer", "cut"): ("printer_cut", _yes_or_no),
    ("screen", "full_screen"): ("full_screen", _yes_or_no),
    ("screen", "kiosk"): ("kiosk", _yes_or_no),
    ("catalogue", "file"): ("catalogue", _text),
    ("log", "level"): ("log_level", _one_of("DEBUG", "INFO", "WARNING", "ERROR")),
}


def load(path: Path) -> Settings:
    """Raises ``SettingsError``."""
    return parse(read(path), path)


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from error


def parse(text: str, path: Path) -> Settings:
    """``path`` is what mistakes name, and where a catalogue is looked for from."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"{path}{_where(text, error)}: not valid TOML: {error}"]) from error
    found, mistakes = _check(path, text, tree)
    if mistakes:
        raise SettingsError(mistakes)
    if "catalogue" in found:
        found["catalogue"] = (path.parent / found["catalogue"]).resolve()
    return Settings(**found)


def _check(path: Path, text: str, tree: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    found: dict[str, Any] = {}
    mistakes: list[str] = []
    sections = sorted({section for section, _ in KEYS})
    for section, content in tree.items():
        where = f"{path}, line {_line(text, section, None)}"
        if section not in sections:
            mistakes.append(f"{where}: [{section}] is not known; known are {', '.join(sections)}")
        elif not isinstance(content, Mapping):
            mistakes.append(f"{where}: {section} must be a section: [{section}]")
        else:
            _check_section(path, text, section, content, found, mistakes)
    mistakes += _check_pair(path, text, tree)
    return found, mistakes


def _check_pair(path: Path, text: str, tree: Mapping[str, Any]) -> list[str]:
    """What belongs together in [challenge]."""
    challenge = tree.get("challenge")
    if not isinstance(challenge, Mapping):
        return []
    practice = _is_practice(challenge)
    mistakes = []
    if practice and not _is_practice(tree.get("loyalty")):
        where = f"{path}, line {_line(text, 'challenge', 'address')}: challenge.address"
        mistakes.append(f"{where} is for practice, and loyalty.address is not: no code proves then")
    if "provider" in challenge and "service" not in challenge and not practice:
        where = f"{path}, line {_line(text, 'challenge', 'provider')}: challenge.provider"
        mistakes.append(f"{where} needs service beside it, the SID of the Verify service")
    for key in OF_A_CHALLENGER:
        if key in challenge and "provider" not in challenge:
            where = f"{path}, line {_line(text, 'challenge', key)}: challenge.{key}"
            mistakes.append(f"{where} says nothing without provider")
    return mistakes


def _check_section(
    path: Path,
    text: str,
    section: str,
    content: Mapping[str, Any],
    found: dict[str, Any],
    mistakes: list[str],
) -> None:
    for key, value in content.items():
        where = f"{path}, line {_line(text, section, key)}: {section}.{key}"
        known = KEYS.get((section, key))
        if known is None:
            names = ", ".join(name for part, name in KEYS if part == section)
            mistakes.append(f"{where} is not known; [{section}] takes {names}")
            continue
        name, check = known
        try:
            found[name] = check(value)
        except _WrongError as wrong:
            mistakes.append(f"{where} must be {wrong}")


def _is_practice(section: object) -> bool:
    address = section.get("address") if isinstance(section, Mapping) else None
    return isinstance(address, str) and is_loopback(address)


def _where(text: str, error: tomllib.TOMLDecodeError) -> str:
    """For a file that stops in the middle: its last line, and the key on it."""
    written = [(i, line) for i, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if "end of document" not in str(error) or not written:
        return ""
    number, line = written[-1]
    key = line.partition("=")[0].strip()
    return f", line {number}, key {key} (perhaps half-written: the file stops here)"


def _line(text: str, section: str, key: str | None) -> int:
    """The line on which the key, or else its section, stands."""
    inside = 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.split("#", 1)[0].strip()
        if bare.startswith("["):
            inside = number if bare.strip("[] ") == section else 0
            if inside and key is None:
                return number
            continue
        name = bare.split("=")[0].strip(" \"'")
        if (key is None and name == section) or (inside and name == key):
            return number
    return inside or 1
