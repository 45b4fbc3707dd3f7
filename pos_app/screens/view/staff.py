"""Who signs in, or agrees as a manager: the people to choose from, and what came of a PIN."""

from pos_app.checkout.staffing import Known, PinAsked, Staffing
from pos_app.checkout.state import TillState
from pos_app.core.loyalty import Refusal
from pos_app.core.staff import Role
from pos_app.core.value import Value
from pos_app.screens import counts, texts
from pos_app.screens.keys import Command
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.elements import Button, Kind, Notice, Tone
from pos_app.screens.view.wording import minutes, upward_seconds


class PersonRow(Value, frozen=True):
    row_id: str
    cells: tuple[str, ...]


class PinView(Value, frozen=True):
    rows: tuple[PersonRow, ...]
    first: str
    """Who is marked until somebody else is."""
    ask: str
    problem: str
    busy: bool
    """No digit is taken now."""
    turn: int
    """A new one starts with an empty field."""
    notice: Notice | None
    button: Button
    retries: bool
    """There is nothing to type: the button looks whether it is well now."""


def derive_sign_in(staff: Staffing, now: float, marked: str, *, keys_locked: bool) -> PinView:
    trouble = Refusal("KEYS_LOCKED") if keys_locked else staff.trouble
    text = translate("Staff", "Sign in")
    return _derive(staff, staff.people, staff.sign_in, now, marked, trouble, text)


def derive_approval(staff: Staffing, now: float, marked: str) -> PinView:
    managers = tuple(known for known in staff.people if known.role is Role.MANAGER)
    return _derive(
        staff, managers, staff.approval, now, marked, staff.trouble, translate("Staff", "Approve")
    )


def _derive(
    staff: Staffing,
    people: tuple[Known, ...],
    asked: PinAsked,
    now: float,
    marked: str,
    trouble: Refusal | None,
    does: str,
) -> PinView:
    names = [known.name for known in people]
    chosen = marked if marked in names else _first(staff, names)
    waits = asked.who == chosen and asked.until > now
    retries = trouble is not None and not asked.checking
    busy = asked.checking or waits or not names or retries
    if asked.checking:
        does = translate("Staff", "Checking the PIN…")
    elif retries:
        does = translate("Staff", "Look again")
    return PinView(
        rows=tuple(_row(known) for known in people),
        first=chosen,
        ask=translate("Staff", "PIN of {name}").format(name=remote(chosen)) if names else "",
        problem=_problem(asked, now) if asked.who == chosen else "",
        busy=busy,
        turn=asked.turn,
        notice=Notice(texts.refusal(trouble), Tone.BAD, code=trouble.code) if trouble else None,
        button=Button(
            "pinButton",
            does,
            Command.NOTHING,
            "Enter",
            Kind.PRIMARY,
            enabled=retries or not busy,
        ),
        retries=retries,
    )


def _first(staff: Staffing, names: list[str]) -> str:
    if staff.chosen in names:
        return staff.chosen
    return names[0] if names else ""


def _row(known: Known) -> PersonRow:
    if known.role is Role.MANAGER:
        role = translate("Staff", "Manager")
    else:
        role = translate("Staff", "Cashier")
    return PersonRow(known.name, (f"{remote(known.name)}\n{role}",))


def _problem(asked: PinAsked, now: float) -> str:
    if asked.refusal is None:
        return ""
    if asked.until > now:
        left = minutes(upward_seconds(asked.until - now))
        return translate("Staff", "Too many wrong PINs. {name} can try again in {time}.").format(
            name=remote(asked.who), time=left
        )
    if asked.until:
        return ""
    sentence = texts.refusal(asked.refusal)
    if asked.tries_left is None:
        return sentence
    return f"{sentence} ({counts.tries_left(asked.tries_left)})"


def next_look(state: TillState, now: float) -> float | None:
    """Seconds until a wait that is shown counts down."""
    staff = state.staff
    if staff is None:
        return None
    waits = (staff.sign_in.until > now, staff.approval.until > now)
    return 0.5 if any(waits) else None
