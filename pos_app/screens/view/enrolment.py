"""Setting up a customer's authenticator: what is known, what is shown to whom, what comes next."""

from msgspec.structs import replace

from pos_app.checkout.state import Field, TillState
from pos_app.core.challenge import Channel
from pos_app.core.enrolment.states import (
    Enrolled,
    Listed,
    NoCustomer,
    Planting,
    Proving,
    Reading,
    Searching,
    Seed,
    Showing,
    Standing,
    State,
    Unread,
)
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.value import Value
from pos_app.screens import counts, texts
from pos_app.screens.keys import Command
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import problem_at
from pos_app.screens.view.elements import Button, Kind, Notice, Tone
from pos_app.screens.view.panel import placeholder
from pos_app.screens.view.wording import kind_name, minutes, short


class CodeBoxes(Value, frozen=True):
    digits: int
    status: str
    busy: bool
    entry: tuple[int, int]
    """Which code is asked for: a new one starts with empty boxes."""


class EnrolmentView(Value, frozen=True):
    phase: str
    """Where it changes, the cashier's hands are wanted elsewhere."""
    title: str
    step: int
    """Of the four that are told."""
    customer: str = ""
    ways: str = ""
    finding: str = ""
    """What the customer is found by, while one is wanted."""
    naming: bool = False
    """Whoever sets it up types their name."""
    seed: Seed | None = None
    caption: str = ""
    """Below the seed."""
    boxes: CodeBoxes | None = None
    notice: Notice | None = None
    problem: str = ""
    """At the field that is shown."""
    second_step: str = ""
    actions: tuple[Button, ...] = ()


def derive_enrolment(state: TillState, now: float) -> EnrolmentView:
    second = translate("Enrol", "2. Check who they are, and type your name.")
    if state.staff is not None:
        second = translate("Staff", "2. Check who they are: your name is kept with it.")
    return replace(_derive(state, now), second_step=second)


def _derive(state: TillState, now: float) -> EnrolmentView:
    match state.enrolment:
        case None | NoCustomer():
            return _no_customer(state)
        case Searching() as searching:
            who = f"{kind_name(searching.key.kind)} {searching.key.masked}"
            return EnrolmentView("searching", _looking(), 1, who, actions=(_waiting(_looking()),))
        case Reading(customer):
            return EnrolmentView("reading", _looking(), 2, _who(customer), actions=_reading())
        case Unread(customer, refusal):
            return _unread(customer, refusal)
        case Listed() as listed:
            return _listed(state, listed)
        case Planting(listed):
            return _planting(listed)
        case Showing() as showing:
            return _showing(showing, now, checking=False)
        case Proving(showing):
            return _showing(showing, now, checking=True)
        case Enrolled(customer):
            return _enrolled(customer)


def is_showing(state: State | None) -> bool:
    """Something was made that is given up by going back."""
    return isinstance(state, Planting | Showing | Proving)


def _no_customer(state: TillState) -> EnrolmentView:
    refusal = state.enrolment.refusal if isinstance(state.enrolment, NoCustomer) else None
    text = translate("Enrol", "Find the customer")
    return EnrolmentView(
        phase="customer",
        title=translate("Enrol", "For whom is the authenticator?"),
        step=1,
        finding=placeholder(state),
        notice=_notice(refusal),
        problem=problem_at(state, Field.CUSTOMER),
        actions=(Button("enrolFindButton", text, Command.ENROL_FIND, "F6", Kind.PRIMARY),),
    )


def _unread(customer: Customer, refusal: Refusal) -> EnrolmentView:
    again = translate("Actions", "Ask again")
    return EnrolmentView(
        phase="unread",
        title=translate("Enrol", "It is not known what the customer has"),
        step=2,
        customer=_who(customer),
        notice=_notice(refusal),
        actions=(
            _other(),
            Button("enrolAskAgainButton", again, Command.ENROL_ASK_AGAIN, "F6", Kind.PRIMARY),
        ),
    )


def _listed(state: TillState, listed: Listed) -> EnrolmentView:
    begin = translate("Enrol", "Show the QR code")
    if listed.notice is not None:
        begin = translate("Enrol", "Show a new QR code")
    unwritten = problem_at(state, Field.SALE)
    return EnrolmentView(
        phase="listed",
        title=translate("Enrol", "Set up an authenticator?"),
        step=2,
        customer=_who(listed.customer),
        ways=_ways(listed.ways),
        naming=state.staff is None,
        notice=Notice(unwritten, Tone.BAD) if unwritten else _notice(listed.notice),
        problem=problem_at(state, Field.SUPERVISOR),
        actions=(
            _other(),
            Button("enrolBeginButton", begin, Command.ENROL_BEGIN, "F6", Kind.PRIMARY),
        ),
    )


