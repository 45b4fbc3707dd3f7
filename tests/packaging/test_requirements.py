"""The pins in ``requirements.txt`` are those of the till's own needs, with hashes, from nowhere."""

import re
import tomllib

import pytest
from pack.places import PACKAGING, REQUIREMENTS, ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^([\w.-]+)==(\S+?)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)")


def _pins() -> dict[str, str]:
    text = REQUIREMENTS.read_text(encoding="utf-8")
    pins: dict[str, str] = {}
    while text:
        found = PIN.match(text)
        assert found, f"not a pin with its hashes: {text[:80]!r}"
        pins[canonicalize_name(found[1])] = found[2]
        text = text[found.end() :]
    return pins


def _needs() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = (PACKAGING / "requirements.in").read_text(encoding="utf-8").splitlines()
    return [*project["dependencies"], *own]


@pytest.mark.parametrize("need", _needs())
def test_what_the_till_needs_is_pinned_as_it_asks(need: str) -> None:
    requirement = Requirement(need)
    pinned = _pins()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(pinned)


@pytest.mark.parametrize("name", ["pywin32-ctypes", "secretstorage", "pefile"])
def test_both_systems_find_their_own_in_it(name: str) -> None:
    assert name in _pins()


def test_no_file_of_packaging_says_where_packages_come_from() -> None:
    for path in PACKAGING.rglob("*"):
        if path.suffix in {".txt", ".in", ".py", ".spec"} and "licences" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"--(extra-)?index-url|--find-links|://", text), path
