"""Whole sales on the real program, while the wire, the disk, the clock and the power fail."""
