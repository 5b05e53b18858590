"""Peers: each a program of its own, in an environment of its own, that prints its figures as JSON."""
