"""What Twilio's answers mean, and which may be repeated."""

import json

import pytest

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
)
from pos_app.providers.http import Reply
from pos_app.providers.twilio_verify import wire
from pos_app.providers.twilio_verify.classification import (
    BusyError,
    RefusedByTwilioError,
    check,
    payload_of,
)
from pos_app.providers.twilio_verify.meanings import MEANINGS, Family, meaning_of
from pos_app.screens import texts

SECRET = "+5511933330077"


def told(status: int, code: int | None, **more: object) -> Reply:
    body = {"code": code, "message": f"Invalid parameter To: {SECRET}", "status": status}
    return Reply(status, json.dumps({**body, **more}).encode())


@pytest.mark.parametrize("code", [60202, 60203, 60308, 60309, 60310, 60312, 60326, 60212])
def test_a_limit_is_not_repeated_although_it_is_a_429(code: int) -> None:
    with pytest.raises(RefusedByTwilioError) as refused:
        check(told(429, code), mutating=True)
    assert refused.value.code == code
    assert not meaning_of(code).may_repeat


@pytest.mark.parametrize(("body", "hint"), [(told(429, 20429).body, 3), (b"", None), (b"{}", 1)])
def test_busy_was_never_processed(body: bytes, hint: int | None) -> None:
    with pytest.raises(BusyError) as busy:
        check(Reply(429, body, retry_after=hint), mutating=True)
    assert isinstance(busy.value, NotSentError)
    assert busy.value.retry_after == hint


def test_only_busy_may_be_repeated() -> None:
    repeatable = {code for code, meaning in MEANINGS.items() if meaning.may_repeat}
    assert repeatable == {20429}


@pytest.mark.parametrize("status", [408, 500, 502, 503])
def test_trouble_at_the_other_end_may_have_executed_it(status: int) -> None:
    for body in (told(status, 20500).body, b"<h1>Bad gateway</h1>", b""):
        with pytest.raises(OutcomeUnknownError):
            check(Reply(status, body), mutating=True)


@pytest.mark.parametrize(
    "reply", [told(401, 20003), Reply(401, b""), told(400, 60206), told(403, 20403)]
)
def test_what_concerns_the_set_up_says_so(reply: Reply) -> None:
    with pytest.raises(MisconfiguredError):
        check(reply, mutating=False)


def test_the_code_decides_before_the_status() -> None:
    for status in (400, 403, 404, 429):
        with pytest.raises(RefusedByTwilioError) as refused:
            check(told(status, 60318), mutating=True)
        assert refused.value.family is Family.UNUSABLE


def test_what_something_on_the_way_wrote_is_no_answer_of_twilios() -> None:
    page = Reply(404, b"<html>Log in to the Wi-Fi</html>")
    with pytest.raises(OutcomeUnknownError) as unknown:
        check(page, mutating=True)
    assert not isinstance(unknown.value, ContractBrokenError)
    with pytest.raises(ContractBrokenError):
        check(page, mutating=False)


def test_no_message_is_kept() -> None:
    for reply in (told(400, 60200), told(401, 20003), told(404, 20404), told(429, 20429)):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whichever it is
            check(reply, mutating=True)
        assert SECRET not in f"{caught.value!r} {caught.value} {vars(caught.value)}"


@pytest.mark.parametrize("code", MEANINGS)
def test_every_code_has_a_sentence_for_the_cashier(code: int) -> None:
    assert texts.knows(meaning_of(code).refusal.code)


def test_an_unknown_code_is_a_refusal_of_this_request() -> None:
    with pytest.raises(RefusedByTwilioError) as refused:
        check(told(400, 69999), mutating=True)
    assert (refused.value.code, refused.value.family) == (69999, Family.OTHER)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"sid":"YC"}', b"<html>", b'{"status":"approved"}'])
def test_a_success_that_cannot_be_read_is_no_approval(body: bytes) -> None:
    with pytest.raises(ContractBrokenError):
        payload_of(Reply(200, body), wire.Challenge)


@pytest.mark.parametrize("status", [200, 201])
def test_both_successes_are_read(status: int) -> None:
    body = b'{"sid":"VE1","status":"pending","valid":false,"more":{"is":"ignored"}}'
    assert payload_of(Reply(status, body), wire.Verification).status == "pending"


def test_no_repr_tells_what_an_answer_holds() -> None:
    body = json.dumps({"sid": "YF1", "status": "unverified", "binding": {"secret": "JBSWY3DP"}})
    factor = payload_of(Reply(201, body.encode()), wire.Factor)
    assert factor.binding is not None
    assert factor.binding.secret == "JBSWY3DP"
    assert "JBSWY3DP" not in f"{factor!r} {factor.binding!r}"
