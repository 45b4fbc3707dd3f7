"""Twilio Verify v2: factors and their challenges, codes by SMS. It holds no points."""
