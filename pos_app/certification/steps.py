"""Playing one chapter: each step notes what went over the wire, and judges what came of it."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from pos_app.certification.results import Check, Exchanged, Step
from pos_app.sandbox.transcript import ReceivedCall, Transcript

BROKE_OFF = "the step was played to its end"


class NotReachedError(Exception):
    """The till did not come to where the step has it; the message says where that is."""


class Judge:
    """Collects the checks of one step."""

    def __init__(self) -> None:
        self.checks: list[Check] = []

    def equal(self, what: str, found: object, expected: object) -> None:
        self.checks.append(Check(what, _text(expected), _text(found)))

    def true(self, what: str, found: object) -> None:
        self.equal(what, bool(found), expected=True)


class Wire:
    """What has gone over the wire of one till so far."""

    def __init__(self, calls: Transcript, set_up: tuple[str, ...] = ()) -> None:
        """``set_up`` holds for all of its steps."""
        self._calls = calls
        self._set_up = set_up
        self._noted: list[str] = []
        self._lasting = ""
        self.unreached = 0

    def note(self, fault: str, *, lasting: bool = False) -> None:
        """What spoils the step that is being played or the next one, or all until it is mended."""
        if lasting:
            self._lasting = fault
        else:
            self._noted.append(fault)

    def mended(self) -> None:
        self._lasting = ""

    def noted(self) -> tuple[str, ...]:
        noted, self._noted = tuple(self._noted), []
        lasting = (self._lasting,) if self._lasting else ()
        return (*self._set_up, *lasting, *noted)

    def called(self, operation: str, status: int | None, seconds: float) -> None:
        """The client's own observer: tells of the attempts too that nobody received."""
        del operation, seconds
        if status is None:
            self.unreached += 1

    def so_far(self) -> tuple[int, int]:
        received = list(self._calls)
        lost = sum(call.status is None for call in received)
        return len(received), self.unreached - lost

    def since(self, before: tuple[int, int]) -> tuple[tuple[Exchanged, ...], int]:
        exchanged = tuple(_exchanged(call) for call in list(self._calls)[before[0] :])
        return exchanged, self.so_far()[1] - before[1]


class Case:
    """One chapter being played."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._opened = 0
        self.steps: list[Step] = []

    def next_till(self) -> int:
        """A number of its own for each till of the certification."""
        self._opened += 1
        return 100 * self._number + self._opened

    @contextmanager
    def step(
        self, wire: Wire, title: str, section: str, shows: Collection[str] | None = None
    ) -> Iterator[Judge]:
        """``shows`` names the calls that are shown in full; all of them unless told. Whatever
        breaks within is this step's failure and nobody else's."""
        judge, before = Judge(), wire.so_far()
        try:
            yield judge
        except NotReachedError as error:
            judge.equal(BROKE_OFF, f"no: waited in vain for {error}", "yes")
        except Exception as error:  # noqa: BLE001 - its message may quote what nobody may read
            judge.equal(BROKE_OFF, f"no: {type(error).__name__}", "yes")
        exchanged, unreached = wire.since(before)
        shown = tuple(one for one in exchanged if shows is None or one.call in shows)
        number = f"{self._number}.{len(self.steps) + 1}"
        checks = tuple(judge.checks)
        self.steps.append(
            Step(number, title, section, exchanged, shown, checks, wire.noted(), unreached)
        )


def refusal_of(attempt: Callable[[], object]) -> str:
    """The name of what the till itself raises before anything leaves."""
    try:
        attempt()
    except ValueError as error:
        return type(error).__name__
    return "nothing"


def _exchanged(call: ReceivedCall) -> Exchanged:
    return Exchanged(
        call=call.call,
        method=call.method,
        path=call.path,
        query=call.query,
        headers=tuple(call.headers.items()),
        body=call.body,
        status=call.status,
        answer=call.answer,
    )


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple() | list():
            return ", ".join(_text(one) for one in value) or "none"
        case None:
            return "nothing"
        case _:
            return str(value)
