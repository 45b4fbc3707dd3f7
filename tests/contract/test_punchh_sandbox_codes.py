"""One-time codes at wire level (contract, section 4)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.punchh import digest
from pos_app.sandbox.punchh.codes import challenge_of
from pos_app.sandbox.punchh.fixtures import CLIENT_ID, CLIENT_SECRET, OTHER_CLIENT_ID
from tests.contract.punchh import (
    CHALLENGE,
    OLA,
    OLAS_PHONE,
    VERIFIER,
    change,
    client,
    door_of,
    frozen_sandbox,
    hand_of,
    read_code,
    send_code,
    sending,
    verify,
    verifying,
)

NEW_PHONE = "5005550777"


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def door(sandbox: Sandbox) -> httpx.AsyncClient:
    return door_of(sandbox)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


def sent(sandbox: Sandbox) -> int:
    return len(sandbox.punchh.books.codes.outbox)


def errors(answer: httpx.Response) -> dict[str, list[str]]:
    keyed: dict[str, list[str]] = answer.json()["errors"]
    return keyed


@pytest.mark.parametrize(
    ("verifier", "challenge"),
    [
        (VERIFIER, CHALLENGE),
        (
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
    ],
)
def test_a_challenge_is_the_hash_of_its_verifier(verifier: str, challenge: str) -> None:
    assert challenge_of(verifier) == challenge


async def test_a_code_is_sent_and_checked(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    answer = await send_code(door)
    assert (answer.status_code, answer.json()) == (
        200,
        {"data": {"message": ["OTP sent successfully."]}},
    )
    code = read_code(sandbox)
    assert len(code) == 6
    assert code.isdigit()
    data = (await verify(door, code)).json()["data"]
    assert set(data) == {"access_token", "token_type", "refresh_token", "expires_in"}
    assert (data["token_type"], data["expires_in"]) == ("Bearer", 1800)


async def test_business_without_advanced_authentication(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    change(sandbox, advance_auth=False)
    answer = await send_code(door, client="unknown")
    assert answer.status_code == 404
    assert set(errors(answer)) == {"advance_auth_not_enabled"}


@pytest.mark.parametrize("wrong", ["unknown", OTHER_CLIENT_ID])
async def test_a_client_unknown_or_of_another_scope_is_a_412(
    sandbox: Sandbox, door: httpx.AsyncClient, wrong: str
) -> None:
    invalid = {"invalid_client": ["Invalid Client / Client not found."]}
    for answer in (
        await send_code(door, client=wrong, code_challenge=None),
        await verify(door, "123456", client=wrong, privacy_policy=False),
    ):
        assert (answer.status_code, errors(answer)) == (412, invalid)
    assert sent(sandbox) == 0


@pytest.mark.parametrize("name", ["client", "code_challenge"])
@pytest.mark.parametrize("value", [None, ""])
async def test_a_member_missing_or_blank_is_named(
    door: httpx.AsyncClient, name: str, value: str | None
) -> None:
    answer = await send_code(door, **{name: value}, privacy_policy=False)
    text = f"Required parameter missing or the value is empty: {name}"
    assert answer.status_code == 400
    assert errors(answer) == {"missing_required_param": [text]}


@pytest.mark.scenario("punchh", 3)
@pytest.mark.parametrize("given", [None, False, "true", 1])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("privacy_policy", "Please agree on given privacy policy"),
        ("terms_and_conditions", "Please agree on given terms and conditions"),
    ],
)
async def test_nothing_goes_out_without_consent(
    sandbox: Sandbox, door: httpx.AsyncClient, name: str, text: str, given: Any
) -> None:
    guests = len(sandbox.punchh.books.guests)
    answer = await send_code(door, phone_number=NEW_PHONE, **{name: given})
    assert (answer.status_code, errors(answer)) == (422, {name: [text]})
    assert sent(sandbox) == 0
    await send_code(door, phone_number=NEW_PHONE)
    code = read_code(sandbox, NEW_PHONE)
    answer = await verify(door, code, phone_number=NEW_PHONE, **{name: given})
    assert (answer.status_code, errors(answer)) == (422, {name: [text]})
    assert len(sandbox.punchh.books.guests) == guests


@pytest.mark.scenario("punchh", 3)
async def test_of_two_missing_consents_the_privacy_policy_is_told(door: httpx.AsyncClient) -> None:
    answer = await send_code(door, privacy_policy=False, terms_and_conditions=False)
    assert set(errors(answer)) == {"privacy_policy"}


NO_ADDRESS = {"phone_ext": None, "phone_number": None}


@pytest.mark.parametrize(
    ("channels", "changes", "key", "named"),
    [
        ("both", NO_ADDRESS, "communication_channel_missing", ""),
        ("sms", NO_ADDRESS, "missing_required_param", "phone_number"),
        ("email", NO_ADDRESS, "missing_required_param", "email"),
        ("email", {}, "missing_required_param", "phone_number"),
        ("sms", {**NO_ADDRESS, "email": "o@a.example"}, "missing_required_param", "email"),
        ("both", {"phone_ext": None}, "missing_required_param", "phone_ext"),
        ("both", {"validation_method": None}, "validation_method_missing", ""),
    ],
)
async def test_channels_that_are_missing_or_not_permitted(
    sandbox: Sandbox,
    door: httpx.AsyncClient,
    channels: str,
    changes: dict[str, Any],
    key: str,
    named: str,
) -> None:
    change(sandbox, channels=channels)
    answer = await send_code(door, **changes)
    assert answer.status_code == 400
    assert errors(answer)[key][0].endswith(named or "missing.")
    assert sent(sandbox) == 0


async def test_a_business_may_do_without_a_validation_method(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    change(sandbox, validation_method_required=False)
    assert (await send_code(door, validation_method=None)).status_code == 200


@pytest.mark.parametrize(
    "email",
    ["ola", "ola@", "5005550119@phone.punchh.com", "x@archived.com", "x@FB.punchh.com"],
)
async def test_mail_to_a_placeholder_is_refused(
    sandbox: Sandbox, door: httpx.AsyncClient, email: str
) -> None:
    answer = await send_code(door, **NO_ADDRESS, email=email)
    refusal = {"invalid_email_format": ["Invalid email format."]}
    assert (answer.status_code, errors(answer)) == (422, refusal)
    assert sent(sandbox) == 0


async def test_a_wrong_number_is_accepted_and_never_delivered(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    assert (await send_code(door, phone_number="555")).status_code == 200
    assert sandbox.punchh.books.sent_code("555") is None


async def test_a_code_by_mail_verifies_the_mail(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    mail = {**NO_ADDRESS, "email": "rafael@guests.example"}
    await send_code(door, **mail)
    assert (await verify(door, read_code(sandbox, mail["email"] or ""), **mail)).status_code == 200
    assert sandbox.punchh.books.guests[90018].email_verified


async def test_verifying_an_unknown_address_opens_an_account(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    await send_code(door, phone_number=NEW_PHONE)
    assert sandbox.punchh.books.owner_of(phone=NEW_PHONE) is None
    await verify(door, read_code(sandbox, NEW_PHONE), phone_number=NEW_PHONE)
    assert sandbox.punchh.books.owner_of(phone=NEW_PHONE) is not None


async def test_a_deactivated_guest_is_a_403(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door, phone_number="5005550122")
    answer = await verify(door, read_code(sandbox, "5005550122"), phone_number="5005550122")
    assert answer.status_code == 403
    assert set(errors(answer)) == {"deactivated_user"}


async def test_a_code_is_used_once(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door)
    code = read_code(sandbox)
    assert (await verify(door, code)).status_code == 200
    answer = await verify(door, code)
    assert (answer.status_code, set(errors(answer))) == (422, {"invalid_token"})


async def test_a_wrong_code_and_no_code_at_all_look_alike(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    unasked = await verify(door, "123456")
    await send_code(door)
    wrong = await verify(door, other_than(read_code(sandbox)))
    assert unasked.json() == wrong.json()
    assert set(errors(wrong)) == {"invalid_token"}


async def test_a_code_lives_ten_minutes(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door)
    code = read_code(sandbox)
    sandbox.clock.advance(600)
    answer = await verify(door, code)
    assert (answer.status_code, set(errors(answer))) == (422, {"token_expired"})
    await send_code(door)
    sandbox.clock.advance(599.9)
    assert (await verify(door, read_code(sandbox))).status_code == 200


@pytest.mark.scenario("punchh", 4)
async def test_the_verifier_of_an_earlier_send_is_refused(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    later = "another-verifier-of-a-later-send-0123456789-abc"
    await send_code(door)
    await send_code(door, code_challenge=challenge_of(later))
    code = read_code(sandbox)
    answer = await verify(door, code)
    assert (answer.status_code, set(errors(answer))) == (422, {"invalid_code_verifier"})
    assert (await verify(door, code, code_verifier=later)).status_code == 200


async def test_the_latest_code_wins(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door)
    first = read_code(sandbox)
    await send_code(door)
    assert set(errors(await verify(door, first))) == {"invalid_token"}
    assert (await verify(door, read_code(sandbox))).status_code == 200


async def test_a_resend_may_leave_the_earlier_code_alive(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    change(sandbox, resend_kills_code=False)
    await send_code(door)
    first = read_code(sandbox)
    await send_code(door)
    assert (await verify(door, first)).status_code == 200


@pytest.mark.scenario("punchh", 5)
@pytest.mark.parametrize(
    "otherwise",
    [
        {"phone_number": f"+1{OLAS_PHONE}", "phone_ext": None},
        {"phone_ext": "1"},
        {"phone_number": "500-555-0142"},
    ],
)
async def test_the_address_is_repeated_byte_by_byte(
    sandbox: Sandbox, door: httpx.AsyncClient, otherwise: dict[str, Any]
) -> None:
    await send_code(door)
    answer = await verify(door, read_code(sandbox), **otherwise)
    assert (answer.status_code, set(errors(answer))) == (422, {"invalid_token"})
    assert (await verify(door, read_code(sandbox))).status_code == 200


@pytest.mark.parametrize("name", ["token", "code_verifier"])
async def test_verify_names_what_is_missing(door: httpx.AsyncClient, name: str) -> None:
    answer = await verify(door, "123456", **{name: None})
    assert answer.status_code == 400
    assert errors(answer)["missing_required_param"][0].endswith(f": {name}")


async def test_the_tenth_failure_blocks_the_address_for_an_hour(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    await send_code(door)
    wrong = other_than(read_code(sandbox))
    statuses = [(await verify(door, wrong)).status_code for _ in range(10)]
    assert statuses == [422] * 10
    for answer in (await verify(door, read_code(sandbox)), await send_code(door)):
        assert (answer.status_code, set(errors(answer))) == (429, {"rate_limited"})
    assert (await send_code(door_of(sandbox, ip="10.0.0.8"))).status_code == 200
    sandbox.clock.advance(3599)
    assert (await send_code(door)).status_code == 429
    sandbox.clock.advance(1)
    assert (await send_code(door)).status_code == 200


async def test_failures_are_forgotten_after_ten_minutes(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    for _ in range(9):
        await verify(door, "000000")
    sandbox.clock.advance(600)
    for _ in range(9):
        assert (await verify(door, "000000")).status_code == 422
    assert (await send_code(door)).status_code == 200


async def test_a_code_may_die_of_wrong_tries(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    change(sandbox, tries_per_code=3)
    await send_code(door)
    code = read_code(sandbox)
    for _ in range(3):
        await verify(door, other_than(code))
    assert (await verify(door, code)).status_code == 422


@pytest.mark.parametrize(("body", "start"), [("empty", ""), ("html", "<!DOCTYPE")])
async def test_a_block_may_come_from_the_edge(
    sandbox: Sandbox, door: httpx.AsyncClient, body: str, start: str
) -> None:
    change(sandbox, too_many_body=body, failures_until_block=1)
    await verify(door, "000000")
    answer = await verify(door, "000000")
    assert answer.status_code == 429
    assert answer.text.startswith(start)
    assert bool(answer.text) == bool(start)


async def test_codes_as_the_settings_want_them(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    change(sandbox, code_length=9, code_alphabet="letters", otp_member="otp", id_token=True)
    change(sandbox, code_refusal_status=401, wrong_code_key="otp_invalid", token_life_s=86400)
    await send_code(door)
    code = read_code(sandbox)
    assert len(code) == 9
    assert not code.isdigit()
    refused = await verify(door, "", otp="nothing")
    assert (refused.status_code, set(errors(refused))) == (401, {"otp_invalid"})
    data = (await verify(door, "", otp=code)).json()["data"]
    assert data["expires_in"] == 86400
    assert data["id_token"]


async def test_the_demo_may_fix_the_code(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    change(sandbox, fixed_code="1234")
    await send_code(door)
    assert (await verify(door, "1234")).status_code == 200


async def test_a_refresh_rotates_both_tokens(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door)
    first = (await verify(door, read_code(sandbox))).json()["data"]
    body = {"client": CLIENT_ID, "refresh_token": first["refresh_token"]}
    del door.headers["punchh-app-device-id"], door.headers["client-type"]
    second = (await door.post("/api2/password_less/refresh_token", json=body)).json()["data"]
    assert second.keys() == first.keys()
    assert not {second["access_token"], second["refresh_token"]} & set(map(str, first.values()))
    again = await door.post("/api2/password_less/refresh_token", json=body)
    assert again.status_code == 401


async def test_signing_out_revokes_both(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door)
    data = (await verify(door, read_code(sandbox))).json()["data"]
    bearer = {"Authorization": f"Bearer {data['access_token']}"}
    out = "/api2/password_less/sign_out"
    assert (await door.post(out, json={})).status_code == 401
    assert (await door.post(out, json={}, headers=bearer)).status_code == 200
    assert (await door.post(out, json={}, headers=bearer)).status_code == 401
    body = {"client": CLIENT_ID, "refresh_token": data["refresh_token"]}
    refused = await door.post("/api2/password_less/refresh_token", json=body)
    assert refused.status_code == 401


@pytest.mark.parametrize("name", ["Accept", "punchh-app-device-id", "client-type"])
async def test_verify_asks_for_its_headers(door: httpx.AsyncClient, name: str) -> None:
    del door.headers[name]
    answer = await verify(door, "123456")
    assert answer.status_code == 400
    assert errors(answer)["missing_required_param"][0].endswith(f": {name.lower()}")


async def test_send_asks_for_no_client_type(door: httpx.AsyncClient) -> None:
    del door.headers["client-type"]
    assert (await send_code(door)).status_code == 200


async def test_a_code_opens_no_point_of_sale_call(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    await send_code(door)
    token = (await verify(door, read_code(sandbox))).json()["data"]["access_token"]
    guest = client(sandbox, {"Authorization": f"Bearer {token}"})
    assert (await guest.get("/api/pos/meta")).status_code == 401


SECRET = "example-secret-not-real"
PROFILE = "/api2/mobile/users/profile"


@pytest.mark.parametrize(
    ("algorithm", "path", "body", "expected"),
    [
        (
            "sha256",
            PROFILE,
            '{"client":"demo-client"}',
            "2c65d160458735ee34d90636db32c6d2755f2a4c32044ffa65b19787b1ef9ec8",
        ),
        (
            "sha256",
            PROFILE,
            "",
            "feebf0e609543ecf8104571c38fe8641c72857e1f21651291ea817396b6905ee",
        ),
        (
            "sha256",
            PROFILE,
            '{"client":"demo-client","name":"Zoë Ok"}',
            "30f7bf83a32b9960ba1fb5435364df56c04e1537e71130cda68252a71c53f600",
        ),
        (
            "sha1",
            "/api/auth/checkins/balance",
            '{"client":"demo-client"}',
            "ee8e72b8845d4054f1fae418597a9642d571cde1",
        ),
    ],
)
def test_a_digest_is_as_the_contract_has_it(
    algorithm: str, path: str, body: str, expected: str
) -> None:
    assert digest.sign(SECRET, path, body.encode(), algorithm) == expected


async def ask_profile(
    door: httpx.AsyncClient, token: str, body: bytes, **headers: str
) -> httpx.Response:
    signed = {
        "Authorization": f"Bearer {token}",
        "x-pch-digest": digest.sign(CLIENT_SECRET, PROFILE, body),
        "Content-Type": "application/json",
        **headers,
    }
    return await door.request("GET", PROFILE, content=body, headers=signed)


async def test_the_profile_names_the_guest_behind_a_token(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    await send_code(door)
    token = (await verify(door, read_code(sandbox))).json()["data"]["access_token"]
    body = f'{{"client":"{CLIENT_ID}"}}'.encode()
    answer = await ask_profile(door, token, body)
    assert answer.json()["user"]["user_id"] == OLA
    sandbox.clock.advance(1800)
    assert (await ask_profile(door, token, body)).status_code == 401


async def test_a_wrong_digest_is_a_412(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    await send_code(door)
    token = (await verify(door, read_code(sandbox))).json()["data"]["access_token"]
    body = f'{{"client": "{CLIENT_ID}"}}'.encode()
    compact = digest.sign(CLIENT_SECRET, PROFILE, body.replace(b" ", b""))
    answer = await ask_profile(door, token, body, **{"x-pch-digest": compact})
    assert (answer.status_code, set(errors(answer))) == (412, {"invalid_signature"})


async def test_an_id_token_is_asked_for_once_it_was_given(
    sandbox: Sandbox, door: httpx.AsyncClient
) -> None:
    change(sandbox, id_token=True)
    await send_code(door)
    data = (await verify(door, read_code(sandbox))).json()["data"]
    body = f'{{"client":"{CLIENT_ID}"}}'.encode()
    assert (await ask_profile(door, data["access_token"], body)).status_code == 401
    proof = {"id-token": data["id_token"]}
    assert (await ask_profile(door, data["access_token"], body, **proof)).status_code == 200


async def test_the_outbox_shows_what_was_sent(sandbox: Sandbox, door: httpx.AsyncClient) -> None:
    hand = hand_of(sandbox)
    assert (await hand.get("/codes", params={"address": OLAS_PHONE})).status_code == 404
    await send_code(door)
    by_address = (await hand.get("/codes", params={"address": OLAS_PHONE})).json()
    for customer in (str(OLA), OLAS_PHONE, "ola@guests.example", "7700123400090017", "P90017OLA"):
        by_customer = await hand.get("/codes", params={"customer": customer})
        assert by_customer.json() == by_address
    assert (await hand.get("/codes", params={"customer": "90018"})).status_code == 404
    assert (by_address["code"], by_address["channel"]) == (read_code(sandbox), "sms")
    await send_code(door)
    sent_messages = (await hand.get("/outbox")).json()["sent"]
    assert [message["open"] for message in sent_messages] == [False, True]


def test_the_examples_of_the_contract_are_what_the_helpers_send() -> None:
    assert sending()["code_challenge"] == challenge_of(verifying("1")["code_verifier"])
