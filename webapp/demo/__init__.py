"""Invented companies and people, for showing and for testing."""
