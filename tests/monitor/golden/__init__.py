"""The golden corpus: what released versions stored and answered, kept for every later version."""
