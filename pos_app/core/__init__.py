"""What the till decides: pure, synchronous values and functions; no Qt, no I/O, no clock."""
