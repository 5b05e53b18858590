"""What the doors of the service have in common: server, limits, who asks, errors, repeats.

Promise: no door is known here; the interface and the pages stand on it and do not know each other.
"""
