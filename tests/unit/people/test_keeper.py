"""A PIN against the file: right, wrong, too often, and where file or key are not as they were."""

import base64
import hashlib
import json
import stat
import sys
from pathlib import Path

import pytest

from pos_app import people
from pos_app.checkout.doorkeeper import PinRight, PinWrong
from pos_app.checkout.staffing import Known
from pos_app.core.challenge import TypedCode
from pos_app.core.staff import Role, StaffError
from pos_app.people import pins
from pos_app.people.file import PeopleDamagedError, PeopleFile
from pos_app.people.keeper import WAITING, Keeper
from pos_app.people.keeper import WRONG as NOT_RIGHT
from pos_app.people.register import Register
from pos_app.settings import secrets
from tests.unit.people.conftest import MemoryKeyring

CHEAP = 2**12
RUI, ANA = "Rui Prado", "Ana Paula"
RIGHT, ANAS, WRONG = "2759", "80251346", "9264"
NOW = 1_900_000_000.0

pytestmark = pytest.mark.usefixtures("ring")


class Wall:
    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def folder(tmp_path: Path, ring: MemoryKeyring) -> Path:
    del ring
    register = Register(tmp_path, cost=CHEAP)
    register.add(RUI, Role.MANAGER, RIGHT)
    register.add(ANA, Role.CASHIER, ANAS)
    return tmp_path


def tried(
    folder: Path, wall: Wall, pin: str, name: str = ANA, *, manager: bool = False
) -> PinRight | PinWrong:
    """By a till that has just been started."""
    return Keeper(folder, wall).check(name, TypedCode(pin), manager=manager)


def code(answer: PinRight | PinWrong) -> str:
    assert isinstance(answer, PinWrong)
    return answer.refusal.code


def test_the_right_pin_is_right_and_was_there_last(folder: Path, wall: Wall) -> None:
    assert tried(folder, wall, ANAS) == PinRight(Known(ANA, Role.CASHIER))
    roll = Keeper(folder, wall).roll()
    assert roll is not None
    assert (roll.last, roll.trouble) == (ANA, None)
    assert roll.people == (Known(ANA, Role.CASHIER), Known(RUI, Role.MANAGER))


def test_somebody_elses_pin_is_wrong(folder: Path, wall: Wall) -> None:
    assert code(tried(folder, wall, RIGHT)) == "PIN_WRONG"


def test_only_a_manager_approves(folder: Path, wall: Wall) -> None:
    assert code(tried(folder, wall, ANAS, manager=True)) == "NOT_A_MANAGER"
    assert isinstance(tried(folder, wall, RIGHT, RUI, manager=True), PinRight)


def test_a_restart_after_each_wrong_pin_renews_no_patience(folder: Path, wall: Wall) -> None:
    told = [tried(folder, wall, WRONG) for _ in range(5)]
    assert [code(answer) for answer in told] == [*["PIN_WRONG"] * 4, "PIN_LOCKED"]
    assert [a.tries_left for a in told[:4] if isinstance(a, PinWrong)] == [4, 3, 2, 1]
    assert tried(folder, wall, ANAS) == PinWrong(WAITING, wait=60.0)
    assert isinstance(tried(folder, wall, RIGHT, RUI), PinRight), "the others are not kept out"


def test_the_wait_doubles_up_to_a_quarter_of_an_hour_and_a_right_pin_ends_the_row(
    folder: Path, wall: Wall
) -> None:
    for _ in range(4):
        tried(folder, wall, WRONG)
    waits = []
    for _ in range(6):
        answer = tried(folder, wall, WRONG)
        assert isinstance(answer, PinWrong)
        waits.append(answer.wait)
        wall.time += answer.wait
    assert waits == [60, 120, 240, 480, 900, 900]
    assert isinstance(tried(folder, wall, ANAS), PinRight)
    assert code(tried(folder, wall, WRONG)) == "PIN_WRONG"


def test_the_pin_is_not_even_looked_at_while_somebody_waits(folder: Path, wall: Wall) -> None:
    for _ in range(5):
        tried(folder, wall, WRONG)
    before = PeopleFile(folder).read()
    assert code(tried(folder, wall, ANAS)) == "PIN_LOCKED"
    assert PeopleFile(folder).read() == before


