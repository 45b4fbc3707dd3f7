"""One-time codes: sent, asked again, typed, checked, and approvals on another device."""

from msgspec.structs import replace

from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    CodePolicy,
    ContactWanted,
    NotDelivered,
    SendAnswer,
    SendUnknown,
    Sent,
    StillWaiting,
    Verdict,
    WrongCode,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.effects import (
    CheckCode,
    PollApproval,
)
from pos_app.core.redemption.events import (
    CheckAnswered,
)
from pos_app.core.redemption.openings import Next, commit, release, send_code, watch
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.refusals import (
    APPROVAL_EXPIRED,
    APPROVAL_UNSEEN,
    CODE_LOCKED,
    CODE_NOT_CHECKED,
    CODE_UNCONFIRMED,
    CODE_WRONG,
    CONTACT_NOT_ACCEPTED,
)
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    ContactNeeded,
    Intent,
    Outcome,
    SendingCode,
    Tally,
)
from pos_app.core.submission import (
    Receipt,
)


def code_sent(profile: Profile, state: SendingCode, answer: SendAnswer, at: float) -> Next:
    intent, tally, held = state.intent, state.tally, state.held
    match answer:
        case Sent():
            return _await(profile, state, answer, at)
        case SendUnknown():
            return _await(profile, state, Sent(Channel.UNKNOWN), at)
        case ContactWanted(phone, email) if not tally.contact_given:
            return Next(ContactNeeded(intent, tally, held, phone, email))
        case ContactWanted():
            return Next(CodeNotSent(intent, tally, held, CONTACT_NOT_ACCEPTED))
        case NotDelivered(refusal, final=True):
            return release(profile, intent, held, Outcome.REFUSED, refusal)
        case NotDelivered(refusal):
            return Next(CodeNotSent(intent, tally, held, refusal))


def _await(profile: Profile, state: SendingCode, sent: Sent, at: float) -> Next:
    policy = state.intent.code
    challenge = Challenge(
        channel=sent.channel,
        destination=sent.destination,
        reference=sent.reference,
        expires_at=at + min(policy.life, sent.life or policy.life),
        resend_at=at + policy.resend_after if state.tally.sends < policy.sends else None,
        tries_left=_tries_left(policy, state.tally),
    )
    intent, tally, held = state.intent, state.tally, state.held
    if sent.channel is Channel.PUSH:
        return _poll(profile, intent, tally, held, challenge, sent.notice)
    return Next(AwaitingCode(intent, tally, held, challenge))


def _poll(
    profile: Profile,
    intent: Intent,
    tally: Tally,
    held: Receipt | None,
    challenge: Challenge,
    notice: Refusal | None = None,
) -> Next:
    tally = replace(tally, entries=tally.entries + 1)
    return Next(
        AwaitingApproval(intent, tally, held, challenge, notice),
        (PollApproval(intent, tally.entries, challenge, profile.poll_every),),
    )


def resend(
    state: CodeNotSent | AwaitingCode | AwaitingApproval, at: float, by: Channel | None
) -> Next:
    """Another way is open at once: the wait is for what is on its way by the same."""
    if state.tally.sends >= state.intent.code.sends:
        return Next(state)
    if not isinstance(state, CodeNotSent):
        opens = state.challenge.resend_at
        too_early = opens is not None and at < opens and not state.challenge.is_over(at)
        unanswered = state.challenge.channel is Channel.UNKNOWN
        another = by is not None and by is not state.challenge.channel
        if too_early and not unanswered and not another:
            return Next(state)
    return send_code(state.tally, state.intent, state.held, by)


def check(state: AwaitingCode) -> Next:
    tally = replace(state.tally, entries=state.tally.entries + 1)
    return Next(
        CheckingCode(state.intent, tally, state.held, state.challenge),
        (CheckCode(state.intent, tally.entries, state.challenge, state.held),),
    )


def checked(profile: Profile, state: CheckingCode | AwaitingApproval, event: CheckAnswered) -> Next:
    if isinstance(state, CheckingCode):
        return _typed(profile, state, event)
    return _approval(profile, state, event)


def _typed(profile: Profile, state: CheckingCode, event: CheckAnswered) -> Next:
    match event.answer:
        case Approved():
            verdict = Verdict(state.intent.key, event.at)
            return commit(profile, state.intent, state.held, verdict)
        case WrongCode():
            return _wrong(profile, state, event.answer)
        case CodeDead(refusal, final):
            return _dead(profile, state, refusal, final=final)
        case CheckNotSent():
            return Next(_back_to_code(state, CODE_NOT_CHECKED))
        case CheckUnknown() | StillWaiting():
            if profile.check_commits:
                return watch(state.intent, state.held)
            return Next(_back_to_code(state, CODE_UNCONFIRMED))


def _approval(profile: Profile, state: AwaitingApproval, event: CheckAnswered) -> Next:
    match event.answer:
        case Approved():
            verdict = Verdict(state.intent.key, event.at)
            return commit(profile, state.intent, state.held, verdict)
        case CodeDead(refusal, final):
            return _dead(profile, state, refusal, final=final)
        case StillWaiting() | CheckUnknown() | CheckNotSent() | WrongCode():
            if state.challenge.is_over(event.at):
                return _dead(profile, state, APPROVAL_EXPIRED, final=False)
            notice = None if state.notice == APPROVAL_UNSEEN else state.notice
            if isinstance(event.answer, CheckUnknown):
                notice = APPROVAL_UNSEEN
            return _poll(profile, state.intent, state.tally, state.held, state.challenge, notice)


def _dead(
    profile: Profile, state: CheckingCode | AwaitingApproval, refusal: Refusal, *, final: bool
) -> Next:
    if final:
        return release(profile, state.intent, state.held, Outcome.REFUSED, refusal)
    return Next(CodeNotSent(state.intent, state.tally, state.held, refusal))


def _wrong(profile: Profile, state: CheckingCode, answer: WrongCode) -> Next:
    tally = replace(state.tally, wrong=state.tally.wrong + 1)
    told = (_tries_left(state.intent.code, tally), answer.tries_left)
    left = min((tries for tries in told if tries is not None), default=None)
    if left == 0:
        return release(profile, state.intent, state.held, Outcome.LOCKED, CODE_LOCKED)
    challenge = replace(state.challenge, tries_left=left)
    refusal = answer.refusal or CODE_WRONG
    return Next(AwaitingCode(state.intent, tally, state.held, challenge, refusal))


def _tries_left(policy: CodePolicy, tally: Tally) -> int | None:
    return None if policy.tries is None else max(0, policy.tries - tally.wrong)


def _back_to_code(state: CheckingCode, notice: Refusal) -> AwaitingCode:
    return AwaitingCode(state.intent, state.tally, state.held, state.challenge, notice)
