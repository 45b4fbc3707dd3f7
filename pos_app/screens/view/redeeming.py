"""The panel from the moment a reward is confirmed until it is redeemed or settled."""

from pos_app.checkout.state import Field, TillState
from pos_app.core.loyalty import Refusal, RewardedProduct
from pos_app.core.redemption.refusals import TAKEN_BACK
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    ContactNeeded,
    Holding,
    Parked,
    Redeemed,
    Reversing,
    SendingCode,
    State,
    worth_of,
)
from pos_app.core.reference import reference
from pos_app.core.submission import Phase, Submission
from pos_app.core.value import Value
from pos_app.screens import texts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import problem_at
from pos_app.screens.view.code import CodePanel, derive_approval, derive_code
from pos_app.screens.view.elements import Button, Notice, Tone
from pos_app.screens.view.wording import title_of, upward_seconds


class MessagePanel(Value, frozen=True):
    tone: Tone
    title: str
    text: str
    small: str = ""
    buttons: tuple[Button, ...] = ()
    busy: bool = False
    """Something is on its way: shown by a turning ring."""
    done: bool = False
    """Shown by a large check mark."""
    notice: Notice | None = None


class ContactPanel(Value, frozen=True):
    title: str
    text: str
    placeholder: str
    problem: str


RedeemingPanel = MessagePanel | ContactPanel | CodePanel


def derive_redeeming(  # noqa: C901, PLR0911 - a table
    state: TillState, redemption: State, now: float, money: MoneyText
) -> RedeemingPanel:
    match redemption:
        case SendingCode():
            return _working(translate("Panel", "Sending the code…"), title_of(redemption.intent))
        case ConsentNeeded():
            return _consent(state, redemption, money)
        case ContactNeeded():
            return _contact(state, redemption)
        case CodeNotSent():
            return _not_sent(redemption)
        case AwaitingCode() | CheckingCode():
            return derive_code(state, redemption, now)
        case AwaitingApproval():
            return derive_approval(state, redemption, now, money)
        case Holding():
            return _carried(state, redemption, now)
        case Committing() | Reversing():
            return _carried(state, redemption, now)
        case Parked():
            return _parked(state, redemption)
        case Redeemed():
            return _redeemed(redemption, money)
        case _:
            return _working("", "")


def _working(title: str, text: str) -> MessagePanel:
    return MessagePanel(Tone.PLAIN, title, remote(text), busy=True)


def _consent(state: TillState, needed: ConsentNeeded, money: MoneyText) -> MessagePanel:
    reward = title_of(needed.intent)
    worth = worth_of(needed)
    if state.profile.consent_first:
        return MessagePanel(
            Tone.PLAIN,
            translate("Panel", "Does the customer pay with it?"),
            translate(
                "Panel",
                "Say: “{amount} from {title}. Shall I take it now?” It may be gone at once, without"
                " any code.",
            ).format(amount=money.full(worth), title=reward),
            f"{reward} · {money.taken_off(worth)}",
        )
    return MessagePanel(
        Tone.PLAIN,
        translate("Panel", "Does the customer agree?"),
        translate(
            "Panel",
            "Ask: “Do you agree to the privacy policy and the terms of {provider}, and shall we"
            " send you a code?” Nothing is sent before.",
        ).format(provider=remote(state.identity.provider)),
        f"{reward} · {money.taken_off(worth)}" if worth else reward,
    )


def _contact(state: TillState, needed: ContactNeeded) -> ContactPanel:
    if needed.phone and needed.email:
        wanted = translate("Panel", "Phone with area code, or e-mail")
    elif needed.phone:
        wanted = translate("Panel", "Phone with area code")
    else:
        wanted = translate("Panel", "E-mail")
    return ContactPanel(
        title=translate("Panel", "Where should the code go?"),
        text=translate(
            "Panel", "{provider} has no contact for this customer. Ask for it to send the code."
        ).format(provider=remote(state.identity.provider)),
        placeholder=wanted,
        problem=problem_at(state, Field.CONTACT),
    )


def _not_sent(failed: CodeNotSent) -> MessagePanel:
    return MessagePanel(
        Tone.CAUTION,
        translate("Panel", "No code is waiting"),
        texts.refusal(failed.refusal),
        texts.support_code(failed.refusal),
    )


def _carried(
    state: TillState, redemption: Holding | Committing | Reversing, now: float
) -> MessagePanel:
    submission = redemption.submission
    if submission.lands:
        return _landing(redemption, now)
    if is_unknown(submission):
        return _unknown(state, redemption, now)
    if submission.phase is Phase.RESTING:
        return _not_reached(state, redemption, now)
    if isinstance(redemption, Reversing):
        return _working(translate("Panel", "Giving the reward back…"), title_of(redemption.intent))
    if isinstance(redemption, Holding):
        return _working(translate("Panel", "Reserving…"), title_of(redemption.intent))
    return _working(translate("Panel", "Redeeming…"), title_of(redemption.intent))


