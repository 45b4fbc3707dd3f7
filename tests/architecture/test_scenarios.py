"""Every line that a contract calls worth testing has a test, and every mark means one."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios import SCENARIOS, WITHOUT_TEST

TESTS = Path(__file__).parents[1]
MARK = "pytest.mark.scenario"
NEVER_RUN = ("pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail")

Line = tuple[object, object]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _called(decorator: ast.expr) -> str:
    return ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)


def _tests(name: str, tree: ast.Module) -> Iterator[Function]:
    """What pytest collects, without what it never runs."""
    for node in tree.body if name.startswith("test_") else ():
        if not isinstance(node, Function) or not node.name.startswith("test_"):
            continue
        if not any(_called(one) in NEVER_RUN for one in node.decorator_list):
            yield node


def proved(name: str, source: str) -> list[Line]:
    """The lines that the tests of a module are marked with. Raises ``ValueError`` for a mark on
    anything that does not run."""
    tree = ast.parse(source)
    written = sum(ast.unparse(n) == MARK for n in ast.walk(tree) if isinstance(n, ast.Attribute))
    marks = [
        one
        for test in _tests(name, tree)
        for one in test.decorator_list
        if isinstance(one, ast.Call) and _called(one) == MARK
    ]
    if written != len(marks):
        raise ValueError(f"{name}: {written - len(marks)} marks on what is no running test")
    return [_line(mark) for mark in marks]


def _line(mark: ast.Call) -> Line:
    contract, number = (ast.literal_eval(argument) for argument in mark.args)
    return contract, number


def _known() -> set[Line]:
    return {(name, number) for name, lines in SCENARIOS.items() for number in lines}


@pytest.fixture(scope="module")
def found() -> dict[Line, set[str]]:
    """The files that prove each line."""
    lines: dict[Line, set[str]] = defaultdict(set)
    for path in TESTS.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path != Path(__file__) and "mark.scenario" in source:
            for line in proved(path.name, source):
                lines[line].add(path.name)
    return lines


def test_every_line_has_a_test_or_a_reason_for_none(found: dict[Line, set[str]]) -> None:
    assert sorted(_known() - found.keys() - WITHOUT_TEST.keys()) == []


def test_every_mark_names_a_line(found: dict[Line, set[str]]) -> None:
    assert found.keys() - _known() == set()


def test_a_reason_for_no_test_is_given_only_where_there_is_none(
    found: dict[Line, set[str]],
) -> None:
    assert WITHOUT_TEST.keys() <= _known() - found.keys()
    assert all(WITHOUT_TEST.values())


@pytest.mark.parametrize("lines", SCENARIOS.values(), ids=SCENARIOS.keys())
def test_the_table_skips_no_number(lines: dict[int, str]) -> None:
    assert list(lines) == list(range(1, len(lines) + 1))


ONE = f'@{MARK}("punchh", 7)\n'


@pytest.mark.parametrize(
    "source",
    [
        f"{ONE}def helper(): ...",
        f"@pytest.mark.skip\n{ONE}def test_one(): ...",
        f"{ONE}@pytest.mark.xfail(reason='x')\nasync def test_one(): ...",
        f"def test_one():\n    {ONE}    def test_inner(): ...",
        f"seven = {MARK}\n@seven('punchh', 7)\ndef test_one(): ...",
        f"pytestmark = {MARK}('punchh', 7)\ndef test_one(): ...",
    ],
)
def test_a_mark_proves_nothing_where_nothing_runs(source: str) -> None:
    with pytest.raises(ValueError, match="no running test"):
        proved("test_it.py", source)


def test_a_mark_counts_on_a_test_in_a_test_module_only() -> None:
    source = f"{ONE}async def test_one(): ..."
    assert proved("test_it.py", source) == [("punchh", 7)]
    with pytest.raises(ValueError, match="no running test"):
        proved("it.py", source)
