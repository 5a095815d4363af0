"""Tasks that nobody gets done: described, talked over, and made into a plan."""
