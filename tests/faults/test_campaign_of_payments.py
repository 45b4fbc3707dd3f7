"""Payments at Weavr that no rule can settle, and what the campaign's people do about them: nothing
but what the screen tells them to."""

from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.exact_json import Json
from pos_app.tour.scenario import JEANS, SHIRT
from pos_app.tour.weavr.people import EDDA, EDDAS_ACCOUNT, token_of
from tests.faults.campaign.ledger import Books, Held, Provider
from tests.faults.campaign.plans import AtCall, Blow, OnThePhone, Plan, Script
from tests.faults.campaign.shift import Outcome, Shift
from tests.faults.campaign.weavr import Weavr

PAYING = Script(
    items=(SHIRT, JEANS),
    customer=token_of(EDDA),
    reward=EDDAS_ACCOUNT,
    amount=None,
    wrong_codes=0,
    too_late=False,
    give_up="",
    way_out="back",
    patience=3,
    finish="pay",
    afterwards="",
    restored="clear",
    impatient=False,
)


class Arranged(Weavr):
    """As a programme may be set up, and nothing of it left to a seed."""

    def __init__(self, **settings: Json) -> None:
        self._settings = settings

    def arrange(self, sandbox: Sandbox, rng: Random) -> None:
        del rng
        sandbox.weavr.change(self._settings)


async def played(folder: Path, provider: Provider, *plans: Plan) -> list[Outcome]:
    shift = Shift(1, folder, provider, tls=False)
    return [outcome async for outcome in shift.run(plans)]


NEVER, LATER = 0, 900
"""Seconds after which the provider ends a payment that its customer does not confirm."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("life", "patience"), [(NEVER, 2), (NEVER, 3), (LATER, 3)])
async def test_a_payment_that_may_still_be_confirmed_is_not_called_undone(
    tmp_path: Path, life: int, patience: int
) -> None:
    """The till has lost the session with its power, and asks a supervisor; the customer confirms on
    their phone whatever it still shows, beside the next sale."""
    unanswered = replace(PAYING, patience=patience, phone=OnThePhone(looks=9))
    eager = replace(PAYING, phone=OnThePhone(looks=0))
    kill = Blow("kill", AtCall("send", "acted"))
    full = Blow("disk_full_then_kill", AtCall("issue_push", "answered"))
    outcomes = await played(
        tmp_path,
        Arranged(channels=("AUTHY",), unverified_life_s=life),
        Plan(1, unanswered, (), (kill,)),
        Plan(2, eager, (), (full,)),
    )
    assert [outcome.findings for outcome in outcomes] == [(), ()]
    assert [outcome.happened for outcome in outcomes] == [("kill",), ("disk_full_then_kill",)]


@pytest.mark.timeout(120)
async def test_the_sale_goes_on_where_no_decision_can_be_written(tmp_path: Path) -> None:
    """The payment is another than was asked for, which only a person can set right; while the disk
    is full the till takes nobody's word for it, and lets the cashier sell without the reward."""
    full = Blow("disk_full", AtCall("create_send", "received"))
    wrong = Arranged(exemption="no_sca", returned_send="other_destination")
    (outcome,) = await played(tmp_path, wrong, Plan(1, PAYING, (), (full,)))
    assert outcome.findings == ()
    assert outcome.happened == ("disk_full",)


def test_what_its_customer_may_still_confirm_is_neither_done_nor_over() -> None:
    waits = Held("rdm-1", "a payment that its customer has not confirmed", lapses=True)
    books = Books((), {}, (waits,))
    assert books.may_still_happen("rdm-1")
    assert not books.may_still_happen("rdm-2")
    assert not Books((), {}, (replace(waits, lapses=False),)).may_still_happen("rdm-1")
