"""What would be under another law, calendar or fact, in a branch that cannot write."""
