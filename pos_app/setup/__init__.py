"""Setting a till up by hand: the machine's side of it."""
