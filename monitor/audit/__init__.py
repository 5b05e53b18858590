"""Evidence: the log checked, signed, stamped, replayed and packed for whoever does not trust us.

Promise: everything here reads the log, and only the self-audit records in it, one event. What else is
written (checkpoints, time stamps, tiles) lies in tables of its own.
"""
