"""What support must not see is taken out however it was written; what it needs stays."""

import base64
from urllib.parse import quote

import pytest

from pos_app.support.masking import Mask, looks_secret

SECRETS = ("sk-Övr/9+q3&Z", "5a4db0c5-0000-4000-8000-73616e64626f", "tk_live_2031_loja", "senha123")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "user:", "x=1&key="])
@pytest.mark.parametrize("after", ["", ":", "&more=1"])
def test_a_stored_secret_is_found_in_every_writing(secret: str, before: str, after: str) -> None:
    mask = Mask(SECRETS)
    raw = f"{before}{secret}{after}".encode()
    for written in (
        secret,
        quote(secret, safe=""),
        secret.encode().hex(),
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
    ):
        masked = mask.text(f"called with {written} and failed\n")
        assert secret not in masked
        assert written not in masked
        assert "called with" in masked


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("customer said code: 482913", "482913"),
        ("codigo=0042", "0042"),
        ("otp 998877 sent", "998877"),
        ('{"pin":"4711"}', "4711"),
        ("password = hunter22", "hunter22"),
        ("senha: abacate", "abacate"),
        ("api_key='abcd-efgh'", "abcd-efgh"),
        ('{"location_key":"low-er-case"}', "low-er-case"),
        ("refresh_token=abc.def", "abc.def"),
        ("asked 390.533.447-05", "390.533.447-05"),
        ("bruna@loja.com.br called", "bruna"),
        ("sent Qm9sYUF6dWw3MzE5OTlYeVo5 there", "Qm9sYUF6dWw3MzE5OTlYeVo5"),
        ("id 'MzkwLjUzMy40NDctMDU='", "MzkwLjUzMy40NDctMDU"),
        ("mail YnJ1bmFAbG9qYS5jb20uYnI", "YnJ1bmFAbG9qYS5jb20uYnI"),
        ("service VA00112233445566778899aabbccddeeff", "00112233445566778899aabbccdd"),
    ],
)
def test_what_looks_like_it_is_taken_out(line: str, gone: str) -> None:
    assert gone not in Mask().text(line)


@pytest.mark.parametrize(
    "line",
    [
        "2026-08-03T14:02:11+0000 INFO pos_app.book ready\n",
        "order L01C03-000451-a1b2c3 registered\n",
        "key=rdm-5f0c1a2b3c4d5e6f708192a3b4c5d6e7\n",
        "code=07 name=RewardNotFound\n",
        '  File "pos_app/screens/view/redeeming.py", line 120, in derive_panel_of_sale\n',
        "pos_app.providers.registry.UnknownProviderError\n",
        "last_run_crashed kind=Segmentation fault at=life_child.py:41 serve_and_say\n",
        "task_failed error=RuntimeError\n",
        "system Linux-6.1.0-18-amd64-x86_64-with-glibc2.36, x86_64\n",
        "ok   journal      intact, schema 9, 12 events, 3 sales, 1 unsettled, 0.1 MB\n",
    ],
)
def test_what_support_needs_stays(line: str) -> None:
    assert Mask(SECRETS).text(line) == line


def test_masking_twice_changes_nothing_more() -> None:
    mask = Mask(SECRETS)
    once = mask.text(f"token {SECRETS[2]} code 1234 VA00112233445566778899aabbccddeeff\n")
    assert mask.text(once) == once


def test_the_users_own_folder_is_not_named() -> None:
    assert Mask(home="/home/ana.p").text("/home/ana.p/.config/x") == "~/.config/x"


def test_a_short_value_masks_nothing_by_itself() -> None:
    assert Mask(["12"]).text("12 sales") == "12 sales"


def test_words_do_not_look_secret() -> None:
    assert not looks_secret("Loja Centro")
    assert not looks_secret("AutoridadeCertificadoraRaizBrasileira")
    assert looks_secret("sk9XyZ27bQwE81TrLmNp")
