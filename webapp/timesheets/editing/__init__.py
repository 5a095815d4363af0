"""Filling in a week sheet: its form, reading it, and merging what two people type at once."""
