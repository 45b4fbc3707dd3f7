"""A token is the customer: where it is kept, and where it never is."""

import copy
import pickle
from itertools import count

import msgspec
import pytest

from pos_app.core.identifiers import IdentifierKind, MisreadError
from pos_app.providers.weavr.quota import FEWEST, LOOKS, Quota
from pos_app.providers.weavr.sessions import MOST, Bearer, Sessions

TOKEN = "eyJhbGciOiJub25lIn0.c29tZWJvZHk.sandbox"


def sessions() -> Sessions:
    numbers = count(1)
    return Sessions(lambda: f"{next(numbers):032x}")


def test_a_scanned_token_becomes_a_handle_that_tells_nothing_of_it() -> None:
    kept = sessions()
    key = kept.read_key(f" {TOKEN}\n")
    assert key.kind is IdentifierKind.SESSION
    assert key.value.removeprefix("ses-").strip("0") == "1"
    session = kept.of(key.value)
    assert session is not None
    assert session.bearer.headers() == (("Authorization", f"Bearer {TOKEN}"),)


def test_the_same_customer_has_the_same_handle_until_the_session_is_over() -> None:
    kept = sessions()
    first = kept.read_key(TOKEN)
    assert kept.read_key(TOKEN) == first
    session = kept.of(first.value)
    assert session is not None
    session.over = True
    assert kept.of(first.value) is None
    assert kept.read_key(TOKEN) != first


def test_a_handle_of_another_run_opens_nothing() -> None:
    assert sessions().of(Sessions().read_key(TOKEN).value) is None


@pytest.mark.parametrize(
    "text", ["", "39053344705", "ana@loja.com", "short", "a b" * 20, "x" * 5000, "\x00" * 20]
)
def test_what_is_no_token_is_not_taken(text: str) -> None:
    with pytest.raises(MisreadError):
        sessions().read_key(text)


def test_a_long_token_is_taken_whole() -> None:
    kept = sessions()
    session = kept.of(kept.read_key("x" * 4096).value)
    assert session is not None
    assert len(session.bearer.headers()[0][1]) == len("Bearer ") + 4096


def test_whoever_scans_again_is_known_by_their_account() -> None:
    kept = sessions()
    first, second = (kept.of(kept.read_key(token).value) for token in (TOKEN, f"{TOKEN}2"))
    assert first is not None
    assert second is not None
    first.accounts = second.accounts = frozenset({"17"})
    assert kept.owner_of("17") is second
    second.over = True
    assert kept.owner_of("17") is first
    assert kept.owner_of("18") is None


def test_the_oldest_is_forgotten_first() -> None:
    kept = sessions()
    keys = [kept.read_key(f"{TOKEN}{i}") for i in range(MOST + 1)]
    assert kept.of(keys[0].value) is None
    assert kept.of(keys[1].value) is not None


def test_what_was_taken_is_not_there_any_more() -> None:
    kept = sessions()
    key = kept.read_key(TOKEN)
    assert kept.take(key.value) is not None
    assert kept.take(key.value) is None
    kept.read_key(TOKEN)
    assert len(kept.take_all()) == 1


def test_a_token_is_shown_and_written_nowhere() -> None:
    kept = sessions()
    key = kept.read_key(TOKEN)
    session = kept.of(key.value)
    for shown in (repr(kept), repr(session), repr(key), f"{Bearer(TOKEN)}", repr([Bearer(TOKEN)])):
        assert TOKEN not in shown
    for write in (pickle.dumps, copy.copy, msgspec.json.encode):
        with pytest.raises(TypeError):
            write(Bearer(TOKEN))


@pytest.mark.parametrize(("tills", "most"), [(1, LOOKS), (4, 15), (99, FEWEST)])
def test_a_till_looks_as_often_as_its_share_allows(tills: int, most: int) -> None:
    now = [0.0]
    quota = Quota(lambda: now[0], tills)
    assert [quota.take() for _ in range(most + 1)] == [True] * most + [False]
    now[0] = 59.9
    assert not quota.take()
    now[0] = 60
    assert quota.take()


def test_nothing_is_looked_at_while_weavr_asks_for_rest() -> None:
    now = [100.0]
    quota = Quota(lambda: now[0])
    quota.close_for(7)
    quota.close_for(3)
    now[0] = 106.9
    assert not quota.take()
    now[0] = 107
    assert quota.take()
