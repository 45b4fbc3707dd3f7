"""Twilio's forms: as documented, and refused here where Twilio would refuse them."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from pos_app.providers.twilio_verify.names import BadNameError, identity, is_identity, is_sid
from pos_app.providers.twilio_verify.requests import (
    Details,
    InvalidError,
    Linking,
    Requests,
    hidden,
)

SERVICE = "VA0c0ffee00c0ffee00c0ffee00c0ffee0"
FACTOR = "YF11112222333344445555666677778888"
CHALLENGE = "YCaaaa1111bbbb2222cccc3333dddd4444"
VERIFICATION = "VE0123456789abcdef0123456789abcdef"
WHO = "mbr-0001-aaaa"
NOW = datetime(2026, 3, 1, 10, 15, tzinfo=UTC)

ours = Requests(SERVICE)


def form(body: bytes | None) -> list[tuple[str, str]]:
    return parse_qsl((body or b"").decode(), strict_parsing=True, keep_blank_values=True)


def test_a_code_is_given_as_the_challenge_is_made() -> None:
    """The example of section 14, byte by byte."""
    draft = ours.create_challenge(WHO, FACTOR, "t7-000451", code="000111")
    assert (draft.method, draft.path) == ("POST", f"/Services/{SERVICE}/Entities/{WHO}/Challenges")
    assert draft.body == (
        b"FactorSid=YF11112222333344445555666677778888&AuthPayload=000111"
        b"&HiddenDetails=%7B%22till_tx%22%3A%22t7-000451%22%7D"
    )


def test_details_repeat_their_key_and_say_till_when() -> None:
    details = Details("Usar 500 pontos?", (("Loja", "Shop 12"), ("Valor", "BRL 34.50")))
    draft = ours.create_challenge(
        WHO, FACTOR, "t7", details=details, expires=NOW + timedelta(seconds=120), now=NOW
    )
    assert form(draft.body) == [
        ("FactorSid", FACTOR),
        ("Details.Message", "Usar 500 pontos?"),
        ("Details.Fields", '{"label":"Loja","value":"Shop 12"}'),
        ("Details.Fields", '{"label":"Valor","value":"BRL 34.50"}'),
        ("HiddenDetails", '{"till_tx":"t7"}'),
        ("ExpirationDate", "2026-03-01T10:17:00Z"),
    ]


def test_a_text_with_amount_and_payee_is_the_example() -> None:
    linking = Linking("EUR 34.50", "Shop 12")
    start = ours.start("+35699000001", linking)
    assert start.path == f"/Services/{SERVICE}/Verifications"
    assert start.body == b"To=%2B35699000001&Channel=sms&Amount=EUR+34.50&Payee=Shop+12"
    check = ours.check(VERIFICATION, "771204", linking)
    assert check.path == f"/Services/{SERVICE}/VerificationCheck"
    assert check.body == (
        f"VerificationSid={VERIFICATION}&Code=771204&Amount=EUR+34.50&Payee=Shop+12".encode()
    )


def test_every_other_call_has_its_path() -> None:
    entity = f"/Services/{SERVICE}/Entities/{WHO}"
    assert ours.challenge(WHO, CHALLENGE).path == f"{entity}/Challenges/{CHALLENGE}"
    listed = ours.challenges(WHO, factor=FACTOR, status="pending")
    assert listed.path == (
        f"{entity}/Challenges?FactorSid={FACTOR}&Status=pending&Order=desc&PageSize=20"
    )
    answer = ours.answer_challenge(WHO, CHALLENGE, "482913")
    assert (answer.path, answer.body) == (
        f"{entity}/Challenges/{CHALLENGE}",
        b"AuthPayload=482913",
    )
    notify = ours.notify(WHO, CHALLENGE)
    assert (notify.path, notify.body) == (
        f"{entity}/Challenges/{CHALLENGE}/Notifications",
        b"Ttl=300",
    )
    assert ours.factors(WHO).path == f"{entity}/Factors?PageSize=50"
    created = ours.create_totp(WHO, "Loja Centro")
    assert form(created.body) == [("FactorType", "totp"), ("FriendlyName", "Loja Centro")]
    assert ours.verify_factor(WHO, FACTOR, "482913").path == f"{entity}/Factors/{FACTOR}"
    assert ours.delete_factor(WHO, FACTOR).method == "DELETE"
    cancel = ours.cancel(VERIFICATION)
    assert (cancel.path, cancel.body) == (
        f"/Services/{SERVICE}/Verifications/{VERIFICATION}",
        b"Status=canceled",
    )
    assert ours.verification(VERIFICATION).method == "GET"
    assert ours.converted(VERIFICATION).path == (
        f"/Attempts?VerificationSid={VERIFICATION}&Status=converted"
    )


@pytest.mark.scenario("twilio_verify", 14)
def test_the_longest_details_pass_and_one_character_more_does_not() -> None:
    whole = Details("m" * 256, (("l" * 36, "v" * 128),) * 20)
    assert len(whole.fields) == 20
    for message, fields in (
        ("m" * 257, ()),
        ("", ()),
        ("m", (("l", "v"),) * 21),
        ("m", (("l" * 37, "v"),)),
        ("m", (("", "v"),)),
        ("m", (("l", "v" * 129),)),
    ):
        with pytest.raises(InvalidError):
            Details(message, fields)
    frame = len(json.dumps({"till_tx": ""}, separators=(",", ":")))
    assert len(hidden({"till_tx": "x" * (1024 - frame)})) == 1024
    with pytest.raises(InvalidError):
        hidden({"till_tx": "x" * (1025 - frame)})


@pytest.mark.scenario("twilio_verify", 15)
@pytest.mark.parametrize(
    ("minutes", "passes"), [(60, True), (61, False), (0, False), (-1, False), (2, True)]
)
def test_an_end_lies_within_an_hour(minutes: int, passes: bool) -> None:
    def draft() -> object:
        ends = NOW + timedelta(minutes=minutes)
        return ours.create_challenge(WHO, FACTOR, "t7", details=Details("m"), expires=ends, now=NOW)

    if passes:
        assert draft()
    else:
        with pytest.raises(InvalidError, match="ExpirationDate"):
            draft()


@pytest.mark.scenario("twilio_verify", 17)
@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("a" * 7, False),
        ("a" * 8, True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("mbr_0001", False),
        ("-mbr0001", False),
        ("mbr0001-", False),
        ("mbr--0001", False),
        ("mbr-0001-aaaa", True),
        ("mbr-0001-ação", False),
        ("mbr-٠٠٠١", False),
        ("mbr-0001\n", False),
        ("../../../x", False),
    ],
)
def test_an_identity_has_letters_digits_and_single_dashes(text: str, passes: bool) -> None:
    assert is_identity(text) is passes
    if not passes:
        for call in (identity, ours.factors):
            with pytest.raises(BadNameError):
                call(text)


@pytest.mark.parametrize(
    "text",
    ["", "YC", CHALLENGE[:-1], f"{CHALLENGE}0", "YF" + CHALLENGE[2:], "YC" + "g" * 32, "YC/../x"],
)
def test_a_sid_of_another_form_goes_into_no_path(text: str) -> None:
    assert not is_sid("YC", text)
    with pytest.raises(BadNameError, match=r"^no YC SID$"):
        ours.challenge(WHO, text)


@pytest.mark.parametrize(
    "to", ["35699000001", "+", "+35699 000001", "+3569900000a", "+1" + "0" * 15]
)
def test_a_number_is_e164_with_its_plus(to: str) -> None:
    with pytest.raises(InvalidError, match="To"):
        ours.start(to)


@pytest.mark.parametrize("code", ["12", "123456789", "12a4", "١٢٣٤"])
def test_a_code_has_three_to_eight_digits(code: str) -> None:
    with pytest.raises(InvalidError, match="AuthPayload"):
        ours.answer_challenge(WHO, CHALLENGE, code)


def test_no_repr_tells_what_a_request_holds() -> None:
    draft = ours.create_challenge(WHO, FACTOR, "t7", code="482913")
    assert "482913" not in repr(draft)
    assert WHO not in repr(draft)
