"""Twilio Verify v2: proves that a customer agrees, and holds no points."""
