"""A certificate as a Markdown document that can be handed to the provider's vendor."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus

from pos_app.certification.masking import Masks, Rules, readable
from pos_app.certification.results import Certificate, Chapter, Check, Exchanged, Step

READING = """\
Each step says what is certified and shows the requests as the till sent them and the answers as it
got them. Its verdict is computed: what the till made of the answers, and what the provider's books
say afterwards, are compared with what the contract asks for; a step passes only if every line of
its table agrees. Calls that a step needs but is not about are named in its sequence and shown in
full in an earlier chapter. `§` numbers are sections of the integrator's contract file.

Telephone numbers, addresses, card numbers, names, codes, tokens, verifiers, challenges, keys and
the terminal's id are masked: `••••` stands for characters, `‹…›` for a whole value. Ids that the
provider itself gave out (`user_id`, `redemption_ref`, ids of basket items) and the ids of checks
are in clear, so that a call can be found again."""


def written(certificate: Certificate, rules: Rules) -> str:
    exchanged = [one for step in certificate.steps for one in step.exchanged]
    masks = Masks(rules, exchanged)
    lines: list[str] = [*_head(certificate), *_summary(certificate)]
    lines += ["## How to read this", "", READING, ""]
    for number, chapter in enumerate(certificate.chapters, 1):
        lines += _chapter(number, chapter, masks)
    lines += ["## Not part of this log", ""]
    lines += [f"- {reason}" for reason in certificate.left_out]
    return "\n".join([*lines, ""])


def _head(certificate: Certificate) -> Iterator[str]:
    passed = sum(step.passed for step in certificate.steps)
    yield f"# {certificate.provider}: certification log of a point of sale"
    yield ""
    yield f"**{_verdict(passed=certificate.passed)}** – {passed} of {len(certificate.steps)} steps."
    yield ""
    yield from _table(("", ""), certificate.facts)


def _summary(certificate: Certificate) -> Iterator[str]:
    yield "## Summary"
    yield ""
    rows = []
    for number, chapter in enumerate(certificate.chapters, 1):
        title = f"{number}. {chapter.title}"
        passed = sum(step.passed for step in chapter.steps)
        verdict = _verdict(passed=chapter.passed)
        rows.append((title, str(len(chapter.steps)), str(passed), verdict))
    yield from _table(("Chapter", "Steps", "Passed", "Verdict"), rows)
    failed = [step for step in certificate.steps if not step.passed]
    if failed:
        yield "Failed:"
        yield ""
        yield from (f"- {step.number} {step.title}" for step in failed)
        yield ""


def _chapter(number: int, chapter: Chapter, masks: Masks) -> Iterator[str]:
    yield f"## {number}. {chapter.title}"
    yield ""
    yield chapter.says
    yield ""
    for step in chapter.steps:
        yield from _step(step, masks)


def _step(step: Step, masks: Masks) -> Iterator[str]:
    yield f"### {step.number} {step.title}"
    yield ""
    yield f"§ {step.section} · **{_verdict(passed=step.passed)}**"
    yield ""
    if step.unreached:
        yield f"Attempts that reached nobody: {step.unreached}."
        yield ""
    if step.exchanged != step.shown or len(step.exchanged) > 1:
        yield f"Sequence: {_sequence(step)}."
        yield ""
    for one in step.shown:
        yield from _exchange(one, masks)
    rows = [_row(check, masks) for check in step.checks]
    yield from _table(("Checked", "Expected", "Found", ""), rows)


def _sequence(step: Step) -> str:
    return " → ".join(f"{one.call} {one.status or 'no answer'}" for one in step.exchanged)


def _row(check: Check, masks: Masks) -> tuple[str, ...]:
    found, expected = masks.text(check.found), masks.text(check.expected)
    return (masks.text(check.what), expected, found, "✓" if check.passed else "✗ FAILED")


def _exchange(one: Exchanged, masks: Masks) -> Iterator[str]:
    yield "```http"
    yield f"{one.method} {masks.target(one)}"
    yield from (f"{name}: {value}" for name, value in masks.headers(one))
    yield from _body(one.body, masks)
    yield "```"
    yield "```http"
    if one.status is None:
        yield "(no answer: the connection was cut)"
    else:
        yield _status(one.status)
        yield from _body(one.answer or b"", masks)
    yield "```"
    yield ""


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _body(body: bytes, masks: Masks) -> Iterator[str]:
    if body.strip():
        yield ""
        document = masks.body(body)
        yield document if isinstance(document, str) and body[:1] != b'"' else readable(document)


def _verdict(*, passed: bool) -> str:
    return "passed" if passed else "FAILED"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _cells(head)
    yield "|" + " --- |" * len(head)
    yield from (_cells(row) for row in rows)
    yield ""


def _cells(row: tuple[str, ...]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in row)
    return "| " + " | ".join(escaped) + " |"
