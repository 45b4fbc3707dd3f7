"""Which walks are made, and what is said of them."""

import argparse
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from tests.faults.explore.journal.scene import JournalScene
from tests.faults.explore.redemption.scene import RedemptionScene
from tests.faults.explore.report import Report, as_json, is_sound, table
from tests.faults.explore.sale.scene import SaleScene
from tests.faults.explore.walk import Walk
from tests.faults.shapes import SHAPES


def _redemption(profile: str, *, eager: bool) -> Report:
    scene = RedemptionScene(SHAPES[profile])
    return Walk(profile, "redemption", scene, eager=eager).run()


def _journal(profile: str, *, eager: bool) -> Report:
    return Walk(profile, "journal", JournalScene(SHAPES[profile]), eager=eager).run()


def _sale(profile: str, *, eager: bool) -> Report:
    return Walk(profile, "sale", SaleScene(SHAPES[profile]), eager=eager).run()


WALKS: dict[str, Callable[..., Report]] = {
    "redemption": _redemption,
    "journal": _journal,
    "sale": _sale,
}


def explore(profile: str, walk: str = "redemption", *, eager: bool = False) -> Report:
    """``eager``: up to the first violation."""
    return WALKS[walk](profile, eager=eager)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.explore",
        description="Walks everything that can happen and checks what must hold.",
    )
    parser.add_argument("--profile", choices=sorted(SHAPES))
    parser.add_argument("--walk", choices=list(WALKS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    profiles = [options.profile] if options.profile else list(SHAPES)
    walks = [options.walk] if options.walk else list(WALKS)
    whole = not (options.profile or options.walk)
    with ProcessPoolExecutor() as pool:
        wanted = [(profile, walk) for profile in profiles for walk in walks]
        reports = list(pool.map(explore, *zip(*wanted, strict=True)))
    if options.json:
        print(json.dumps(as_json(reports, whole=whole), indent=2))
    else:
        print(table(reports, whole=whole))
    return 0 if is_sound(reports, whole=whole) else 1
