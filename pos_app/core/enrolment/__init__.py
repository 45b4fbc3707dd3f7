"""A customer's authenticator, set up at the desk."""
