"""Entities and factors at wire level (contract, sections 1, 2 and 4)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.twilio_verify.fixtures import ACCOUNT_SID, OTHER_SERVICE_SID, SERVICE_SID
from tests.contract.twilio_verify import (
    BASE,
    MEMBER,
    NOBODY,
    SERVICE,
    UNVERIFIED,
    challenge,
    change,
    entity,
    error,
    factor_of,
    frozen_sandbox,
    hand_of,
    status,
    till_of,
    totp,
)

NEW = "c0ffee00-0000-4000-8000-000000000009"
TOTP = {"FactorType": "totp", "FriendlyName": "Phone"}
PUSH = {
    "FactorType": "push",
    "FriendlyName": "Phone",
    "Binding.Alg": "ES256",
    "Binding.PublicKey": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE",
    "Config.AppId": "com.example.shop",
    "Config.NotificationPlatform": "apn",
    "Config.NotificationToken": "t" * 32,
    "Config.SdkVersion": "1.2.3",
}


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


async def enrol(till: httpx.AsyncClient, identity: str = NEW, **fields: Any) -> httpx.Response:
    body = {**TOTP, **{name.replace("_", "."): value for name, value in fields.items()}}
    return await till.post(f"{entity(identity)}/Factors", data=body)


async def verify(
    till: httpx.AsyncClient, sid: str, code: str, identity: str = NEW
) -> httpx.Response:
    return await till.post(f"{entity(identity)}/Factors/{sid}", data={"AuthPayload": code})


async def sids(till: httpx.AsyncClient, identity: str = NEW) -> list[str]:
    listed = await till.get(f"{entity(identity)}/Factors")
    return [one["sid"] for one in listed.json()["factors"]]


# Entities


async def test_an_entity_is_created_fetched_and_deleted(till: httpx.AsyncClient) -> None:
    assert error(await till.get(entity(NEW))) == (404, 20404)
    made = await till.post(f"{SERVICE}/Entities", data={"Identity": NEW})
    assert made.status_code == 201
    body = made.json()
    url = f"{BASE}{entity(NEW)}"
    assert body == {
        "sid": body["sid"],
        "account_sid": ACCOUNT_SID,
        "service_sid": SERVICE_SID,
        "identity": NEW,
        "date_created": "2031-03-04T17:15:00Z",
        "date_updated": "2031-03-04T17:15:00Z",
        "url": url,
        "links": {
            "factors": f"{url}/Factors",
            "new_factors": f"{url}/Factors",
            "challenges": f"{url}/Challenges",
        },
    }
    assert (await till.get(url)).json() == body
    assert error(await till.post(f"{SERVICE}/Entities", data={"Identity": NEW})) == (409, 60301)
    gone = await till.delete(url)
    assert (gone.status_code, gone.content) == (204, b"")
    assert error(await till.get(url)) == (404, 20404)


@pytest.mark.parametrize(
    ("identity", "fits"),
    [
        ("a" * 7, False),
        ("a" * 8, True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("mbr_0001", False),
        ("-mbr-0001", False),
        ("mbr-0001-", False),
        ("mbr--0001", False),
        ("mbr-0001é", False),
        ("mbr-٠٠٠١", False),
        ("mbr-0001\n", False),
    ],
)
async def test_identities_have_a_form(
    sandbox: Sandbox, till: httpx.AsyncClient, identity: str, fits: bool
) -> None:
    made = await till.post(f"{SERVICE}/Entities", data={"Identity": identity})
    path = f"{SERVICE}/Entities/{httpx.URL('/', params={'i': identity}).query.decode()[2:]}"
    if fits:
        assert made.status_code == 201
        assert (await till.get(path)).status_code == 200
        return
    assert error(made) == error(await till.get(path)) == (400, 60300)
    assert error(await till.post(f"{path}/Factors", data=TOTP)) == (400, 60300)
    change(sandbox, bad_field="fine")
    assert error(await till.get(path)) == (400, 60367)


async def test_a_way_out_of_the_path_is_no_identity(till: httpx.AsyncClient) -> None:
    path = f"{SERVICE}/Entities/..%2F..%2FEntities%2F{MEMBER}"
    assert error(await till.get(path)) == (400, 60300)


async def test_another_service_sees_nothing(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    other = f"/v2/Services/{OTHER_SERVICE_SID}"
    assert error(await till.get(f"{other}/Entities/{MEMBER}/Factors")) == (404, 20404)
    assert error(await till.get(f"/v2/Services/VA{0:032}/Entities/{MEMBER}")) == (404, 20404)
    assert error(await till.get(f"/v2/Services/VA0/Entities/{MEMBER}")) == (404, 20404)
    change(sandbox, bad_field="fine")
    assert error(await till.get(f"/v2/Services/VA0/Entities/{MEMBER}")) == (400, 60363)
    assert error(await till.get(f"{entity()}/Factors/YF0")) == (400, 60362)
    assert error(await till.get(f"{entity()}/Challenges/YC0")) == (400, 60364)


async def test_new_entities_are_limited_by_the_second(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, entities_per_second=2)
    assert (await enrol(till, "new-0001")).status_code == 201
    assert (await enrol(till, "new-0002")).status_code == 201
    assert error(await enrol(till, "new-0003")) == (429, 60328)
    assert (await enrol(till, "new-0001")).status_code == 201
    sandbox.clock.advance(1)
    assert (await enrol(till, "new-0003")).status_code == 201


# TOTP


async def test_the_binding_is_told_once(till: httpx.AsyncClient) -> None:
    made = await enrol(till, Metadata='{"till":"7"}', FriendlyName="My phone & tablet")
    assert made.status_code == 201
    body = made.json()
    binding = body.pop("binding")
    assert (body["status"], body["factor_type"]) == ("unverified", "totp")
    assert body["config"] == {"alg": "sha1", "skew": 1, "code_length": 6, "time_step": 30}
    assert body["metadata"] == {"till": "7"}
    assert body["url"] == f"{BASE}{entity(NEW)}/Factors/{body['sid']}"
    assert (await till.get(body["url"])).json() == body
    assert (await till.get(f"{entity(NEW)}/Factors")).json()["factors"] == [body]
    uri = urlsplit(binding["uri"])
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert uri.path == "/Sandbox:My%20phone%20%26%20tablet"
    assert {name: values[0] for name, values in parse_qs(uri.query).items()} == {
        "secret": binding["secret"],
        "issuer": "Sandbox",
        "algorithm": "SHA1",
        "digits": "6",
        "period": "30",
    }


async def test_a_factor_is_verified_with_a_code(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sid = (await enrol(till)).json()["sid"]
    assert error(await challenge(till, sid, NEW)) == (403, 60318)
    code = await totp(sandbox, NEW, sid)
    assert status(await verify(till, sid, code[::-1])) == (200, "unverified")
    assert status(await verify(till, sid, code)) == (200, "verified")
    assert (await challenge(till, sid, NEW, AuthPayload=code)).json()["status"] == "approved"


async def test_five_wrong_codes_end_an_enrolment(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    sid = (await enrol(till)).json()["sid"]
    code = await totp(sandbox, NEW, sid)
    for _ in range(5):
        assert status(await verify(till, sid, "0" + code)) == (200, "unverified")
    assert error(await verify(till, sid, code)) == (429, 60310)
    assert (await till.delete(f"{entity(NEW)}/Factors/{sid}")).status_code == 204
    assert await sids(till) == []


async def test_in_the_old_style_a_wrong_code_is_refused(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, old_style=True, last_try="refused")
    sid = (await enrol(till)).json()["sid"]
    code = await totp(sandbox, NEW, sid)
    for _ in range(4):
        assert error(await verify(till, sid, "0" + code)) == (403, 60311)
    assert error(await verify(till, sid, "0" + code)) == (429, 60310)


async def test_an_unverified_factor_is_deleted_after_a_while(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    change(sandbox, unverified_factor_life_s=3600)
    kept, lost = [(await enrol(till)).json()["sid"] for _ in range(2)]
    await verify(till, kept, await totp(sandbox, NEW, kept))
    sandbox.clock.advance(3599)
    assert await sids(till) == [kept, lost]
    sandbox.clock.advance(1)
    assert await sids(till) == [kept]
    assert await sids(till, UNVERIFIED) == []


async def test_a_factor_is_as_it_was_asked_for(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    made = await enrol(
        till,
        Binding_Secret="gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
        Config_Alg="sha512",
        Config_TimeStep="60",
        Config_Skew="0",
        Config_CodeLength="8",
    )
    body = made.json()
    assert body["config"] == {"alg": "sha512", "skew": 0, "code_length": 8, "time_step": 60}
    assert body["binding"]["secret"] == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    code = await totp(sandbox, NEW, body["sid"])
    assert len(code) == 8
    sandbox.clock.advance(60)
    assert status(await verify(till, body["sid"], code)) == (200, "unverified")
    again = await enrol(till, Binding_Secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    assert error(again) == (409, 60317)


async def test_a_service_has_defaults_of_its_own(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, totp_issuer="Shop", totp_time_step=20, totp_skew=2, totp_code_length=3)
    body = (await enrol(till)).json()
    assert body["config"] == {"alg": "sha1", "skew": 2, "code_length": 3, "time_step": 20}
    assert "issuer=Shop" in body["binding"]["uri"]


async def test_a_factor_can_be_renamed_and_set_anew(till: httpx.AsyncClient) -> None:
    url = (await enrol(till)).json()["url"]
    named = await till.post(url, data={"FriendlyName": "Tablet", "Config.CodeLength": "8"})
    assert (named.status_code, named.json()["friendly_name"]) == (200, "Tablet")
    assert named.json()["config"]["code_length"] == 8
    assert error(await till.post(url, data={"FriendlyName": "x" * 65})) == (400, 60300)
    assert error(await till.post(url, data={"Config.Skew": "3"})) == (400, 60300)


@pytest.mark.parametrize(
    ("fields", "fine"),
    [
        ({"FactorType": "passkeys"}, 60369),
        ({"FactorType": ""}, 60369),
        ({"FriendlyName": ""}, 60306),
        ({"FriendlyName": "x" * 65}, 60306),
        ({"Binding_Secret": "not base32!"}, 60306),
        ({"Config_TimeStep": "19"}, 60370),
        ({"Config_TimeStep": "61"}, 60370),
        ({"Config_Skew": "3"}, 60370),
        ({"Config_Skew": "-1"}, 60370),
        ({"Config_CodeLength": "2"}, 60370),
        ({"Config_CodeLength": "9"}, 60370),
        ({"Config_CodeLength": "six"}, 60370),
        ({"Config_Alg": "md5"}, 60370),
        ({"Metadata": "{"}, 60306),
    ],
)
async def test_unfit_fields_enrol_nothing(
    sandbox: Sandbox, till: httpx.AsyncClient, fields: dict[str, Any], fine: int
) -> None:
    assert error(await enrol(till, **fields)) == (400, 60300)
    change(sandbox, bad_field="fine")
    assert error(await enrol(till, **fields)) == (400, fine)
    assert error(await till.get(entity(NEW))) == (404, 20404)


async def test_enrolments_are_limited_by_the_day(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, factors_per_day=2)
    for _ in range(2):
        made = await enrol(till)
        await till.delete(made.json()["url"])
    assert error(await enrol(till)) == (429, 60326)
    sandbox.clock.advance(24 * 3600)
    assert (await enrol(till)).status_code == 201


# Push


async def test_a_device_is_enrolled_by_its_app(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    made = await till.post(f"{entity(NEW)}/Factors", data=PUSH)
    body = made.json()
    assert (made.status_code, body["status"], body["factor_type"]) == (201, "unverified", "push")
    assert body["binding"] == {"alg": "ES256", "public_key": PUSH["Binding.PublicKey"]}
    assert body["config"] == {
        "app_id": "com.example.shop",
        "notification_platform": "apn",
        "notification_token": "t" * 32,
        "sdk_version": "1.2.3",
    }
    assert error(await till.post(f"{entity(NEW)}/Factors", data=PUSH)) == (409, 60317)
    assert error(await verify(till, body["sid"], "a-signature")) == (403, 60311)
    done = await hand_of(sandbox).post("/phone/verify", json={"customer": NEW})
    assert done.json() == {"factor_sid": body["sid"], "status": "verified"}
    assert status(await till.get(body["url"])) == (200, "verified")
    moved = await till.post(body["url"], data={"Config.NotificationToken": "u" * 255})
    assert moved.json()["config"]["notification_token"] == "u" * 255


@pytest.mark.parametrize(
    "fields",
    [
        {"Binding.Alg": "RS256"},
        {"Binding.PublicKey": ""},
        {"Config.AppId": ""},
        {"Config.NotificationPlatform": "sms"},
        {"Config.NotificationToken": ""},
        {"Config.NotificationToken": "t" * 31},
        {"Config.NotificationToken": "t" * 256},
    ],
)
async def test_an_unfit_device_is_refused(till: httpx.AsyncClient, fields: dict[str, str]) -> None:
    made = await till.post(f"{entity(NEW)}/Factors", data={**PUSH, **fields})
    assert error(made) == (400, 60300)


async def test_push_factors_are_limited(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    change(sandbox, push_factors_per_entity=1)
    await till.post(f"{entity(NEW)}/Factors", data=PUSH)
    second = {**PUSH, "Binding.PublicKey": "another"}
    assert error(await till.post(f"{entity(NEW)}/Factors", data=second)) == (403, 60315)
    change(sandbox, statuses=["60315=429"])
    assert error(await till.post(f"{entity(NEW)}/Factors", data=second)) == (429, 60315)
    assert (await enrol(till)).status_code == 201


async def test_a_device_that_cannot_be_woken_sees_its_pushes_all_the_same(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    silent = {**PUSH, "Config.NotificationPlatform": "none", "Config.NotificationToken": ""}
    sid = (await till.post(f"{entity(NEW)}/Factors", data=silent)).json()["sid"]
    hand = hand_of(sandbox)
    await hand.post("/phone/verify", json={"customer": NEW, "sid": sid})
    made = await challenge(till, sid, NEW, **{"Details.Message": "500 points"})
    again = made.json()["links"]["notifications"]
    assert error(await till.post(again)) == (400, 60307)
    [shown] = (await hand.get("/phone", params={"customer": NEW})).json()["pushes"]
    assert (shown["message"], shown["notified_at"]) == ("500 points", [])


# What the demo knows


async def test_an_identity_without_anything_is_unknown(till: httpx.AsyncClient) -> None:
    assert error(await till.get(f"{entity(NOBODY)}/Factors")) == (404, 20404)


@pytest.mark.parametrize(
    ("setting", "found"),
    [("totp", ["totp"]), ("push", ["push"]), ("totp_and_push", ["totp", "push"])],
)
async def test_unknown_identities_may_turn_out_to_be_enrolled(
    sandbox: Sandbox, till: httpx.AsyncClient, setting: str, found: list[str]
) -> None:
    change(sandbox, enrol_unknown=setting)
    listed = (await till.get(f"{entity(NEW)}/Factors")).json()["factors"]
    assert [(one["factor_type"], one["status"]) for one in listed] == [
        (kind, "verified") for kind in found
    ]
    made = await enrol(till, "another-new-one")
    assert await sids(till, "another-new-one") == [made.json()["sid"]]


async def test_a_deleted_factor_answers_no_challenge(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    factor = factor_of(sandbox)
    sid = (await challenge(till, factor)).json()["sid"]
    code = await totp(sandbox)
    assert (await till.delete(f"{entity()}/Factors/{factor}")).status_code == 204
    url = f"{entity()}/Challenges/{sid}"
    assert error(await till.post(url, data={"AuthPayload": code})) == (404, 60390)
    assert error(await till.get(f"{entity()}/Factors/{factor}")) == (404, 20404)
    assert status(await till.get(url)) == (200, "pending")
