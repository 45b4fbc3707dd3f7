"""The async shell around the core: events in, journal first, effects out."""
