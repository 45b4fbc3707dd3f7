"""The PAR Punchh APIs: points of sale, passwordless codes, the guest's profile."""
