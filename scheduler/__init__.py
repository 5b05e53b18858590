"""When to look again; never what to conclude."""
