"""Why a till does not start."""


class SetupError(Exception):
    """The message says what is wrong and what to do."""

    exit_code = 2
