"""Run every measurement: `python -m benchmarks`."""

from benchmarks.startup import main

main()
