"""Every shape and every published text of the contract's section 5, and what they come to."""

import json
from collections.abc import Callable
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
from pos_app.providers.http import Reply
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.classification import (
    RefusedByPunchhError,
    check_code,
    check_identity,
    check_nothing,
    check_pos,
    payload_of,
    problem_of,
)
from pos_app.providers.punchh.meanings import TEXTS, Meaning, meaning_of, plain

Check = Callable[[Reply], None]


def moves(reply: Reply) -> None:
    check_pos(reply, mutating=True)


def reads(reply: Reply) -> None:
    check_pos(reply, mutating=False)


EVERYWHERE = pytest.mark.parametrize("check", [moves, reads, check_identity, check_code])
ON_WRITES = pytest.mark.parametrize("check", [moves, check_identity, check_code])


def says(status: int, document: Any = None, retry_after: int | None = None) -> Reply:
    return Reply(status, json.dumps(document).encode(), retry_after=retry_after)


def refused(check: Check, reply: Reply) -> RefusedByPunchhError:
    with pytest.raises(RefusedByPunchhError) as raised:
        check(reply)
    assert not isinstance(raised.value, MisconfiguredError)
    assert raised.value.status == reply.status
    return raised.value


# Shapes


@pytest.mark.scenario("punchh", 12)
@pytest.mark.parametrize(
    ("document", "code", "messages"),
    [
        ({"error": "text"}, None, ("text",)),
        (["text"], None, ("text",)),
        (["a", "b"], None, ("a", "b")),
        ("text", None, ("text",)),
        ({"error": {"message": "text", "code": "commited"}}, "commited", ("text",)),
        ({"error": {"message": ["text"], "code": None}}, None, ("text",)),
        ({"errors": {"key": ["text"]}}, "key", ("text",)),
        ({"errors": {"key": "text", "other": ["more"]}}, "key", ("text", "more")),
        ({"errors": "text"}, None, ("text",)),
        ({"errors": ["text"]}, None, ("text",)),
        ({}, None, ()),
        ([], None, ()),
        (None, None, ()),
        (7, None, ()),
        ({"errors": {}}, None, ()),
        ({"errors": {"5005550142": ["text"]}}, None, ("text",)),
        ({"error": {"message": {"deep": 1}, "code": 410}}, None, ()),
        ({"error": [None, 1, " ", "text"]}, None, ("text",)),
    ],
    ids=str,
)
def test_every_shape_comes_down_to_code_and_messages(
    document: Any, code: str | None, messages: tuple[str, ...]
) -> None:
    problem = problem_of(422, json.dumps(document).encode())
    assert problem is not None
    assert (problem.status, problem.code, problem.messages) == (422, code, messages)


@pytest.mark.parametrize("body", [b"", b" ", b"<html>", b"User not found", b"{", b'{"a":"\xff"}'])
def test_what_is_not_json_is_no_problem_of_punchhs(body: bytes) -> None:
    assert problem_of(404, body) is None


# Statuses


@EVERYWHERE
@pytest.mark.parametrize("status", [500, 502, 503, 504, 599, 408])
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"error":"No Basket found"}'])
def test_a_server_error_tells_nothing(check: Check, status: int, body: bytes) -> None:
    with pytest.raises(OutcomeUnknownError, match=f"^HTTP_{status}$"):
        check(Reply(status, body))


@EVERYWHERE
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"errors":{"rate_limited":["x"]}}'])
def test_too_many_requests_were_not_processed(check: Check, body: bytes) -> None:
    with pytest.raises(NotSentError, match=r"^HTTP_429$") as raised:
        check(Reply(429, body, retry_after=7))
    assert raised.value.retry_after == 7


EDGE = (b"<html>Just a moment</html>", b"Forbidden", b"\xff", b'"Captcha verification failed."')


