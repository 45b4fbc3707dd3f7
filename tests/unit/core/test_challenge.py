"""A code is nobody's business."""

import copy
import pickle

import msgspec
import pytest

from pos_app.core.challenge import Alphabet, Challenge, Channel, Contact, TypedCode


def test_a_code_can_be_taken_once_with_its_leading_zeros() -> None:
    code = TypedCode("0042")
    assert code.take() == "0042"
    assert code.take() == ""


def test_a_code_is_never_shown() -> None:
    code = TypedCode("0042")
    for shown in (repr(code), str(code), f"{code}", repr([code]), repr({"code": code})):
        assert "0042" not in shown


def test_a_code_cannot_be_written_down() -> None:
    with pytest.raises(TypeError):
        msgspec.json.encode(TypedCode("0042"))
    with pytest.raises(TypeError):
        pickle.dumps(TypedCode("0042"))
    with pytest.raises(TypeError):
        copy.copy(TypedCode("0042"))


def test_a_contact_is_never_shown() -> None:
    contact = Contact("+5511987654321", "ana@loja.com")
    assert "9876" not in repr(contact)
    assert "ana" not in repr(contact)


@pytest.mark.parametrize(
    ("expires_at", "now", "over"),
    [(None, 1e9, False), (10.0, 9.999, False), (10.0, 10.0, True), (10.0, 11.0, True)],
)
def test_a_challenge_is_over_at_its_instant(
    expires_at: float | None, now: float, over: bool
) -> None:
    assert Challenge(Channel.SMS, expires_at=expires_at).is_over(now) is over


@pytest.mark.parametrize(
    ("alphabet", "text", "code"),
    [
        (Alphabet.DIGITS, "408 317\n", "408317"),
        (Alphabet.DIGITS, "4a0-8", "408"),
        (Alphabet.DIGITS, "٤٠٨", ""),
        (Alphabet.LETTERS, "K7-q2 0x", "K7q20x"),
        (Alphabet.LETTERS, "Ção٤", "o"),
    ],
)
def test_a_code_is_read_in_its_alphabet(alphabet: Alphabet, text: str, code: str) -> None:
    assert alphabet.of_code(text) == code
