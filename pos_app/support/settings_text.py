"""till.toml as support may read it: what the till knows, and of the rest only that it is there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pos_app.settings.load import KEYS
from pos_app.support.masking import looks_secret

PEOPLE = {("till", "operator")}
IDENTIFIERS = {
    ("loyalty", "client"),
    ("loyalty", "account"),
    ("loyalty", "send_profile"),
    ("challenge", "service"),
}
"""No secrets, but nobody's business whole: their last characters tell them apart."""


def settings_text(path: Path, tree: Mapping[str, Any]) -> Iterator[str]:
    """``tree``: as read from the file, right or wrong."""
    yield f"# {path.name}"
    for section, content in tree.items():
        known = section in {name for name, _ in KEYS}
        yield f"[{section if known else '(unknown section)'}]"
        if known and isinstance(content, Mapping):
            for key, value in content.items():
                yield _line(section, key, value)


def _line(section: str, key: str, value: object) -> str:
    if (section, key) not in KEYS:
        return "(unknown key, value left out)"
    if (section, key) in PEOPLE:
        return f"{key} = (a person's name)"
    if (section, key) in IDENTIFIERS:
        return f"{key} = …{str(value)[-4:]}"
    if isinstance(value, bool | int | float):
        return f"{key} = {value}"
    if not isinstance(value, str):
        return f"{key} = (left out)"
    text = value
    if key.endswith("address"):
        return f"{key} = {_host(text)}"
    return f"{key} = {'(looks like a secret)' if looks_secret(text) else text}"


def _host(address: str) -> str:
    """Scheme, host and port: a path or a user may say more than it should."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(not an address)"
    rest = "/…" if parts.path.strip("/") else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{rest}"
