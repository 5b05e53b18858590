"""Run every measurement: `python -m benchmarks`."""

from benchmarks import sealing, startup

startup.main()
sealing.main()
