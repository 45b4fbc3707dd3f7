"""Twilio's client on its sandbox: long lists, enrolment at a service desk, and the lost answers of
a real socket."""

import pytest

from pos_app.core.errors import OutcomeUnknownError
from pos_app.providers.http import HttpClient, Timeouts, basic
from pos_app.providers.twilio_verify.client import TwilioClient
from pos_app.providers.twilio_verify.requests import Details
from pos_app.sandbox.server import running_server
from pos_app.sandbox.twilio_verify.fixtures import API_KEY_SECRET, API_KEY_SID, SERVICE_SID
from tests.contract.twilio_till import JOAO, Bench, client_on
from tests.contract.twilio_verify import MEMBER, NOBODY, factor_of, totp

DETAILS = Details("Use 500 points?")


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.scenario("twilio_verify", 16)
async def test_a_list_of_120_is_three_pages_in_order(bench: Bench) -> None:
    client = client_on(bench.sandbox, bench.time)
    push = factor_of(bench.sandbox, "push")
    made = []
    for number in range(120):
        draft = client.requests.create_challenge(MEMBER, push, f"otp-{number}", details=DETAILS)
        made.append((await client.create_challenge(draft, "")).challenge.sid)
        bench.sandbox.clock.advance(1)
    listed = client.requests.challenges(MEMBER, page_size=50, newest_first=False)
    found = [one.sid async for one in client.challenges(listed)]
    assert found == made
    assert len(bench.calls("list_challenges")) == 3
    tokens = {call.query for call in bench.calls("list_challenges")}
    assert len(tokens) == 3


async def test_only_as_many_pages_are_read_as_are_wanted(bench: Bench) -> None:
    """The newest first: ours is on the first page however long the list is."""
    client = client_on(bench.sandbox, bench.time)
    push = factor_of(bench.sandbox, "push", bench.identity(JOAO))
    for number in range(60):
        draft = client.requests.create_challenge(
            bench.identity(JOAO), push, f"old-{number}", details=DETAILS
        )
        await client.create_challenge(draft, "")
    bench.sandbox.clock.advance(3601)
    bench.arm("create_challenge", "drop_after")
    before = len(bench.calls("list_challenges"))
    await bench.sent(JOAO)
    assert len(bench.calls("list_challenges")) - before == 2
    assert len(bench.calls("create_challenge")) == 61


async def test_an_authenticator_is_enrolled_and_proved_with_a_first_code(bench: Bench) -> None:
    client = client_on(bench.sandbox, bench.time)
    requests = client.requests
    assert await client.factors(requests.factors(NOBODY)) == ()
    made = await client.create_factor(requests.create_totp(NOBODY, "Loja Centro"), "enrol-1")
    assert made.binding is not None
    assert (made.binding.uri or "").startswith("otpauth://totp/")
    wrong = await client.verify_factor(requests.verify_factor(NOBODY, made.sid, "000000"), "e")
    assert wrong.status == "unverified"
    code = await totp(bench.sandbox, NOBODY, made.sid)
    right = await client.verify_factor(requests.verify_factor(NOBODY, made.sid, code), "enrol-1")
    assert (right.status, right.binding) == ("verified", None)
    [listed] = await client.factors(requests.factors(NOBODY))
    assert (listed.sid, listed.status, listed.binding) == (made.sid, "verified", None)
    await client.delete_factor(requests.delete_factor(NOBODY, made.sid), "enrol-1")
    await client.delete_factor(requests.delete_factor(NOBODY, made.sid), "enrol-1")
    assert await client.factors(requests.factors(NOBODY)) == ()


@pytest.mark.scenario("twilio_verify", 14)
@pytest.mark.scenario("twilio_verify", 15)
async def test_the_server_takes_the_longest_that_the_client_sends(bench: Bench) -> None:
    client = client_on(bench.sandbox, bench.time)
    now = bench.sandbox.clock.now().replace(microsecond=0)
    longest = Details("m" * 256, (("l" * 36, "v" * 128),) * 20)
    draft = client.requests.create_challenge(
        MEMBER,
        factor_of(bench.sandbox, "push"),
        "x" * 1000,
        details=longest,
        expires=now.replace(hour=now.hour + 1),
        now=now,
    )
    assert (await client.create_challenge(draft, "")).challenge.status == "pending"


async def test_a_status_is_read_while_it_is_open_and_gone_afterwards(bench: Bench) -> None:
    client = client_on(bench.sandbox, bench.time)
    started = await client.start(client.requests.start("+35699000003"), "otp-1")
    told = await client.verification(client.requests.verification(started.sid))
    assert (told.status, told.to) == ("pending", "+35699000003")
    await client.cancel(client.requests.cancel(started.sid), "otp-1")
    await client.cancel(client.requests.cancel(started.sid), "otp-1")


async def test_a_probe_proves_the_key_and_asks_about_nobody(bench: Bench) -> None:
    assert await bench.challenger.probe()
    [asked] = bench.calls("list_factors")
    assert asked.status == 404


async def test_an_answer_that_a_socket_swallows_leaves_one_request_on_the_phone(
    bench: Bench,
) -> None:
    """Over loopback, where a client really waits and really gives up."""
    async with running_server(bench.sandbox) as address:
        http = HttpClient(
            f"{address}/v2",
            basic(API_KEY_SID, API_KEY_SECRET),
            timeouts=Timeouts(connect=1, answer=0.3, within=0.6),
        )
        client = TwilioClient(http, f"{address}/v2", SERVICE_SID, pause=bench.time.sleep)
        bench.arm("create_challenge", "delay", 1, seconds=2)
        draft = client.requests.create_challenge(
            MEMBER, factor_of(bench.sandbox, "push"), "otp-1", details=DETAILS
        )
        with pytest.raises(OutcomeUnknownError):
            await client.create_challenge(draft, "otp-1")
        listed = client.requests.challenges(MEMBER, status="pending")
        found = [one.till_tx async for one in client.challenges(listed)]
        assert found == ["otp-1"]
        await client.aclose()
