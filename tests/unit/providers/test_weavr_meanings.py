"""What Weavr's refusals mean, and that each can be said aloud."""

import json

import pytest

from pos_app.core.errors import (
    ContractBrokenError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
)
from pos_app.providers.http import Reply
from pos_app.providers.weavr import meanings, wire
from pos_app.providers.weavr.classification import (
    RefusedByWeavrError,
    SessionOverError,
    check,
    check_key,
    check_nothing,
    payload_of,
)
from pos_app.providers.weavr.meanings import Action
from pos_app.screens.payment_texts import PAYMENT
from pos_app.screens.texts import knows

TABLES = {
    "create": meanings.CREATE,
    "issue": meanings.ISSUE,
    "verify": meanings.VERIFY,
    "cancel": meanings.CANCEL,
    "anywhere": meanings.ANYWHERE,
}
CREATE = [
    "PROFILE_INACTIVE",
    "PROFILE_NOT_FOUND",
    "MODEL_CONSTRAINTS_VIOLATED",
    "INTERCEPTOR_DENIED_TRANSACTION",
    "INSTRUMENT_DENIED_TRANSACTION",
    "FOREX_TRADE_DENIED_TRANSACTION",
    "CURRENCY_MISMATCH",
    "SOURCE_INSTRUMENT_BLOCKED",
    "DESTINATION_INSTRUMENT_BLOCKED",
    "SOURCE_INSTRUMENT_DESTROYED",
    "DESTINATION_INSTRUMENT_DESTROYED",
    "SOURCE_NOT_FOUND",
    "DESTINATION_NOT_FOUND",
    "FEE_NOT_CONFIGURED_FOR_CURRENCY",
    "DESTINATION_LIMIT_EXCEEDED",
    "FUNDS_INSUFFICIENT",
    "AMOUNT_INVALID",
    "SOURCE_CANNOT_BE_DEBIT_MODE_CARD",
    "DESTINATION_CANNOT_BE_DEBIT_MODE_CARD",
    "SEND_TO_INSTRUMENT_UNSUPPORTED",
    "SOURCE_AND_DESTINATION_MUST_BE_DIFFERENT",
    "SOURCE_AND_DESTINATION_MUST_BE_IN_SAME_PROGRAMME",
    "DESTINATION_BELONGS_TO_SAME_IDENTITY",
    "IDENTITY_KYC_LEVEL_STEPUP_REQUIRED",
    "BENEFICIARY_NOT_FOUND",
    "BENEFICIARY_TYPE_INVALID",
    "SCHEDULED_TIMESTAMP_INVALID",
    "DESTINATION_FEE_EXCEEDS_TRANSACTION_AMOUNT",
]
ISSUE = [
    "STATE_INVALID",
    "CHANNEL_NOT_SUPPORTED",
    "CHANNEL_NOT_REGISTERED",
    "RETRY_IN_15SEC",
    "RETRY_IN_15_SECS",
    "CHALLENGE_LIMIT_EXCEEDED",
]
VERIFY = [
    "VERIFICATION_CODE_INVALID",
    "ONE_CHALLENGE_LIMIT_REMAINING",
    "CHALLENGE_LIMIT_EXCEEDED",
    "VERIFICATION_CODE_EXPIRED",
    "STATE_INVALID",
    "CHANNEL_NOT_SUPPORTED",
    "CHANNEL_NOT_REGISTERED",
]


def test_the_tables_are_those_of_the_contract() -> None:
    assert sorted(meanings.CREATE) == sorted(CREATE)
    assert sorted(meanings.ISSUE) == sorted(ISSUE)
    assert sorted(meanings.VERIFY) == sorted(VERIFY)


@pytest.mark.parametrize("name", TABLES)
def test_every_code_has_a_sentence(name: str) -> None:
    assert [code for code, one in TABLES[name].items() if not knows(one.sentence)] == []


def test_of_a_create_each_code_has_a_sentence_of_its_own() -> None:
    """But one, which must not tell whether an account exists."""
    own = [one.sentence for one in meanings.CREATE.values()]
    assert len(set(own)) == len(own)
    assert meanings.CREATE["SOURCE_NOT_FOUND"] is meanings.NOT_USABLE


def test_every_final_state_has_a_sentence() -> None:
    assert [f.refusal for f in wire.FATES.values() if f.refusal and f.refusal not in PAYMENT] == []


def refused(status: int, body: bytes, table: meanings.Table) -> ProviderError:
    with pytest.raises(ProviderError) as raised:
        check(Reply(status, body), table)
    return raised.value


