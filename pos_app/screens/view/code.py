"""The truth about the code: where it went, how long it lasts, how many tries are left."""

from pos_app.checkout.state import Field, TillState
from pos_app.core.challenge import Alphabet, Challenge, Channel
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    worth_of,
)
from pos_app.core.value import Value
from pos_app.screens import counts, texts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import problem_at
from pos_app.screens.view.elements import Button, Notice, Tone
from pos_app.screens.view.wording import minutes, sent_to, title_of, upward_seconds


class CodePanel(Value, frozen=True):
    title: str
    sent: str
    status: str
    shortest: int = 0
    longest: int = 0
    """No boxes when zero: the customer answers on a device of their own."""
    alphabet: Alphabet = Alphabet.DIGITS
    busy: bool = False
    over: bool = False
    notice: Notice | None = None
    resend: Button | None = None
    instead: Button | None = None
    """Another way to ask the customer."""
    on_the_phone: str = ""
    """What the customer should read there before agreeing."""
    entry: tuple[str, int] = ("", 0)
    """Which code is asked for: a new one starts with empty boxes."""


def derive_code(state: TillState, redemption: AwaitingCode | CheckingCode, now: float) -> CodePanel:
    challenge = redemption.challenge
    over = challenge.is_over(now)
    checking = isinstance(redemption, CheckingCode)
    title = translate("Code", "Ask the customer for the code")
    if checking:
        title = translate("Code", "Checking the code…")
    elif over:
        title = translate("Code", "The code has expired")
    policy, in_app = state.profile.code, challenge.channel is Channel.APP_CODE
    return CodePanel(
        title=title,
        sent=sent_to(challenge.channel, challenge.destination),
        status=_status(challenge, now),
        shortest=policy.shortest,
        longest=policy.longest,
        alphabet=state.profile.alphabet,
        busy=checking,
        over=over and not checking,
        notice=None if checking else _notice(state, redemption, over=over),
        resend=None if checking or over or in_app else resend_button(challenge, now),
        instead=_instead(challenge) if in_app and not (checking or over) else None,
        entry=(redemption.intent.key, redemption.tally.sends * 100 + redemption.tally.entries),
    )


def derive_approval(
    state: TillState, redemption: AwaitingApproval, now: float, money: MoneyText
) -> CodePanel:
    challenge, unseen = redemption.challenge, redemption.notice
    return CodePanel(
        title=translate("Code", "The customer confirms on their phone"),
        sent=sent_to(challenge.channel, challenge.destination),
        status=_status(challenge, now),
        busy=True,
        over=challenge.is_over(now),
        notice=None if unseen is None else Notice(texts.refusal(unseen), Tone.CAUTION),
        resend=resend_button(challenge, now),
        instead=_instead(challenge),
        on_the_phone=_on_the_phone(state, redemption, money),
    )


def _on_the_phone(state: TillState, redemption: AwaitingApproval, money: MoneyText) -> str:
    """Read out, so that nobody agrees to what somebody else asks for."""
    intent, worth = redemption.intent, worth_of(redemption)
    if state.profile.check_commits:
        return translate(
            "Code", "Their phone asks: pay {amount}? They tap to approve. Nothing is typed here."
        ).format(amount=money.full(worth))
    parts = [remote(state.identity.store), title_of(intent)]
    if worth:
        parts.append(money.full(worth))
    if intent.points:
        points = translate("Customer", "points")
        parts.append(f"{money.count(intent.points)} {points}")
    return translate("Code", "The phone shows: {what}").format(what=" · ".join(parts))


def _instead(challenge: Challenge) -> Button | None:
    """Nothing when no further code may be sent."""
    if challenge.resend_at is None:
        return None
    text = translate("Code", "Send a code instead")
    return Button("codeInsteadButton", text, Command.CODE_INSTEAD, "F11")


def _status(challenge: Challenge, now: float) -> str:
    parts = []
    if challenge.is_over(now):
        parts.append(translate("Code", "No longer valid"))
    elif challenge.expires_at is not None:
        left = minutes(challenge.expires_at - now)
        parts.append(translate("Code", "Valid for {time}").format(time=left))
    if challenge.tries_left is not None and challenge.channel is not Channel.PUSH:
        parts.append(counts.tries_left(challenge.tries_left))
    return " · ".join(parts)


def _notice(
    state: TillState, redemption: AwaitingCode | CheckingCode, *, over: bool
) -> Notice | None:
    if over and redemption.challenge.resend_at is None:
        return Notice(texts.refusal(Refusal("SENDS_USED_UP")), Tone.CAUTION)
    if over:
        text = translate("Code", "Nothing was taken. Send a new code, or go on without the reward.")
        return Notice(text, Tone.CAUTION)
    problem = problem_at(state, Field.CODE)
    if problem:
        return Notice(problem, Tone.BAD)
    refusal = redemption.notice if isinstance(redemption, AwaitingCode) else None
    if refusal is not None:
        text = texts.refusal(refusal)
        if refusal.code == "CODE_WRONG":
            last = redemption.challenge.tries_left == 1
            text = _wrong(text, last=last, alphabet=state.profile.alphabet)
        tone = Tone.CAUTION if refusal.code == "CODE_UNCONFIRMED" else Tone.BAD
        return Notice(text, tone, code=texts.support_code(refusal))
    if redemption.challenge.channel is Channel.UNKNOWN:
        text = translate("Code", "If the code arrives, type it. If not, send it again.")
        return Notice(text, Tone.CAUTION)
    return Notice(_last_try(), Tone.CAUTION) if redemption.challenge.tries_left == 1 else None


def _wrong(text: str, *, last: bool, alphabet: Alphabet) -> str:
    match alphabet, last:
        case Alphabet.LETTERS, False:
            return translate(
                "Code", "That code is not right. Ask for it again, and which letters are capitals."
            )
        case Alphabet.LETTERS, True:
            return translate(
                "Code", "That code is not right. One attempt is left: ask for the capitals, too."
            )
        case Alphabet.DIGITS, True:
            return translate(
                "Code", "That code is not right. One attempt is left: ask digit by digit."
            )
    return text


def _last_try() -> str:
    return translate("Code", "This is the last attempt.")


def resend_button(challenge: Challenge, now: float) -> Button | None:
    """Nothing when no further code may be sent."""
    if challenge.resend_at is None:
        return None
    wait = upward_seconds(challenge.resend_at - now)
    open_now = wait == 0 or challenge.channel is Channel.UNKNOWN
    text = translate("Code", "Send again")
    if not open_now:
        text = translate("Code", "Send again in {time}").format(time=minutes(wait))
    return Button("resendButton", text, Command.RESEND, "F6", enabled=open_now)
