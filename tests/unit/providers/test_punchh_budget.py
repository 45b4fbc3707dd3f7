"""The store's patience with wrong codes, which a restart does not renew."""

from pathlib import Path

import pytest

from pos_app.providers.punchh.budget import PER_STORE, WINDOW, Budget
from pos_app.settings.instants import InstantsFile

NOON = 1930410000.0


class Machine:
    """A till's clocks: the monotonic one starts anew with each run."""

    def __init__(self, path: Path) -> None:
        self.kept = InstantsFile(path)
        self.wall = NOON
        self.up = 50.0

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.up += seconds

    def start(self, tills: int = 1) -> Budget:
        self.up = 3.0
        return Budget(lambda: self.up, tills, wall=lambda: self.wall, kept=self.kept)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "wrong-codes.json")


async def fail(budget: Budget, times: int) -> None:
    for _ in range(times):
        assert not used_up(budget)
        await budget.note_failure()


def used_up(budget: Budget) -> bool:
    return budget.is_used_up


async def test_a_restart_forgets_no_failure_and_keeps_none_too_long(machine: Machine) -> None:
    await fail(machine.start(), PER_STORE - 1)
    machine.pass_by(WINDOW - 1)
    again = machine.start()
    await fail(again, 1)
    assert used_up(again)
    machine.pass_by(1)
    assert not used_up(again)
    assert not used_up(machine.start())


async def test_each_till_has_its_share(machine: Machine) -> None:
    await fail(machine.start(tills=3), 2)
    assert used_up(machine.start(tills=3))
    assert not used_up(machine.start(tills=2))


async def test_a_clock_put_back_makes_no_failure_last_longer_than_from_now(
    machine: Machine,
) -> None:
    await fail(machine.start(), PER_STORE)
    machine.wall -= 86_400
    again = machine.start()
    assert used_up(again)
    machine.pass_by(WINDOW)
    assert not used_up(again)


async def test_a_clock_that_is_set_while_the_till_runs_changes_nothing(machine: Machine) -> None:
    running = machine.start()
    await fail(running, PER_STORE - 1)
    machine.wall += 86_400
    await fail(running, 1)
    assert used_up(running)
    assert used_up(machine.start()), "what is kept was dated anew"


async def test_what_cannot_be_read_costs_ten_minutes_of_codes_and_no_more(
    machine: Machine, tmp_path: Path
) -> None:
    (tmp_path / "wrong-codes.json").write_bytes(b"[193041")
    assert used_up(machine.start())
    machine.pass_by(WINDOW - 1)
    again = machine.start()
    assert used_up(again)
    machine.pass_by(1)
    assert not used_up(again)


async def test_what_is_kept_names_nobody(machine: Machine, tmp_path: Path) -> None:
    await fail(machine.start(), 2)
    assert (tmp_path / "wrong-codes.json").read_bytes() == b"[1930410000.0,1930410000.0]"


async def test_where_nothing_is_kept_it_counts_all_the_same() -> None:
    budget = Budget(lambda: 3.0)
    await fail(budget, PER_STORE)
    assert used_up(budget)
