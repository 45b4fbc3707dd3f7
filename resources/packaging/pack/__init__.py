"""Packing the till for machines without Python."""
