"""What was found and decided, computed and examined again."""
