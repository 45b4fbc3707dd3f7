"""People, what a PIN may be, and how long wrong ones are borne: for whatever happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_app.core.staff import (
    FIRST_WAIT,
    LONGEST_NAME,
    LONGEST_WAIT,
    TRIES,
    Fault,
    Patience,
    Person,
    Role,
    Staff,
    StaffError,
    Verifier,
    check_new_pin,
    check_staff,
    locks_at,
    read_name,
    wait_after,
)

VERIFIER = Verifier(b"k", 2**12, b"salt", b"digest")
NOW = 1_900_000_000.0
digits = st.text("0123456789", min_size=4, max_size=8)


def person(name: str, role: Role = Role.CASHIER) -> Person:
    return Person(name, role, VERIFIER)


def fault_of(pin: str) -> Fault | None:
    try:
        check_new_pin(pin)
    except StaffError as error:
        return error.fault
    return None


# what a PIN may be


@pytest.mark.parametrize("pin", ["0000", "99999999", "55555"])
def test_one_digit_repeated_is_no_pin(pin: str) -> None:
    assert fault_of(pin) is Fault.PIN_REPEATED


@pytest.mark.parametrize("pin", ["1234", "4321", "0123", "7890", "0987", "3456789", "89012345"])
def test_a_run_is_no_pin(pin: str) -> None:
    assert fault_of(pin) is Fault.PIN_RUN


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "12 4", "٣١٤١", "²¹⁴⁷", "-153"])
def test_anything_but_4_to_8_plain_digits_is_no_pin(pin: str) -> None:
    assert fault_of(pin) is Fault.PIN_DIGITS


@pytest.mark.parametrize("pin", ["1235", "0001", "2468", "1212", "13570246"])
def test_what_only_looks_like_a_run_is_a_pin(pin: str) -> None:
    assert fault_of(pin) is None


def test_exactly_the_runs_and_repetitions_of_four_digits_are_refused() -> None:
    refused = [pin for n in range(10_000) if fault_of(pin := f"{n:04}") is not None]
    assert len(refused) == 30


@given(st.text(max_size=12))
def test_a_pin_that_is_taken_is_digits(pin: str) -> None:
    if fault_of(pin) is None:
        assert set(pin) <= set("0123456789")
        assert 4 <= len(pin) <= 8


@given(digits)
def test_a_pin_and_its_mirror_are_judged_alike(pin: str) -> None:
    assert fault_of(pin) is fault_of(pin[::-1])


@given(st.one_of(digits, st.text(min_size=3, max_size=12)))
def test_why_a_pin_is_not_taken_does_not_tell_the_pin(pin: str) -> None:
    told = {str(StaffError(fault)) for fault in Fault}
    if fault_of(pin) is not None:
        with pytest.raises(StaffError) as refused:
            check_new_pin(pin)
        assert str(refused.value) in told


# patience


def test_the_fifth_wrong_pin_in_a_row_locks_for_a_minute_and_each_further_one_doubles_it() -> None:
    assert [wait_after(n) for n in range(12)] == [
        *[0.0] * 5,
        *(60.0, 120.0, 240.0, 480.0, 900.0, 900.0, 900.0),
    ]


def test_the_tries_that_are_left_are_told() -> None:
    patience, told = Patience(), []
    for _ in range(6):
        told.append(patience.tries_left())
        patience = patience.after_wrong(NOW)
    assert told == [5, 4, 3, 2, 1, 1]


@given(st.integers(0, 10**6))
def test_waits_never_shrink_and_never_go_over_the_longest(wrong: int) -> None:
    assert wait_after(wrong) <= wait_after(wrong + 1) <= LONGEST_WAIT
    assert wait_after(wrong) == 0 or wait_after(wrong) >= FIRST_WAIT


@given(st.integers(0, 40), st.floats(-1e9, 1e9))
def test_wherever_the_clock_is_put_nobody_waits_longer_than_was_imposed(
    wrong: int, moved: float
) -> None:
    patience = Patience()
    for _ in range(wrong):
        patience = patience.after_wrong(NOW)
    left = patience.left(NOW + moved)
    assert 0 <= left <= wait_after(wrong)
    settled = patience.settled(NOW + moved)
    assert settled.left(NOW + moved) == pytest.approx(left, abs=1e-5)
    assert settled.left(NOW + moved + left + 0.001) == pytest.approx(0, abs=0.01)
    assert settled.wrong == patience.wrong


@given(st.lists(st.floats(0, 2000), max_size=60))
def test_a_wait_is_over_after_its_time_and_not_before(pauses: list[float]) -> None:
    """Somebody tries again after each pause, whether or not they may; only looked-at PINs count."""
    patience, now, looked_at = Patience(), NOW, 0
    for pause in pauses:
        now += pause
        before = patience
        if patience.left(now) == 0:
            patience = patience.after_wrong(now)
            looked_at += 1
        assert patience.wrong == looked_at
        if before.left(now):
            assert patience == before
    most = TRIES + (now - NOW) / FIRST_WAIT + 1
    assert looked_at <= most


def test_the_stricter_of_two_is_the_one_that_has_seen_more() -> None:
    few, many = Patience(2), Patience(6, NOW)
    assert few.or_stricter(many) == many.or_stricter(few) == many


# people


def test_the_first_one_is_a_manager_and_the_last_manager_of_others_stays() -> None:
    with pytest.raises(StaffError) as refused:
        Staff().with_new(person("Ana"))
    assert refused.value.fault is Fault.MANAGER_NEEDED
    staff = Staff().with_new(person("Rui", Role.MANAGER)).with_new(person("Ana"))
    with pytest.raises(StaffError):
        staff.without("Rui")
    assert staff.without("Ana").without("rui") == Staff()


def test_names_are_told_apart_without_regard_to_capitals() -> None:
    staff = Staff().with_new(person("Rui", Role.MANAGER))
    with pytest.raises(StaffError) as refused:
        staff.with_new(person("RUI"))
    assert refused.value.fault is Fault.NAME_TAKEN
    assert staff.find("rUI").name == "Rui"


def test_nobody_who_is_not_there_is_found_changed_or_removed() -> None:
    staff = Staff().with_new(person("Rui", Role.MANAGER))
    for attempt in (staff.find, staff.without):
        with pytest.raises(StaffError):
            attempt("Ana")
    with pytest.raises(StaffError):
        staff.with_changed(person("Ana"))


def test_the_only_manager_cannot_become_a_cashier() -> None:
    staff = Staff().with_new(person("Rui", Role.MANAGER)).with_new(person("Ana"))
    with pytest.raises(StaffError):
        staff.with_changed(person("Rui"))


def test_whoever_is_removed_was_not_there_last() -> None:
    staff = Staff().with_new(person("Rui", Role.MANAGER)).with_new(person("Ana"))
    assert replace(staff, last="Ana").without("Ana").last == ""
    assert replace(staff, last="Rui").without("Ana").last == "Rui"


def test_people_are_in_the_order_of_the_alphabet() -> None:
    staff = Staff().with_new(person("rui", Role.MANAGER)).with_new(person("Zé"))
    staff = staff.with_new(person("Ana"))
    assert [each.name for each in staff.people] == ["Ana", "rui", "Zé"]


@given(st.text(max_size=90))
def test_a_name_that_is_taken_is_on_one_line_and_stays_as_it_is(text: str) -> None:
    try:
        name = read_name(text)
    except StaffError:
        return
    assert read_name(name) == name
    assert 0 < len(name) <= LONGEST_NAME
    assert name.isprintable()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" \n", Fault.NAME_EMPTY),
        ("x" * 61, Fault.NAME_LONG),
        ("Ana 123.456.789-09", Fault.NAME_TELLS),
        ("ana@example.com", Fault.NAME_TELLS),
    ],
)
def test_a_name_is_a_name(text: str, fault: Fault) -> None:
    with pytest.raises(StaffError) as refused:
        read_name(text)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    "staff",
    [
        Staff(),
        Staff((person("Ana"),)),
        Staff((person("Rui", Role.MANAGER), person("RUI"))),
        Staff((person("Rui", Role.MANAGER), person(" "))),
    ],
)
def test_people_that_no_steps_lead_to_are_not_believed(staff: Staff) -> None:
    with pytest.raises(StaffError):
        check_staff(staff)


def test_a_verifier_shows_nothing() -> None:
    assert "digest" not in repr(person("Rui"))


@given(st.floats(0, 1e9), st.integers(1, 240))
def test_a_till_locks_so_many_minutes_after_the_last_touch(touched: float, minutes: int) -> None:
    assert locks_at(touched, minutes) == touched + minutes * 60
    assert locks_at(touched, 0) is None
