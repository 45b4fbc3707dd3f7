"""What a supervisor reads about a case, and what is offered."""

import pytest
from msgspec.structs import replace

from pos_app.checkout.state import Field, OpenMatter, Problem, TillState
from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.order import Post
from pos_app.core.redemption.states import Parked
from pos_app.core.submission import Phase, Step, Submission
from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.day import derive_detail, status_of
from pos_app.screens.view.decisions import ASKED_TWICE, DECISIONS
from pos_app.screens.view.elements import Kind
from pos_app.screens.view.header import derive_open_matters
from pos_app.screens.view.matters import MatterDetail, derive_matter, derive_matters
from pos_app.screens.view.panel import derive_panel
from pos_app.screens.view.receipt import derive_receipt
from pos_app.screens.view.redeeming import MessagePanel
from tests.screens.examples import INTENT, KEY, MATTERS, NOW, STATES, paid, sale, till

MONEY = MoneyText("pt_BR")
BY_STEP = {matter.step: matter for matter in MATTERS if isinstance(matter, OpenMatter)}
pytestmark = pytest.mark.usefixtures("english")


def detail(
    matter: object, armed: Decision | None = None, state: TillState = STATES["matters"]
) -> MatterDetail:
    return derive_matter(state, matter, MONEY, armed)  # type: ignore[arg-type]


def test_the_list_names_each_case_its_sale_and_since_when() -> None:
    rows = derive_matters(STATES["matters"], MONEY)
    assert len({row.title for row in rows}) == len(MATTERS)
    assert rows[0].title == "Was it redeemed?"
    assert rows[0].detail.startswith("Sale L01C03-000042 · since 02/06/2025 ")
    assert rows[0].worth == "20,00"
    assert rows[-1].worth == ""


def test_what_is_worth_nothing_names_no_amount() -> None:
    gift = replace(BY_STEP[Step.COMMIT], amount=Money(0), title="Caneca")
    assert derive_matters(till(matters=(gift,)), MONEY)[0].worth == ""
    assert detail(gift).known.startswith("Caneca · Sale L01C03-000042, ")


def test_a_redemption_in_doubt_tells_what_is_known_and_what_to_compare() -> None:
    view = detail(BY_STEP[Step.COMMIT])
    assert "Cashback do mês do cliente, R$\xa020,00" in view.known
    assert "cannot tell whether BonifiQ took it. The sale waits for it." in view.known
    assert view.tried.startswith("5 attempts until 02/06/2025 ")
    assert "REWARD_UNUSABLE “Esta recompensa não pode ser usada agora.”" in view.tried
    assert "look for reference 8F2K-19QX" in view.compare
    assert KEY.masked in view.compare
    assert KEY.value not in repr(view)


def test_a_sale_that_went_on_is_told_from_one_that_waits() -> None:
    left = replace(BY_STEP[Step.COMMIT], holds_sale=False)
    assert "The sale went on without it." in detail(left).known


def test_the_providers_own_number_helps_to_find_what_is_not_given_back() -> None:
    view = detail(BY_STEP[Step.REVERSE])
    assert "number 88121" in view.compare
    assert "must go back" in view.known


@pytest.mark.parametrize("step", [Step.REGISTER, Step.CANCEL, Step.REFUND])
def test_an_order_is_looked_for_by_its_number(step: Step) -> None:
    assert "open order L01C03-000042-8f2k19" in detail(BY_STEP[step]).compare


def test_what_was_refused_is_told_from_what_is_in_doubt() -> None:
    assert "BonifiQ did not accept it." in detail(BY_STEP[Step.REGISTER]).known
    assert "not certain that BonifiQ has it" in detail(BY_STEP[Step.REFUND]).known


def test_without_any_answer_that_is_said() -> None:
    assert "No answer told what happened." in detail(BY_STEP[Step.HOLD]).tried
    once = replace(BY_STEP[Step.HOLD], attempts=1, since="")
    assert detail(once).tried.startswith("1 attempt.")


def test_what_others_wrote_cannot_break_a_sentence() -> None:
    odd = replace(
        BY_STEP[Step.REVERSE],
        at_provider="{x}",
        title="{0}",
        reference="{provider}",
        refusal=Refusal("{}", "{words}\n{0}"),
    )
    view = detail(odd)
    assert "number {x}" in view.compare
    assert "“{words} {0}”" in view.tried
    assert "{0}" in view.known


@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.id)
def test_every_offered_decision_is_a_button_with_a_key_of_its_own(matter: object) -> None:
    buttons = detail(matter).actions
    offered = matter.decisions  # type: ignore[attr-defined]
    assert {DECISIONS[button.command] for button in buttons} == set(offered)
    assert len({button.key for button in buttons}) == len(buttons)
    primary = [button.key for button in buttons if button.kind is Kind.PRIMARY]
    assert primary == (["F6"] if Decision.ASK_AGAIN in offered else [])


