"""What is answered, in its public form, and what is asked: the same whichever door somebody comes through.

Promise: nothing here knows a terminal or a request; the doors know this and not each other.
"""
