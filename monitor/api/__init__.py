"""The HTTP door: FastAPI lives here and nowhere else.

Promise: it decides nothing. It recognises who asks, hands the question to the guard, and puts the
answer or the refusal into the words of HTTP.
"""
