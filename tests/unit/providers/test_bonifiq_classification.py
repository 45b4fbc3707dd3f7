"""Every row of the contract's section 2."""

import json
from typing import Any

import pytest

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    RefusedError,
)
from pos_app.providers.bonifiq import wire
from pos_app.providers.bonifiq.classification import (
    Accepted,
    NothingFoundError,
    RefusedByStatusError,
    bare,
    enveloped,
)

RESULT = {"RewardId": 88121, "ExternalCode": "BQX-88121-K"}


def envelope(**members: Any) -> bytes:
    return json.dumps({"Result": RESULT, "Severity": 0, "HasError": False, **members}).encode()


def b(status: int, body: bytes, retry_after: int | None = None) -> Accepted[wire.Redeemed]:
    return enveloped(status, body, wire.Redeemed, retry_after)


def a(status: int, body: bytes, retry_after: int | None = None) -> wire.ChallengeAnswer:
    return bare(status, body, wire.ChallengeAnswer, retry_after)


FAMILIES = pytest.mark.parametrize("read", [a, b], ids=["bare", "enveloped"])


@FAMILIES
@pytest.mark.parametrize("status", [500, 502, 503, 504, 599, 408])
@pytest.mark.parametrize("body", [b"", b"<html>", envelope(HasError=True)])
def test_a_server_error_tells_nothing(read: Any, status: int, body: bytes) -> None:
    with pytest.raises(OutcomeUnknownError) as raised:
        read(status, body)
    assert type(raised.value) is OutcomeUnknownError


@FAMILIES
def test_too_many_requests_were_not_processed(read: Any) -> None:
    with pytest.raises(NotSentError) as raised:
        read(429, b"", 7)
    assert raised.value.retry_after == 7


@FAMILIES
@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("body", [b"", b"<h1>403</h1>", envelope(CodeName="Denied")])
def test_a_refusal_of_the_till_itself_is_its_configuration(
    read: Any, status: int, body: bytes
) -> None:
    with pytest.raises(MisconfiguredError) as raised:
        read(status, body)
    assert raised.value.refusal.code == f"HTTP_{status}"


@FAMILIES
@pytest.mark.parametrize("status", [400, 402, 404, 405, 409, 410, 415, 422, 451, 499])
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"no"', b"{"])
def test_a_refusal_need_not_explain_itself(read: Any, status: int, body: bytes) -> None:
    with pytest.raises(RefusedByStatusError) as raised:
        read(status, body)
    assert raised.value.refusal.code == f"HTTP_{status}"
    assert raised.value.refusal.text is None
    assert (raised.value.status, raised.value.enveloped) == (status, False)


@FAMILIES
@pytest.mark.parametrize("status", [200, 201, 299])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"true",
        b"[]",
        b'"ok"',
        b"1",
        b"{",
        b'{"Success":tru',
        b"<html><body>Wi-Fi</body></html>",
        b'{"Success":true}{"Success":true}',
        b'{"a":"\xff"}',
        b'{"x":' * 5000 + b"1" + b"}" * 5000,
        b'{"Success":true,"success":false}',
        b'{"Result":{},"result":{}}',
        b'{"Success":"true","Result":"yes"}',
        b'{"Success":1,"Result":[1]}',
    ],
)
def test_what_cannot_be_read_is_never_success(read: Any, status: int, body: bytes) -> None:
    with pytest.raises(ContractBrokenError) as raised:
        read(status, body)
    assert raised.value.__context__ is None


@FAMILIES
@pytest.mark.parametrize("status", [100, 101, 199, 300, 301, 302, 304, 307, 399])
def test_any_other_status_breaks_the_contract(read: Any, status: int) -> None:
    with pytest.raises(ContractBrokenError):
        read(status, envelope(Success=True))


# Family A


def test_an_answer_without_members_approves_nothing() -> None:
    assert a(200, b"{}").success is None


def test_a_bare_answer_is_read_whatever_the_case_of_first_letters() -> None:
    answer = a(200, b'{"success":true,"sentBySMS":true,"sentByEmail":false}')
    assert (answer.success, answer.sent_by_sms, answer.sent_by_email) == (True, True, False)


def test_a_code_in_a_challenge_answer_is_gone_at_once() -> None:
    body = b'{"Success":false,"Code":"0042","Token":"0042","code2":"0042","ErrorMessage":"x"}'
    answer = a(200, body)
    assert answer.success is False
    assert not {"code", "token"} & set(wire.ChallengeAnswer.__struct_fields__)
    assert "0042" not in repr(answer)
    assert "0042" not in str([getattr(answer, n) for n in answer.__struct_fields__])


@pytest.mark.scenario("bonifiq", 27)
def test_a_refused_challenge_never_shows_its_code() -> None:
    """The key that is a label in an envelope is the secret here."""
    body = b'{"Code":"0042","Token":"0042","CodeName":"0042","ErrorMessage":"tente depois"}'
    with pytest.raises(RefusedError) as raised:
        a(400, body)
    assert raised.value.refusal.code == "HTTP_400"
    assert raised.value.refusal.text == "tente depois"
    assert "0042" not in repr(vars(raised.value)) + str(raised.value)