@pytest.mark.scenario("punchh", 12)
@ON_WRITES
@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 412, 422, 451])
@pytest.mark.parametrize("body", EDGE)
def test_what_the_edge_says_settles_nothing(check: Check, status: int, body: bytes) -> None:
    with pytest.raises(OutcomeUnknownError, match=f"^Edge_{status}$") as raised:
        check(Reply(status, body))
    assert type(raised.value) is OutcomeUnknownError
    assert raised.value.__context__ is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 412, 422, 451])
@pytest.mark.parametrize("body", EDGE)
def test_what_the_edge_says_to_a_read_is_no_answer(status: int, body: bytes) -> None:
    with pytest.raises(ContractBrokenError, match=f"^Edge_{status}$"):
        reads(Reply(status, body))


@ON_WRITES
@pytest.mark.parametrize("status", [400, 403, 404, 410, 412, 422])
def test_an_empty_refusal_is_nobodys(check: Check, status: int) -> None:
    with pytest.raises(OutcomeUnknownError, match="Edge"):
        check(Reply(status, b" "))


@pytest.mark.parametrize("check", [moves, reads])
@pytest.mark.parametrize(
    "reply",
    [
        says(401, ["Invalid LocationKey"]),
        says(401, {"error": "Invalid Location Key"}),
        says(401, "Invalid LocationKey"),
        says(403, {}),
    ],
)
def test_a_refusal_of_the_till_itself_is_its_configuration(check: Check, reply: Reply) -> None:
    with pytest.raises(MisconfiguredError) as raised:
        check(reply)
    assert raised.value.refusal.code == f"HTTP_{reply.status}"


@pytest.mark.parametrize("check", [moves, reads, check_identity])
def test_a_401_needs_no_words(check: Check) -> None:
    with pytest.raises(MisconfiguredError):
        check(Reply(401, b""))


@pytest.mark.parametrize("check", [check_identity, check_code])
@pytest.mark.parametrize("key", ["invalid_client", "invalid_signature", "anything"])
def test_a_412_is_a_fault_of_the_configuration(check: Check, key: str) -> None:
    with pytest.raises(MisconfiguredError) as raised:
        check(says(412, {"errors": {key: ["Invalid Client / Client not found."]}}))
    assert raised.value.refusal.text == "Invalid Client / Client not found."


@EVERYWHERE
@pytest.mark.parametrize("status", [200, 201, 202, 204, 299, 304])
def test_what_is_no_error_is_left_to_who_reads_it(check: Check, status: int) -> None:
    check(Reply(status, b"<html>"))


@pytest.mark.parametrize("check", [moves, reads])
@pytest.mark.parametrize("status", [400, 402, 404, 405, 409, 410, 412, 415, 422, 451])
@pytest.mark.parametrize("document", [{}, [], None, {"error": "Something new"}])
def test_a_refusal_without_a_known_word_goes_by_its_status(
    check: Check, status: int, document: Any
) -> None:
    error = refused(check, says(status, document))
    assert (error.meaning, error.refusal.code) == (Meaning.OTHER, f"HTTP_{status}")


# Texts

