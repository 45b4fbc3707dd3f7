"""The file that a store sends to whoever supports it: everything that helps, and nobody's data."""
