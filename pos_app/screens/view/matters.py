"""What waits for a supervisor: the list, and all that there is to say about one of it."""

from pos_app.checkout.state import Field, LostRecords, Matter, OpenMatter, TillState
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.value import Value
from pos_app.screens import counts, texts
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import problem_at
from pos_app.screens.view.decisions import confirmation, decision_buttons, question
from pos_app.screens.view.elements import Button
from pos_app.screens.view.matter_words import compare_text, known_text, title_of
from pos_app.screens.view.wording import short


class MatterRow(Value, frozen=True):
    matter_id: str
    title: str
    detail: str
    worth: str

    @property
    def row_id(self) -> str:
        return self.matter_id

    @property
    def cells(self) -> tuple[str, ...]:
        return f"{self.title}\n{self.detail}", self.worth


class MatterDetail(Value, frozen=True):
    title: str
    known: str
    tried: str
    compare: str
    question: str
    """Asked before what somebody could lose by."""
    actions: tuple[Button, ...]
    name_problem: str
    reason_problem: str


def derive_matters(state: TillState, money: MoneyText) -> tuple[MatterRow, ...]:
    return tuple(_row(matter, money) for matter in state.matters)


def _row(matter: Matter, money: MoneyText) -> MatterRow:
    parts, worth = [], ""
    if isinstance(matter, OpenMatter):
        parts.append(translate("Receipt", "Sale {number}").format(number=matter.number))
        worth = money.plain(matter.amount) if matter.amount else ""
    if matter.since:
        since = translate("Matters", "since {time}")
        parts.append(since.format(time=money.day_and_clock(matter.since)))
    return MatterRow(matter.id, title_of(matter), " · ".join(parts), worth)


def derive_matter(
    state: TillState, matter: Matter, money: MoneyText, armed: Decision | None
) -> MatterDetail:
    """``armed``: this was chosen once and waits for its confirmation."""
    provider = remote(state.identity.provider)
    return MatterDetail(
        title=title_of(matter),
        known=known_text(matter, provider, money),
        tried=_tried(matter, money),
        compare=compare_text(matter, provider, money),
        question=question(armed, matter, provider) if armed else "",
        actions=confirmation(armed) if armed else decision_buttons(matter),
        name_problem=problem_at(state, Field.SUPERVISOR),
        reason_problem=problem_at(state, Field.REASON),
    )


def _tried(matter: Matter, money: MoneyText) -> str:
    if isinstance(matter, LostRecords):
        return translate(
            "Matters", "What could be read was taken over. The old file is kept: {file}"
        ).format(file=remote(matter.file))
    if not isinstance(matter, OpenMatter):
        return ""
    attempts = counts.attempts(matter.attempts)
    if matter.since:
        attempts = translate("Matters", "{attempts} until {time}").format(
            attempts=attempts, time=money.day_and_clock(matter.since)
        )
    told = None if matter.too_old else matter.refusal
    return f"{attempts}.\n{_last_answer(told)}"


def _last_answer(refusal: Refusal | None) -> str:
    if refusal is None:
        return translate("Matters", "No answer told what happened.")
    words = short(remote(refusal.text), 80)
    answer = f"{texts.support_code(refusal)} “{words}”" if words else texts.support_code(refusal)
    return translate("Matters", "Last answer: {answer}").format(answer=answer)