PUBLISHED = [
    (
        "Unable to access the user’s Discount Basket, the Basket is currently locked",
        "LOCKED_ELSEWHERE",
    ),
    ("User does not have an active basket", "NO_ACTIVE_BASKET"),
    ("No Basket found", "NO_BASKET_FOUND"),
    ("Unable to find valid discount basket.", "UNLOCK_NOTHING"),
    ("Discount Items not found with any given ids", "ITEMS_NOT_FOUND"),
    ("Discount basket items have already been taken for the user", "ALREADY_IN_BASKET"),
    ("Same parameters provided multiple times", "ALREADY_IN_BASKET"),
    ("User not found", "USER_NOT_FOUND"),
    ("User not found.", "USER_NOT_FOUND"),
    ("Invalid Reward ID.", "INVALID_REWARD"),
    ("Invalid Redeemable ID", "INVALID_REWARD"),
    ("Invalid Subscription ID", "INVALID_REWARD"),
    ("Invalid Discount Value", "INVALID_VALUE"),
    ("Discount type should be card_completion, discount_amount, reward", "INVALID_VALUE"),
    ("Balance is insufficient to process request", "BALANCE_INSUFFICIENT"),
    ("Points Balance is insufficient to process request", "BALANCE_INSUFFICIENT"),
    ("Not enough cards", "BALANCE_INSUFFICIENT"),
    ("Processing limit for discounts of loyalty type has been reached", "LIMIT_REACHED"),
    ("Redemption limit reached", "LIMIT_REACHED"),
    ("Max Redemption Amount has been reached", "LIMIT_REACHED"),
    ("The code can not be added, as the campaign has exceeded its usage limit", "COUPON_USED_UP"),
    ("This coupon can only be used 1 time(s) per day.", "COUPON_USED_UP"),
    ("Cannot add more than one subscription into basket", "LIMIT_REACHED"),
    ("Interoperability validation failed", "NOT_COMBINABLE"),
    ("Discount qualification on receipt failed for Free tea", "NOT_QUALIFIED"),
    ("Invalid Code", "INVALID_CODE"),
    ("Coupon/Promo code is not active", "COUPON_NOT_ACTIVE"),
    ("drive_thru_code required or Invalid code", "INVALID_CODE"),
    ("Invalid drive_thru_code length", "INVALID_CODE"),
    ("CODE_NOT_FOUND", "INVALID_CODE"),
    ("CODE_EXPIRED", "CODE_EXPIRED"),
    ("Invalid or Expired Single Scan Code", "CODE_EXPIRED"),
    (
        "Another transaction is currently accessing the same code. Please try after some time.",
        "RETRYABLE",
    ),
    ("Please agree on given privacy policy", "CONSENT_MISSING"),
    ("Please agree on given terms and conditions", "CONSENT_MISSING"),
    ("Invalid Receipt Amount", "INVALID_RECEIPT"),
    (
        "Your current loyalty program configuration does not support this feature. Ask",
        "CONFIGURATION",
    ),
    ("Invalid Business Configuration. Ask", "CONFIGURATION"),
    ("Required parameter missing or the value is empty: location_key", "CONFIGURATION"),
    ("Required parameter missing or the value is empty: line_items", "MISSING_PARAMETER"),
    ("Required parameter missing or the value is empty: item_name_0", "MISSING_PARAMETER"),
    ("User is banned", "BANNED"),
    ("This account has been deactivated.", "BANNED"),
]


@pytest.mark.parametrize(("text", "name"), PUBLISHED)
@pytest.mark.parametrize(
    "shape", [lambda t: {"error": t}, lambda t: [t], lambda t: {"errors": [t]}]
)
def test_a_published_text_has_its_meaning(text: str, name: str, shape: Any) -> None:
    error = refused(moves, says(422, shape(text)))
    assert (error.meaning, error.refusal.code) == (Meaning[name], name)
    assert error.refusal.text == text


@pytest.mark.parametrize(("text", "name"), PUBLISHED)
def test_case_full_stop_space_and_apostrophe_do_not_matter(text: str, name: str) -> None:
    bare = text.removesuffix(".")
    variants = (bare, f" {bare}. ", bare.upper(), bare.lower(), bare.replace("’", "'"))
    assert {meaning_of([variant]) for variant in variants} == {Meaning[name]}


def test_the_table_is_written_as_it_is_compared() -> None:
    assert [text for text in TEXTS if plain(text) != text] == []
    published = {plain(text) for text, _ in PUBLISHED}
    assert set(TEXTS) - published == {"invalid locationkey", "invalid location key"}


def test_every_meaning_but_these_is_told_by_words() -> None:
    told = {Meaning[name] for _, name in PUBLISHED}
    assert set(Meaning) - told == {
        Meaning.ALREADY_CHECKED_IN,
        Meaning.ALREADY_RECORDED,
        Meaning.CODE_REJECTED,
        Meaning.CHANNEL_NOT_AVAILABLE,
        Meaning.OTHER,
    }