def test_the_friendly_words_come_first_for_a_person() -> None:
    with pytest.raises(RefusedError) as raised:
        a(422, b'{"ErrorMessage":"SMTP 550","FriendlyErrorMessage":" Tente\\n outra  vez "}')
    assert raised.value.refusal.text == "Tente outra vez"


# Family B


def test_a_result_is_accepted_as_it_is() -> None:
    accepted = b(200, envelope())
    assert accepted.result.reward_id == 88121
    assert accepted.note is None


def test_the_older_envelope_has_neither_code_nor_severity() -> None:
    body = json.dumps(
        {"ErrorMessage": None, "ErrorCode": None, "Result": RESULT, "HasError": False}
    )
    assert b(200, body.encode()).result.external_code == "BQX-88121-K"


def test_the_older_name_of_the_result_is_known() -> None:
    assert b(200, json.dumps({"data": RESULT}).encode()).result.reward_id == 88121


def test_first_letters_may_be_small_all_the_way_down() -> None:
    body = b'{"result":{"rewardId":"88121","externalCode":1},"severity":0,"hasError":false}'
    result = b(200, body).result
    assert result.reward_id == 88121
    assert result.external_code == 1


@pytest.mark.scenario("bonifiq", 17)
@pytest.mark.parametrize(
    ("members", "code", "text"),
    [
        ({"HasError": True}, "REFUSED", None),
        ({"HasError": True, "CodeName": "X", "Code": "03", "ErrorCode": 9}, "X", None),
        ({"HasError": True, "Code": "03", "ErrorCode": 9}, "03", None),
        ({"HasError": True, "Code": 3}, "3", None),
        ({"HasError": True, "ErrorCode": 9, "ErrorMessage": "não"}, "9", "não"),
        ({"HasError": True, "FriendlyErrorMessage": "não"}, "REFUSED", "não"),
        ({"Severity": 2, "Code": "99"}, "99", None),
        ({"Severity": 2.0, "HasError": False}, "REFUSED", None),
        ({"Severity": "2"}, "REFUSED", None),
        ({"Severity": 2, "Result": None}, "REFUSED", None),
        ({"HasError": True, "ErrorMessage": "é " * 300}, "REFUSED", ("é " * 300)[:200].rstrip()),
    ],
)
def test_an_error_is_refused_even_with_a_result(
    members: dict[str, Any], code: str, text: str | None
) -> None:
    with pytest.raises(RefusedError) as raised:
        b(200, envelope(**members))
    assert type(raised.value) is RefusedError
    assert (raised.value.refusal.code, raised.value.refusal.text) == (code, text)


@pytest.mark.scenario("bonifiq", 17)
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (envelope(Result=None, Severity=1, Code="07", CodeName="RewardNotFound"), "RewardNotFound"),
        (envelope(Result=None, Severity=1, Code="07"), "07"),
        (envelope(Result=None), "EMPTY_RESULT"),
        (b"{}", "EMPTY_RESULT"),
        (b'{"HasError":null,"Severity":null}', "EMPTY_RESULT"),
    ],
)
def test_no_result_is_no_success(body: bytes, code: str) -> None:
    with pytest.raises(NothingFoundError) as raised:
        b(200, body)
    assert raised.value.refusal.code == code


def test_a_warning_with_a_result_is_a_success_with_a_notice() -> None:
    accepted = b(200, envelope(Severity=1, CodeName="LowBalance", ErrorMessage="saldo baixo"))
    assert accepted.note is not None
    assert (accepted.note.code, accepted.note.text) == ("LowBalance", "saldo baixo")
    assert b(200, envelope(Severity=1)).note is not None


@pytest.mark.parametrize("severity", [3, -1, 99, 1.5, "NaN", "sNaN", "1e999999999"])
def test_a_severity_nobody_knows_settles_nothing(severity: Any) -> None:
    with pytest.raises((ContractBrokenError, RefusedError)) as raised:
        b(200, envelope(Severity=severity, Result=None))
    assert severity == 1.5 or isinstance(raised.value, ContractBrokenError)


def test_a_refusal_by_status_keeps_the_label_and_the_words() -> None:
    body = envelope(Result=None, HasError=True, Code="96", CodeName="KeyUsed", ErrorMessage="já")
    with pytest.raises(RefusedByStatusError) as raised:
        b(400, body)
    refusal = raised.value.refusal
    assert (refusal.code, refusal.text, raised.value.enveloped) == ("KeyUsed", "já", True)


@pytest.mark.parametrize("read", [a, b])
@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
def test_no_error_quotes_an_answer(read: Any, status: int) -> None:
    body = b'{"Code":{"0042":"12345678909"},"Result":["12345678909"],"Success":"12345678909"}'
    with pytest.raises(ProviderError) as raised:
        read(status, body)
    assert "12345678909" not in repr(raised.value)
    assert "0042" not in repr(raised.value)
