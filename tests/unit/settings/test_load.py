"""till.toml: every mistake at once, each with its line, its key and what to write."""

from contextlib import suppress
from pathlib import Path

import pytest

from pos_app.core.addresses import is_loopback
from pos_app.settings.load import SettingsError, load
from pos_app.settings.model import Settings
from pos_app.settings.secrets import Credentials, MissingSecretError, find

COMPLETE = """\
[store]
name = "Loja Centro"
code = "L01"

[till]
name = "Caixa 03"
code = "C03"

[loyalty]
provider = "bonifiq"
address = "https://api.bonifiq.com.br/v1/pvt"
answer_seconds = 5
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "till.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text))
    assert str(caught.value) == "\n".join(caught.value.mistakes)
    return caught.value.mistakes


def test_a_right_file_is_read(tmp_path: Path) -> None:
    settings = load(written(tmp_path, COMPLETE))
    assert settings.store_code == "L01"
    assert settings.address == "https://api.bonifiq.com.br/v1/pvt"
    assert settings.answer_seconds == 5


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")) == Settings()


def test_a_file_saved_by_windows_notepad_is_read_like_any_other(tmp_path: Path) -> None:
    assert load(written(tmp_path, "\ufeff" + COMPLETE)).store_code == "L01"


def test_all_mistakes_are_told_at_once_with_line_and_key(tmp_path: Path) -> None:
    text = """\
[store]
name = 7
code = "far too long a code"
colour = "blue"

[till]
# operator = "commented out"
operator = ""

[loyalty]
provider = "bonifiq"
address = "http://api.bonifiq.com.br"
answer_seconds = true

[challenge]
code_tries = 99

[money]
currency = "XXX"

[drawer]
name = "x"
"""
    found = mistakes(tmp_path, text)
    path = tmp_path / "till.toml"
    places = [(2, "store.name"), (3, "store.code"), (4, "store.colour"), (8, "till.operator")]
    places += [(12, "loyalty.address"), (13, "loyalty.answer_seconds")]
    places += [(16, "challenge.code_tries"), (19, "money.currency"), (21, "[drawer]")]
    assert len(found) == len(places)
    for told, (line, name) in zip(found, places, strict=True):
        assert told.startswith(f"{path}, line {line}: {name}")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("store = 1\n", "must be a section", id="a_value_for_a_section"),
        pytest.param("[[store]]\n", "must be a section", id="a_list_of_sections"),
        pytest.param('[store]\nname = "x', "half-written", id="an_open_quote"),
        pytest.param(COMPLETE + "[scre", "half-written", id="an_open_bracket"),
        pytest.param("[loyalty]\nanswer_seconds = nan\n", "number from", id="not_a_number"),
        pytest.param("[loyalty]\nanswer_seconds = inf\n", "number from", id="infinity"),
        pytest.param("[challenge]\ncode_tries = 2.5\n", "whole number", id="a_fraction"),
        pytest.param('[screen]\nlanguage = ["en"]\n', "one of", id="a_list"),
        pytest.param('[till]\ncode = "C-3"\n', "letters and digits", id="a_sign_in_a_code"),
        pytest.param("[loyalty]\naddress = 5\n", "text in quotes", id="a_number_for_a_text"),
    ],
)
def test_a_mistake_says_what_to_write(tmp_path: Path, text: str, word: str) -> None:
    assert any(word in told for told in mistakes(tmp_path, text))


@pytest.mark.parametrize("cut", range(1, len(COMPLETE), 7))
def test_a_half_written_file_is_a_mistake_or_fewer_settings_and_never_a_crash(
    tmp_path: Path, cut: int
) -> None:
    with suppress(SettingsError):
        assert load(written(tmp_path, COMPLETE[:cut])).till_code in {"C03", "C0", "C"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name = \x80"], ids=["utf_16", "latin_1"])
def test_a_file_in_another_encoding_is_a_mistake(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "till.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match="cannot be read"):
        load(path)


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "address",
    [
        "http://api.bonifiq.com.br/v1/pvt",
        "http://127.evil.example/v1",
        "http://127.0.0.1.evil.example/v1",
        "http://localhost.evil.example",
        "http://evil.example/127.0.0.1",
        "http://127.0.0.1@evil.example/",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "api.bonifiq.com.br",
        "https://",
        "https://[bad",
        "https://api.example.com:99999",
        "https://api.example.com/?token=1",
    ],
)
def test_an_address_is_https_or_on_this_machine(tmp_path: Path, address: str) -> None:
    [told] = mistakes(tmp_path, f'[loyalty]\naddress = "{address}"\n')
    assert "line 2: loyalty.address must be" in told


@pytest.mark.parametrize(
    "address",
    [
        "https://api.bonifiq.com.br/v1/pvt",
        "http://127.0.0.1:8700",
        "http://127.8.8.8",
        "http://localhost:8700/v1",
        "http://[::1]:8700",
    ],
)
def test_plain_http_is_for_this_machine_only(tmp_path: Path, address: str) -> None:
    text = f'[loyalty]\naddress = "{address}"\n'
    assert load(written(tmp_path, text)).address == address


def test_the_catalogue_is_found_beside_the_settings(tmp_path: Path) -> None:
    found = load(written(tmp_path, '[catalogue]\nfile = "goods.csv"\n')).catalogue
    assert found == (tmp_path / "goods.csv").resolve()


def test_a_name_that_only_looks_like_this_machine_is_not() -> None:
    assert is_loopback("http://127.0.0.1")
    assert is_loopback("http://LOCALHOST")
    assert not is_loopback("http://127.0.0.1.evil.example")
    assert not is_loopback("http://1270.0.0.1")
    assert not is_loopback("not an address")


SERVICE = "VA0c0ffee00c0ffee00c0ffee00c0ffee0"
PAIR = f"""\
[loyalty]
provider = "bonifiq"