def test_the_first_message_that_says_something_decides() -> None:
    assert meaning_of(["Hm.", "No Basket found", "Invalid Code"]) is Meaning.NO_BASKET_FOUND
    assert meaning_of([]) is Meaning.OTHER


def test_a_410_may_be_a_check_in_or_an_old_code() -> None:
    text = "Checkin associated with external_uid 3e1f8a8e has been committed."
    error = refused(moves, says(410, {"error": {"message": text, "code": "commited"}}))
    assert (error.meaning, error.code) == (Meaning.ALREADY_CHECKED_IN, "commited")
    assert refused(reads, says(410, {"error": "CODE_EXPIRED"})).meaning is Meaning.CODE_EXPIRED


@pytest.mark.parametrize("status", [409, 422])
def test_a_check_in_that_is_there_is_known_by_its_uid(status: int) -> None:
    uid = "3e1f8a8e-5b0e-4f0c-9a54-0a4a3b1f77c2"
    reply = says(status, {"error": f"external_uid {uid} has already been taken"})
    with pytest.raises(RefusedByPunchhError) as raised:
        check_pos(reply, mutating=True, uid=uid)
    assert raised.value.meaning is Meaning.ALREADY_RECORDED
    with pytest.raises(RefusedByPunchhError) as raised:
        check_pos(reply, mutating=True, uid="another")
    assert raised.value.meaning is Meaning.OTHER
    assert refused(moves, reply).meaning is Meaning.OTHER


# One-time codes


@pytest.mark.parametrize(
    ("status", "key", "text", "meaning"),
    [
        (422, "privacy_policy", "Please agree on given privacy policy", "CONSENT_MISSING"),
        (422, "terms_and_conditions", "x", "CONSENT_MISSING"),
        (422, "x", "Please agree on given terms and conditions", "CONSENT_MISSING"),
        (400, "communication_channel_missing", "x", "CHANNEL_NOT_AVAILABLE"),
        (
            400,
            "missing_required_param",
            "Required parameter missing or the value is empty: phone_number",
            "CHANNEL_NOT_AVAILABLE",
        ),
        (
            400,
            "missing_required_param",
            "Required parameter missing or the value is empty: email",
            "CHANNEL_NOT_AVAILABLE",
        ),
        (
            400,
            "missing_required_param",
            "Required parameter missing or the value is empty: code_challenge",
            "MISSING_PARAMETER",
        ),
        (400, "missing_required_param", "x", "MISSING_PARAMETER"),
        (422, "invalid_email_format", "Invalid email format.", "CHANNEL_NOT_AVAILABLE"),
        (404, "advance_auth_not_enabled", "x", "CONFIGURATION"),
        (400, "validation_method_missing", "x", "CONFIGURATION"),
        (403, "deactivated_user", "x", "BANNED"),
        (422, "new", "x", "OTHER"),
    ],
)
def test_why_no_code_was_sent(status: int, key: str, text: str, meaning: str) -> None:
    error = refused(check_identity, says(status, {"errors": {key: [text]}}))
    assert (error.meaning, error.code) == (Meaning[meaning], key)


@pytest.mark.parametrize("status", [401, 403])
def test_any_other_no_to_the_till_is_its_configuration(status: int) -> None:
    with pytest.raises(MisconfiguredError):
        check_identity(says(status, {"errors": {"unauthorized": ["x"]}}))


@pytest.mark.parametrize("status", [400, 401, 404, 422])
@pytest.mark.parametrize(
    "document",
    [
        {"errors": {"invalid_token": ["x"]}},
        {"errors": {"token_expired": "x"}},
        {"errors": {"invalid_code_verifier": ["x"]}},
        {"errors": {"anything": ["User not found"]}},
        {"errors": "x"},
        {"error": "x"},
        {},
        ["x"],
    ],
    ids=str,
)
def test_whatever_else_is_said_of_a_code_it_was_not_accepted(status: int, document: Any) -> None:
    error = refused(check_code, says(status, document))
    assert (error.meaning, error.refusal.code) == (Meaning.CODE_REJECTED, "CODE_REJECTED")


