"""Ledgers and challengers: which go together, and what the pair does."""

import argparse
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from pos_app.core.redemption.profile import OwnCode, Profile
from pos_app.options import OptionsError, for_provider, plan_from
from pos_app.providers import pairing, registry
from pos_app.providers.bonifiq.profile import PROFILE as BONIFIQ
from pos_app.providers.punchh.profile import PROFILE as PUNCHH
from pos_app.providers.twilio_verify.profile import CODE
from pos_app.settings.model import Settings


@pytest.mark.parametrize("own", [BONIFIQ, PUNCHH], ids=["bonifiq", "punchh"])
def test_a_pair_has_the_ledgers_steps_and_the_challengers_codes(own: Profile) -> None:
    ledger = own.name.lower()
    pair = pairing.paired(ledger, "twilio_verify")
    assert pair.rules is own.rules
    assert (pair.name, pair.looks_up_by) == (own.name, own.looks_up_by)
    assert pair.code == CODE
    assert pair.consent == ""
    assert not pair.code_to_contact


def ledger_with(monkeypatch: pytest.MonkeyPatch, profile: Profile) -> None:
    """As a chain adds its own."""
    package = ModuleType("own")
    part = ModuleType("own.profile")
    part.__dict__.update(PROFILE=profile, ADDRESS=None)
    monkeypatch.setitem(sys.modules, "own", package)
    monkeypatch.setitem(sys.modules, "own.profile", part)
    entry = metadata.EntryPoint("own", "own", registry.GROUP)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry] if group else [])


@pytest.mark.parametrize(
    "profile",
    [
        replace(BONIFIQ, name="Own", own_code=OwnCode.ALWAYS),
        replace(BONIFIQ, name="Own", check_commits=True),
    ],
    ids=["insists", "code-is-the-payment"],
)
def test_a_ledger_that_insists_on_its_own_code_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, profile: Profile
) -> None:
    ledger_with(monkeypatch, profile)
    with pytest.raises(pairing.UnfitPairError) as refused:
        pairing.paired("own", "twilio_verify")
    assert str(refused.value) == (
        "Own redeems by a code of its own, which no other can stand in for: take"
        ' provider = "twilio_verify" out of [challenge]'
    )


def test_what_is_not_known_of_a_ledger_is_said() -> None:
    assert "asks for no code of its own" in pairing.remark("punchh")
    assert "does not say" in pairing.remark("bonifiq")


def test_a_till_does_not_start_with_an_unfit_pair(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger_with(monkeypatch, replace(BONIFIQ, own_code=OwnCode.ALWAYS))
    config = tmp_path / "till.toml"
    service = "VA" + "0" * 32
    config.write_text(
        f'[loyalty]\nprovider = "own"\n[challenge]\nprovider = "twilio_verify"\n'
        f'service = "{service}"\n'
    )
    with pytest.raises(OptionsError, match="redeems by a code of its own"):
        plan_from(argparse.Namespace(config=config))


def test_to_practise_a_challenger_is_to_practise_its_pair() -> None:
    wanted = argparse.Namespace(provider="twilio_verify")
    settings = for_provider(wanted, Settings(), practice=True)
    assert (settings.provider, settings.challenger) == ("bonifiq", "twilio_verify")
    back = for_provider(argparse.Namespace(provider="punchh"), settings, practice=True)
    assert (back.provider, back.challenger) == ("punchh", "")
    with pytest.raises(OptionsError, match=r"till\.toml is for twilio_verify"):
        for_provider(argparse.Namespace(provider="bonifiq"), settings, practice=False)


def test_an_unknown_challenger_names_the_known_ones() -> None:
    with pytest.raises(registry.UnknownProviderError, match="known: twilio_verify"):
        registry.pair("acme")
