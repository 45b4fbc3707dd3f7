"""What a certification found out, before it is written down."""

from pos_app.core.value import Value


class Check(Value, frozen=True):
    """What was expected beside what was found, both as they may be read."""

    what: str
    expected: str
    found: str

    @property
    def passed(self) -> bool:
        return self.expected == self.found


class Exchanged(Value, frozen=True):
    """One request of the till and its answer, unmasked: never to be shown as it is."""

    call: str
    method: str
    path: str
    """Percent-encoded."""
    query: str
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""
    body: bytes
    status: int | None
    """None where the answer was lost."""
    answer: bytes | None

    def __repr__(self) -> str:
        return f"Exchanged({self.call}, {self.status})"


class Step(Value, frozen=True):
    number: str
    title: str
    section: str
    """Of the contract."""
    exchanged: tuple[Exchanged, ...]
    shown: tuple[Exchanged, ...]
    """Those that the step is about; the others were shown before."""
    checks: tuple[Check, ...]
    set_up: tuple[str, ...] = ()
    """How the business, or the line to it, differs from the usual."""
    unreached: int = 0
    """Attempts that never reached the provider."""

    @property
    def passed(self) -> bool:
        return bool(self.checks) and all(check.passed for check in self.checks)


class Chapter(Value, frozen=True):
    title: str
    says: str
    steps: tuple[Step, ...]

    @property
    def passed(self) -> bool:
        return bool(self.steps) and all(step.passed for step in self.steps)


class Certificate(Value, frozen=True):
    provider: str
    """As its vendor spells it."""
    facts: tuple[tuple[str, str], ...]
    """What was certified, against what, and how it was set up."""
    chapters: tuple[Chapter, ...]
    left_out: tuple[str, ...] = ()
    """What the till does not do, or cannot be shown here, and why."""

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for chapter in self.chapters for step in chapter.steps)

    @property
    def passed(self) -> bool:
        return bool(self.chapters) and all(chapter.passed for chapter in self.chapters)
