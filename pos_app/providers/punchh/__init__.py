"""PAR Punchh's POS API, its receipts, and its one-time codes."""
