"""What `demo` shows: the real clusters, and synthetic histories whose truth is known.

Nothing here asks the product for an answer: the truth is worked out apart from it.
"""