[challenge]
provider = "twilio_verify"
service = "{SERVICE}"
approval_seconds = 90
code_tries = 6
code_sends = 5
amount_and_payee = true
connect_seconds = 2
answer_seconds = 3.5
"""


def test_a_pair_is_read(tmp_path: Path) -> None:
    settings = load(written(tmp_path, PAIR))
    assert (settings.provider, settings.challenger) == ("bonifiq", "twilio_verify")
    assert (settings.service, settings.challenger_address) == (SERVICE, None)
    assert (settings.approval_seconds, settings.code_tries, settings.code_sends) == (90, 6, 5)
    assert settings.amount_and_payee
    assert settings.challenger_seconds == (2.0, 3.5)
    assert settings.answer_seconds is None
    assert settings.practised == "twilio_verify"
    assert Settings().practised == "bonifiq"


def test_what_belongs_together_is_missed_with_everything_else(tmp_path: Path) -> None:
    text = """\
[loyalty]
provider = "twilio_verify"

[challenge]
provider = "twilio_verify"
approval_seconds = 60
amount_and_payee = "yes"
"""
    told = mistakes(tmp_path, text)
    assert len(told) == 4
    assert "line 2: loyalty.provider must be a ledger" in told[0]
    assert "approval_seconds must be a whole number from 90 to 180" in told[1]
    assert "amount_and_payee must be true or false" in told[2]
    assert "line 5: challenge.provider needs service beside it" in told[3]


def test_what_says_something_only_with_a_provider_is_told_without_one(tmp_path: Path) -> None:
    only = f'service = "{SERVICE}"\napproval_seconds = 90\nanswer_seconds = 4\n'
    told = mistakes(tmp_path, f"[challenge]\n{only}")
    assert len(told) == 3
    assert all("says nothing without provider" in one for one in told)


@pytest.mark.parametrize(
    "service", ["VA123", SERVICE.replace("VA", "VE"), f"{SERVICE}0", "VA/../x"]
)
def test_a_service_is_named_by_its_sid(tmp_path: Path, service: str) -> None:
    [told] = mistakes(tmp_path, PAIR.replace(SERVICE, service))
    assert "service must be the SID of a Verify service" in told


def test_codes_for_practice_prove_nothing_where_points_are_real(tmp_path: Path) -> None:
    practice = 'provider = "twilio_verify"\naddress = "http://127.0.0.1:8765"\n'
    [told] = mistakes(tmp_path, f"[challenge]\n{practice}")
    assert "for practice" in told
    loopback = 'provider = "bonifiq"\naddress = "http://127.0.0.1:8765"\n'
    settings = load(written(tmp_path, f"[loyalty]\n{loopback}[challenge]\n{practice}"))
    assert settings.service == ""


def test_secrets_of_the_environment_are_used_and_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POS_APP_BONIFIQ_API_TOKEN", "tok-9431")
    monkeypatch.setenv("POS_APP_BONIFIQ_API_KEY", "key-9431")
    credentials = find("bonifiq", None)
    assert credentials.reveal() == ("tok-9431", "key-9431")
    assert "9431" not in repr(credentials)


def test_a_missing_secret_is_named_with_its_cure_and_without_the_other_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: None)
    monkeypatch.setenv("POS_APP_BONIFIQ_API_TOKEN", "tok-9431")
    monkeypatch.delenv("POS_APP_BONIFIQ_API_KEY", raising=False)
    with pytest.raises(MissingSecretError) as caught:
        find("bonifiq", "https://api.bonifiq.com.br")
    assert "api_key" in str(caught.value)
    assert "keyring set pos-app bonifiq.api_key" in str(caught.value)
    assert "9431" not in str(caught.value)


def test_practice_secrets_are_for_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: None)
    for name in ("TOKEN", "KEY"):
        monkeypatch.delenv(f"POS_APP_BONIFIQ_API_{name}", raising=False)
    assert isinstance(find("bonifiq", "http://127.0.0.1:8700"), Credentials)
    for address in ("https://api.bonifiq.com.br", "http://127.0.0.1.evil.example", None):
        with pytest.raises(MissingSecretError):
            find("bonifiq", address)


def test_printer_and_second_screen_are_read(tmp_path: Path) -> None:
    text = """\
