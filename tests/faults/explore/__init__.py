"""Walks everything that can happen, against what really happened, and checks what must hold.

Three walks for each of four providers. *redemption*: the machine of one redemption, with every
event at every state. *journal*: the same with a disk beside it that writes late, fails and loses
its power. *sale*: a whole sale on a small closed counter. Beside each runs a model of the
provider's own book (``truth``). Answers are only told if they can be true; everything else may
happen at any time. Breadth first, so that the trace of a violation is a shortest one.

    python -m tests.faults.explore [--profile NAME] [--walk NAME] [--json]
"""

from tests.faults.explore.command import WALKS, explore, main
from tests.faults.explore.report import Report

__all__ = ["WALKS", "Report", "explore", "main"]
