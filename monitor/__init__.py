"""The service: the only place where the parts meet."""
