"""The vectors of the contract's 3.4 and 3.6."""

import pickle
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.providers.punchh.digest import Hash, digest
from pos_app.providers.punchh.pkce import RANDOM_BYTES, Verifier

SECRET = "example-secret-not-real"


@pytest.mark.parametrize(
    ("verifier", "challenge"),
    [
        (
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        (
            "Quillon-Till-07.verifier_2f9c1e~abcdefghijkLMN",
            "dWMZkZ5p4PBUrK4kYdS_NPYObhzRCODX9yQ9gAU8Ilc",
        ),
    ],
)
def test_a_challenge_is_the_hash_of_its_verifier(verifier: str, challenge: str) -> None:
    assert Verifier(verifier).challenge == challenge


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_a_fresh_verifier_has_the_form_of_the_rfc(octets: bytes) -> None:
    asked: list[int] = []

    def random(count: int) -> bytes:
        asked.append(count)
        return octets

    verifier = Verifier.fresh(random)
    assert asked == [RANDOM_BYTES]
    assert re.fullmatch(r"[A-Za-z0-9._~-]{64}", verifier.reveal())
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", verifier.challenge)


def test_verifiers_differ_by_their_randomness() -> None:
    made = {Verifier.fresh(lambda n, i=i: bytes([i]) * n).reveal() for i in range(256)}  # type: ignore[misc]
    assert len(made) == 256


def test_a_verifier_is_never_shown_or_encoded() -> None:
    verifier = Verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert "dBjft" not in f"{verifier!r} {verifier} {[verifier]}"
    with pytest.raises(TypeError):
        pickle.dumps(verifier)
    with pytest.raises(TypeError):
        msgspec.json.encode(verifier)


@pytest.mark.parametrize(
    ("hash_", "path", "body", "expected"),
    [
        (
            Hash.MOBILE,
            "/api2/mobile/users/profile",
            b'{"client":"demo-client"}',
            "2c65d160458735ee34d90636db32c6d2755f2a4c32044ffa65b19787b1ef9ec8",
        ),
        (
            Hash.MOBILE,
            "/api2/mobile/users/profile",
            None,
            "feebf0e609543ecf8104571c38fe8641c72857e1f21651291ea817396b6905ee",
        ),
        (
            Hash.MOBILE,
            "/api2/mobile/users/profile",
            '{"client":"demo-client","name":"Zoë Ok"}'.encode(),
            "30f7bf83a32b9960ba1fb5435364df56c04e1537e71130cda68252a71c53f600",
        ),
        (
            Hash.ORDERING,
            "/api/auth/checkins/balance",
            b'{"client":"demo-client"}',
            "ee8e72b8845d4054f1fae418597a9642d571cde1",
        ),
    ],
    ids=["sha256", "no-body", "utf-8", "sha1"],
)
def test_a_digest_is_over_the_bytes_that_leave(
    hash_: Hash, path: str, body: bytes | None, expected: str
) -> None:
    assert digest(SECRET, path, body, hash_) == expected
