"""Every reason has a sentence; what others wrote stays plain, short and quoted."""

import ast
import inspect
import pathlib

import pytest

from pos_app.core.identifiers import IdentifierKind, Misread
from pos_app.core.loyalty import Refusal
from pos_app.core.reference import reference
from pos_app.screens import texts
from pos_app.screens.payment_texts import PAYMENT
from pos_app.screens.view.wording import kind_names, minutes, upward_seconds

CODES = (
    *("NAME_NEEDED", "REASON_NEEDED", "FOUND_NOT_DONE", "LEFT_OUT"),
    *(
        "VERDICT_STALE",
        "PRODUCT_MISMATCH",
        "AMOUNT_MISMATCH",
        "COMMIT_UNDONE",
        "CODE_LOCKED",
        "CODE_UNCONFIRMED",
        "CODE_WRONG",
    ),
    *("CONTACT_NOT_ACCEPTED", "APPROVAL_EXPIRED", "NOT_ENOUGH_POINTS", "MINIMUM_NOT_REACHED"),
    *("CASHBACK_NOT_AVAILABLE", "NO_CUSTOMER", "EXCEEDS_PURCHASE", "NOT_ENROLLED"),
    *("MINIMUM_PERCENT_NOT_REACHED", "NOT_CUMULATIVE", "NO_APPLICABLE_PRODUCT"),
    *("USAGE_LIMIT_REACHED", "ONLINE_ONLY", "INVALID_PRODUCT_REWARD", "NOT_IN_CATALOGUE"),
    *("UNSUPPORTED_REWARD", "REWARD_UNAVAILABLE", "NOT_SENT", "PROVIDER_SILENT"),
    *("MISCONFIGURED", "CODE_NOT_ACCEPTED", "CODE_BLOCKED", "JOURNAL_UNWRITABLE"),
    *("BASKET_LOCKED", "LOYALTY_BUSY", "EMPTY_SALE", "REDEMPTION_OPEN", "GIVEN_TOO_LITTLE"),
    *("KEY_NOT_SUPPORTED", "CUSTOMER_LOCKED", "NOTHING_TO_REFUND", "ALREADY_CANCELLED"),
    *("SENDS_USED_UP", "CODE_NOT_SENT", "NOT_CANCELLED", "REFUND_REFUSED", "EMPTY_RESULT"),
    *("RECORDS_DAMAGED", "STORE_CODES_USED_UP", "NO_CODE_CHANNEL", "BANNED"),
    *("TOO_OLD", "INVALID_CODE", "COUPON_NOT_ACTIVE", "COUPON_USED_UP"),
    *("APPROVAL_UNSEEN", "APPROVAL_DENIED", "APPROVAL_STILL_OPEN", "APPROVAL_MISMATCH"),
    *("LEDGER_CODE_NEEDED", "ENROLMENT_LOCKED", "ENROLMENT_TIMED_OUT", "ENROLMENT_BLOCKED"),
    *("ENROLMENT_FAILED", "ENROLMENT_SILENT", "REMINDER_REFUSED"),
    *("PIN_WRONG", "PIN_LOCKED", "PIN_UNSET", "PIN_KEY_MISSING", "PERSON_GONE", "NOT_A_MANAGER"),
    *("PEOPLE_DAMAGED", "KEYS_LOCKED", "PASSPHRASE_WRONG", "VAULT_DAMAGED"),
    *PAYMENT,
)


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_a_sentence_of_its_own(code: str) -> None:
    assert texts.knows(code)
    sentence = texts.refusal(Refusal(code))
    assert sentence.endswith(".")
    assert code not in sentence


def test_no_two_refusals_say_the_same() -> None:
    assert len({texts.refusal(Refusal(code)) for code in CODES}) == len(CODES)


@pytest.mark.parametrize("reason", list(Misread))
def test_every_misreading_says_what_to_do_next(reason: Misread) -> None:
    assert texts.misread(reason).endswith(".")


def test_the_codes_of_the_core_are_all_known() -> None:
    from pos_app.core import redemption

    folder = pathlib.Path(inspect.getfile(redemption)).parent
    found = {
        call.args[0].value
        for path in folder.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Refusal"
        and isinstance(call.args[0], ast.Constant)
    }
    assert found
    assert found <= set(CODES)


def test_an_unknown_code_gets_a_neutral_sentence() -> None:
    assert texts.refusal(Refusal("XYZ")) == ("It was not accepted. Try again, or go on without it.")


def test_the_providers_words_are_quoted_on_one_clipped_line() -> None:
    said = texts.refusal(Refusal("XYZ", "<b>first</b>\nsecond\t" + "x" * 500))
    assert "“<b>first</b> second" in said
    assert "\n" not in said
    assert len(texts.remote("y" * 500)) == texts.LONGEST_REMOTE


def test_invisible_characters_of_others_are_dropped() -> None:
    assert texts.remote("a\u202eb\u200bc\x07") == "abc"


def test_a_reference_is_the_last_eight_letters_four_by_four() -> None:
    assert reference("0f3c-9d1e-8f2k19qx") == "8F2K-19QX"
    assert reference("ab") == "AB"


def test_time_left_is_never_overstated_and_waits_never_understated() -> None:
    assert minutes(59.9) == "0:59"
    assert minutes(-3) == "0:00"
    assert upward_seconds(3.01) == 4
    assert upward_seconds(-1) == 0


def test_keys_are_listed_as_one_says_them() -> None:
    kinds = (IdentifierKind.CPF, IdentifierKind.CNPJ, IdentifierKind.EMAIL)
    assert kind_names(kinds) == "CPF, CNPJ or e-mail"
    assert kind_names(kinds[:1]) == "CPF"
