"""The commands: one module each, with what is asked (`Asked`) and what is done (`run`).

A module is loaded only when its command runs, so that help and refusals stay quick.
"""
