"""Versions of a plan: what is paid, what is trained, what stays with colleagues."""
