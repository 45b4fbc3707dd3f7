"""till.toml and the secrets that never stand in it."""
