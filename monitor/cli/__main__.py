"""Run the command line by `python -m monitor.cli`."""

from monitor.cli.door import main

main()