def is_unknown(submission: Submission) -> bool:
    """An attempt has left and nobody knows what came of it; the first look is not yet doubt."""
    if submission.refusal is not None and not submission.doubtful:
        return submission.phase is Phase.RESTING
    first_look = submission.phase is Phase.LOOKING and submission.attempt == 1
    return submission.doubtful and not first_look


def _unknown(
    state: TillState, redemption: Holding | Committing | Reversing, now: float
) -> MessagePanel:
    provider = remote(state.identity.provider)
    title = translate("Panel", "{provider} has not answered yet").format(provider=provider)
    small = _attempts(redemption.submission, redemption.intent.key, now)
    if isinstance(redemption, Reversing):
        text = translate(
            "Panel",
            "The reward may not be back yet. It is safe: the till keeps asking with the same key"
            " until it is given back.",
        )
        if redemption.reason is not None and redemption.reason not in TAKEN_BACK:
            title = translate("Panel", "{provider} has not given the reward back yet").format(
                provider=provider
            )
            small = f"{small} · {texts.support_code(redemption.reason)}"
    else:
        text = translate(
            "Panel",
            "The redemption may already have happened. It is safe: the till keeps asking with the"
            " same key and cannot redeem twice.",
        )
    return MessagePanel(Tone.CAUTION, title, text, small, way_out())


def _landing(redemption: Holding | Committing | Reversing, now: float) -> MessagePanel:
    back = isinstance(redemption, Reversing)
    return MessagePanel(
        Tone.CAUTION,
        translate("Panel", "The reward goes back in a moment")
        if back
        else translate("Panel", "It was not redeemed, as far as can be told"),
        translate(
            "Panel",
            "An earlier request may still be on its way. The till waits until it cannot arrive any"
            " more, and then goes on by itself.",
        ),
        _attempts(redemption.submission, redemption.intent.key, now),
        way_out(),
    )


def _not_reached(
    state: TillState, redemption: Holding | Committing | Reversing, now: float
) -> MessagePanel:
    provider = remote(state.identity.provider)
    return MessagePanel(
        Tone.CAUTION,
        translate("Panel", "{provider} cannot be reached").format(provider=provider),
        translate("Panel", "Nothing was sent yet, and nothing is lost. The till tries again."),
        _attempts(redemption.submission, redemption.intent.key, now),
        way_out(),
    )


def _attempts(submission: Submission, key: str, now: float) -> str:
    parts = []
    if submission.attempt:
        parts.append(translate("Panel", "Attempt {number}").format(number=submission.attempt))
    if submission.in_flight:
        parts.append(translate("Panel", "asking now"))
    elif submission.due is not None:
        seconds = upward_seconds(submission.due - now)
        parts.append(translate("Panel", "next in {seconds} s").format(seconds=seconds))
    parts.append(translate("Panel", "reference {key}").format(key=reference(key)))
    return " · ".join(parts)


def way_out() -> tuple[Button, ...]:
    return (
        Button("parkButton", translate("Actions", "Park this sale"), Command.HOLD, "F7"),
        Button(
            "continueWithoutButton",
            translate("Actions", "Continue without the reward"),
            Command.CONTINUE_WITHOUT,
            "Esc",
        ),
    )


def _parked(state: TillState, parked: Parked) -> MessagePanel:
    refusal: Refusal | None = parked.submission.refusal
    key = translate("Panel", "Reference {key}").format(key=reference(parked.intent.key))
    code = texts.support_code(refusal)
    if parked.receipt is not None:
        text = translate(
            "Panel",
            "The reward was redeemed, and the till cannot give it back. A supervisor finds it with"
            " F10. Park the sale, or go on without the reward.",
        )
    else:
        text = translate(
            "Panel",
            "The till cannot tell whether {provider} took the reward, and will not guess."
            " A supervisor finds it with F10. Or park the sale and serve the next customer.",
        )
    return MessagePanel(
        Tone.CAUTION,
        translate("Panel", "A supervisor must look at this"),
        text.format(provider=remote(state.identity.provider)),
        " · ".join(part for part in (key, code) if part),
        way_out()[1:],
    )


def _redeemed(redeemed: Redeemed, money: MoneyText) -> MessagePanel:
    intent = redeemed.intent
    gift = isinstance(intent.benefit, RewardedProduct)
    worth = title_of(intent) if gift else money.full(worth_of(redeemed))
    note = redeemed.receipt.note
    return MessagePanel(
        Tone.GOOD,
        translate("Panel", "{worth} redeemed").format(worth=worth),
        "" if gift else title_of(intent),
        translate("Panel", "Reference {key}").format(key=reference(intent.key)),
        done=True,
        notice=Notice(texts.refusal(note), Tone.CAUTION, code=note.code) if note else None,
    )
