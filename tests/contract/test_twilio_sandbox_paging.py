"""Lists page by page, as Twilio's own packages follow them (contract, section 3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from pos_app.sandbox.assembly import Sandbox
from tests.contract.twilio_verify import (
    BASE,
    MEMBER,
    challenge,
    change,
    entity,
    error,
    factor_of,
    frozen_sandbox,
    hand_of,
    listed,
    push,
    till_of,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> httpx.AsyncClient:
    return till_of(sandbox)


async def made(till: httpx.AsyncClient, sandbox: Sandbox, count: int) -> list[str]:
    return [(await push(till, sandbox)).json()["sid"] for _ in range(count)]


def sids(page: dict[str, Any]) -> list[str]:
    return [one["sid"] for one in page["challenges"]]


async def pages(till: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    """Follows `next_page_url` verbatim."""
    found = [(await listed(till, **query)).json()]
    while url := found[-1]["meta"]["next_page_url"]:
        found.append((await till.get(url)).json())
    return found


async def test_a_long_list_comes_in_pages(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    every = await made(till, sandbox, 120)
    found = await pages(till, PageSize=50)
    assert [len(one["challenges"]) for one in found] == [50, 50, 20]
    assert [sid for one in found for sid in sids(one)] == every
    assert [one["meta"]["page"] for one in found] == [0, 1, 2]
    assert {one["meta"]["page_size"] for one in found} == {50}
    first = f"{BASE}{entity()}/Challenges?PageSize=50&Page=0"
    assert {one["meta"]["first_page_url"] for one in found} == {first}
    assert found[0]["meta"]["url"] == first
    assert found[0]["meta"]["next_page_url"] == (
        f"{BASE}{entity()}/Challenges?PageSize=50&Page=1&PageToken=PA{every[49]}"
    )
    assert found[1]["meta"]["url"] == found[0]["meta"]["next_page_url"]
    back = [one["meta"]["previous_page_url"] for one in found]
    assert back[0] is None
    assert sids((await till.get(back[2])).json()) == every[50:100]
    assert sids((await till.get(back[1])).json()) == every[:50]
    newest_first = await pages(till, PageSize=50, Order="desc")
    assert [sid for one in newest_first for sid in sids(one)] == every[::-1]
    assert len((await listed(till)).json()["challenges"]) == 50
    assert len((await listed(till, PageSize=1000)).json()["challenges"]) == 120


async def test_the_page_before_tells_whether_there_is_one_before_it(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    every = await made(till, sandbox, 3)
    last = (await pages(till, PageSize=1))[-1]
    middle = (await till.get(last["meta"]["previous_page_url"])).json()
    assert sids(middle) == every[1:2]
    assert sids((await till.get(middle["meta"]["next_page_url"])).json()) == every[2:]
    first = (await till.get(middle["meta"]["previous_page_url"])).json()
    assert (sids(first), first["meta"]["previous_page_url"]) == (every[:1], None)


async def test_a_page_number_alone_does_not_move(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    every = await made(till, sandbox, 3)
    found = (await listed(till, PageSize=2, Page=1)).json()
    assert sids(found) == every[:2]
    assert found["meta"]["page"] == 1


async def test_filters_go_on_from_page_to_page(sandbox: Sandbox, till: httpx.AsyncClient) -> None:
    every = await made(till, sandbox, 5)
    hand = hand_of(sandbox)
    await hand.post("/phone/deny", json={"customer": MEMBER, "sid": every[1]})
    await challenge(till, factor_of(sandbox))
    factor = factor_of(sandbox, "push")
    first, *others = await pages(till, FactorSid=factor, Status="pending", PageSize=2)
    assert dict(parse_qsl(urlsplit(first["meta"]["next_page_url"]).query)) == {
        "FactorSid": factor,
        "Status": "pending",
        "PageSize": "2",
        "Page": "1",
        "PageToken": f"PA{every[2]}",
    }
    assert [sids(one) for one in (first, *others)] == [[every[0], every[2]], every[3:]]
    assert sids((await listed(till, Status="denied")).json()) == [every[1]]
    assert sids((await listed(till, FactorSid=f"YF{0:032}")).json()) == []


async def test_a_cursor_outlives_what_it_stood_on(
    sandbox: Sandbox, till: httpx.AsyncClient
) -> None:
    every = await made(till, sandbox, 4)
    first = (await listed(till, Status="pending", PageSize=2)).json()
    await hand_of(sandbox).post("/phone/approve", json={"customer": MEMBER, "sid": every[1]})
    second = (await till.get(first["meta"]["next_page_url"])).json()
    assert sids(second) == every[2:]


@pytest.mark.parametrize(
    ("query", "fine"),
    [
        ({"PageSize": "0"}, 60373),
        ({"PageSize": "1001"}, 60373),
        ({"PageSize": "many"}, 60373),
        ({"PageToken": "PAYC00"}, 60374),
        ({"PageToken": "nonsense"}, 60374),
        ({"Page": "-1"}, 60306),
        ({"Status": "lost"}, 60306),
        ({"Order": "random"}, 60306),
        ({"FactorSid": "YF"}, 60362),
    ],
)
async def test_unfit_queries_are_refused(
    sandbox: Sandbox, till: httpx.AsyncClient, query: dict[str, str], fine: int
) -> None:
    assert error(await listed(till, **query)) == (400, 60300)
    change(sandbox, bad_field="fine")
    assert error(await listed(till, **query)) == (400, fine)


async def test_factors_are_listed_in_pages_too(till: httpx.AsyncClient) -> None:
    first = (await till.get(f"{entity()}/Factors", params={"PageSize": 1})).json()
    second = (await till.get(first["meta"]["next_page_url"])).json()
    found = [*first["factors"], *second["factors"]]
    assert [one["factor_type"] for one in found] == ["totp", "push"]
    assert (first["meta"]["key"], second["meta"]["next_page_url"]) == ("factors", None)