[printer]
address = "tcp://192.168.0.50:9100"
width = 42
code_page = "cp860"
cut = false

[screen]
customer = true
"""
    found = load(written(tmp_path, text))
    assert (found.printer, found.printer_width) == ("tcp://192.168.0.50:9100", 42)
    assert (found.printer_code_page, found.printer_cut) == ("cp860", False)
    assert found.customer_screen
    nothing = Settings()
    assert (nothing.printer, nothing.printer_width, nothing.printer_code_page) == ("", 48, "cp850")
    assert nothing.printer_cut
    assert not nothing.customer_screen


@pytest.mark.parametrize(
    "address",
    [
        *("tcp://192.168.0.50:9100", "tcp://cupom.local", "tcp://[fd00::5]:9100"),
        *("/dev/usb/lp0", "/dev/lp0", "LPT1", "lpt2:", r"\\caixa\Cupom Fiscal"),
    ],
)
def test_where_a_printer_may_be(tmp_path: Path, address: str) -> None:
    assert load(written(tmp_path, f"[printer]\naddress = '{address}'\n")).printer == address


@pytest.mark.parametrize(
    "address",
    [
        *("192.168.0.50", "http://192.168.0.50", "tcp://", "tcp://host:0", "tcp://host:x"),
        *("tcp://user@host:9100", "tcp://host:9100/x", "/etc/passwd", "till.toml", "COM1", "LPT0"),
        r"\\caixa",
    ],
)
def test_where_no_printer_can_be(tmp_path: Path, address: str) -> None:
    [told] = mistakes(tmp_path, f"[printer]\naddress = '{address}'\n")
    assert "line 2: printer.address must be where the printer is" in told


@pytest.mark.parametrize("line", ["width = 31", "width = 65", 'code_page = "utf-8"', 'cut = "yes"'])
def test_what_no_printer_can_do(tmp_path: Path, line: str) -> None:
    [told] = mistakes(tmp_path, f"[printer]\n{line}\n")
    assert f"line 2: printer.{line.split(maxsplit=1)[0]} must be" in told
