"""Verdicts are computed and come first; what failed is named at the top."""

from pos_app.certification.document import written
from pos_app.certification.masking import Rules
from pos_app.certification.results import Certificate, Chapter, Check, Exchanged, Step
from pos_app.certification.steps import Case, NotReachedError, Wire
from pos_app.sandbox.transcript import Transcript

RULES = Rules(members={}, headers={"user-agent": lambda *_: None})
CALL = Exchanged("meta", "GET", "/meta", "", (("user-agent", "T/1"),), b"", 200, b'{"a": 1}')
LOST = Exchanged("commit", "POST", "/commit", "", (), b'{"b": 2}', None, None)
GOOD, BAD = Check("offer|loyalty", "1", "1"), Check("points", "1", "2")


def step(*checks: Check, shown: tuple[Exchanged, ...] = ()) -> Step:
    return Step("1.1", "A step", "5.1", shown, shown, checks)


def document(*steps: Step) -> str:
    return written(
        Certificate("Vendor", (("Till", "1"),), (Chapter("First", "Says.", steps),)), RULES
    )


def test_a_step_passes_only_if_all_of_it_agrees() -> None:
    assert step(GOOD, GOOD).passed
    assert not step(GOOD, BAD).passed
    assert not step().passed


def test_what_failed_is_named_before_everything_else() -> None:
    text = document(step(GOOD), step(GOOD, BAD))
    assert text.index("Result: **FAILED**, 1 of 2 steps.") < text.index("- 1.1 A step")
    assert text.index("- 1.1 A step") < text.index("## How to read this")
    assert "| points | 1 | 2 | ✗ FAILED |" in text


def test_a_table_stays_a_table() -> None:
    assert "| offer\\|loyalty | 1 | 1 | ✓ |" in document(step(GOOD))


def test_requests_and_answers_are_shown_as_they_went() -> None:
    text = document(step(GOOD, shown=(CALL, LOST)))
    assert 'GET /meta\nUser-Agent: T/1\n```\n```http\n200 OK\n\n{"a": 1}\n```' in text
    assert '{"b": 2}\n```\n```http\n(no answer)\n```' in text
    assert "Sequence: meta 200 → commit no answer." in text


def raising(error: Exception) -> None:
    raise error


def test_whatever_breaks_a_step_fails_it_and_nothing_of_it_is_told() -> None:
    case, wire = Case(3), Wire(Transcript())
    with case.step(wire, "breaks", "1"):
        raising(ValueError("5005550142"))
    with case.step(wire, "waits", "1"):
        raising(NotReachedError("an answer"))
    with case.step(wire, "holds", "1") as judge:
        judge.true("it does", found=True)
    broken, waited, held = case.steps
    assert [one.number for one in case.steps] == ["3.1", "3.2", "3.3"]
    assert broken.checks[-1].found == "no: ValueError"
    assert waited.checks[-1].found == "no: waited in vain for an answer"
    assert [one.passed for one in case.steps] == [False, False, True]
    assert held.checks == (Check("it does", "yes", "yes"),)


def test_attempts_that_nobody_received_are_counted() -> None:
    calls = Transcript()
    case, wire = Case(1), Wire(calls)
    with case.step(wire, "unreachable", "8") as judge:
        wire.called("meta", None, 0.0)
        cut = calls.record("meta", "GET", "/meta", "", b"")
        wire.called("meta", None, 0.0)
        answered = calls.record("meta", "GET", "/meta", "", b"")
        answered.status = 200
        wire.called("meta", 200, 0.0)
        judge.equal("not answered", cut.status, None)
    [played] = case.steps
    assert (played.unreached, len(played.exchanged)) == (1, 2)


def test_a_fault_is_told_with_the_step_that_it_spoils() -> None:
    case, wire = Case(1), Wire(Transcript(), ("visits",))
    wire.note("down", lasting=True)
    wire.note("lost")
    for _ in range(2):
        with case.step(wire, "any", "1"):
            pass
    wire.mended()
    with case.step(wire, "any", "1"):
        pass
    assert [one.set_up for one in case.steps] == [
        ("visits", "down", "lost"),
        ("visits", "down"),
        ("visits",),
    ]