@pytest.mark.parametrize(
    ("key", "text", "meaning"),
    [
        ("privacy_policy", "Please agree on given privacy policy", "CONSENT_MISSING"),
        ("missing_required_param", "…: token", "MISSING_PARAMETER"),
        ("missing_required_param", "…: phone_number", "CHANNEL_NOT_AVAILABLE"),
    ],
)
def test_these_say_nothing_of_the_code(key: str, text: str, meaning: str) -> None:
    error = refused(check_code, says(422, {"errors": {key: [text]}}))
    assert error.meaning is Meaning[meaning]


@pytest.mark.parametrize("key", ["deactivated_user", "anything"])
def test_a_blocked_account_ends_it(key: str) -> None:
    assert refused(check_code, says(403, {"errors": {key: ["x"]}})).meaning is Meaning.BANNED


# Answers


@pytest.mark.scenario("punchh", 12)
@pytest.mark.parametrize("body", [b"", b"  ", b"{}", b'""', b"null"])
def test_an_answer_without_a_body_may_be_empty_json(body: bytes) -> None:
    check_nothing(Reply(202, body), 202)


@pytest.mark.parametrize("status", [100, 200, 204, 299, 301, 304])
def test_only_the_published_status_is_a_success(status: int) -> None:
    with pytest.raises(ContractBrokenError, match=f"HTTP_{status}"):
        check_nothing(Reply(status, b""), 202)


@pytest.mark.parametrize(
    "body", [b"<html>Wi-Fi</html>", b"[]", b'["No"]', b'"No"', b"7", b'{"error":"No"}']
)
def test_a_page_or_an_error_under_a_success_is_no_answer(body: bytes) -> None:
    with pytest.raises(ContractBrokenError):
        check_nothing(Reply(202, body), 202)


UNREADABLE = (
    b"",
    b"null",
    b"[]",
    b'"ok"',
    b"{}",
    b"{",
    b"<html>Wi-Fi</html>",
    b'{"success":true,"failures":[]}',
    b'{"success":[]}',
    b'{"success":[1],"failures":[]}',
    b'{"error":"No Basket found"}',
    b'{"x":' * 5000 + b"1" + b"}" * 5000,
)


@pytest.mark.parametrize("body", UNREADABLE)
def test_what_cannot_be_read_is_never_success(body: bytes) -> None:
    with pytest.raises(ContractBrokenError) as raised:
        payload_of(Reply(200, body), wire.BatchAnswer)
    assert raised.value.__context__ is None


@pytest.mark.parametrize("status", [100, 199, 300, 304, 307])
def test_any_other_status_breaks_the_contract(status: int) -> None:
    with pytest.raises(ContractBrokenError, match=f"HTTP_{status}"):
        payload_of(Reply(status, b'{"success":[],"failures":[]}'), wire.BatchAnswer)


@EVERYWHERE
@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 412, 422, 429, 500])
def test_no_error_quotes_a_guest(check: Check, status: int) -> None:
    document = {"errors": {"5005550142": ["ola@mail.example, +1 500 555 0142, (500) 555-0142"]}}
    with pytest.raises(ProviderError) as raised:
        check(says(status, document))
    shown = f"{raised.value!r} {vars(raised.value)!r}"
    if isinstance(raised.value, RefusedError):
        shown += repr(raised.value.refusal)
    for secret in ("500555", "555", "0142", "ola@"):
        assert secret not in shown


def test_a_problem_shows_only_its_status() -> None:
    assert repr(problem_of(404, b'["5005550142"]')) == "Problem(404)"