@pytest.mark.parametrize(
    ("table", "code"), [(name, code) for name, codes in TABLES.items() for code in codes]
)
def test_a_409_is_told_by_its_code(table: str, code: str) -> None:
    error = refused(409, json.dumps({"errorCode": code}).encode(), TABLES[table])
    meaning = TABLES[table][code]
    if meaning.action is Action.UNKNOWN:
        assert isinstance(error, OutcomeUnknownError)
        return
    assert isinstance(error, RefusedByWeavrError)
    assert (error.refusal.code, error.action) == (meaning.sentence, meaning.action)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (409, b'{"errorCode":"BRAND_NEW_REASON"}', "BRAND_NEW_REASON"),
        (409, b'{"errorCode":"<script>"}', "HTTP_409"),
        (409, b'{"errorCode":7}', "HTTP_409"),
        (409, b"", "HTTP_409"),
        (409, b"[]", "HTTP_409"),
        (405, b'{"code":"405","message":"no"}', "HTTP_405"),
        (400, b"", "REQUEST_MALFORMED"),
        (412, b"", "REQUEST_REUSED"),
        (403, b"", "ACCOUNT_NOT_USABLE"),
        (403, b'{"errorCode":"INSUFFICIENT_PERMISSIONS"}', "ACCOUNT_NOT_USABLE"),
        (403, b'{"errorCode":"STEP_UP_REQUIRED"}', "STEP_UP_REQUIRED"),
        (404, b'{"code":"404","message":"no such thing"}', "ACCOUNT_NOT_USABLE"),
        (409, b'{"errorCode":"SOURCE_NOT_FOUND"}', "ACCOUNT_NOT_USABLE"),
    ],
)
def test_a_refusal_is_final_whatever_its_body(status: int, body: bytes, code: str) -> None:
    error = refused(status, body, meanings.CREATE)
    assert isinstance(error, RefusedByWeavrError)
    assert error.refusal.code == code


@pytest.mark.parametrize(
    "body",
    [
        {"message": "told"},
        {"message": 7, "validationErrors": [{"fieldName": "told", "error": "REGEX"}]},
        {"syntaxErrors": {"invalidFields": [{"fieldName": "told", "error": "REGEX"}]}},
        {"_embedded": {"errors": [{"message": "told"}, None, {"message": 3}]}},
        {"message": "told", "syntaxErrors": None, "_embedded": [], "validationErrors": "x"},
    ],
)
def test_a_400_is_read_in_every_shape(body: object) -> None:
    error = refused(400, json.dumps(body).encode(), meanings.NONE)
    assert isinstance(error, RefusedByWeavrError)
    assert error.refusal.text is not None
    assert "told" in error.refusal.text


def test_what_a_refusal_quotes_of_a_person_is_taken_out() -> None:
    error = refused(400, b'{"message":"ana@loja.com is not valid"}', meanings.NONE)
    assert isinstance(error, RefusedByWeavrError)
    assert "ana@" not in (error.refusal.text or "")


@pytest.mark.parametrize("status", [400, 403, 409])
def test_a_page_of_the_network_refuses_nothing(status: int) -> None:
    assert isinstance(
        refused(status, b"<html>Sign in</html>", meanings.CREATE), OutcomeUnknownError
    )


def test_a_401_is_the_end_of_the_session() -> None:
    assert isinstance(refused(401, b"", meanings.CREATE), SessionOverError)


def test_a_429_was_not_worked_on_and_says_when_to_come_back() -> None:
    with pytest.raises(NotSentError) as raised:
        check(Reply(429, b"", retry_after=7), meanings.CREATE)
    assert raised.value.retry_after == 7


@pytest.mark.parametrize("status", [408, 500, 502, 503])
def test_nobody_knows_what_became_of_it(status: int) -> None:
    assert isinstance(refused(status, b"", meanings.VERIFY), OutcomeUnknownError)


@pytest.mark.parametrize("status", [200, 201, 202])
def test_only_a_204_accepts_a_code(status: int) -> None:
    with pytest.raises(ContractBrokenError):
        check_nothing(Reply(status, b""))
    check_nothing(Reply(204, b""))


@pytest.mark.parametrize("status", [201, 202, 204])
def test_only_a_200_is_a_payload(status: int) -> None:
    with pytest.raises(ContractBrokenError):
        payload_of(Reply(status, b'{"scaChallengeId":"1"}'), wire.Challenge)


def test_the_key_is_told_by_the_answer_to_a_sign_in_of_nobody() -> None:
    check_key(Reply(403, b""))
    with pytest.raises(MisconfiguredError):
        check_key(Reply(401, b""))
    with pytest.raises(ContractBrokenError):
        check_key(Reply(302, b""))
