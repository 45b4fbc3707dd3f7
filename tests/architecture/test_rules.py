"""The rules of the house that a tool can hold."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pos_app"
MODULES = sorted(PACKAGE.rglob("*.py"))


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in MODULES:
        yield _relative(path), ast.parse(path.read_text(encoding="utf-8"))


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def test_no_module_is_too_long_to_read() -> None:
    lengths = {_relative(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: n for name, n in lengths.items() if n > 400} == {}
    assert statistics.median(lengths.values()) <= 120


OUTERMOST = "pos_app/runtime/application.py"
"""Runs Qt's own loop until the first frame; no other loop is running then."""


@pytest.mark.parametrize(
    "forbidden", ["exec", "processEvents", "qWait", "quit", "asyncSlot", "asyncClose"]
)
def test_nothing_stops_or_nests_the_loop(forbidden: str) -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, tree in _trees()
        for call in _calls(tree)
        if _name(call).rpartition(".")[2] == forbidden and name != OUTERMOST
    ]
    assert found == []


def test_only_the_task_owner_makes_tasks() -> None:
    found = {
        name
        for name, tree in _trees()
        for call in _calls(tree)
        if _name(call).rpartition(".")[2] in {"create_task", "ensure_future"}
    }
    assert found == {"pos_app/runtime/tasks.py"}


def test_nothing_sleeps_on_a_thread() -> None:
    found = [name for name, tree in _trees() for c in _calls(tree) if _name(c) == "time.sleep"]
    assert found == []


def test_no_lambda_is_connected_to_a_signal() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, tree in _trees()
        for call in _calls(tree)
        if _name(call).endswith(".connect") and any(isinstance(a, ast.Lambda) for a in call.args)
    ]
    assert found == []


def test_money_never_passes_through_a_binary_float() -> None:
    places = [PACKAGE / "core", PACKAGE / "providers", PACKAGE / "checkout"]
    found = [
        f"{_relative(path)}:{call.lineno}"
        for place in places
        for path in place.rglob("*.py")
        for call in _calls(ast.parse(path.read_text(encoding="utf-8")))
        if _name(call) == "float"
    ]
    assert found == []


def test_the_core_is_pure() -> None:
    """No I/O by any built-in either; imports are held by the linter."""
    found = [
        f"{_relative(path)}:{call.lineno}"
        for path in (PACKAGE / "core").rglob("*.py")
        for call in _calls(ast.parse(path.read_text(encoding="utf-8")))
        if _name(call) in {"open", "print", "input"}
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    words = ("TODO", "FIXME", "XXX", "raise NotImplementedError")
    texts = ((_relative(p), p.read_text(encoding="utf-8")) for p in MODULES)
    assert [name for name, text in texts if any(word in text for word in words)] == []


def test_no_tests_import_reaches_into_production() -> None:
    imports = [
        name
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tests"
    ]
    assert imports == []