def _planting(listed: Listed) -> EnrolmentView:
    return EnrolmentView(
        phase="planting",
        title=translate("Enrol", "The QR code is being made…"),
        step=3,
        customer=_who(listed.customer),
        ways=_ways(listed.ways),
        actions=(_stop(), _waiting(translate("Actions", "Waiting…"))),
    )


def _showing(showing: Showing, now: float, *, checking: bool) -> EnrolmentView:
    """At the end of its time the seed is gone, even while a code is checked."""
    title = translate("Enrol", "Ask the customer for the first code")
    check = Button(
        "enrolCodeButton",
        translate("Actions", "Check the code"),
        Command.ENROL_CODE,
        "Enter",
        Kind.PRIMARY,
    )
    if checking:
        title = translate("Code", "Checking the code…")
        check = _waiting(translate("Actions", "Checking the code…"))
    return EnrolmentView(
        phase=f"showing {showing.turn}",
        title=title,
        step=4,
        customer=_who(showing.listed.customer),
        seed=None if showing.is_over(now) else showing.planted.seed,
        caption=_caption(showing, now),
        boxes=CodeBoxes(
            digits=showing.planted.digits,
            status=_status(showing),
            busy=checking,
            entry=(showing.turn, showing.entries),
        ),
        notice=None if checking else _notice(showing.notice),
        actions=(_stop(), check),
    )


def _caption(showing: Showing, now: float) -> str:
    left = minutes(showing.ends_at - now)
    return translate(
        "Enrol", "Turn the screen to the customer: only they may scan it. It vanishes in {time}."
    ).format(time=left)


def _status(showing: Showing) -> str:
    left = showing.tries_left
    return "" if left is None else counts.tries_left(left)


def _enrolled(customer: Customer) -> EnrolmentView:
    text = translate("Enrol", "From now on the customer's app can give the codes at the till.")
    done = translate("Enrol", "Back to the sale")
    return EnrolmentView(
        phase="enrolled",
        title=translate("Enrol", "The authenticator is verified"),
        step=0,
        customer=_who(customer),
        notice=Notice(text, Tone.GOOD),
        actions=(_other(), Button("enrolDoneButton", done, Command.BACK, "F6", Kind.PRIMARY)),
    )


def _notice(refusal: Refusal | None) -> Notice | None:
    if refusal is None:
        return None
    tone = Tone.CAUTION if refusal.code in _NO_FAULT else Tone.BAD
    return Notice(texts.refusal(refusal), tone, code=texts.support_code(refusal))


_NO_FAULT = {"CODE_UNCONFIRMED", "ENROLMENT_TIMED_OUT", "ENROLMENT_SILENT", "NOT_SENT"}
"""Nobody has said no."""


def _who(customer: Customer) -> str:
    name = short(remote(customer.name), 40) or translate("Customer", "Customer")
    return f"{name} · {kind_name(customer.key.kind)} {customer.key.masked}"


def _ways(ways: tuple[Standing, ...]) -> str:
    if not ways:
        return translate("Enrol", "The customer has no phone and no authenticator yet.")
    has = translate("Enrol", "Now the customer can confirm by:")
    return "\n".join((has, *(f"• {_way(standing)}" for standing in ways)))


def _way(standing: Standing) -> str:
    if standing.channel is Channel.PUSH:
        name = translate("Enrol", "approval on their phone")
    elif standing.channel is Channel.SMS:
        name = translate("Enrol", "code by SMS")
    else:
        name = translate("Enrol", "authenticator app")
    if standing.usable:
        return name
    return translate("Enrol", "{way}: begun, not verified").format(way=name)


def _looking() -> str:
    return translate("Enrol", "Looking it up…")


def _reading() -> tuple[Button, ...]:
    return (_other(), _waiting(_looking()))


def _waiting(text: str) -> Button:
    return Button("waitingButton", text, Command.NOTHING, "", Kind.PRIMARY, enabled=False)


def _other() -> Button:
    text = translate("Actions", "Other customer")
    return Button("enrolOtherButton", text, Command.ENROL_OTHER, "F3")


def _stop() -> Button:
    """Goes one step back."""
    text = translate("Enrol", "Stop and delete it")
    return Button("enrolStopButton", text, Command.BACK, "Esc")
