"""Consent, and the one-time code; contract, 4."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import (
    CARLOS,
    CARLOS_CARD,
    COFFEE,
    JUNE,
    JUNES_CARD,
    JUNES_PHONE,
    OLA,
    OLAS_EMAIL,
    OLAS_PHONE,
    PRESS,
    TEN_OFF,
    TENTH_OFF,
)
from pos_app.certification.steps import Judge, refusal_of
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    CodeNotSent,
    ConsentNeeded,
    Redeemed,
)
from pos_app.providers.punchh.addresses import Mail
from pos_app.providers.punchh.pkce import Verifier
from pos_app.providers.punchh.requests import Consent, send_code

WRONG = "246813"


async def play(bench: Bench) -> None:
    async with bench.open() as till:
        await _in_full(bench, till)
    async with bench.open() as till:
        await _by_email(bench, till)
    async with bench.open() as till:
        await _sent_again(bench, till)
    async with bench.open() as till:
        await _three_wrong(bench, till)
    async with bench.open() as till:
        await _not_agreed(bench, till)
    async with bench.open() as till:
        await _nowhere(bench, till)
    async with bench.open() as till:
        await _unavailable(bench, till)
    async with bench.open() as till:
        await _used_up(bench, till)


async def _in_full(bench: Bench, till: Counter) -> None:
    case = bench.case
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    with case.step(till.wire, "Before the guest has agreed no code goes out", "4.1") as step:
        await till.hold(TENTH_OFF)
        step.true("the till asks for the consent", isinstance(till.redemption, ConsentNeeded))
        step.equal("codes sent", len(till.books.codes.outbox), 0)
    with case.step(till.wire, "The guest agrees, and the code is sent", "4.1") as step:
        await till.agree()
        body = _last(till, "send_code")
        step.true("privacy_policy is true", body.get("privacy_policy") is True)
        step.true("terms_and_conditions is true", body.get("terms_and_conditions") is True)
        step.true("sent to what the guest was found by", body.get("phone_number") == OLAS_PHONE)
        step.equal("length of the challenge", len(str(body.get("code_challenge"))), 43)
        step.equal("codes sent", len(till.books.codes.outbox), 1)
        step.true("the till waits for the code", isinstance(till.redemption, AwaitingCode))
    with case.step(till.wire, "A wrong code", "4.2") as step:
        await till.say(WRONG)
        state = till.redemption
        left = state.challenge.tries_left if isinstance(state, AwaitingCode) else None
        step.equal("tries that the till leaves", left, 2)
        step.equal("redemptions in the books", len(findings.standing(till)), 0)
    with case.step(
        till.wire, "The right code; only then the commit", "4.2", ("verify_code", "sign_out")
    ) as step:
        await till.say(till.code_for(OLAS_PHONE))
        sent, checked = _last(till, "send_code"), _last(till, "verify_code")
        _same_address(step, sent, checked)
        step.true("the verifier is that of this very challenge", _is_pair(sent, checked))
        order = [one.call for one in till.sandbox.punchh.calls][-3:]
        step.equal("in this order", order, ["verify_code", "sign_out", "commit"])
        ended = till.sandbox.punchh.calls.named("sign_out")[-1].status
        step.equal("the guest's session is ended: status", ended, 200)
        step.true("the till has redeemed", isinstance(till.redemption, Redeemed))
    with case.step(till.wire, "Without both consents no request can be made", "4.1") as step:
        for consent in (Consent(False, True), Consent(True, False)):  # noqa: FBT003
            found = refusal_of(lambda: _asked_with(consent))  # noqa: B023 - called at once
            step.equal("the till raises", found, "ConsentMissingError")


def _asked_with(consent: Consent) -> object:
    return send_code("client", Mail("a@b.example"), Verifier.fresh(bytes), consent)


async def _by_email(bench: Bench, till: Counter) -> None:
    await till.begin(OLAS_EMAIL, COFFEE, PRESS)
    await till.hold(TENTH_OFF)
    with bench.case.step(
        till.wire,
        "Who was found by e-mail gets the code by e-mail",
        "4.5",
        ("send_code", "verify_code"),
    ) as step:
        await till.agree()
        await till.say(till.code_for(OLAS_EMAIL))
        sent = _last(till, "send_code")
        step.true("to that address", sent.get("email") == OLAS_EMAIL)
        step.true("and to no other", "phone_number" not in sent)
        step.true("the till has redeemed", isinstance(till.redemption, Redeemed))


async def _sent_again(bench: Bench, till: Counter) -> None:
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    await till.hold(TENTH_OFF)
    await till.agree()
    first, first_code = _last(till, "send_code"), till.code_for(OLAS_PHONE)
    with bench.case.step(till.wire, "A code is sent again", "4.3") as step:
        till.till.resend_code()
        await till.quiet()
        step.equal("codes sent within 30 seconds", len(till.books.codes.outbox), 1)
        await till.advance(31)
        till.till.resend_code()
        await till.until_in(AwaitingCode)
        await till.until(lambda: len(till.books.codes.outbox) == 2, "the second code")
        again = _last(till, "send_code")
        step.true("with a challenge of its own", again["code_challenge"] != first["code_challenge"])
    with bench.case.step(till.wire, "Only the latest code counts", "4.3", ("verify_code",)) as step:
        await till.say(first_code)
        step.true("the first one is not accepted", isinstance(till.redemption, AwaitingCode))
        await till.say(till.code_for(OLAS_PHONE))
        step.true("the second one is", isinstance(till.redemption, Redeemed))


async def _three_wrong(bench: Bench, till: Counter) -> None:
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    await till.hold(TENTH_OFF)
    await till.agree()
    with bench.case.step(
        till.wire, "The third wrong code ends it, before Punchh has to", "4.3"
    ) as step:
        for _ in range(3):
            await till.say(WRONG)
        await till.until_in(Closed)
        till.till.confirm_reward()
        await till.quiet()
        step.equal("codes checked", len(till.sandbox.punchh.calls.named("verify_code")), 3)
        step.equal("items left in the guest's basket", findings.in_basket(till, OLA), 0)
        step.equal("lock left on it", findings.locked_by(till, OLA), "nobody")
        step.equal("redemptions in the books", len(findings.standing(till)), 0)


async def _not_agreed(bench: Bench, till: Counter) -> None:
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    await till.hold(TENTH_OFF)
    with bench.case.step(
        till.wire, "The guest does not agree: the basket is let go", "4.1"
    ) as step:
        till.till.continue_without()
        await till.until_in(Closed)
        step.equal("codes sent", len(till.books.codes.outbox), 0)
        step.equal("items left in the guest's basket", findings.in_basket(till, OLA), 0)
        step.equal("lock left on it", findings.locked_by(till, OLA), "nobody")


async def _nowhere(bench: Bench, till: Counter) -> None:
    till.books.guests[JUNE].credits = 400
    await till.begin(JUNES_CARD, COFFEE, PRESS)
    await till.hold(TEN_OFF)
    with bench.case.step(
        till.wire, "An e-mail that Punchh made up gets no code: the telephone does", "4.1"
    ) as step:
        await till.agree()
        step.true(
            "to the telephone on file", _last(till, "send_code").get("phone_number") == JUNES_PHONE
        )
        till.till.continue_without()
        await till.until_in(Closed)
    till.till.clear_sale()
    await till.begin(CARLOS_CARD, COFFEE, PRESS)
    await till.hold(TEN_OFF)
    with bench.case.step(till.wire, "A guest without any real address gets none", "4.1") as step:
        sends = len(till.books.codes.outbox)
        await till.agree()
        state = till.redemption
        said = state.refusal.code if isinstance(state, CodeNotSent) else None
        step.equal("the till says", said, "NO_CODE_CHANNEL")
        step.equal("further codes sent", len(till.books.codes.outbox) - sends, 0)
        till.till.continue_without()
        await till.until_in(Closed)
        step.equal("lock left on the basket", findings.locked_by(till, CARLOS), "nobody")


async def _unavailable(bench: Bench, till: Counter) -> None:
    await till.begin(OLAS_PHONE, COFFEE, PRESS)
    await till.hold(TENTH_OFF)
    till.arm("send_code", "not_delivered", sent=True)
    with bench.case.step(
        till.wire, "503 on sending: once more, with a new verifier", "4.3"
    ) as step:
        await till.agree()
        first, second = till.sandbox.punchh.calls.named("send_code")
        one, other = _body(first.json), _body(second.json)
        step.true("with another challenge", one["code_challenge"] != other["code_challenge"])
        await till.say(till.code_for(OLAS_PHONE))
        step.true("the second one's code redeems", isinstance(till.redemption, Redeemed))


async def _used_up(bench: Bench, till: Counter) -> None:
    for wrong in (3, 3, 2):
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        await till.hold(TENTH_OFF)
        await till.agree()
        for _ in range(wrong):
            await till.say(WRONG)
        if wrong == 3:
            till.till.clear_sale()
    with bench.case.step(
        till.wire, "The ninth wrong code of a store within ten minutes never leaves", "4.3"
    ) as step:
        await till.say(WRONG)
        state = till.redemption
        said = state.refusal.code if isinstance(state, CodeNotSent) else None
        step.equal("the till says", said, "STORE_CODES_USED_UP")
        step.equal("codes checked", len(till.sandbox.punchh.calls.named("verify_code")), 8)


def _same_address(step: Judge, sent: dict[str, object], checked: dict[str, object]) -> None:
    for member in ("phone_ext", "phone_number"):
        step.true(f"{member} is what it was at the send", sent.get(member) == checked.get(member))


def _is_pair(sent: dict[str, object], checked: dict[str, object]) -> bool:
    """RFC 7636, S256."""
    verifier = str(checked.get("code_verifier"))
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=")
    return 43 <= len(verifier) <= 128 and sent.get("code_challenge") == challenge.decode()


def _last(till: Counter, call: str) -> dict[str, object]:
    return _body(till.sandbox.punchh.calls.named(call)[-1].json)


def _body(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {}
