"""Breadth first through all that may happen, so that a violation's trace is a shortest one."""

import time
from collections.abc import Hashable, Iterator
from typing import Generic, Protocol, TypeVar

from tests.faults.explore.laws import ENDS, ENDS_SOON, Broken, Judge, Law
from tests.faults.explore.report import Report, Violation


class AnyMove(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def fair(self) -> bool:
        """A step that a reachable, decided provider, or time, brings by itself."""
        ...


W = TypeVar("W", bound=Hashable)
M = TypeVar("M", bound=AnyMove)


class Scene(Protocol[W, M]):
    """A closed world: where it starts, what may happen, what comes of it and what must hold."""

    judge: Judge

    def first(self) -> W: ...

    def moves(self, world: W) -> Iterator[M]: ...

    def after(self, world: W, move: M) -> W | None:
        """The world after the move, or nothing if nothing may come of it."""
        ...

    def check(self, world: W) -> None: ...

    def kind(self, world: W) -> str: ...

    def rests(self, world: W) -> bool:
        """Nothing is to come unless a person acts."""
        ...


class Walk(Generic[W, M]):
    """``eager`` walks stop at the first violation. Worlds are known by the order of discovery."""

    def __init__(self, profile: str, name: str, scene: Scene[W, M], *, eager: bool = False) -> None:
        self.scene = scene
        self.eager = eager
        self.report = Report(profile, name)
        self.numbers: dict[W, int] = {}
        self.worlds: list[W] = []
        self.parents: list[tuple[int, str]] = []
        self.fair: list[list[int]] = []

    def run(self) -> Report:
        started = time.process_time()
        try:
            self._discover(self.scene.first(), -1, "")
        except Broken as broken:
            self._violated(broken.law, 0, "the beginning")
        here = 0
        while here < len(self.worlds) and not self._is_caught():
            self._expand(here)
            here += 1
        if not self._is_caught():
            self._settle()
        self.report.states = len(self.worlds)
        self.report.asked = self.scene.judge.asked
        self.report.seconds = time.process_time() - started
        return self.report

    def _is_caught(self) -> bool:
        return self.eager and bool(self.report.violations)

    def _discover(self, world: W, parent: int, label: str) -> int:
        number = self.numbers[world] = len(self.worlds)
        self.worlds.append(world)
        self.parents.append((parent, label))
        self.fair.append([])
        return number

    def _expand(self, here: int) -> None:
        world = self.worlds[here]
        kind = self.scene.kind(world)
        self.report.kinds[kind] = self.report.kinds.get(kind, 0) + 1
        for move in self.scene.moves(world):
            self.report.transitions += 1
            try:
                there = self._reached(here, move)
            except Broken as broken:
                self._violated(broken.law, here, move.label)
                if self.eager:
                    return
                continue
            if move.fair and there is not None and there != here:
                self.fair[here].append(there)

    def _reached(self, here: int, move: M) -> int | None:
        after = self.scene.after(self.worlds[here], move)
        if after is None:
            return None
        if after is self.worlds[here]:
            return here
        number = self.numbers.get(after)
        if number is None:
            self.scene.check(after)
            number = self._discover(after, here, move.label)
        return number

    def _violated(self, law: Law, here: int, label: str) -> None:
        if law not in self.report.violations:
            self.report.violations[law] = Violation(law, [*self._trace(here), label])

    def _trace(self, here: int) -> list[str]:
        labels: list[str] = []
        while here > 0:
            here, label = self.parents[here]
            labels.append(label)
        return labels[::-1]

    def _settle(self) -> None:
        """From every state a fair provider brings an end, and by a way without circles."""
        depth: dict[int, int] = {}
        for start in range(len(self.worlds)):
            self._depth(start, depth)
        self.report.longest_settling = max(depth.values(), default=0)

    def _depth(self, start: int, depth: dict[int, int]) -> None:
        """Longest fair run from here, by an explicit stack; a circle or a dead end is reported."""
        stack: list[tuple[int, Iterator[int]]] = []
        path: set[int] = set()
        if start not in depth:
            self._enter(start, depth, stack, path)
        while stack:
            here, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.discard(here)
                depth[here] = 1 + max(depth.get(n, 0) for n in self.fair[here])
            elif following in path:
                self._violated(ENDS_SOON, here, "(a circle)")
            elif following not in depth:
                self._enter(following, depth, stack, path)

    def _enter(
        self,
        here: int,
        depth: dict[int, int],
        stack: list[tuple[int, Iterator[int]]],
        path: set[int],
    ) -> None:
        if self.scene.rests(self.worlds[here]):
            depth[here] = 0
            return
        self.scene.judge.asked[ENDS] += 1
        self.scene.judge.asked[ENDS_SOON] += 1
        if not self.fair[here]:
            self._violated(ENDS, here, "(nothing more to come)")
            depth[here] = 0
            return
        path.add(here)
        stack.append((here, iter(self.fair[here])))
