"""How the tables came to be, step by step; `monitor.migrate` takes the steps."""
