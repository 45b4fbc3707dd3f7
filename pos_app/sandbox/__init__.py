"""Faithful, stateful provider servers that run in process or on loopback.

Light to import: `assembly` builds them, `server` serves them.
"""

from pos_app.sandbox.clock import SandboxClock
from pos_app.sandbox.connection import ConnectionDropped, ConnectionFault, ConnectionRefused

__all__ = ["ConnectionDropped", "ConnectionFault", "ConnectionRefused", "SandboxClock"]
