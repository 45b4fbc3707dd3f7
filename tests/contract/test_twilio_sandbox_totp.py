"""Time-based codes against the table of RFC 6238, appendix B."""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime

import pytest

from pos_app.sandbox.twilio_verify.totp import Algorithm, Totp, as_secret, normalised

_SEEDS: dict[Algorithm, bytes] = {
    "sha1": b"12345678901234567890",
    "sha256": b"12345678901234567890123456789012",
    "sha512": b"1234567890123456789012345678901234567890123456789012345678901234",
}
_TABLE: dict[int, tuple[str, str, str]] = {
    59: ("94287082", "46119246", "90693936"),
    1111111109: ("07081804", "68084774", "25091201"),
    1111111111: ("14050471", "67062674", "99943326"),
    1234567890: ("89005924", "91819424", "93441116"),
    2000000000: ("69279037", "90698825", "38618901"),
    20000000000: ("65353130", "77737706", "47863826"),
}


def totp(alg: Algorithm, code_length: int = 8, skew: int = 0, time_step: int = 30) -> Totp:
    return Totp(as_secret(_SEEDS[alg]), alg, time_step, skew, code_length)


@pytest.mark.parametrize("seconds", _TABLE)
@pytest.mark.parametrize("alg", _SEEDS)
def test_codes_are_those_of_the_table(seconds: int, alg: Algorithm) -> None:
    code = _TABLE[seconds][list(_SEEDS).index(alg)]
    moment = datetime.fromtimestamp(seconds, UTC)
    known = totp(alg)
    assert known.code_at(known.step_at(moment)) == code
    assert known.steps_of(code, moment) == [seconds // 30]


@pytest.mark.parametrize("length", [3, 6, 8])
def test_a_shorter_code_is_the_end_of_a_longer_one(length: int) -> None:
    assert totp("sha1", length).code_at(1) == "94287082"[-length:]


@pytest.mark.parametrize(("skew", "away"), [(0, 1), (1, 2), (2, 3)])
def test_a_code_is_good_within_the_skew_alone(skew: int, away: int) -> None:
    known = totp("sha256", skew=skew, time_step=60)
    for off in range(-away, away + 1):
        moment = datetime.fromtimestamp((1000 + off) * 60, UTC)
        assert known.steps_of(known.code_at(1000), moment) == ([1000] if abs(off) <= skew else [])


@pytest.mark.parametrize("code", ["", "9428708", "942870821", "９４２８７０８２", "abcdefgh"])
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert totp("sha1").steps_of(code, datetime.fromtimestamp(59, UTC)) == []


def test_secrets_are_base32_in_one_spelling() -> None:
    secret = b32encode(b"twenty bytes of seed").decode()
    assert normalised(secret) == normalised(secret.lower()) == secret
    assert normalised(b32encode(b"not a multiple").decode()) == as_secret(b"not a multiple")
    for bad in ("", "===", "1", "08", "A B"):
        assert normalised(bad) is None
