"""The pages: what supervisors, officers and auditors see; HTML made on the server, usable without scripts.

Promise: a page asks the same guarded application as the interface does and computes no law of its own.
"""
