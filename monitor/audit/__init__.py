"""Evidence: the log checked, signed, stamped, replayed and packed for whoever does not trust us.

Promise: everything here reads the log, and nothing here writes to it.
"""
