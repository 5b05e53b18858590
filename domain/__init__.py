"""The law and its facts as pure values and functions: no I/O, no clock."""
