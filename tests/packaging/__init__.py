"""What the till is packed into: quick tests of its parts, and one long one of the whole
(``python -m tests.packaging``)."""
