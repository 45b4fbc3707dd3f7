"""Scripted sales, played through the real window by its own keys, and checked at three levels:
what the screen shows, what the wire carried, and what the sandbox's books say."""
