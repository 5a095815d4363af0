"""Everybody's own page: whose move it is, since when, and what is due."""
