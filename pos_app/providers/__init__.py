"""The loyalty systems: one folder each, all of the same shape; nothing outside a folder knows its
wire names."""
