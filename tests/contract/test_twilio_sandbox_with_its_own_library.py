"""What Twilio's own package makes of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from twilio.base import exceptions

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.server import ThreadedServer
from pos_app.sandbox.twilio_verify.fixtures import SERVICE_SID
from tests.contract.twilio_package import Loopback
from tests.contract.twilio_verify import (
    MEMBER,
    PHONE,
    START,
    factor_of,
    frozen_sandbox,
    other_than,
    text,
    totp,
    wrong,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def wire(sandbox: Sandbox) -> Iterator[Loopback]:
    with ThreadedServer(sandbox) as address:
        wire = Loopback(address)
        yield wire
        wire.close()


@pytest.fixture
def service(wire: Loopback) -> Any:
    return wire.service()


@pytest.fixture
def entity(service: Any) -> Any:
    return service.entities(MEMBER)


def test_factors_are_listed(sandbox: Sandbox, entity: Any) -> None:
    factors = entity.factors.list()
    assert [(one.factor_type, one.status) for one in factors] == [
        ("totp", "verified"),
        ("push", "verified"),
    ]
    assert factors[0].sid == factor_of(sandbox)
    assert factors[0].date_created == START
    assert entity.fetch().sid == factors[0].entity_sid


async def test_a_challenge_is_created_fetched_and_updated(sandbox: Sandbox, entity: Any) -> None:
    factor = factor_of(sandbox)
    made = entity.challenges.create(
        factor_sid=factor,
        auth_payload=await wrong(sandbox),
        hidden_details={"till_tx": "t7-000451"},
        expiration_date=START + timedelta(seconds=90),
    )
    assert (made.status, made.responded_reason) == ("pending", "none")
    assert made.hidden_details == {"till_tx": "t7-000451"}
    assert (made.date_created, made.date_responded) == (START, None)
    assert made.expiration_date == START + timedelta(seconds=90)
    assert made.fetch().status == "pending"
    done = made.update(auth_payload=await totp(sandbox))
    assert (done.status, done.date_responded) == ("approved", START)
    assert entity.challenges(made.sid).fetch().sid == made.sid
    with pytest.raises(exceptions.TwilioRestException) as refused:
        made.update(auth_payload="000000")
    assert (refused.value.status, refused.value.code) == (403, 60322)


def test_a_push_is_shown_and_sent_again(sandbox: Sandbox, entity: Any) -> None:
    made = entity.challenges.create(
        factor_sid=factor_of(sandbox, "push"),
        details_message="Shop 12: 500 points",
        details_fields=[{"label": "Amount", "value": "34.50"}, {"label": "Till", "value": "7"}],
    )
    assert made.details["message"] == "Shop 12: 500 points"
    assert [one["label"] for one in made.details["fields"]] == ["Amount", "Till"]
    again = made.notifications.create(ttl=30)
    assert (again.challenge_sid, again.ttl, again.date_created) == (made.sid, 30, START)


def test_challenges_are_listed_page_by_page(sandbox: Sandbox, entity: Any, wire: Loopback) -> None:
    factor = factor_of(sandbox, "push")
    made = [
        entity.challenges.create(factor_sid=factor, details_message=f"number {number}").sid
        for number in range(7)
    ]
    wire.urls.clear()
    assert [one.sid for one in entity.challenges.list(page_size=3)] == made
    assert len(wire.urls) == 3
    newest = entity.challenges.list(
        factor_sid=factor, status="pending", order="desc", limit=2, page_size=2
    )
    assert [one.sid for one in newest] == made[:-3:-1]
    page = entity.challenges.page(page_size=3)
    second = page.next_page()
    assert [one.sid for one in second] == made[3:6]
    assert [one.sid for one in second.previous_page()] == made[:3]
    assert entity.challenges.list(status="approved") == []


async def test_a_verification_is_started_and_checked(
    sandbox: Sandbox, service: Any, wire: Loopback
) -> None:
    client = wire.client()
    started = service.verifications.create(to=PHONE, channel="sms", tags='{"till":"7"}')
    assert (started.status, started.valid, started.date_created) == ("pending", False, START)
    code = await text(sandbox)
    missed = service.verification_checks.create(verification_sid=started.sid, code=other_than(code))
    assert (missed.status, missed.valid) == ("pending", False)
    assert service.verifications(started.sid).fetch().status == "pending"
    checked = service.verification_checks.create(verification_sid=started.sid, code=code)
    assert (checked.status, checked.valid, checked.sid) == ("approved", True, started.sid)
    with pytest.raises(exceptions.TwilioRestException) as gone:
        service.verification_checks.create(verification_sid=started.sid, code=code)
    assert (gone.value.status, gone.value.code) == (404, 20404)
    [attempt] = client.verify.v2.verification_attempts.list(
        verification_sid=started.sid, status="converted"
    )
    assert (attempt.conversion_status, attempt.date_created) == ("converted", START)


def test_a_verification_is_cancelled(service: Any) -> None:
    started = service.verifications.create(to=PHONE, channel="sms")
    assert started.update(status="canceled").status == "canceled"
    with pytest.raises(exceptions.TwilioRestException) as gone:
        service.verifications(started.sid).fetch()
    assert gone.value.code == 20404


async def test_a_factor_is_enrolled_verified_renamed_and_deleted(
    sandbox: Sandbox, service: Any
) -> None:
    entity = service.entities("mbr-0009-xxxx")
    made = entity.new_factors.create(
        friendly_name="Phone", factor_type="totp", config_code_length=8, config_alg="sha512"
    )
    assert made.binding["uri"].startswith("otpauth://totp/Sandbox:Phone?secret=")
    assert made.config == {"alg": "sha512", "skew": 1, "code_length": 8, "time_step": 30}
    factor = entity.factors(made.sid)
    code = await totp(sandbox, "mbr-0009-xxxx", made.sid)
    assert factor.update(auth_payload=code).status == "verified"
    assert factor.update(friendly_name="Tablet").friendly_name == "Tablet"
    assert factor.fetch().friendly_name == "Tablet"
    assert factor.delete()
    assert entity.factors.list() == []
    assert entity.delete()


def test_errors_are_told_as_the_package_reads_them(wire: Loopback, entity: Any) -> None:
    stranger = wire.client("wrong")
    with pytest.raises(exceptions.TwilioRestException) as refused:
        stranger.verify.v2.services(SERVICE_SID).entities(MEMBER).fetch()
    assert (refused.value.status, refused.value.code) == (401, 20003)
    assert "Authenticate" in str(refused.value)
    with pytest.raises(exceptions.TwilioRestException) as unfit:
        entity.challenges.create(factor_sid="YF12")
    assert (unfit.value.status, unfit.value.code) == (400, 60300)
    assert unfit.value.msg.endswith("FactorSid")
