"""Twilio's pure decisions: pages, ways, binding, freshness, rhythm, identities, words."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from pos_app.core.challenge import Channel
from pos_app.core.errors import ContractBrokenError
from pos_app.core.money import Money
from pos_app.providers.twilio_verify import rhythm, stamps, wire, words
from pos_app.providers.twilio_verify.binding import Bond, is_fresh, mismatch
from pos_app.providers.twilio_verify.challenger import root_of
from pos_app.providers.twilio_verify.identities import Identities
from pos_app.providers.twilio_verify.names import is_identity
from pos_app.providers.twilio_verify.paging import MOST_PAGES, Trail
from pos_app.providers.twilio_verify.ways import SMS, Way, choose
from pos_app.sandbox.twilio_verify.fixtures import identity_of
from tests.unit.providers.people import BRUNA, CPF, intent

BASE = "https://verify.twilio.com/v2"
NOW = datetime(2026, 3, 1, 10, 15, tzinfo=UTC)


# Pages


def test_the_next_page_is_followed_as_it_is_written() -> None:
    path = "/Services/VA1/Entities/mbr-1/Challenges?PageSize=50&Page=1&PageToken=DNYC%2Fx"
    assert Trail(BASE).onward(BASE + path) == path
    assert Trail(BASE).onward("https://VERIFY.twilio.com:443/v2/Attempts?Page=1") is not None


@pytest.mark.parametrize("end", [None, ""])
def test_without_a_next_page_it_ends(end: str | None) -> None:
    assert Trail(BASE).onward(end) is None


@pytest.mark.scenario("twilio_verify", 16)
@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/v2/Services/VA1?Page=1",
        "http://verify.twilio.com/v2/Attempts?Page=1",
        "https://verify.twilio.com:8443/v2/Attempts?Page=1",
        "https://verify.twilio.com@evil.example/v2/Attempts",
        "https://user:pass@verify.twilio.com/v2/Attempts",
        "https://verify.twilio.com.evil.example/v2/Attempts",
        "https://verify.twilio.com\\@evil.example/v2/Attempts",
        "https://verify.twilio.com/v3/Attempts",
        "https://verify.twilio.com/v2x/Attempts",
        "https://verify.twilio.com/v2/../Accounts",
        "https://verify.twilio.com/v2/Attempts#x",
        "//evil.example/v2/Attempts",
        "/v2/Attempts?Page=1",
        "https://verify.twilio.com:x/v2/Attempts",
    ],
)
def test_no_page_is_followed_to_anywhere_else(address: str) -> None:
    with pytest.raises(ContractBrokenError, match="ForeignPage"):
        Trail(BASE).onward(address)


def test_no_page_is_followed_in_a_circle_or_for_ever() -> None:
    trail = Trail(BASE)
    trail.onward(f"{BASE}/Attempts?Page=1")
    with pytest.raises(ContractBrokenError, match="EndlessPages"):
        trail.onward(f"{BASE}/Attempts?Page=1")
    endless = Trail(BASE)
    for page in range(MOST_PAGES):
        endless.onward(f"{BASE}/Attempts?Page={page}")
    with pytest.raises(ContractBrokenError, match="EndlessPages"):
        endless.onward(f"{BASE}/Attempts?Page={MOST_PAGES}")


# Ways


def factor(kind: str, letter: str, status: str = "verified", day: int = 1) -> wire.Factor:
    made = f"2026-03-{day:02}T10:00:00Z"
    return wire.Factor("YF" + letter * 32, status, factor_type=kind, date_created=made)


def sids(ways: tuple[Way, ...]) -> list[tuple[Channel, str | None]]:
    return [(way.channel, way.factor and way.factor[2]) for way in ways]


FACTORS = (
    factor("totp", "1"),
    factor("push", "2", day=2),
    factor("push", "3", day=3),
    factor("totp", "4", "unverified", day=9),
    factor("passkeys", "5"),
    replace(factor("push", "6"), sid="YF../x"),
)


def test_the_device_goes_first_then_the_authenticator_then_a_text() -> None:
    ways = choose(FACTORS, has_phone=True)
    push, totp = Channel.PUSH, Channel.APP_CODE
    assert sids(ways) == [(push, "3"), (push, "2"), (totp, "1"), (Channel.SMS, None)]


def test_instead_of_an_approval_a_text_goes_first() -> None:
    assert choose(FACTORS, has_phone=True, wanted=Channel.SMS)[0] == SMS
    nowhere = choose(FACTORS, has_phone=False, wanted=Channel.SMS)
    assert sids(nowhere) == [(Channel.APP_CODE, "1")]
    assert choose((), has_phone=False) == ()


# Binding

BOND = Bond("VA1", "mbr-0001", "YF1", "otp-1", "YC1")
APPROVED = wire.Challenge(
    "YC1",
    "approved",
    service_sid="VA1",
    identity="mbr-0001",
    factor_sid="YF1",
    hidden_details={"till_tx": "otp-1"},
    date_responded="2026-03-01T10:15:00Z",
    date_updated="2026-03-01T10:00:00Z",
)


def test_every_member_of_the_bond_has_to_be_told_and_to_be_ours() -> None:
    assert mismatch(APPROVED, BOND) is None
    assert mismatch(APPROVED, replace(BOND, sid=None)) is None
    for name in ("service_sid", "identity", "factor_sid", "sid"):
        for other in ("else", ""):
            assert mismatch(replace(APPROVED, **{name: other}), BOND) == name
    for hidden in (None, {}, {"till_tx": 1}, {"till_tx": "otp-2"}, "otp-1", ["till_tx"]):
        assert mismatch(replace(APPROVED, hidden_details=hidden), BOND) == "till_tx"


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (120, True), (121, False), (-5, True), (-6, False)]
)
def test_an_answer_stays_fresh_for_two_minutes(seconds: int, fresh: bool) -> None:
    assert is_fresh(APPROVED, NOW + timedelta(seconds=seconds)) is fresh


def test_without_any_date_nothing_is_fresh() -> None:
    updated = replace(APPROVED, date_responded=None, date_updated="2026-03-01T10:14:00Z")
    assert is_fresh(updated, NOW)
    assert not is_fresh(replace(updated, date_updated=None), NOW)
    assert not is_fresh(replace(updated, date_updated="soon"), NOW)


# Rhythm


def test_the_till_looks_often_at_first_and_then_less() -> None:
    assert [rhythm.interval(at, 0.5) for at in (0, 2, 20, 20.1, 100)] == [2, 2, 2, 4, 4]
    assert rhythm.interval(60, 0) == pytest.approx(3.2)
    assert rhythm.interval(60, 1) == pytest.approx(4.8)


def test_what_the_machine_has_waited_counts() -> None:
    assert rhythm.pause_before(4, 2, 0.5) == 0
    assert rhythm.pause_before(40, 2, 0.5) == 2
    assert rhythm.pause_before(40, 9, 0.5) == 0


# Identities

KEY = "a key of this brand's own"


def test_a_member_has_one_opaque_identity_at_every_till() -> None:
    ours, also_ours = Identities(KEY, "bonifiq"), Identities(KEY, "bonifiq")
    name = ours.of(BRUNA)
    assert is_identity(name)
    assert name == also_ours.of(BRUNA)
    assert CPF not in name
    by_mail = replace(BRUNA, reference="bruna@exemplo.com")
    assert ours.of(by_mail) == name


def test_another_key_another_ledger_another_member_is_somebody_else() -> None:
    name = Identities(KEY, "bonifiq").of(BRUNA)
    assert Identities(f"{KEY}.", "bonifiq").of(BRUNA) != name
    assert Identities(KEY, "punchh").of(BRUNA) != name
    assert Identities(KEY, "bonifiq").of(replace(BRUNA, document="52998224725")) != name


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        Identities("short", "bonifiq")


def test_the_sandbox_knows_its_customers_by_the_same_names() -> None:
    ours = Identities("sandbox-identity-key", "bonifiq")
    assert ours.of(BRUNA) == identity_of("bonifiq", CPF)


# Words


def test_the_customer_reads_shop_amount_and_points() -> None:
    shown = words.details(replace(intent(), points=500), "Loja Centro", "pt_BR")
    assert shown.message == "Usar Usar cashback em Loja Centro?"
    assert dict(shown.fields) == {
        "Loja": "Loja Centro",
        "Recompensa": "Usar cashback",
        "Valor": "BRL 30.00",
        "Pontos": "500",
    }


def test_whatever_it_is_called_it_fits() -> None:
    long = replace(intent(), title="x\n" * 400, amount=Money(0))
    shown = words.details(long, "y" * 500)
    assert [label for label, _ in shown.fields] == ["Store", "Reward"]
    assert "\n" not in shown.message
    nameless = words.details(replace(intent(), title=""), "")
    assert nameless.message


# Dates and addresses


@pytest.mark.parametrize(
    "text", ["2026-03-01T10:15:00Z", "Sun, 01 Mar 2026 10:15:00 GMT", "2026-03-01T11:15:00+01:00"]
)
def test_both_spellings_of_a_date_are_read(text: str) -> None:
    assert stamps.read(text) == NOW


@pytest.mark.parametrize("text", [None, "", "soon", "2026-03-01T10:15:00", "2026-13-01T10:15:00Z"])
def test_a_date_without_a_zone_is_none(text: str | None) -> None:
    assert stamps.read(text) is None


def test_the_root_is_twilios_unless_told() -> None:
    assert root_of(None) == BASE
    assert root_of("http://127.0.0.1:8765") == "http://127.0.0.1:8765/v2"
    assert root_of("http://127.0.0.1:8765/v2/") == "http://127.0.0.1:8765/v2"
