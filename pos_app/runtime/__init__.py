"""The seam between Qt and asyncio: loop, task owner, signals, crashes, logs."""
