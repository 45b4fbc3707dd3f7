"""Where a till keeps its settings and its data on this system."""

from pathlib import Path

from platformdirs import user_config_path, user_data_path


def default_config() -> Path:
    return user_config_path("pos-app", appauthor=False) / "till.toml"


def default_data() -> Path:
    return user_data_path("pos-app", appauthor=False)