def test_a_clock_that_is_put_back_does_not_lock_anybody_out(folder: Path, wall: Wall) -> None:
    for _ in range(5):
        tried(folder, wall, WRONG)
    wall.time -= 86_400
    assert tried(folder, wall, ANAS) == PinWrong(WAITING, wait=60.0)
    wall.time += 30
    assert tried(folder, wall, ANAS) == PinWrong(WAITING, wait=30.0)
    wall.time += 30
    assert isinstance(tried(folder, wall, ANAS), PinRight)


def test_what_is_no_pin_costs_no_try(folder: Path, wall: Wall) -> None:
    for pin in ("", "1", "123456789"):
        assert tried(folder, wall, pin) == PinWrong(NOT_RIGHT)
    assert PeopleFile(folder).read().find(ANA).patience.wrong == 0


@pytest.mark.expects_log
@pytest.mark.skipif(sys.platform == "win32", reason="no such folder there")
def test_a_full_disk_lets_the_right_one_in_and_counts_the_wrong_ones(
    folder: Path, wall: Wall
) -> None:
    keeper = Keeper(folder, wall)
    (folder / "people.json.new").mkdir()  # nothing can be written there
    assert isinstance(keeper.check(ANA, TypedCode(ANAS), manager=False), PinRight)
    told = [code(keeper.check(ANA, TypedCode(WRONG), manager=False)) for _ in range(5)]
    assert told[-1] == "PIN_LOCKED"
    assert code(keeper.check(ANA, TypedCode(ANAS), manager=False)) == "PIN_LOCKED"


@pytest.mark.expects_log
@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"not json",
        b'{"staff":{"people":[]}}',
        b'{"staff":{"people":[]},"format":1,"more":1}',
    ],
)
def test_a_damaged_file_is_not_nobody(folder: Path, wall: Wall, damage: bytes) -> None:
    (folder / people.FILE).write_bytes(damage)
    keeper = Keeper(folder, wall)
    roll = keeper.roll()
    assert roll is not None
    assert roll.people == ()
    assert roll.trouble is not None
    assert roll.trouble.code == "PEOPLE_DAMAGED"
    assert code(keeper.check(RUI, TypedCode(RIGHT), manager=False)) == "PEOPLE_DAMAGED"
    assert (folder / people.FILE).read_bytes() == damage
    with pytest.raises(PeopleDamagedError, match="pos-app people --new --add NAME"):
        PeopleFile(folder).read()


@pytest.mark.expects_log
def test_a_file_cut_off_anywhere_is_not_nobody(folder: Path, wall: Wall) -> None:
    whole = (folder / people.FILE).read_bytes()
    for length in range(0, len(whole), 7):
        (folder / people.FILE).write_bytes(whole[:length])
        roll = Keeper(folder, wall).roll()
        assert roll is not None, length
        assert roll.trouble is not None, length


def test_a_file_whose_only_manager_was_made_a_cashier_is_not_believed(folder: Path) -> None:
    path = folder / people.FILE
    path.write_text(path.read_text("utf-8").replace('"manager"', '"cashier"'), "utf-8")
    with pytest.raises(PeopleDamagedError):
        PeopleFile(folder).read()


@pytest.mark.expects_log
def test_a_link_that_leads_nowhere_is_not_nobody(folder: Path, wall: Wall) -> None:
    path = folder / people.FILE
    path.unlink()
    path.symlink_to(folder / "gone.json")
    assert people.are_set_up(folder)
    roll = Keeper(folder, wall).roll()
    assert roll is not None


def test_without_the_key_no_pin_is_counted(folder: Path, wall: Wall, ring: MemoryKeyring) -> None:
    kept = ring.kept.pop("till.pin_key")
    assert code(tried(folder, wall, ANAS)) == "PIN_KEY_MISSING"
    ring.kept["till.pin_key"] = "another"
    assert code(tried(folder, wall, ANAS)) == "PIN_UNSET"
    ring.kept["till.pin_key"] = kept
    assert PeopleFile(folder).read().find(ANA).patience.wrong == 0
    assert isinstance(tried(folder, wall, ANAS), PinRight)


