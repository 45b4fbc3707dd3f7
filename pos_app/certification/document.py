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
full in another step. `§` numbers are sections of the integrator's contract file. Steps begin on a
business of their own with the same invented guests whenever `external_uid` changes its owner; what
is set up otherwise than usual is told with the step.

Telephone numbers, addresses, card numbers, names, codes, tokens, verifiers, challenges, keys and
the terminal's id are masked: `••••` stands for characters, `‹…›` for a whole value. Ids that the
provider itself gave out (`user_id`, `redemption_ref`, ids of basket items) and the ids of checks
are in clear, so that a call can be found again."""


SIGNING = (("Integrator", "", "", ""), ("Provider", "", "", ""))
LONG = 6
"""Lines of an answer from which on it is shown once."""


def written(certificate: Certificate, rules: Rules) -> str:
    exchanged = [one for step in certificate.steps for one in step.exchanged]
    pages = Pages(Masks(rules, exchanged))
    lines: list[str] = [*_head(certificate), *_summary(certificate)]
    lines += ["## How to read this", "", READING, "", *pages.calls(certificate)]
    for number, chapter in enumerate(certificate.chapters, 1):
        lines += pages.chapter(number, chapter)
    lines += ["## Not part of this log", ""]
    lines += [f"- {reason}" for reason in certificate.left_out]
    lines += ["", "## Sign-off", "", *_table(("", "Name", "Date", "Signature"), SIGNING)]
    return "\n".join(lines)


def _head(certificate: Certificate) -> Iterator[str]:
    passed = sum(step.passed for step in certificate.steps)
    yield f"# {certificate.provider}: certification log of a point of sale"
    yield ""
    verdict = _verdict(passed=certificate.passed)
    yield f"Result: **{verdict}**, {passed} of {len(certificate.steps)} steps."
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


class Pages:
    """The chapters. A long answer that was shown before is named by the step that shows it."""

    def __init__(self, masks: Masks) -> None:
        self._masks = masks
        self._shown_in: dict[str, str] = {}

    def calls(self, certificate: Certificate) -> Iterator[str]:
        """Under which names they stand in the sequences, and how often each was sent."""
        found: dict[str, list[Exchanged]] = {}
        for step in certificate.steps:
            for one in step.exchanged:
                found.setdefault(one.call, []).append(one)
        yield "Calls by the names that they have in the sequences:"
        yield ""
        rows = [
            (name, f"`{sent[0].method} {self._masks.text(sent[0].path)}`", str(len(sent)))
            for name, sent in found.items()
        ]
        yield from _table(("Call", "First sent as", "Requests"), rows)

    def chapter(self, number: int, chapter: Chapter) -> Iterator[str]:
        yield f"## {number}. {chapter.title}"
        yield ""
        yield chapter.says
        yield ""
        for step in chapter.steps:
            yield from self._step(step)

    def _step(self, step: Step) -> Iterator[str]:
        yield f"### {step.number} {step.title}"
        yield ""
        yield f"§ {step.section} · **{_verdict(passed=step.passed)}**"
        yield ""
        if step.set_up:
            yield f"Set-up: {'; '.join(step.set_up)}."
            yield ""
        if step.unreached:
            yield f"Attempts that reached nobody: {step.unreached}."
            yield ""
        if step.exchanged != step.shown or len(step.exchanged) > 1:
            yield f"Sequence: {_sequence(step)}."
            yield ""
        for one in step.shown:
            yield from self._request(one)
            yield from self._answer(one, step.number)
        yield from _table(("Checked", "Expected", "Found", ""), map(self._row, step.checks))

    def _row(self, check: Check) -> tuple[str, ...]:
        texts = (self._masks.text(text) for text in (check.what, check.expected, check.found))
        return (*texts, "✓" if check.passed else "✗ FAILED")

    def _request(self, one: Exchanged) -> Iterator[str]:
        yield "```http"
        yield f"{one.method} {self._masks.target(one)}"
        yield from (f"{name}: {value}" for name, value in self._masks.headers(one))
        if one.body.strip():
            yield ""
            yield readable(self._masks.body(one.body))
        yield "```"

    def _answer(self, one: Exchanged, number: str) -> Iterator[str]:
        yield "```http"
        if one.status is None:
            yield "(no answer)"
        else:
            yield _status(one.status)
            yield from self._answered(one.answer or b"", number)
        yield "```"
        yield ""

    def _answered(self, body: bytes, number: str) -> Iterator[str]:
        if not body.strip():
            return
        yield ""
        text = readable(self._masks.body(body))
        if text.count("\n") < LONG or text not in self._shown_in:
            self._shown_in.setdefault(text, number)
            yield text
        else:
            earlier = self._shown_in[text]
            yield "(the same as above)" if earlier == number else f"(the same as in {earlier})"


def _sequence(step: Step) -> str:
    return " → ".join(f"{one.call} {one.status or 'no answer'}" for one in step.exchanged)


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


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
