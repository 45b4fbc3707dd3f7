"""Rules of this folder that a reader could break without noticing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pos_app.screens

FOLDER = Path(pos_app.screens.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
ALLOWED_QT = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}
FORBIDDEN = {"httpx", "asyncio", "qasync", "sqlite3", "keyring", "time", "random"}
PURE = [path for path in MODULES if path.parent.name == "view"]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if (isinstance(called, ast.Attribute) and called.attr == name) or (
                isinstance(called, ast.Name) and called.id == name
            ):
                yield node


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.fixture(params=MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def tree(request: pytest.FixtureRequest) -> ast.Module:
    return parsed(request.param)


def test_only_bound_methods_and_signals_are_connected(tree: ast.Module) -> None:
    for call in calls(tree, "connect"):
        assert isinstance(call.args[0], ast.Attribute), ast.unparse(call)


def test_nothing_waits(tree: ast.Module) -> None:
    waiting = [*calls(tree, "exec"), *calls(tree, "exec_"), *calls(tree, "processEvents")]
    assert not waiting
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Await)]


def test_imports_stay_inside_the_walls(tree: ast.Module) -> None:
    names = imported(tree)
    assert {name for name in names if name.startswith("PySide6")} <= ALLOWED_QT
    assert not names & FORBIDDEN
    ours = {name for name in names if name.startswith("pos_app.")}
    walls = ("pos_app.screens", "pos_app.core", "pos_app.checkout.state", "pos_app.resources")
    allowed = (*walls, "pos_app.checkout.intents", "pos_app.checkout.staffing")
    assert not [name for name in ours if not name.startswith(allowed)]


def test_texts_are_literals(tree: ast.Module) -> None:
    for name in ("translate", "QT_TRANSLATE_NOOP"):
        for call in calls(tree, name):
            for argument in call.args[:2]:
                assert isinstance(argument, ast.Constant), ast.unparse(call)


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_views_know_no_widget(path: Path) -> None:
    assert not [name for name in imported(parsed(path)) if name.startswith("PySide6")]


def test_modules_stay_small() -> None:
    sizes = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {name: lines for name, lines in sizes.items() if lines > 300}