def test_a_new_key_serves_those_whose_pin_is_set_anew(
    folder: Path, wall: Wall, ring: MemoryKeyring
) -> None:
    del ring.kept["till.pin_key"]
    Register(folder, cost=CHEAP).reset(RUI, RIGHT)
    assert isinstance(tried(folder, wall, RIGHT, RUI), PinRight)
    assert code(tried(folder, wall, ANAS)) == "PIN_UNSET"


def test_whoever_was_removed_meanwhile_is_gone(folder: Path, wall: Wall) -> None:
    keeper = Keeper(folder, wall)
    Register(folder).remove(ANA)
    assert code(keeper.check(ANA, TypedCode(ANAS), manager=False)) == "PERSON_GONE"


def test_a_reset_ends_the_wait(folder: Path, wall: Wall) -> None:
    keeper = Keeper(folder, wall)
    for _ in range(5):
        keeper.check(ANA, TypedCode(WRONG), manager=False)
    Register(folder, cost=CHEAP).reset(ANA, "1593")
    assert isinstance(keeper.check(ANA, TypedCode("1593"), manager=False), PinRight)


def test_the_wizard_adds_the_first_manager(tmp_path: Path, wall: Wall) -> None:
    people.add_manager(tmp_path / "new", RUI, RIGHT)
    assert isinstance(tried(tmp_path / "new", wall, RIGHT, RUI, manager=True), PinRight)


@pytest.mark.parametrize("pin", ["1234", "0000", "123", "12345x"])
def test_a_pin_that_is_too_easy_leaves_nothing(
    tmp_path: Path, pin: str, ring: MemoryKeyring
) -> None:
    with pytest.raises(StaffError):
        people.add_manager(tmp_path, RUI, pin)
    assert not people.are_set_up(tmp_path)
    assert ring.kept == {}


def test_where_the_key_cannot_be_kept_nobody_is_added(tmp_path: Path, ring: MemoryKeyring) -> None:
    ring.takes = False
    with pytest.raises(secrets.UnkeptSecretError):
        people.add_manager(tmp_path, RUI, RIGHT)
    assert not people.are_set_up(tmp_path)


def test_the_last_one_removed_leaves_a_till_without_people(folder: Path, wall: Wall) -> None:
    register = Register(folder)
    register.remove(ANA)
    register.remove(RUI)
    assert not people.are_set_up(folder)
    assert Keeper(folder, wall).roll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_nobody_else_may_read_the_file(folder: Path, wall: Wall) -> None:
    tried(folder, wall, ANAS)
    assert stat.S_IMODE((folder / people.FILE).stat().st_mode) == 0o600


def test_no_pin_and_no_key_is_in_any_file_or_repr(
    folder: Path, wall: Wall, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    tried(folder, wall, ANAS)
    tried(folder, wall, WRONG)
    key = ring.kept["till.pin_key"]
    told = repr(PeopleFile(folder).read()) + caplog.text
    texts = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    for secret in (RIGHT, ANAS, WRONG, key):
        for form in (secret.encode(), base64.b64encode(secret.encode())):
            assert not any(form in text for text in texts)
        assert secret not in told


def test_the_file_alone_cannot_be_tried(folder: Path) -> None:
    """Every PIN of four digits as whoever took the file would try it."""
    written = json.loads((folder / people.FILE).read_bytes())
    [rui] = [each for each in written["staff"]["people"] if each["name"] == RUI]
    salt = base64.b64decode(rui["verifier"]["salt"])
    digest = base64.b64decode(rui["verifier"]["digest"])
    for pin in (RIGHT, f"PIN {RIGHT}"):
        made = hashlib.scrypt(pin.encode(), salt=salt, n=CHEAP, r=8, p=1, dklen=32)
        assert made != digest


def test_a_set_up_done_again_gives_its_manager_the_new_pin(tmp_path: Path) -> None:
    people.add_manager(tmp_path, "Bia", "258046")
    people.add_manager(tmp_path, "bia", "640258")
    [bia] = Register(tmp_path).everybody().people
    assert pins.matches(bia.verifier, "640258", pins.key())


def test_a_cashier_does_not_become_a_manager_by_a_set_up(tmp_path: Path) -> None:
    people.add_manager(tmp_path, "Bia", "258046")
    Register(tmp_path).add("Ana", Role.CASHIER, "314159")
    with pytest.raises(StaffError, match="name"):
        people.add_manager(tmp_path, "Ana", "640258")
