"""PAR Punchh."""
