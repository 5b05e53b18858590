"""Backups: everything a database holds that nothing else could give back, in one file for either database."""
