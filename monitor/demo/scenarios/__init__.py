"""The scenarios, one file a subject: each tells a scribe what happens, and what is true of it."""