@pytest.mark.parametrize("decision", sorted(ASKED_TWICE))
def test_what_somebody_could_lose_by_is_asked_twice(decision: Decision) -> None:
    for matter in BY_STEP.values():
        view = detail(matter, decision)
        assert view.question.endswith("?")
        assert [button.key for button in view.actions] == ["Esc", "F6"]
        assert DECISIONS[view.actions[1].command] is decision
        assert detail(matter).question == ""


def test_a_problem_is_shown_at_its_field() -> None:
    named = till(matters=MATTERS, problem=Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED")))
    assert detail(MATTERS[0], state=named).name_problem.startswith("Type your name")
    assert detail(MATTERS[0], state=named).reason_problem == ""
    assert detail(MATTERS[0], state=STATES["matter_problems"]).reason_problem.startswith("Type the")


@pytest.mark.parametrize("name", ["parked_for_person", "cannot_give_back"])
def test_a_sale_that_waits_for_a_supervisor_names_the_way_to_the_list(name: str) -> None:
    panel = derive_panel(STATES[name], NOW, MONEY, searching=False)
    assert isinstance(panel, MessagePanel)
    assert "F10" in panel.text


def test_what_was_made_good_otherwise_is_told_on_the_sale() -> None:
    panel = derive_panel(STATES["written_off"], NOW, MONEY, searching=False)
    assert "made the reward good" in repr(panel)


# --- the same cases elsewhere on the screen ------------------------------------------------------


def aside(step: Step, **fields: object) -> Post:
    return Post(Submission(step, "k", phase=Phase.PARKED, doubtful=True), **fields)  # type: ignore[arg-type]


REFUSED = Post(Submission(Step.CANCEL, "k"), refusal=Refusal("NO"))
OUT = replace(REFUSED, decision=Decision.LEFT_OUT)


def test_what_waits_for_a_person_is_not_counted_twice_in_the_banner() -> None:
    parked = Parked(INTENT, Submission(Step.COMMIT, "k", phase=Phase.PARKED), leaving=True)
    state = till(matters=MATTERS[:1], owed=(sale(id="o", redemption=parked),))
    assert derive_open_matters(state) == "1 case for a supervisor (F10)"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"registration": aside(Step.REGISTER)}, "for a supervisor"),
        ({"cancellation": aside(Step.CANCEL)}, "for a supervisor"),
        ({"cancellation": REFUSED}, "for a supervisor"),
        ({"cancellation": OUT}, "paid"),
        ({"cancellation": Post(Submission(Step.CANCEL, "k"))}, "being cancelled"),
    ],
)
def test_the_day_tells_what_waits_for_a_person(fields: dict[str, Post], status: str) -> None:
    assert status_of(replace(paid(), **fields)) == status


@pytest.mark.parametrize("post", [REFUSED, OUT], ids=["refused", "left_out"])
def test_a_cancellation_that_came_to_nothing_can_be_asked_for_again(post: Post) -> None:
    view = derive_detail(paid(cancellation=post), {}, MONEY, armed=False)
    assert [button.name for button in view.actions] == ["cancelSaleButton", "returnButton"]


def test_a_cancellation_in_doubt_names_the_way_to_the_list() -> None:
    view = derive_detail(paid(cancellation=aside(Step.CANCEL)), {}, MONEY, armed=False)
    assert view.actions == ()
    assert view.hint.endswith("F10.")


def test_the_receipt_does_not_promise_points_that_wait_for_a_person() -> None:
    waiting = paid(registration=aside(Step.REGISTER))
    view = derive_receipt(STATES["receipt"], waiting, MONEY)
    assert view.notice is not None
    assert "supervisor must look" in view.notice.text
    assert "Points follow later" not in view.text


def test_the_receipt_of_a_purchase_left_out_says_so() -> None:
    out = aside(Step.REGISTER, refusal=Refusal("NO"), decision=Decision.LEFT_OUT)
    view = derive_receipt(STATES["receipt"], paid(registration=out), MONEY)
    assert view.notice is not None
    assert "left this purchase out" in view.notice.text


@pytest.mark.parametrize(("sent", "doubt"), [(True, True), (False, False)])
def test_what_waited_too_long_says_so_and_what_to_do(*, sent: bool, doubt: bool) -> None:
    old = replace(BY_STEP[Step.RECORD], sent=sent)
    view = detail(old)
    assert view.title == "Check not recorded"
    assert "waited longer than BonifiQ takes it" in view.known
    assert ("not certain" in view.known) is doubt
    assert "enter R$\xa020,00 by hand" in view.compare
    assert "TOO_OLD" not in view.tried
    names = [button.name for button in view.actions]
    assert "doneByHandButton" in names
    assert "askProviderButton" not in names
